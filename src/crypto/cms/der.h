/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* DER written by hand (X.690): what is signed must be ours to the byte. Only for src/crypto. */

#define SOKY_DER_SEQUENCE 0x30
#define SOKY_DER_SET 0x31
#define SOKY_DER_CONTEXT(n) (0xa0 | (n)) /* constructed, context-specific */

/* Appends one element: tag, length, content. */
void soky_der_append (GByteArray *out, guint8 tag, const void *content, gsize length);
/* Likewise, and frees @content. */
void soky_der_append_take (GByteArray *out, guint8 tag, GByteArray *content);
/* Appends elements that are DER already. */
void soky_der_append_encoded (GByteArray *out, GBytes *encoded);
/* An object identifier, by OpenSSL's number for it. */
void soky_der_append_oid (GByteArray *out, int nid);
void soky_der_append_small_integer (GByteArray *out, guint8 value);

/* Appends a SET OF under @tag, its elements (GBytes, each DER) in the order that DER wants. */
void soky_der_append_set_of (GByteArray *out, guint8 tag, GPtrArray *elements);

G_END_DECLS
