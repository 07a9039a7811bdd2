/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/signer.h"
#include "pdf/seed.h"

G_BEGIN_DECLS

/* Whether the signer's certificate is one of those that the field allows (ISO 32000-2 table 238).
 */
gboolean soky_seed_check_certificate (const SokyPdfSeed *seed, SokySigner *signer, GError **error);
/* Sets the error about a demand, a translated sentence; returns FALSE. */
gboolean soky_seed_refuse (GError **error, const char *demand, ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
