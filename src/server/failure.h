/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * soky_server_failure_for_client:
 *
 * What a client is told of an error: a full disk and one that takes no writes have codes of their
 * own, which say that nothing was changed; all else stays as it is.
 *
 * Returns: (transfer full): an error
 */
GError *soky_server_failure_for_client (const GError *error);

G_END_DECLS
