/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "documents.h"
#include "fixture.h"
#include "school.h"
#include "visitor.h"

#include "base/clock.h"
#include "book/book-query.h"
#include "crypto/statement.h"
#include "wire/challenge.h"
#include "wire/enrolment.h"
#include "wire/problem.h"

#include <string.h>

/* What is accepted into a book, and what is not: over HTTPS, with real signatures and the real
 * worker. */

#define DAY_US ((gint64) 24 * 3600 * G_USEC_PER_SEC)

static School *school;
static FixtureServer *server;
static Visitor *lan;  /* teacher */
static Visitor *minh; /* head of group */
static GBytes *pdf;

static const char *const route[] = {"gv-lan", "tt-minh", NULL};

/* A book that waits for the teacher's own signature. */
static SokyBook *
submitted_book (const char *title)
{
  g_autoptr (SokyBook) draft = visitor_make_book (lan, title, pdf);
  return visitor_submit (lan, draft, route);
}

static GBytes *
concat (GBytes *a, const void *data, gsize length)
{
  GByteArray *whole = g_byte_array_new ();
  g_byte_array_append (whole, g_bytes_get_data (a, NULL), (guint) g_bytes_get_size (a));
  g_byte_array_append (whole, data, (guint) length);
  return g_byte_array_free_to_bytes (whole);
}

static void
test_way_of_a_book (void)
{
  g_autoptr (SokyBook) book = submitted_book ("Cả con đường");
  g_autoptr (GBytes) once = school_sign (school, "gv.lan", pdf);
  visitor_upload (lan, book, once, NULL);
  visitor_assert (lan, 201, NULL);
  g_autoptr (SokyBook) signed_once = visitor_get_book (lan);
  g_assert_cmpint (signed_once->revision_count, ==, 2);
  g_assert_cmpint (signed_once->head_length, ==, (gint64) g_bytes_get_size (once));

  g_autoptr (GBytes) head = visitor_download (minh, book);
  g_assert_true (g_bytes_equal (head, once));
  g_autoptr (GBytes) twice = school_sign (school, "tt.minh", head);
  visitor_upload (minh, signed_once, twice, NULL);
  visitor_assert (minh, 201, NULL);
  g_autoptr (SokyBook) done = visitor_get_book (minh);
  g_assert_cmpint (done->state, ==, SOKY_BOOK_APPROVED);

  g_autoptr (GBytes) final = visitor_download (lan, book);
  g_assert_true (g_bytes_equal (final, twice));
  g_autofree char *first = g_strdup_printf ("/api/v1/books/%s/revisions/0/file", book->id);
  g_assert_true (g_bytes_equal (visitor_send (lan, "GET", first, NULL)->body, pdf));
}

static void
test_wrong_base (void)
{
  g_autoptr (SokyBook) book = submitted_book ("Nền sai");
  g_autoptr (GBytes) whole = school_sign (school, "gv.lan", pdf);
  g_autoptr (SokyBook) other = soky_book_copy (book);

  memset (other->head_sha256, 'a', 64);
  visitor_upload (lan, other, whole, NULL);
  visitor_assert (lan, 412, "head-moved");
  g_assert_nonnull (strstr (visitor_get_text (lan), book->head_sha256));

  other->head_length--;
  visitor_upload (lan, other, whole, NULL);
  visitor_assert (lan, 412, "head-moved");

  g_autoptr (SokyBook) stale = soky_book_copy (book);
  stale->version--;
  visitor_upload (lan, stale, whole, NULL);
  visitor_assert (lan, 412, "version");
}

/* The other signature arrives first. */
static void
test_head_moved (void)
{
  g_autoptr (Visitor) hanh = visitor_new_signed_in (server, "ht.hanh");
  g_autoptr (SokyBook) draft = visitor_make_book (lan, "Song song", pdf);
  g_autofree char *path = g_strdup_printf ("/api/v1/books/%s/actions", draft->id);
  const Request submit = {
      .text = "{\"action\":\"submit\",\"route\":["
              "{\"order\":1,\"person_id\":\"tt-minh\",\"role\":\"group_head\",\"kind\":\"person\","
              "\"require_cert\":true},"
              "{\"order\":1,\"person_id\":\"ht-hanh\",\"role\":\"principal\",\"kind\":\"person\","
              "\"require_cert\":true}]}",
      .version = draft->version,
  };
  visitor_send (lan, "POST", path, &submit);
  visitor_assert (lan, 200, NULL);
  g_autoptr (SokyBook) book = visitor_get_book (lan);

  g_autoptr (GBytes) by_minh = school_sign (school, "tt.minh", pdf);
  g_autoptr (GBytes) by_hanh = school_sign (school, "ht.hanh", pdf);
  visitor_upload (minh, book, by_minh, NULL);
  visitor_assert (minh, 201, NULL);
  g_autoptr (SokyBook) after = visitor_get_book (minh);
  visitor_upload (hanh, book, by_hanh, NULL);
  visitor_assert (hanh, 412, "head-moved");
  g_assert_nonnull (strstr (visitor_get_text (hanh), after->head_sha256));

  g_autoptr (GBytes) head = visitor_download (hanh, book);
  g_autoptr (GBytes) both = school_sign (school, "ht.hanh", head);
  visitor_upload (hanh, after, both, NULL);
  visitor_assert (hanh, 201, NULL);
}

static void
test_tampered_tail (void)
{
  g_autoptr (SokyBook) book = submitted_book ("Đuôi bị sửa");
  g_autoptr (GBytes) whole = school_sign (school, "gv.lan", pdf);
  gsize length = g_bytes_get_size (whole);
  g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (whole, NULL), length);
  gsize place = document_find (whole, "/Contents <", g_bytes_get_size (pdf)) + 200;

  bytes[place] = bytes[place] == 'a' ? 'b' : 'a';
  g_autoptr (GBytes) damaged = g_bytes_new (bytes, length);
  visitor_upload (lan, book, damaged, NULL);
  visitor_assert (lan, 422, "signature-invalid");

  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (whole, 0, length - 30);
  g_assert_cmpuint (visitor_upload (lan, book, cut, NULL)->status, ==, 422);

  g_autoptr (GBytes) noise = concat (pdf, "not a signature at all", 22);
  g_assert_cmpuint (visitor_upload (lan, book, noise, NULL)->status, ==, 422);
}

/* More than a signature: page content is replaced before it, or after it. */
static void
test_more_than_a_signature (void)
{
  g_autoptr (SokyBook) book = submitted_book ("Nhiều hơn chữ ký");
  g_autoptr (GBytes) altered =
      document_update (pdf, 1, "<< /Type /Catalog /Pages 2 0 R /Lang (vi) /Extra true >>");
  g_autoptr (GBytes) then_signed = school_sign (school, "gv.lan", altered);
  visitor_upload (lan, book, then_signed, NULL);
  visitor_assert (lan, 422, "update-refused");

  g_autoptr (GBytes) once = school_sign (school, "gv.lan", pdf);
  g_autoptr (GBytes) then_altered = concat (once, "\n% more\n", 8);
  visitor_upload (lan, book, then_altered, NULL);
  visitor_assert (lan, 422, "update-refused");

  g_autoptr (GBytes) twice = school_sign (school, "gv.lan", once);
  visitor_upload (lan, book, twice, NULL);
  visitor_assert (lan, 422, "update-refused");
}

static void
test_foreign_certificates (void)
{
  g_autoptr (SokyBook) book = submitted_book ("Chứng thư lạ");

  g_autoptr (GBytes) by_another = school_sign (school, "tt.minh", pdf);
  visitor_upload (lan, book, by_another, NULL);
  visitor_assert (lan, 422, "certificate-not-enrolled");

  g_autoptr (SokyIssued) unknown = school_issue (school, "Nguyễn Thị Lan", 0);
  g_autoptr (GBytes) by_unknown = school_sign_with (school, unknown, pdf);
  visitor_upload (lan, book, by_unknown, NULL);
  visitor_assert (lan, 422, "certificate-not-enrolled");

  g_autoptr (GError) error = NULL;
  gint64 now_us = soky_clock_now_us ();
  g_autoptr (SokyAuthority) foreign = soky_authority_new_root (
      "Foreign", SOKY_NEW_KEY_EC_P256, now_us - DAY_US, now_us + DAY_US, &error);
  g_assert_no_error (error);
  const SokyLeafRequest request = {.common_name = "Nguyễn Thị Lan",
                                   .key = SOKY_NEW_KEY_EC_P256,
                                   .not_before_us = now_us - DAY_US,
                                   .not_after_us = now_us + DAY_US};
  g_autoptr (SokyIssued) issued = soky_authority_issue (foreign, &request, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) by_foreign = school_sign_with (school, issued, pdf);
  visitor_upload (lan, book, by_foreign, NULL);
  visitor_assert (lan, 422, "signature-untrusted");

  /* the organisation's certificate is for the stamp alone */
  g_autoptr (GBytes) by_school = school_sign (school, "vt.ha", pdf);
  visitor_upload (lan, book, by_school, NULL);
  visitor_assert (lan, 422, "certificate-not-enrolled");
}

/* Registers the certificate of @issued in the teacher's account, as a client does; its id. */
static char *
enrol (SokyIssued *issued)
{
  g_autoptr (SokySigner) signer = soky_issued_create_signer (issued);
  SokyCertificate *certificate = soky_signer_get_certificate (signer);
  const char *host = fixture_server_get_url (server) + strlen ("https://");
  g_auto (SokyStatementSignature) signature = {0};
  g_autoptr (GError) error = NULL;
  g_autofree char *request = soky_challenge_request_to_json (SOKY_PURPOSE_ENROL, host);
  const Request asking = {.text = request};

  visitor_send (lan, "POST", "/api/v1/challenges", &asking);
  visitor_assert (lan, 201, NULL);
  g_autoptr (SokyChallenge) challenge =
      soky_challenge_from_json (visitor_get_text (lan), -1, &error);
  g_assert_no_error (error);
  const SokyClaim claim = {SOKY_PURPOSE_ENROL, host, "gv-lan",
                           soky_certificate_get_fingerprint (certificate), challenge->nonce};
  g_autofree char *text = soky_claim_to_text (&claim);
  g_assert_true (soky_statement_sign (signer, text, &signature, NULL, &error));
  g_autoptr (SokyProof) proof =
      soky_proof_new (challenge->id, soky_scheme_to_string (signature.scheme), signature.value,
                      soky_certificate_get_der (certificate));
  g_autofree char *answer = soky_proof_to_json (proof);
  const Request answering = {.text = answer};
  visitor_send (lan, "POST", "/api/v1/enrolments", &answering);
  visitor_assert (lan, 201, NULL);
  g_autoptr (SokyEnrolment) enrolment =
      soky_enrolment_from_json (visitor_get_text (lan), -1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (enrolment->state, ==, "waiting");
  return g_strdup (enrolment->id);
}

/* The reason is kept, by whom it was said, and told to both; what is no reason is refused. */
static void
assert_withdrawal (Visitor *huy, const char *revoke)
{
  g_autoptr (GError) error = NULL;
  const Request bad = {.text = "{\"reason\":7}"};
  const Request why = {.text = "{\"reason\":\" Thẻ đã mất ngày 03/11 \"}"};

  visitor_send (huy, "POST", revoke, &bad);
  visitor_assert (huy, 422, "invalid-field");
  visitor_send (huy, "POST", revoke, &why);
  visitor_assert (huy, 200, NULL);
  visitor_send (lan, "GET", "/api/v1/enrolments", NULL);
  visitor_assert (lan, 200, NULL);
  g_autoptr (GPtrArray) own = soky_enrolments_from_json (visitor_get_text (lan), -1, &error);
  g_assert_no_error (error);
  const SokyEnrolment *one = own->pdata[own->len - 1];
  g_assert_cmpstr (one->state, ==, "revoked");
  g_assert_cmpstr (one->reason, ==, "Thẻ đã mất ngày 03/11");
  g_assert_nonnull (one->withdrawn_by);
  g_assert_cmpint (one->withdrawn_us, >, 0);
}

/* A certificate is worth nothing until it is confirmed, nor after it is withdrawn. */
static void
test_unconfirmed (void)
{
  g_autoptr (Visitor) huy = visitor_new_signed_in (server, "qt.huy");
  g_autoptr (SokyIssued) issued = school_issue (school, "Nguyễn Thị Lan", 0);
  g_autofree char *id = enrol (issued);
  g_autofree char *confirm = g_strdup_printf ("/api/v1/enrolments/%s/confirm", id);
  g_autofree char *revoke = g_strdup_printf ("/api/v1/enrolments/%s/revoke", id);
  g_autoptr (SokyBook) book = submitted_book ("Chưa xác nhận");
  g_autoptr (GBytes) whole = school_sign_with (school, issued, pdf);

  visitor_upload (lan, book, whole, NULL);
  visitor_assert (lan, 422, "certificate-not-enrolled");
  g_autoptr (SokyProblem) problem = soky_problem_from_json (visitor_get_text (lan), -1);
  g_autoptr (GError) said = soky_problem_to_error (problem);
  g_assert_nonnull (strstr (said->message, "not confirmed yet"));
  assert_withdrawal (huy, revoke);
  visitor_upload (lan, book, whole, NULL);
  visitor_assert (lan, 422, "certificate-not-enrolled");

  g_autofree char *again = enrol (issued);
  g_assert_cmpstr (again, ==, id);
  visitor_send (huy, "POST", confirm, NULL);
  visitor_assert (huy, 200, NULL);
  visitor_upload (lan, book, whole, NULL);
  visitor_assert (lan, 201, NULL);
}

static void
test_replays (void)
{
  g_autoptr (SokyBook) book = submitted_book ("Lặp lại");
  g_autoptr (GBytes) whole = school_sign (school, "gv.lan", pdf);
  visitor_upload (lan, book, whole, "the-same-key");
  visitor_assert (lan, 201, NULL);
  g_autofree char *first = g_strdup (visitor_get_text (lan));

  visitor_upload (lan, book, whole, "the-same-key");
  visitor_assert (lan, 201, NULL);
  g_assert_cmpstr (visitor_get_text (lan), ==, first);

  /* without the key it is a second signature, whose turn it is not */
  visitor_upload (lan, book, whole, NULL);
  g_assert_cmpuint (visitor_send (lan, "GET", "/api/v1/session", NULL)->status, ==, 200);
  g_autoptr (GBytes) other = school_sign (school, "gv.lan", pdf);
  visitor_upload (lan, book, other, "the-same-key");
  visitor_assert (lan, 422, "idempotency-key-reused");

  g_autofree char *path = g_strdup_printf ("/api/v1/books/%s", book->id);
  visitor_send (lan, "GET", path, NULL);
  g_autoptr (SokyBook) now = visitor_get_book (lan);
  g_assert_cmpint (now->revision_count, ==, 2);
}

static void
attach (SokyBook *book, const void *data, gsize length, guint status, const char *code)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/books/%s/revisions", book->id);
  g_autoptr (GBytes) body = g_bytes_new (data, length);
  const Request request = {
      .type = "application/pdf", .body = body, .version = book->version, .base = "length=0"};
  visitor_send (lan, "POST", path, &request);
  visitor_assert (lan, status, code);
}

static void
test_bad_files (void)
{
  g_autoptr (SokyBook) book = visitor_make_book (lan, "Tệp hỏng", NULL);
  gsize length = g_bytes_get_size (pdf);
  const char *data = g_bytes_get_data (pdf, NULL);

  attach (book, "hello, this is no PDF", 21, 422, "not-a-pdf");
  attach (book, "", 0, 400, "malformed");
  attach (book, data, length / 2, 422, NULL);
  g_autofree char *zeros = g_malloc0 (2 * 1024 * 1024);
  attach (book, zeros, 2 * 1024 * 1024, 413, "too-large");
  g_autoptr (GBytes) script = document_update (
      pdf, 1,
      "<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>");
  attach (book, g_bytes_get_data (script, NULL), g_bytes_get_size (script), 422, "pdf-refused");
  attach (book, data, length, 201, NULL);
}

static void
test_encrypted (void)
{
  g_autoptr (SokyBook) book = visitor_make_book (lan, "Có mật khẩu", NULL);
  g_autofree char *from = g_build_filename (school->folder, "plain.pdf", NULL);
  g_autofree char *to = g_build_filename (school->folder, "secret.pdf", NULL);

  fixture_write (from, g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf));
  if (fixture_run (NULL, "qpdf", "--encrypt", "u", "o", "256", "--", from, to, NULL) != 0) {
    g_test_skip ("qpdf is not installed");
    return;
  }
  g_autoptr (GBytes) locked = fixture_read (to);
  attach (book, g_bytes_get_data (locked, NULL), g_bytes_get_size (locked), 422, "pdf-encrypted");
}

static void
test_headers (void)
{
  g_autoptr (SokyBook) book = visitor_make_book (lan, "Đầu thư", NULL);
  g_autofree char *path = g_strdup_printf ("/api/v1/books/%s/revisions", book->id);
  const Request no_base = {.type = "application/pdf", .body = pdf, .version = book->version};
  const Request no_version = {.type = "application/pdf", .body = pdf, .base = "length=0"};
  const Request no_key = {.type = "application/pdf",
                          .body = pdf,
                          .version = book->version,
                          .base = "length=0",
                          .key = ""};
  const Request bad_base = {.type = "application/pdf",
                            .body = pdf,
                            .version = book->version,
                            .base = "sha256=../../etc;length=5"};

  visitor_send (lan, "POST", path, &no_base);
  visitor_assert (lan, 400, "malformed");
  visitor_send (lan, "POST", path, &no_version);
  visitor_assert (lan, 428, "precondition-required");
  visitor_send (lan, "POST", path, &no_key);
  visitor_assert (lan, 428, "precondition-required");
  visitor_send (lan, "POST", path, &bad_base);
  visitor_assert (lan, 400, "malformed");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  school = school_new ();
  school_set (school, "limits", "pdf-megabytes", "1");
  server = fixture_server_new (school->folder);
  pdf = document_make (DOCUMENT_TABLE, 2);
  lan = visitor_new_signed_in (server, "gv.lan");
  minh = visitor_new_signed_in (server, "tt.minh");

  g_test_add_func ("/server/uploads/way-of-a-book", test_way_of_a_book);
  g_test_add_func ("/server/uploads/wrong-base", test_wrong_base);
  g_test_add_func ("/server/uploads/head-moved", test_head_moved);
  g_test_add_func ("/server/uploads/tampered-tail", test_tampered_tail);
  g_test_add_func ("/server/uploads/more-than-a-signature", test_more_than_a_signature);
  g_test_add_func ("/server/uploads/foreign-certificates", test_foreign_certificates);
  g_test_add_func ("/server/uploads/unconfirmed", test_unconfirmed);
  g_test_add_func ("/server/uploads/replays", test_replays);
  g_test_add_func ("/server/uploads/bad-files", test_bad_files);
  g_test_add_func ("/server/uploads/encrypted", test_encrypted);
  g_test_add_func ("/server/uploads/headers", test_headers);
  int status = g_test_run ();

  visitor_free (lan);
  visitor_free (minh);
  fixture_server_free (server);
  school_free (school);
  g_bytes_unref (pdf);
  return status;
}
