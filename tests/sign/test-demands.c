/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What fields demand of their signatures, and what signatures demand of what comes after. */
#include "config.h"

#include "base/hex.h"
#include "documents.h"
#include "fixture.h"
#include "identity.h"
#include "judges.h"
#include "pdf/signature.h"

#include <string.h>

#define HOLDER "Nguyễn Thị Lan"
#define PLACE "/Type /Annot /Subtype /Widget /FT /Sig /P 4 0 R /F 4 /Rect [300 100 500 170]"

/* A page with the signature field @name (ASCII, or hexadecimal UTF-16 in < >) and @entries in it.
 */
static GBytes *
make_field (const char *name, const char *entries)
{
  g_autoptr (GBytes) form = document_make (DOCUMENT_FORM, 1);
  g_autofree char *body = g_strdup_printf ("<< " PLACE " /T %s %s >>", name, entries);
  return document_update (form, 6, body);
}

static char *
hex_of (GBytes *bytes)
{
  return soky_hex_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static gboolean
try_to_sign (Identity *identity, GBytes *document, const SokySignOptions *options, GError **error)
{
  g_autofree char *input = identity_path (identity, "try.pdf");
  g_autofree char *output = identity_path (identity, "out.pdf");

  fixture_write (input, g_bytes_get_data (document, NULL), g_bytes_get_size (document));
  return soky_sign_file (input, output, options, identity->signer, NULL, error);
}

typedef struct {
  const char *seed;
  const char *reason; /* given by the signer */
  SokyHash hash;
  int certify;
  const char *refusal; /* a word of the message, or NULL when it is signed */
} SeedCase;

static const SeedCase seed_cases[] = {
    {"/Filter /Adobe.PPKLite /Ff 1", NULL, 0, 0, NULL},
    {"/Filter /Entrust.PPKEF /Ff 1", NULL, 0, 0, "Entrust.PPKEF"},
    {"/Filter /Entrust.PPKEF", NULL, 0, 0, NULL},
    {"/SubFilter [/adbe.pkcs7.detached] /Ff 2", NULL, 0, 0, "adbe.pkcs7.detached"},
    {"/SubFilter [/adbe.pkcs7.detached /ETSI.CAdES.detached] /Ff 2", NULL, 0, 0, NULL},
    {"/V 2 /Ff 4", NULL, 0, 0, NULL},
    {"/V 4 /Ff 4", NULL, 0, 0, "newer"},
    {"/Ff 512", NULL, 0, 0, "newer"},
    {"/Reasons [(Seen) (Approved)] /Ff 8", "Approved", 0, 0, NULL},
    {"/Reasons [(Seen) (Approved)] /Ff 8", "Other", 0, 0, "Seen, Approved"},
    {"/Reasons [(Seen) (Approved)] /Ff 8", NULL, 0, 0, "Seen, Approved"},
    {"/Reasons [(Seen)] /Ff 8", NULL, 0, 0, NULL},
    {"/Reasons [(.)] /Ff 8", "Other", 0, 0, "no reason"},
    {"/Ff 8", NULL, 0, 0, NULL},
    {"/Reasons [(Seen)]", "Other", 0, 0, NULL},
    {"/DigestMethod [(SHA1)] /Ff 64", NULL, 0, 0, "SHA1"},
    {"/DigestMethod [(SHA1) (SHA384)] /Ff 64", NULL, 0, 0, NULL},
    {"/DigestMethod [(SHA384)] /Ff 64", NULL, SOKY_HASH_SHA512, 0, "SHA384"},
    {"/DigestMethod [(SHA384) (SHA512)] /Ff 64", NULL, SOKY_HASH_SHA512, 0, NULL},
    {"/MDP << /P 0 >>", NULL, 0, 0, NULL},
    {"/MDP << /P 0 >>", NULL, 0, 2, "certify"},
    {"/MDP << /P 2 >>", NULL, 0, 3, "level 2"},
    {"/MDP << /P 2 >>", NULL, 0, 0, NULL},
    {"/MDP << /P 2 >> /LegalAttestation [(Nothing hidden)] /Ff 16", NULL, 0, 0, "Nothing hidden"},
    {"/TimeStamp << /URL (http://tsa.invalid/) /Ff 1 >>", NULL, 0, 0, "http://tsa.invalid/"},
    {"/TimeStamp << /URL (http://tsa.invalid/) /Ff 0 >>", NULL, 0, 0, NULL},
    {"/AddRevInfo true /Ff 32", NULL, 0, 0, "revoked"},
    {"/AddRevInfo false /Ff 32", NULL, 0, 0, NULL},
    {"/AppearanceFilter (Official) /Ff 256", NULL, 0, 0, "Official"},
    {"/LockDocument /true /Ff 128", NULL, 0, 0, NULL},
    {"/Cert << /KeyUsage [(1) (01)] /Ff 32 >>", NULL, 0, 0, NULL},
    {"/Cert << /KeyUsage [(XXXXX1)] /Ff 32 >>", NULL, 0, 0, "another use"},
    {"/Cert << /SubjectDN [<< /O (Nobody) >>] /Ff 8 >>", NULL, 0, 0, "O=Nobody"},
    {"/Cert << /SubjectDN [<< /CN (Nobody) >> << /CN "
     "<FEFF004E00670075007900651EC5006E0020005400681ECB0020004C0061006E> >>] /Ff 8 >>",
     NULL, 0, 0, "CN=Nobody"},
    {"/Cert << /Subject [<3000>] /Ff 1 >>", NULL, 0, 0, "certain certificates"},
    {"/Cert << /Issuer [<3000>] /Ff 2 >>", NULL, 0, 0, "certain authorities"},
    {"/Cert << /Issuer [<3000>] >>", NULL, 0, 0, NULL},
    {"/Cert << /OID [(1.2.3.4)] /Ff 4 >>", NULL, 0, 0, "1.2.3.4"},
    {"/Cert << /URL (https://ca.invalid/) /Ff 64 >>", NULL, 0, 0, NULL},
    {"/Cert << /URL (https://ca.invalid/) /URLType /ASSP /Ff 64 >>", NULL, 0, 0, "ca.invalid"},
    {"/Cert << /Ff 256 >>", NULL, 0, 0, "newer"},
};

static void
test_seed (gconstpointer data)
{
  const SeedCase *one = data;
  g_autoptr (Identity) identity = identity_new (SOKY_NEW_KEY_EC_P256, HOLDER);
  g_autofree char *entries = g_strdup_printf ("/SV << %s >>", one->seed);
  g_autoptr (GBytes) document = make_field ("(Sign)", entries);
  const SokySignOptions options = {
      .field = "Sign", .reason = one->reason, .hash = one->hash, .certify = one->certify};
  g_autofree char *output = identity_path (identity, "out.pdf");
  g_autoptr (GError) error = NULL;
  gboolean done = try_to_sign (identity, document, &options, &error);

  if (one->refusal == NULL) {
    g_assert_no_error (error);
    g_assert_true (done);
    judge_structure (output);
    return;
  }
  g_assert_error (error, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_SEED);
  if (strstr (error->message, one->refusal) == NULL)
    g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, one->refusal));
  g_assert_false (g_file_test (output, G_FILE_TEST_EXISTS));
}

/* What a field leaves no choice in is done without being asked for. */
static void
test_seed_obeyed (void)
{
  g_autoptr (Identity) identity = identity_new (SOKY_NEW_KEY_EC_P256, HOLDER);
  g_autoptr (GBytes) document =
      make_field ("(Sign)", "/SV << /Reasons [(Seen)] /DigestMethod [(SHA512)] /MDP << /P 2 >> "
                            "/LockDocument /true /Ff 200 >>");
  const SokySignOptions options = {.field = "Sign"};
  g_autoptr (GBytes) result = identity_sign (identity, document, &options);
  g_autoptr (SokyReport) report = verify_bytes (result, identity->trust);
  const SokySignatureReport *signature = only_signature (report);
  const SokySignOptions another = {0};
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (signature->verdict, ==, SOKY_VERDICT_VALID);
  g_assert_cmpstr (signature->signature_reason, ==, "Seen");
  g_assert_cmpstr (signature->algorithm, ==, "ECDSA, SHA-512");
  document_find (result, "/Perms << /DocMDP", g_bytes_get_size (document));
  document_find (result, "/P 1", g_bytes_get_size (document));
  /* the document is closed */
  g_assert_false (try_to_sign (identity, result, &another, &error));
  g_assert_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_NOT_PERMITTED);
}

/* The certificate itself, or its issuer, is what the field names. */
static void
test_seed_people (void)
{
  g_autoptr (Identity) identity = identity_new (SOKY_NEW_KEY_EC_P256, HOLDER);
  SokyCertificate *own = soky_signer_get_certificate (identity->signer);
  SokyCertificate *issuer = g_ptr_array_index (soky_signer_get_chain (identity->signer), 0);
  g_autofree char *own_der = hex_of (soky_certificate_get_der (own));
  g_autofree char *issuer_der = hex_of (soky_certificate_get_der (issuer));
  g_autofree char *entries = g_strdup_printf (
      "/SV << /Cert << /Subject [<3000> <%s>] /Issuer [<%s>] /SubjectDN [<< /CN "
      "<FEFF004E0067007500791EC5006E0020005400681ECB0020004C0061006E> >>] /Ff 11 >> >>",
      own_der, issuer_der);
  g_autoptr (GBytes) document = make_field ("(Sign)", entries);
  const SokySignOptions options = {.field = "Sign"};
  g_autoptr (GBytes) result = identity_sign (identity, document, &options);
  g_autoptr (SokyReport) report = verify_bytes (result, identity->trust);

  g_assert_cmpint (only_signature (report)->verdict, ==, SOKY_VERDICT_VALID);
}

static void
test_role (void)
{
  static const struct {
    const char *field, *role;
    gboolean found;
  } cases[] = {
      {"(HieuTruong)", "HIỆU TRƯỞNG", TRUE},
      {"(chu_ky_HT)", "Hiệu trưởng", TRUE},
      {"(Principal1)", "hiệu trưởng", TRUE},
      {"(PhoHieuTruong)", "Hiệu trưởng", FALSE},
      {"<FEFF004B00FD002000741ED500200074007201B01EDF006E0067>", "Tổ trưởng", TRUE},
      {"(VanThu)", "Văn thư", TRUE},
      {"(Approve)", "Hiệu trưởng", FALSE},
      {"(ThuQuy)", "Thủ quỹ", TRUE},
  };
  g_autoptr (Identity) identity = identity_new (SOKY_NEW_KEY_EC_P256, HOLDER);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) document = make_field (cases[i].field, "");
    const SokySignOptions options = {.role = cases[i].role,
                                     .placement = {.visible = TRUE, .anywhere = TRUE}};
    g_autoptr (GBytes) result = identity_sign (identity, document, &options);
    g_autoptr (SokyReport) report = verify_bytes (result, identity->trust);
    const SokySignatureReport *signature = only_signature (report);

    g_assert_cmpint (g_str_equal (signature->field, "Signature1"), ==, !cases[i].found);
  }
}

/* The lock holds against us too, and the certified document stays valid under a second signature.
 */
static void
test_lock_and_certify (void)
{
  static const char *const names[] = {"Approve", NULL};
  g_autoptr (Identity) identity = identity_new (SOKY_NEW_KEY_EC_P256, HOLDER);
  g_autoptr (GBytes) form = document_make (DOCUMENT_FORM, 1);
  const SokySignOptions first = {.certify = 2,
                                 .lock = {.action = SOKY_PDF_LOCK_INCLUDE, .fields = names}};
  const SokySignOptions locked = {.field = "Approve"};
  const SokySignOptions second = {.field = "Second"};
  g_autofree char *path = identity_path (identity, "out.pdf");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) certified = identity_sign (identity, form, &first);

  g_assert_false (try_to_sign (identity, certified, &locked, &error));
  g_assert_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_NOT_PERMITTED);
  g_autoptr (GBytes) both = identity_sign (identity, certified, &second);
  g_autoptr (SokyReport) report = verify_bytes (both, identity->trust);
  g_assert_cmpuint (report->signatures->len, ==, 2);
  g_assert_cmpint (soky_report_get_verdict (report), ==, SOKY_VERDICT_VALID);
  judge_structure (path);
  judge_pdfsig (path, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (seed_cases); i++) {
    g_autofree char *name = g_strdup_printf ("/demands/seed/%02" G_GSIZE_FORMAT, i);
    g_test_add_data_func (name, &seed_cases[i], test_seed);
  }
  g_test_add_func ("/demands/seed/obeyed", test_seed_obeyed);
  g_test_add_func ("/demands/seed/people", test_seed_people);
  g_test_add_func ("/demands/role", test_role);
  g_test_add_func ("/demands/lock-and-certify", test_lock_and_certify);
  return g_test_run ();
}
