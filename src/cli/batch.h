/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sign/sign.h"

G_BEGIN_DECLS

/**
 * soky_cli_sign_items:
 * @resume: as of soky_sign_batch_new()
 *
 * Signs, telling each result, and on a terminal how far it is and how long it will take. Ctrl+C
 * stops after the signature that is being made, and what is not signed is named.
 *
 * Returns: the exit status
 */
int soky_cli_sign_items (const SokySignItem *items, guint count, SokySigner *signer,
                         gboolean resume);

G_END_DECLS
