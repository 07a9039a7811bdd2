/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/certificate.h"
#include "crypto/digest.h"

G_BEGIN_DECLS

/* A signature found in a file: CMS/PKCS#7 SignedData, DER or BER, possibly followed by padding. */
typedef struct _SokyCms SokyCms;

typedef enum {
  SOKY_CMS_VALID,     /* digest and signature are right */
  SOKY_CMS_WEAK,      /* right, but resting on a weak hash or key */
  SOKY_CMS_BROKEN,    /* the content or the signature does not match */
  SOKY_CMS_UNCHECKED, /* cannot be told: no signer's certificate, unknown algorithm */
} SokyCmsState;

/* Refuses encapsulated content (unless @allow_content, for adbe.pkcs7.sha1 and timestamps) and
 * anything but exactly one SignerInfo. */
SokyCms *soky_cms_parse (GBytes *data, gboolean allow_content, GError **error);
void soky_cms_free (SokyCms *self);

/* The hash by which the detached content must be digested. */
SokyHash soky_cms_get_hash (SokyCms *self);
/* (transfer none) (nullable): the certificate that the SignerInfo names */
SokyCertificate *soky_cms_get_signer (SokyCms *self);
/* (transfer none) (element-type SokyCertificate): all that are embedded */
GPtrArray *soky_cms_get_certificates (SokyCms *self);
/* "RSA PKCS#1 v1.5", "RSA-PSS", "ECDSA" and the like */
const char *soky_cms_get_algorithm (SokyCms *self);
/* The signing-time attribute, or 0: claimed by the signer, not proven. */
gint64 soky_cms_get_signing_time_us (SokyCms *self);
/* Whether signing-certificate(-v2) is there and names the signer's certificate (CAdES). */
gboolean soky_cms_names_certificate (SokyCms *self);
/* (transfer none) (nullable): the encapsulated content */
GBytes *soky_cms_get_content (SokyCms *self);
/* (transfer none) (nullable): the signature timestamp token (RFC 3161) among unsigned attributes */
GBytes *soky_cms_get_timestamp (SokyCms *self);
/* (transfer full): the signature value, which a signature timestamp is made over */
GBytes *soky_cms_get_signature_value (SokyCms *self);

/**
 * soky_cms_check:
 * @content_digest: what the covered bytes of the file hash to, by soky_cms_get_hash(); where the
 *   message carries its content, what that content hashes to
 * @reason: (out) (nullable): why it is not valid
 *
 * Checks content-type, message-digest and the signature over the signed attributes, or over the
 * content where there are none (old adbe.pkcs7.detached).
 */
SokyCmsState soky_cms_check (SokyCms *self, GBytes *content_digest, char **reason);

/* Whether the message-digest attribute is @content_digest: tells a document that was changed from a
 * signature that is wrong, once soky_cms_check() said BROKEN. FALSE without signed attributes. */
gboolean soky_cms_digest_matches (SokyCms *self, GBytes *content_digest);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyCms, soky_cms_free)

G_END_DECLS
