/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages that no honest signer makes. */
#include "config.h"

#include "people.h"

#include <string.h>

static void
add_signer (CMS_ContentInfo *message, CMS_SignerInfo *info, gboolean signed_already, gpointer data)
{
  People *people = data;

  if (!signed_already)
    g_assert_nonnull (CMS_add1_signer (message, people->other->x509, people->other->key,
                                       EVP_sha256 (), CMS_PARTIAL | CMS_BINARY));
}

static void
test_two_signers (People *people, gconstpointer data)
{
  g_autoptr (GBytes) message =
      craft_message (people->person, people->content, CMS_DETACHED, add_signer, people);

  people_assert_malformed (message);
}

static void
add_naming (CMS_SignerInfo *info, Crafted *named, int nid)
{
  ESS_SIGNING_CERT_V2 *v2 = OSSL_ESS_signing_cert_v2_new_init (EVP_sha256 (), named->x509, NULL, 1);
  ESS_SIGNING_CERT *v1 = OSSL_ESS_signing_cert_new_init (named->x509, NULL, 1);
  g_autoptr (GBytes) value = nid == NID_id_smime_aa_signingCertificateV2
                                 ? soky_openssl_encode (ASN1_ITEM_rptr (ESS_SIGNING_CERT_V2), v2)
                                 : soky_openssl_encode (ASN1_ITEM_rptr (ESS_SIGNING_CERT), v1);

  g_assert_cmpint (CMS_signed_add1_attr_by_NID (info, nid, V_ASN1_SEQUENCE,
                                                g_bytes_get_data (value, NULL),
                                                (int) g_bytes_get_size (value)),
                   ==, 1);
  ESS_SIGNING_CERT_V2_free (v2);
  ESS_SIGNING_CERT_free (v1);
}

static void
name_other (CMS_ContentInfo *message, CMS_SignerInfo *info, gboolean signed_already, gpointer data)
{
  if (!signed_already)
    add_naming (info, ((People *) data)->other, NID_id_smime_aa_signingCertificateV2);
}

static void
name_other_v1 (CMS_ContentInfo *message, CMS_SignerInfo *info, gboolean signed_already,
               gpointer data)
{
  if (!signed_already)
    add_naming (info, ((People *) data)->other, NID_id_smime_aa_signingCertificate);
}

static void
name_self_v1 (CMS_ContentInfo *message, CMS_SignerInfo *info, gboolean signed_already,
              gpointer data)
{
  if (!signed_already)
    add_naming (info, ((People *) data)->person, NID_id_smime_aa_signingCertificate);
}

static void
name_nonsense (CMS_ContentInfo *message, CMS_SignerInfo *info, gboolean signed_already,
               gpointer data)
{
  if (!signed_already)
    CMS_signed_add1_attr_by_NID (info, NID_id_smime_aa_signingCertificateV2, V_ASN1_OCTET_STRING,
                                 "x", 1);
}

static void
test_naming (People *people, gconstpointer data)
{
  static const struct {
    CraftTamper tamper;
    SokyCmsState state;
  } cases[] = {
      {name_other, SOKY_CMS_BROKEN},
      {name_other_v1, SOKY_CMS_BROKEN},
      {name_nonsense, SOKY_CMS_BROKEN},
      {name_self_v1, SOKY_CMS_VALID},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) message =
        craft_message (people->person, people->content, CMS_DETACHED, cases[i].tamper, people);
    g_autoptr (SokyCms) cms = people_read (message);
    people_assert_state (people, message, cases[i].state);
    g_assert_cmpint (soky_cms_names_certificate (cms), ==, cases[i].state == SOKY_CMS_VALID);
  }
}

/* Two certificates with the same issuer and serial: the attribute says which one signed. */
static void
add_twin (CMS_ContentInfo *message, CMS_SignerInfo *info, gboolean signed_already, gpointer data)
{
  People *people = data;

  if (!signed_already)
    return;
  g_autoptr (X509) twin = X509_dup (people->person->x509);
  X509_set_pubkey (twin, people->other->key);
  X509_sign (twin, people->person->key, EVP_sha256 ());
  CMS_add1_cert (message, twin);
}

static void
test_twins (People *people, gconstpointer data)
{
  g_autoptr (GBytes) message =
      craft_message (people->person, people->content, CMS_DETACHED | CMS_CADES, add_twin, people);
  g_autoptr (SokyCms) cms = people_read (message);

  g_assert_cmpuint (soky_cms_get_certificates (cms)->len, ==, 2);
  g_assert_true (soky_certificate_equal (soky_cms_get_signer (cms), people->person->certificate));
  people_assert_state (people, message, SOKY_CMS_VALID);
}

static void
change_type (CMS_ContentInfo *message, CMS_SignerInfo *info, gboolean signed_already, gpointer data)
{
  if (signed_already)
    CMS_set1_eContentType (message, OBJ_nid2obj (NID_id_smime_ct_TSTInfo));
}

static void
take_pss_parameters (CMS_ContentInfo *message, CMS_SignerInfo *info, gboolean signed_already,
                     gpointer data)
{
  X509_ALGOR *algorithm = NULL;

  if (!signed_already)
    return;
  CMS_SignerInfo_get0_algs (info, NULL, NULL, NULL, &algorithm);
  X509_ALGOR_set0 (algorithm, OBJ_nid2obj (NID_rsassaPss), V_ASN1_UNDEF, NULL);
}

static void
change_signature_hash (CMS_ContentInfo *message, CMS_SignerInfo *info, gboolean signed_already,
                       gpointer data)
{
  X509_ALGOR *algorithm = NULL;

  if (!signed_already)
    return;
  CMS_SignerInfo_get0_algs (info, NULL, NULL, NULL, &algorithm);
  X509_ALGOR_set0 (algorithm, OBJ_nid2obj (NID_sha512WithRSAEncryption), V_ASN1_NULL, NULL);
}

static void
change_signature_kind (CMS_ContentInfo *message, CMS_SignerInfo *info, gboolean signed_already,
                       gpointer data)
{
  X509_ALGOR *algorithm = NULL;

  if (!signed_already)
    return;
  CMS_SignerInfo_get0_algs (info, NULL, NULL, NULL, &algorithm);
  X509_ALGOR_set0 (algorithm, OBJ_nid2obj (NID_ecdsa_with_SHA256), V_ASN1_UNDEF, NULL);
}

static void
change_digest_hash (CMS_ContentInfo *message, CMS_SignerInfo *info, gboolean signed_already,
                    gpointer data)
{
  X509_ALGOR *algorithm = NULL;

  if (!signed_already)
    return;
  CMS_SignerInfo_get0_algs (info, NULL, NULL, &algorithm, NULL);
  X509_ALGOR_set0 (algorithm, OBJ_nid2obj (NID_sha3_256), V_ASN1_UNDEF, NULL);
}

static void
test_algorithms (People *people, gconstpointer data)
{
  static const struct {
    CraftTamper tamper;
    SokyCmsState state;
  } cases[] = {
      {change_type, SOKY_CMS_BROKEN},
      {take_pss_parameters, SOKY_CMS_UNCHECKED},
      {change_signature_hash, SOKY_CMS_UNCHECKED},
      {change_signature_kind, SOKY_CMS_BROKEN},
      {change_digest_hash, SOKY_CMS_BROKEN},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) message =
        craft_message (people->person, people->content, CMS_DETACHED, cases[i].tamper, people);
    people_assert_state (people, message, cases[i].state);
  }
}

static void
add_many_certificates (CMS_ContentInfo *message, CMS_SignerInfo *info, gboolean signed_already,
                       gpointer data)
{
  People *people = data;

  for (long i = 0; signed_already && i < 200; i++) {
    g_autoptr (X509) copy = X509_dup (people->other->x509);
    ASN1_INTEGER_set (X509_get_serialNumber (copy), i);
    X509_sign (copy, people->other->key, EVP_sha256 ());
    g_assert_cmpint (CMS_add1_cert (message, copy), ==, 1);
  }
}

static void
test_many_certificates (People *people, gconstpointer data)
{
  g_autoptr (GBytes) message =
      craft_message (people->person, people->content, CMS_DETACHED, add_many_certificates, people);

  people_assert_malformed (message);
}

static void
test_weak_key (People *people, gconstpointer data)
{
  const CraftRequest request = {.name = "short", .rsa_bits = 1024};
  g_autoptr (Crafted) weak = craft (&request);
  g_autoptr (GBytes) message = craft_message (weak, people->content, CMS_DETACHED, NULL, NULL);

  people_assert_state (people, message, SOKY_CMS_WEAK);
}

static void
test_garbage (void)
{
  static const char *const garbage[] = {"", "%PDF", "0\x80", "0\x84\xff\xff\xff\xff",
                                        "0\x0b\x06\x09*\x86H\x86\xf7\r\x01\x07\x02"};

  for (gsize i = 0; i < G_N_ELEMENTS (garbage); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new (garbage[i], strlen (garbage[i]));
    people_assert_malformed (bytes);
  }
}

int
main (int argc, char **argv)
{
  static const PeopleTest tests[] = {
      {"/crypto/cms-forged/two-signers", test_two_signers},
      {"/crypto/cms-forged/naming", test_naming},
      {"/crypto/cms-forged/twins", test_twins},
      {"/crypto/cms-forged/algorithms", test_algorithms},
      {"/crypto/cms-forged/many-certificates", test_many_certificates},
      {"/crypto/cms-forged/weak-key", test_weak_key},
  };

  g_test_init (&argc, &argv, NULL);
  people_add_tests (tests, G_N_ELEMENTS (tests));
  g_test_add_func ("/crypto/cms-forged/garbage", test_garbage);
  return g_test_run ();
}
