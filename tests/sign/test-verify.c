/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/verify.h"

#include "base/clock.h"
#include "documents.h"
#include "fixture.h"
#include "identity.h"
#include "pdf/error.h"
#include "sign/hash-pass.h"
#include "sign/report-text.h"
#include "sign/verify-private.h"

#include <string.h>

#define HOLDER "Trần Văn Minh"
/* the object identifier of the content-type attribute, in the digits of a hole */
#define CONTENT_TYPE "06092a864886f70d010903"

typedef struct {
  Identity *identity;
  GBytes *document; /* signed once */
  gint64 range[4];
} Fixture;

static void
fixture_open (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) plain = document_make (DOCUMENT_TABLE, 2);
  const SokySignOptions options = {
      .placement = {.visible = TRUE, .page = 2, .x = 60, .y = 60, .width = 180, .height = 80},
  };

  fixture->identity = identity_new (SOKY_NEW_KEY_EC_P256, HOLDER);
  fixture->document = identity_sign (fixture->identity, plain, &options);
  g_autoptr (SokyReport) report = verify_bytes (fixture->document, fixture->identity->trust);
  g_assert_cmpint (soky_report_get_verdict (report), ==, SOKY_VERDICT_VALID);
  memcpy (fixture->range, only_signature (report)->byte_range, sizeof fixture->range);
}

static void
fixture_close (Fixture *fixture, gconstpointer data)
{
  g_bytes_unref (fixture->document);
  identity_free (fixture->identity);
}

static GBytes *
with_byte (GBytes *document, gsize at, char byte)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (document, &length);
  char *copy = g_memdup2 (data, length);

  g_assert_cmpuint (at, <, length);
  g_assert_cmpint (copy[at], !=, byte);
  copy[at] = byte;
  return g_bytes_new_take (copy, length);
}

static GBytes *
with_text (GBytes *document, const char *text)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (document, &length);
  GString *longer = g_string_new_len (data, (gssize) length);

  g_string_append (longer, text);
  return g_string_free_to_bytes (longer);
}

/* The verdict on a document that may not even be readable any more; NULL then. */
static SokyReport *
try_verify (GBytes *document, SokyTrust *trust)
{
  g_autoptr (SokyInput) input = soky_input_new_for_bytes (document);
  g_autoptr (GError) error = NULL;
  SokyReport *report = soky_verify (input, "changed.pdf", trust, NULL, &error);

  g_assert_true ((report == NULL) == (error != NULL));
  return report;
}

static void
assert_invalid (Fixture *fixture, GBytes *document, const char *indication)
{
  g_autoptr (SokyReport) report = try_verify (document, fixture->identity->trust);

  g_assert_nonnull (report);
  const SokySignatureReport *signature = g_ptr_array_index (report->signatures, 0);
  if (g_strcmp0 (signature->indication, indication) != 0)
    g_test_message ("%s: %s", signature->indication, signature->reason);
  g_assert_cmpint (signature->verdict, ==, SOKY_VERDICT_INVALID);
  g_assert_cmpstr (signature->indication, ==, indication);
  g_assert_cmpstr (signature->reason, !=, "");
}

/* Where the hexadecimal digits of the CMS end: its length is in its first bytes. */
static gsize
cms_end (GBytes *document, const gint64 range[4])
{
  const char *digits = (const char *) g_bytes_get_data (document, NULL) + range[1] + 1;
  g_autofree char *head = g_strndup (digits + 4, 4);

  g_assert_cmpmem (digits, 4, "3082", 4);
  return (gsize) range[1] + 1 + 2 * (4 + (gsize) g_ascii_strtoull (head, NULL, 16));
}

static void
test_content (Fixture *fixture, gconstpointer data)
{
  gsize at = document_find (fixture->document, "(Lesson 1)", 0);
  g_autoptr (GBytes) changed = with_byte (fixture->document, at + 8, '7');
  g_autoptr (SokyReport) report = try_verify (changed, fixture->identity->trust);

  assert_invalid (fixture, changed, "HASH_FAILURE");
  g_assert_cmpint (only_signature (report)->integrity, ==, SOKY_INTEGRITY_BROKEN);
  g_assert_cmpint (only_signature (report)->coverage, ==, SOKY_COVERAGE_FILE);
}

/* Every byte that the signature covers counts: one in each stretch of the file. */
static void
test_every_stretch (Fixture *fixture, gconstpointer data)
{
  gsize length = g_bytes_get_size (fixture->document);
  const char *bytes = g_bytes_get_data (fixture->document, NULL);

  for (gsize at = 7; at < length; at += 97) {
    if ((gint64) at >= fixture->range[1] && (gint64) at < fixture->range[2])
      continue;
    g_autoptr (GBytes) changed = with_byte (fixture->document, at, (char) (bytes[at] ^ 1));
    g_autoptr (SokyReport) report = try_verify (changed, fixture->identity->trust);
    gboolean valid = report != NULL && report->signatures->len > 0 &&
                     soky_report_get_verdict (report) == SOKY_VERDICT_VALID;
    if (valid)
      g_test_message ("byte %" G_GSIZE_FORMAT " does not count", at);
    g_assert_false (valid);
  }
}

/* From the signed attributes to the end of the signature. What stands before, the embedded
 * certificates of authorities above all, is protected by nobody and proves nothing. */
static void
test_signature_bytes (Fixture *fixture, gconstpointer data)
{
  const char *bytes = g_bytes_get_data (fixture->document, NULL);
  gsize start = document_find (fixture->document, CONTENT_TYPE, (gsize) fixture->range[1]);
  gsize end = cms_end (fixture->document, fixture->range);

  for (gsize at = start; at < end; at += 7) {
    g_autoptr (GBytes) changed = with_byte (fixture->document, at, bytes[at] == '5' ? '6' : '5');
    g_autoptr (SokyReport) report = try_verify (changed, fixture->identity->trust);
    g_assert_nonnull (report);
    if (soky_report_get_verdict (report) == SOKY_VERDICT_VALID)
      g_test_message ("digit %" G_GSIZE_FORMAT " does not count", at - start);
    g_assert_cmpint (soky_report_get_verdict (report), !=, SOKY_VERDICT_VALID);
  }
}

/* What stands behind the CMS in the hole is signed by nobody. */
static void
test_padding (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) plain = document_make (DOCUMENT_TABLE, 1);
  g_autoptr (GBytes) document = NULL;
  gint64 range[4];

  /* an ECDSA signature has the largest size in one of four cases: then there is no padding */
  do {
    g_clear_pointer (&document, g_bytes_unref);
    document = identity_sign (fixture->identity, plain, NULL);
    g_autoptr (SokyReport) report = verify_bytes (document, fixture->identity->trust);
    memcpy (range, only_signature (report)->byte_range, sizeof range);
  } while (cms_end (document, range) + 2 >= (gsize) range[2]);
  g_autoptr (GBytes) changed = with_byte (document, (gsize) range[2] - 2, '1');
  assert_invalid (fixture, changed, "FORMAT_FAILURE");
}

static void
test_byte_range (Fixture *fixture, gconstpointer data)
{
  gsize at = document_find (fixture->document, "/ByteRange", 0);
  const char *bytes = g_bytes_get_data (fixture->document, NULL);

  /* the first digit after the bracket is the start, which must be 0 */
  at = document_find (fixture->document, "0", at);
  g_assert_cmpint (bytes[at], ==, '0');
  g_autoptr (GBytes) changed = with_byte (fixture->document, at, '1');
  g_autoptr (SokyReport) report = try_verify (changed, fixture->identity->trust);
  assert_invalid (fixture, changed, "FORMAT_FAILURE");
  g_assert_cmpint (only_signature (report)->coverage, ==, SOKY_COVERAGE_PARTIAL);
}

static void
test_appended (Fixture *fixture, gconstpointer data)
{
  static const char *const tails[] = {
      "garbage",
      "% a comment\n",
      "1 0 obj\n<< /Type /Catalog >>\nendobj\n",
      "startxref\n0\n%%EOF\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tails); i++) {
    g_autoptr (GBytes) changed = with_text (fixture->document, tails[i]);
    g_autoptr (SokyReport) report = try_verify (changed, fixture->identity->trust);
    gboolean valid = report != NULL && soky_report_get_verdict (report) == SOKY_VERDICT_VALID;
    if (valid)
      g_test_message ("appended: %s", tails[i]);
    g_assert_false (valid);
  }
}

static void
test_cut (Fixture *fixture, gconstpointer data)
{
  gsize length = g_bytes_get_size (fixture->document);

  for (gsize less = 1; less < length; less += 61) {
    g_autoptr (GBytes) changed = g_bytes_new_from_bytes (fixture->document, 0, length - less);
    g_autoptr (SokyReport) report = try_verify (changed, fixture->identity->trust);
    gboolean valid = report != NULL && report->signatures->len > 0 &&
                     soky_report_get_verdict (report) == SOKY_VERDICT_VALID;
    g_assert_false (valid);
  }
}

/* A later update that gives the first page other content: the signed bytes are untouched. */
static void
test_replaced_content (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) changed = document_update (
      fixture->document, 5,
      "<< /Length 42 >>\nstream\nBT /F1 12 Tf 72 700 Td (Lesson 9) Tj ET   \nendstream");
  g_autoptr (SokyReport) report = try_verify (changed, fixture->identity->trust);
  const SokySignatureReport *signature = only_signature (report);

  assert_invalid (fixture, changed, "FORMAT_FAILURE");
  g_assert_cmpint (signature->integrity, ==, SOKY_INTEGRITY_OK);
  g_assert_cmpint (signature->coverage, ==, SOKY_COVERAGE_REVISION);
  g_assert_cmpint (signature->changes, ==, SOKY_CHANGES_FORBIDDEN);
  g_assert_cmpuint (signature->change_list->len, >, 0);
}

static guint64
number_after (GBytes *document, const char *word)
{
  const char *data = g_bytes_get_data (document, NULL);
  return g_ascii_strtoull (data + document_find (document, word, 0) + strlen (word), NULL, 10);
}

/* A second field that shows the same signature in another place: neither is believed. */
static void
test_twins (Fixture *fixture, gconstpointer data)
{
  guint form = (guint) number_after (fixture->document, "/AcroForm ");
  guint64 field = number_after (fixture->document, "/Fields [");
  g_autofree char *twin = g_strdup_printf (
      "<< /Type /Annot /Subtype /Widget /F 132 /P 4 0 R /Rect [0 0 9 9] /FT /Sig /T (Twin) "
      "/V %" G_GUINT64_FORMAT " 0 R >>",
      number_after (fixture->document, "/V "));
  g_autofree char *fields =
      g_strdup_printf ("<< /Fields [%" G_GUINT64_FORMAT " 0 R 41 0 R] /SigFlags 3 >>", field);
  g_autoptr (GBytes) one = document_update (fixture->document, 41, twin);
  g_autoptr (GBytes) both = document_update (one, form, fields);
  g_autoptr (SokyReport) report = try_verify (both, fixture->identity->trust);

  g_assert_cmpuint (report->signatures->len, ==, 2);
  for (guint i = 0; i < 2; i++) {
    const SokySignatureReport *signature = g_ptr_array_index (report->signatures, i);
    g_assert_cmpint (signature->verdict, ==, SOKY_VERDICT_INVALID);
    g_assert_cmpint (signature->integrity, ==, SOKY_INTEGRITY_BROKEN);
    g_assert_nonnull (strstr (signature->reason, "same field"));
  }
}

static void
test_trust (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Identity) stranger = identity_new (SOKY_NEW_KEY_EC_P256, "Stranger");
  g_autoptr (SokyReport) nobody = verify_bytes (fixture->document, NULL);
  g_autoptr (SokyReport) other = verify_bytes (fixture->document, stranger->trust);
  const SokySignatureReport *unknown[] = {only_signature (nobody), only_signature (other)};

  for (gsize i = 0; i < G_N_ELEMENTS (unknown); i++) {
    g_assert_cmpint (unknown[i]->integrity, ==, SOKY_INTEGRITY_OK);
    g_assert_cmpint (unknown[i]->trust, ==, SOKY_REPORT_UNKNOWN);
    g_assert_cmpint (unknown[i]->verdict, ==, SOKY_VERDICT_INDETERMINATE);
    g_assert_cmpstr (unknown[i]->indication, ==, "NO_CERTIFICATE_CHAIN_FOUND");
  }
}

static SokyReport *
verify_at (GBytes *document, SokyTrust *trust, gint64 now_us)
{
  const SokyVerifyPolicy policy = {.trust = trust, .now_us = now_us};
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyInput) input = soky_input_new_for_bytes (document);
  SokyReport *report = soky_verify_by (input, "memory.pdf", &policy, NULL, &error);

  g_assert_no_error (error);
  return report;
}

/* Signed while the certificate was valid: so it is told as long as that lasts. Later, nothing but
 * the signer's own word says that it was made before the end. */
static void
test_time (void)
{
  g_autoptr (Identity) identity = identity_new_between (
      SOKY_NEW_KEY_EC_P256, HOLDER, "2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z");
  g_autoptr (GBytes) plain = document_make (DOCUMENT_TABLE, 1);
  SokySignOptions options = {0};

  g_assert_true (soky_clock_from_rfc3339 ("2020-06-01T08:00:00Z", &options.signing_time_us));
  g_autoptr (GBytes) document = identity_sign (identity, plain, &options);
  g_autoptr (SokyReport) then = verify_at (document, identity->trust, options.signing_time_us);
  g_assert_cmpint (only_signature (then)->verdict, ==, SOKY_VERDICT_VALID);
  g_assert_cmpint (only_signature (then)->trust_time_us, ==, options.signing_time_us);
  g_assert_cmpint (only_signature (then)->level, ==, SOKY_LEVEL_B);

  g_autoptr (SokyReport) today = verify_bytes (document, identity->trust);
  g_assert_cmpint (only_signature (today)->verdict, ==, SOKY_VERDICT_INDETERMINATE);
  g_assert_cmpstr (only_signature (today)->indication, ==, "OUT_OF_BOUNDS_NO_POE");
  g_assert_cmpint (only_signature (today)->best_time_us, ==, 0);

  /* the claimed time is signed: pushed beyond the end, the digest no longer matches */
  gsize at = document_find (document, "(D:2020", 0);
  g_autoptr (GBytes) later = with_byte (document, at + 6, '3');
  g_autoptr (SokyReport) after = verify_bytes (later, identity->trust);
  g_assert_cmpint (only_signature (after)->verdict, ==, SOKY_VERDICT_INVALID);
  g_assert_cmpint (only_signature (after)->trust, ==, SOKY_REPORT_UNTRUSTED);
}

static void
test_future (void)
{
  g_autoptr (Identity) identity = identity_new (SOKY_NEW_KEY_EC_P256, HOLDER);
  g_autoptr (GBytes) plain = document_make (DOCUMENT_TABLE, 1);
  gint64 now_us = soky_clock_now_us ();
  const SokySignOptions options = {.signing_time_us = now_us + G_GINT64_CONSTANT (7200000000)};
  g_autoptr (GBytes) document = identity_sign (identity, plain, &options);
  g_autoptr (SokyReport) report = verify_bytes (document, identity->trust);

  g_assert_cmpint (only_signature (report)->trust_time_us, <, options.signing_time_us);
  g_assert_cmpstr (only_signature (report)->note, !=, "");
}

static void
test_no_signature (void)
{
  g_autoptr (GBytes) plain = document_make (DOCUMENT_FORM, 1);
  g_autoptr (SokyReport) report = verify_bytes (plain, NULL);
  g_autofree char *text = soky_report_to_text (report);

  g_assert_cmpuint (report->signatures->len, ==, 0);
  g_assert_cmpint (soky_report_get_verdict (report), ==, SOKY_VERDICT_INDETERMINATE);
  g_assert_cmpstr (text, ==, "memory.pdf: there is no signature in this file.\n");
}

/* A file may claim what it likes, within bounds. */
static void
test_too_many (void)
{
  g_autoptr (GBytes) many = document_make_claims (SOKY_VERIFY_MAX_SIGNATURES + 1);
  g_autoptr (GBytes) most = document_make_claims (SOKY_VERIFY_MAX_SIGNATURES);
  g_autoptr (SokyInput) input = soky_input_new_for_bytes (many);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyReport) report = verify_bytes (most, NULL);

  g_assert_cmpuint (report->signatures->len, ==, SOKY_VERIFY_MAX_SIGNATURES);
  g_assert_cmpint (soky_report_get_verdict (report), ==, SOKY_VERDICT_INVALID);
  g_assert_null (soky_verify (input, "many.pdf", NULL, NULL, &error));
  g_assert_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_LIMIT);
}

static void
test_not_pdf (void)
{
  g_autoptr (GBytes) text = g_bytes_new_static ("hello", 5);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  GBytes *inputs[] = {text, nothing};

  for (gsize i = 0; i < G_N_ELEMENTS (inputs); i++) {
    g_autoptr (SokyInput) input = soky_input_new_for_bytes (inputs[i]);
    g_autoptr (GError) error = NULL;
    g_assert_null (soky_verify (input, "x", NULL, NULL, &error));
    g_assert_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_NOT_PDF);
  }
}

/* A name in a certificate cannot forge a line of the report. */
static void
test_text_lines (void)
{
  g_autoptr (Identity) identity = identity_new (SOKY_NEW_KEY_EC_P256, "A\nB: valid\x1b[2J");
  g_autoptr (GBytes) plain = document_make (DOCUMENT_TABLE, 1);
  g_autoptr (GBytes) document = identity_sign (identity, plain, NULL);
  g_autoptr (SokyReport) report = verify_bytes (document, identity->trust);
  g_autofree char *text = soky_report_to_text (report);

  g_assert_cmpuint (strcspn (text, "\n"), ==, strlen (text) - 1);
  g_assert_null (strchr (text, '\x1b'));
}

static GBytes *
hash_plainly (GBytes *bytes, const SokyHashJob *job)
{
  const guint8 *data = g_bytes_get_data (bytes, NULL);
  g_autoptr (SokyDigest) digest = soky_digest_new (job->hash);

  soky_digest_update (digest, data, (gsize) job->byte_range[1]);
  soky_digest_update (digest, data + job->byte_range[2], (gsize) job->byte_range[3]);
  return soky_digest_finish (digest);
}

/* One pass gives what a pass for each would give, whatever the holes: nested, crossing, touching.
 */
static void
test_hash_pass (void)
{
  static const SokyHash kinds[] = {SOKY_HASH_SHA1, SOKY_HASH_SHA256, SOKY_HASH_SHA384};
  gsize size = 5000;
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  guint8 *data = g_malloc (size);
  for (gsize i = 0; i < size; i++)
    data[i] = (guint8) g_rand_int (random);
  g_autoptr (GBytes) bytes = g_bytes_new_take (data, size);
  g_autoptr (SokyInput) input = soky_input_new_for_bytes (bytes);

  for (guint round = 0; round < 200; round++) {
    SokyHashJob jobs[8] = {0};
    g_autoptr (GPtrArray) list = g_ptr_array_new ();
    for (guint i = 0; i < G_N_ELEMENTS (jobs); i++) {
      gint start = g_rand_int_range (random, 1, (gint) size - 1);
      gint end = g_rand_int_range (random, start + 1, (gint) size + 1);
      gint stop = g_rand_int_range (random, end, (gint) size + 1);
      jobs[i] = (SokyHashJob){.hash = kinds[i % 3], .byte_range = {0, start, end, stop - end}};
      g_ptr_array_add (list, &jobs[i]);
    }
    g_assert_true (soky_hash_pass (input, list, NULL, NULL));
    for (guint i = 0; i < G_N_ELEMENTS (jobs); i++) {
      g_autoptr (GBytes) expected = hash_plainly (bytes, &jobs[i]);
      g_assert_nonnull (jobs[i].digest);
      g_assert_true (g_bytes_equal (jobs[i].digest, expected));
      soky_hash_job_clear (&jobs[i]);
    }
  }
}

static void
test_hash_pass_nonsense (void)
{
  static const gint64 ranges[][4] = {
      {1, 10, 20, 10},
      {0, 0, 10, 10},
      {0, 20, 10, 10},
      {0, -5, 10, 10},
      {0, 10, 20, -1},
      {0, 10, 20, 81},
      {0, 10, 101, 0},
      {0, 10, 10, 5},
      {0, 10, 20, G_MAXINT64},
      {0, G_MAXINT64, 20, 5},
      {0, 10, G_MAXINT64, G_MAXINT64},
  };
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_malloc0 (100), 100);
  g_autoptr (SokyInput) input = soky_input_new_for_bytes (bytes);

  for (gsize i = 0; i < G_N_ELEMENTS (ranges); i++) {
    SokyHashJob job = {.hash = SOKY_HASH_SHA256};
    g_autoptr (GPtrArray) list = g_ptr_array_new ();
    memcpy (job.byte_range, ranges[i], sizeof job.byte_range);
    g_ptr_array_add (list, &job);
    g_assert_true (soky_hash_pass (input, list, NULL, NULL));
    g_assert_null (job.digest);
  }
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/verify/", name, NULL);
  g_test_add (path, Fixture, NULL, fixture_open, test, fixture_close);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("content", test_content);
  add ("every-stretch", test_every_stretch);
  add ("signature-bytes", test_signature_bytes);
  add ("padding", test_padding);
  add ("byte-range", test_byte_range);
  add ("appended", test_appended);
  add ("cut", test_cut);
  add ("replaced-content", test_replaced_content);
  add ("twins", test_twins);
  add ("trust", test_trust);
  g_test_add_func ("/verify/time", test_time);
  g_test_add_func ("/verify/future", test_future);
  g_test_add_func ("/verify/no-signature", test_no_signature);
  g_test_add_func ("/verify/not-pdf", test_not_pdf);
  g_test_add_func ("/verify/too-many", test_too_many);
  g_test_add_func ("/verify/text-lines", test_text_lines);
  g_test_add_func ("/verify/hash-pass", test_hash_pass);
  g_test_add_func ("/verify/hash-pass/nonsense", test_hash_pass_nonsense);
  return g_test_run ();
}
