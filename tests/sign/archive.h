/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "craft-evidence.h"

G_BEGIN_DECLS

/* Files that grow over the years: signatures, timestamps and evidence at any moment and by any
 * certificate, which no real server would give. Each call appends one update. */

typedef struct {
  Crafted *tsa;     /* NULL = no timestamp over the signature */
  gint64 time_us;   /* that it states */
  gboolean foreign; /* it was made over something else */
} ArchiveStamp;

/* A PAdES signature; @others: (nullable): NULL-terminated certificates that it carries. */
GBytes *archive_sign (GBytes *base, Crafted *signer, Crafted *const *others, gint64 claimed_us,
                      const ArchiveStamp *stamp);
/* A document timestamp. */
GBytes *archive_stamp (GBytes *base, Crafted *tsa, gint64 time_us);
/* A document security store with what there already is and these (all nullable). */
GBytes *archive_store (GBytes *base, GBytes *ocsp, GBytes *crl, Crafted *certificate);

G_END_DECLS
