/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "craft-evidence.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ASN1_INTEGER, ASN1_INTEGER_free)

static gint64
this_us (const CraftEvidence *evidence)
{
  return evidence->this_us != 0 ? evidence->this_us : CRAFT_NOW_US;
}

static gint64
next_us (const CraftEvidence *evidence)
{
  return evidence->next_us != 0 ? evidence->next_us : this_us (evidence) + CRAFT_HOUR_US;
}

static ASN1_TIME *
make_time (gint64 moment_us)
{
  return ASN1_TIME_adj (NULL, (time_t) (moment_us / G_USEC_PER_SEC), 0, 0);
}

static ASN1_GENERALIZEDTIME *
make_generalized (gint64 moment_us)
{
  return ASN1_GENERALIZEDTIME_adj (NULL, (time_t) (moment_us / G_USEC_PER_SEC), 0, 0);
}

static void
fill_answer (OCSP_SINGLERESP *answer, const CraftEvidence *evidence)
{
  g_autoptr (ASN1_GENERALIZEDTIME) invalid = make_generalized (evidence->invalid_us);
  g_autoptr (ASN1_GENERALIZEDTIME) cutoff = make_generalized (evidence->keeps_expired_us);

  if (evidence->invalid_us != 0)
    OCSP_SINGLERESP_add1_ext_i2d (answer, NID_invalidity_date, invalid, 0, 0);
  if (evidence->keeps_expired_us != 0)
    OCSP_SINGLERESP_add1_ext_i2d (answer, NID_id_pkix_OCSP_archiveCutoff, cutoff, 0, 0);
}

static void
add_answer (OCSP_BASICRESP *basic, const CraftEvidence *evidence)
{
  OCSP_CERTID *id = OCSP_cert_to_id (evidence->id_md ? evidence->id_md : EVP_sha1 (),
                                     evidence->certificate->x509, evidence->issuer->x509);
  g_autoptr (ASN1_GENERALIZEDTIME) update = make_generalized (this_us (evidence));
  g_autoptr (ASN1_GENERALIZEDTIME) next = make_generalized (next_us (evidence));
  g_autoptr (ASN1_GENERALIZEDTIME) revoked = make_generalized (evidence->revoked_us);
  int status = evidence->revoked   ? V_OCSP_CERTSTATUS_REVOKED
               : evidence->unknown ? V_OCSP_CERTSTATUS_UNKNOWN
                                   : V_OCSP_CERTSTATUS_GOOD;
  OCSP_SINGLERESP *answer =
      OCSP_basic_add1_status (basic, id, status, evidence->cause > 0 ? evidence->cause - 1 : -1,
                              revoked, update, evidence->without_next ? NULL : next);

  OCSP_CERTID_free (id);
  g_assert_nonnull (answer);
  fill_answer (answer, evidence);
}

GBytes *
craft_ocsp (const CraftEvidence *evidence)
{
  g_autoptr (OCSP_BASICRESP) basic = OCSP_BASICRESP_new ();
  Crafted *signer = evidence->signer ? evidence->signer : evidence->issuer;
  gint64 produced_us = evidence->produced_us != 0 ? evidence->produced_us : this_us (evidence);
  unsigned long flags = OCSP_NOTIME | (evidence->by_key ? OCSP_RESPID_KEY : 0);

  add_answer (basic, evidence);
  ASN1_GENERALIZEDTIME_adj ((ASN1_GENERALIZEDTIME *) OCSP_resp_get0_produced_at (basic),
                            (time_t) (produced_us / G_USEC_PER_SEC), 0, 0);
  g_assert_cmpint (OCSP_basic_sign (basic, signer->x509, signer->key,
                                    evidence->md ? evidence->md : EVP_sha256 (), NULL, flags),
                   ==, 1);
  g_autoptr (OCSP_RESPONSE) response =
      OCSP_response_create (OCSP_RESPONSE_STATUS_SUCCESSFUL, basic);
  return soky_openssl_encode (ASN1_ITEM_rptr (OCSP_RESPONSE), response);
}

static void
add_entry (X509_CRL *crl, const CraftEvidence *evidence)
{
  X509_REVOKED *entry = X509_REVOKED_new ();
  g_autoptr (ASN1_TIME) revoked =
      make_time (evidence->revoked_us != 0 ? evidence->revoked_us : CRAFT_NOW_US);
  g_autoptr (ASN1_GENERALIZEDTIME) invalid = make_generalized (evidence->invalid_us);
  g_autoptr (ASN1_ENUMERATED) reason = ASN1_ENUMERATED_new ();
  g_autoptr (ASN1_INTEGER) serial =
      ASN1_INTEGER_dup (X509_get0_serialNumber (evidence->certificate->x509));

  if (!evidence->revoked) /* somebody else */
    ASN1_INTEGER_set (serial, 4711);
  X509_REVOKED_set_serialNumber (entry, serial);
  X509_REVOKED_set_revocationDate (entry, revoked);
  ASN1_ENUMERATED_set (reason, evidence->cause - 1);
  if (evidence->cause > 0)
    X509_REVOKED_add1_ext_i2d (entry, NID_crl_reason, reason, 0, 0);
  if (evidence->invalid_us != 0)
    X509_REVOKED_add1_ext_i2d (entry, NID_invalidity_date, invalid, 0, 0);
  X509_CRL_add0_revoked (crl, entry);
}

static void
add_list_extension (X509_CRL *crl, const char *extra)
{
  X509V3_CTX context;

  if (extra == NULL)
    return;
  g_auto (GStrv) parts = g_strsplit (extra, "=", 2);
  X509V3_set_ctx (&context, NULL, NULL, NULL, crl, 0);
  g_autoptr (X509_EXTENSION) extension = X509V3_EXT_nconf (NULL, &context, parts[0], parts[1]);
  g_assert_nonnull (extension);
  X509_CRL_add_ext (crl, extension, -1);
}

/* expiredCertsOnCRL */
static void
add_keeps_expired (X509_CRL *crl, gint64 since_us)
{
  g_autoptr (ASN1_GENERALIZEDTIME) since = make_generalized (since_us);
  g_autoptr (GBytes) der = soky_openssl_encode (ASN1_ITEM_rptr (ASN1_GENERALIZEDTIME), since);
  g_autoptr (ASN1_OCTET_STRING) value = ASN1_OCTET_STRING_new ();
  g_autoptr (ASN1_OBJECT) object = OBJ_txt2obj ("2.5.29.60", 1);

  ASN1_OCTET_STRING_set (value, g_bytes_get_data (der, NULL), (int) g_bytes_get_size (der));
  g_autoptr (X509_EXTENSION) extension = X509_EXTENSION_create_by_OBJ (NULL, object, 0, value);
  X509_CRL_add_ext (crl, extension, -1);
}

GBytes *
craft_crl (const CraftEvidence *evidence)
{
  g_autoptr (X509_CRL) crl = X509_CRL_new ();
  g_autoptr (ASN1_TIME) update = make_time (this_us (evidence));
  g_autoptr (ASN1_TIME) next = make_time (next_us (evidence));
  Crafted *signer = evidence->signer ? evidence->signer : evidence->issuer;

  X509_CRL_set_version (crl, X509_CRL_VERSION_2);
  X509_CRL_set_issuer_name (crl, X509_get_subject_name (evidence->issuer->x509));
  X509_CRL_set1_lastUpdate (crl, update);
  if (!evidence->without_next)
    X509_CRL_set1_nextUpdate (crl, next);
  add_entry (crl, evidence);
  add_list_extension (crl, evidence->extra);
  if (evidence->keeps_expired_us != 0)
    add_keeps_expired (crl, evidence->keeps_expired_us);
  g_assert_cmpint (X509_CRL_sign (crl, signer->key, evidence->md ? evidence->md : EVP_sha256 ()), >,
                   0);
  return soky_openssl_encode (ASN1_ITEM_rptr (X509_CRL), crl);
}

Crafted *
craft_responder (Crafted *issuer, const char *name)
{
  const CraftRequest request = {.issuer = issuer,
                                .name = name,
                                .curve = "P-256",
                                .basic_constraints = "critical,CA:FALSE",
                                .key_usage = "critical,digitalSignature",
                                .extra = "extendedKeyUsage=OCSPSigning"};

  return craft (&request);
}

static GBytes *
make_token_info (GBytes *stamped, gint64 time_us)
{
  g_autoptr (TS_TST_INFO) info = TS_TST_INFO_new ();
  g_autoptr (X509_ALGOR) algorithm = X509_ALGOR_new ();
  g_autoptr (ASN1_OBJECT) policy = OBJ_txt2obj ("1.2.3.4.1", 1);
  g_autoptr (ASN1_INTEGER) serial = ASN1_INTEGER_new ();
  g_autoptr (ASN1_GENERALIZEDTIME) moment = make_generalized (time_us);
  g_autoptr (GBytes) digest = soky_digest_bytes (SOKY_HASH_SHA256, g_bytes_get_data (stamped, NULL),
                                                 g_bytes_get_size (stamped));
  TS_MSG_IMPRINT *imprint = TS_MSG_IMPRINT_new ();

  X509_ALGOR_set0 (algorithm, OBJ_nid2obj (NID_sha256), V_ASN1_NULL, NULL);
  TS_MSG_IMPRINT_set_algo (imprint, algorithm);
  TS_MSG_IMPRINT_set_msg (imprint, (unsigned char *) g_bytes_get_data (digest, NULL),
                          (int) g_bytes_get_size (digest));
  ASN1_INTEGER_set (serial, 7);
  TS_TST_INFO_set_version (info, 1);
  TS_TST_INFO_set_policy_id (info, policy);
  TS_TST_INFO_set_msg_imprint (info, imprint);
  TS_TST_INFO_set_serial (info, serial);
  TS_TST_INFO_set_time (info, moment);
  TS_MSG_IMPRINT_free (imprint);
  unsigned char *der = NULL;
  int length = i2d_TS_TST_INFO (info, &der);
  return g_bytes_new_with_free_func (der, (gsize) length, soky_openssl_free, der);
}

GBytes *
craft_token (Crafted *tsa, GBytes *stamped, gint64 time_us)
{
  g_autoptr (GBytes) content = make_token_info (stamped, time_us);
  g_autoptr (BIO) bio =
      BIO_new_mem_buf (g_bytes_get_data (content, NULL), (int) g_bytes_get_size (content));
  g_autoptr (CMS_ContentInfo) message = CMS_sign (NULL, NULL, NULL, bio, CMS_PARTIAL | CMS_BINARY);

  CMS_set1_eContentType (message, OBJ_nid2obj (NID_id_smime_ct_TSTInfo));
  g_assert_nonnull (CMS_add1_signer (message, tsa->x509, tsa->key, EVP_sha256 (),
                                     CMS_PARTIAL | CMS_BINARY | CMS_NOSMIMECAP | CMS_CADES));
  g_assert_cmpint (CMS_final (message, bio, NULL, CMS_BINARY), ==, 1);
  return soky_openssl_encode (ASN1_ITEM_rptr (CMS_ContentInfo), message);
}
