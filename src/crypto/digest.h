/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/input.h"

G_BEGIN_DECLS

typedef enum {
  SOKY_HASH_UNKNOWN,
  SOKY_HASH_MD5,  /* recognised in old signatures, never made */
  SOKY_HASH_SHA1, /* likewise */
  SOKY_HASH_SHA224,
  SOKY_HASH_SHA256,
  SOKY_HASH_SHA384,
  SOKY_HASH_SHA512,
  SOKY_HASH_SHA3_256,
  SOKY_HASH_SHA3_384,
  SOKY_HASH_SHA3_512,
  SOKY_HASH_SHAKE256, /* 512 bits of it, as Ed448 has it (RFC 8419 §2.3) */
  SOKY_HASH_COUNT,
} SokyHash;

/* "SHA-256"; never NULL. */
const char *soky_hash_get_name (SokyHash hash);
gsize soky_hash_get_size (SokyHash hash);
/* MD5 and SHA-1: nothing that rests on them is called valid. */
gboolean soky_hash_is_weak (SokyHash hash);

/* A hash in the making; it can be forked, so one pass over a file serves many signatures. */
typedef struct _SokyDigest SokyDigest;

SokyDigest *soky_digest_new (SokyHash hash);
SokyDigest *soky_digest_copy (const SokyDigest *self);
void soky_digest_free (SokyDigest *self);
void soky_digest_update (SokyDigest *self, const void *data, gsize length);
/* Returns: (transfer full): the digest; nothing may be added afterwards */
GBytes *soky_digest_finish (SokyDigest *self);

/* A SokyByteSink whose user_data is a SokyDigest. */
gboolean soky_digest_sink (const guint8 *data, gsize length, gpointer digest, GError **error);

/* The digest of memory in one call. */
GBytes *soky_digest_bytes (SokyHash hash, const void *data, gsize length);
/* The lower-case hexadecimal SHA-256 of a whole input. */
char *soky_digest_sha256_hex (SokyInput *input, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyDigest, soky_digest_free)

G_END_DECLS
