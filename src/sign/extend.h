/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/output.h"
#include "crypto/timestamp/timestamper.h"
#include "sign/report-proof.h"

G_BEGIN_DECLS

/* How much proof a signature carries along (EN 319 142-1 §6), and where it comes from. Designated
 * initialisers; nothing in it is owned. */
typedef struct {
  SokyLevel level;              /* T, LT or LTA */
  SokyTimestamper *timestamper; /* never %NULL, but for LT of what has its time already */
  SokyFetcher *fetcher;         /* nullable: only what the file holds is used */
  SokyTrust *trust;             /* nullable: anchors of the signers; without any, a path to a
                                   self-signed certificate will do */
  SokyTrust *timestamp_trust;   /* nullable: anchors of timestamps, else those of @trust */
} SokyExtendOptions;

/**
 * soky_extend_file:
 * @input_path: a signed PDF, by whomever; never changed, and a prefix of the result
 * @output_path: appears whole or not at all; may be @input_path
 *
 * Lifts all signatures of a file to a level:
 * - T: those without a timestamp get one over the whole document (a DocTimeStamp: nothing can be
 *   put into a signature that exists; EN 319 142-1 §6.3 takes either as proof of time);
 * - LT: T, and the security store gets the certificates, OCSP responses and lists of all signers
 *   and timestamp servers;
 * - LTA: LT, and a document timestamp over all of it. Done again later, it renews: what has become
 *   necessary is added, then a new timestamp.
 * A signature that is broken, or whose certificate was revoked before its proven time, is refused.
 * The result is checked before it takes its name. Blocks on the network.
 *
 * Returns: %FALSE with a SokySignError, SokyPdfError, SokyCryptoError, SokyFetchError or I/O error
 */
gboolean soky_extend_file (const char *input_path, const char *output_path,
                           const SokyExtendOptions *options, GCancellable *cancellable,
                           GError **error);

/* The same for a file that is being written, all of it so far. */
gboolean soky_extend_output (SokyOutput *output, const SokyExtendOptions *options,
                             GCancellable *cancellable, GError **error);

/* Whether a signer's certificate has a path and is not revoked now, as LT will want to prove; for
 * asking before a key is used. @others: (element-type SokyCertificate) (nullable) */
gboolean soky_extend_check_signer (const SokyExtendOptions *options, SokyCertificate *certificate,
                                   GPtrArray *others, GCancellable *cancellable, GError **error);

/* "B-B", "B-T", "B-LT", "B-LTA"; FALSE for anything else. */
gboolean soky_level_from_string (const char *text, SokyLevel *level);

G_END_DECLS
