/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The one place that includes OpenSSL. Only files below src/crypto include this header. */

#include "base/input.h"
#include "crypto/certificate.h"
#include "crypto/digest.h"
#include "crypto/error.h"

#include <openssl/asn1t.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/cms.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/ess.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/ocsp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

G_BEGIN_DECLS

/* Sets @error from @message (translated, one sentence) with OpenSSL's own reason in brackets, and
 * empties OpenSSL's queue. */
void soky_openssl_set_error (GError **error, SokyCryptoError code, const char *message);

/* The DER of any OpenSSL structure; aborts only when memory runs out. */
GBytes *soky_openssl_encode (const ASN1_ITEM *item, const void *value);

/* A read-only BIO over memory that the caller keeps. */
BIO *soky_openssl_bio_for_input (SokyInput *input);

/* FALSE when it is no date. */
gboolean soky_openssl_time_to_us (const ASN1_TIME *time, gint64 *moment_us);

/* (transfer none) (nullable): NULL for SOKY_HASH_UNKNOWN */
const EVP_MD *soky_hash_get_md (SokyHash hash);
SokyHash soky_hash_from_nid (int nid);
/* SOKY_HASH_UNKNOWN when it is no hash that is known here. */
SokyHash soky_hash_from_algorithm (const X509_ALGOR *algorithm);

/* (transfer none): valid as long as @self */
X509 *soky_certificate_peek_x509 (SokyCertificate *self);
/* Returns: (transfer full) (nullable): takes no reference of @x509 */
SokyCertificate *soky_certificate_new_from_x509 (X509 *x509, GError **error);

typedef STACK_OF (X509) SokyX509Stack;

/* Returns: (transfer full): holds references; NULL gives an empty stack */
SokyX509Stack *soky_certificate_stack (GPtrArray *certificates);

static inline void
soky_openssl_free (void *memory)
{
  OPENSSL_free (memory);
}

static inline void
soky_x509_stack_free (SokyX509Stack *certificates)
{
  sk_X509_pop_free (certificates, X509_free);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ASN1_ENUMERATED, ASN1_ENUMERATED_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ASN1_GENERALIZEDTIME, ASN1_GENERALIZEDTIME_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ASN1_OBJECT, ASN1_OBJECT_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ASN1_OCTET_STRING, ASN1_OCTET_STRING_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ASN1_TIME, ASN1_TIME_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ASN1_TYPE, ASN1_TYPE_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIGNUM, BN_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIO, BIO_free_all)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CMS_ContentInfo, CMS_ContentInfo_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ESS_SIGNING_CERT, ESS_SIGNING_CERT_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ESS_SIGNING_CERT_V2, ESS_SIGNING_CERT_V2_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_MD_CTX, EVP_MD_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY_CTX, EVP_PKEY_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ISSUING_DIST_POINT, ISSUING_DIST_POINT_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OCSP_BASICRESP, OCSP_BASICRESP_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OCSP_REQUEST, OCSP_REQUEST_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OCSP_RESPONSE, OCSP_RESPONSE_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PKCS12, PKCS12_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PKCS7, PKCS7_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RSA_PSS_PARAMS, RSA_PSS_PARAMS_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyX509Stack, soky_x509_stack_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TS_TST_INFO, TS_TST_INFO_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509, X509_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_ALGOR, X509_ALGOR_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_CRL, X509_CRL_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_EXTENSION, X509_EXTENSION_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_NAME, X509_NAME_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_SIG, X509_SIG_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_STORE, X509_STORE_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_STORE_CTX, X509_STORE_CTX_free)

G_END_DECLS
