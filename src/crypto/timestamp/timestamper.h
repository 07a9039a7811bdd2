/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fetch.h"
#include "crypto/trust/trust.h"
#include "crypto/digest.h"

G_BEGIN_DECLS

/* A client of one timestamp server (RFC 3161 over HTTP, §3.4). Shared by reference; may be used
 * from several threads. */
typedef struct _SokyTimestamper SokyTimestamper;

/* Designated initialisers. */
typedef struct {
  const char *url;
  const char *user;     /* nullable: HTTP basic authentication */
  SokySecret *password; /* nullable */
  SokyTrust *trust;     /* nullable: see soky_timestamp_accept() */
} SokyTimestampService;

/* @fetcher: (transfer none) */
SokyTimestamper *soky_timestamper_new (SokyFetcher *fetcher, const SokyTimestampService *service);
SokyTimestamper *soky_timestamper_ref (SokyTimestamper *self);
void soky_timestamper_unref (SokyTimestamper *self);

/* (transfer none) (nullable) */
SokyTrust *soky_timestamper_get_trust (SokyTimestamper *self);

/**
 * soky_timestamper_stamp:
 * @imprint: a digest by @hash
 *
 * Blocks.
 *
 * Returns: (transfer full) (nullable): a token that was checked, in DER, or %NULL with a
 *   #SokyFetchError, #SokyCryptoError or %G_IO_ERROR_CANCELLED
 */
GBytes *soky_timestamper_stamp (SokyTimestamper *self, SokyHash hash, GBytes *imprint,
                                GCancellable *cancellable, GError **error);

/**
 * soky_timestamper_measure:
 * @size: (out): bytes to keep free for a token; a token is hardly ever larger
 *
 * Asks for a token over nothing, the first time: so whatever is wrong with the server is known
 * before a key is used, and how large its tokens are. Blocks.
 */
gboolean soky_timestamper_measure (SokyTimestamper *self, gsize *size, GCancellable *cancellable,
                                   GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyTimestamper, soky_timestamper_unref)

G_END_DECLS
