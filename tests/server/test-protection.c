/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "documents.h"
#include "fixture.h"
#include "identity.h"
#include "pki-fixture.h"
#include "school.h"
#include "visitor.h"

#include <string.h>

/* Published books get their proof from a real timestamp server, behind everybody's back. */

#define TRIES 600 /* of a tenth of a second: far more than it takes */

static FixturePki *pki;
static School *school;
static FixtureServer *server;
static Visitor *lan;  /* teacher */
static Visitor *hanh; /* principal */
static GBytes *pdf;

static SokyBook *
get_book (const char *id)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/books/%s", id);
  visitor_send (lan, "GET", path, NULL);
  visitor_assert (lan, 200, NULL);
  return visitor_get_book (lan);
}

static SokyBook *
publish (const char *title)
{
  static const char *const route[] = {"gv-lan", NULL};
  g_autoptr (SokyBook) draft = visitor_make_book (lan, title, pdf);
  g_autoptr (SokyBook) waiting = visitor_submit (lan, draft, route);
  g_autoptr (GBytes) whole = school_sign (school, "gv.lan", pdf);
  visitor_upload (lan, waiting, whole, NULL);
  visitor_assert (lan, 201, NULL);
  g_autoptr (SokyBook) approved = visitor_get_book (lan);
  g_autofree char *path = g_strdup_printf ("/api/v1/books/%s/actions", approved->id);
  const Request request = {.text = "{\"action\":\"publish\"}", .version = approved->version};
  visitor_send (hanh, "POST", path, &request);
  visitor_assert (hanh, 200, NULL);
  return visitor_get_book (hanh);
}

static SokyBook *
wait_for_protection (const SokyBook *before)
{
  for (guint i = 0; i < TRIES; i++) {
    g_autoptr (SokyBook) now = get_book (before->id);
    g_assert_cmpint (now->state, ==, SOKY_BOOK_PUBLISHED);
    if (now->revision_count > before->revision_count)
      return g_steal_pointer (&now);
    g_usleep (G_USEC_PER_SEC / 10);
  }
  g_error ("the book was not protected");
}

static void
assert_protected (const SokyBook *before, const SokyBook *after)
{
  g_autofree char *folder = g_build_filename (school->folder, "trust", NULL);
  g_autoptr (SokyTrust) trust = soky_trust_new ();
  g_autoptr (GBytes) whole = visitor_download (lan, after);
  g_autoptr (GError) error = NULL;
  soky_trust_add_folder (trust, folder, &error);
  g_assert_no_error (error);
  g_autoptr (SokyReport) report = verify_bytes (whole, trust);

  g_assert_cmpint (after->head_length, ==, (gint64) g_bytes_get_size (whole));
  g_assert_cmpint (after->head_length, >, before->head_length);
  g_assert_cmpuint (report->signatures->len, ==, 3);
  for (guint i = 0; i < report->signatures->len; i++) {
    const SokySignatureReport *one = report->signatures->pdata[i];
    if (one->verdict != SOKY_VERDICT_VALID)
      g_error ("%s: %s", one->field, one->reason);
    g_assert_cmpint (one->is_timestamp, ==, i > 0);
  }
}

static void
test_protected (void)
{
  g_autoptr (SokyBook) published = publish ("Ban hành");
  g_autoptr (SokyBook) after = wait_for_protection (published);

  assert_protected (published, after);
}

/* While the timestamp server is down the book is published all the same, and protected later. */
static void
test_server_down (void)
{
  fixture_pki_silence (pki, TRUE);
  g_autoptr (SokyBook) published = publish ("Máy chủ dấu thời gian hỏng");
  g_autofree char *log = fixture_server_file (server, "server.log");
  for (guint i = 0; i < TRIES; i++) {
    g_autoptr (GBytes) lines = fixture_read (log);
    g_autofree char *text = g_strndup (g_bytes_get_data (lines, NULL), g_bytes_get_size (lines));
    if (strstr (text, "event=protection-failed") != NULL)
      break;
    g_assert_cmpuint (i + 1, <, TRIES);
    g_usleep (G_USEC_PER_SEC / 10);
  }
  g_autoptr (SokyBook) now = get_book (published->id);
  g_assert_cmpint (now->revision_count, ==, published->revision_count);
  fixture_pki_silence (pki, FALSE);
  g_autoptr (SokyBook) after = wait_for_protection (published);
  assert_protected (published, after);
}

/* All of it, the new revisions and the records too, is in order. */
static void
test_inspection (void)
{
  g_autofree char *output = NULL;
  int status = fixture_server_command (&output, NULL, "check", "--state", school->folder, NULL);
  if (status != 0)
    g_error ("%s", output);
}

static void
set_up (void)
{
  g_autofree char *url = fixture_pki_url (pki, "/tsa");
  g_autofree char *root = fixture_pki_file (pki, "tsa-root.pem");
  g_autoptr (GBytes) pem = fixture_read (root);
  school = school_new ();
  g_autofree char *anchor = g_build_filename (school->folder, "trust", "tsa-root.pem", NULL);

  fixture_write (anchor, g_bytes_get_data (pem, NULL), g_bytes_get_size (pem));
  school_set (school, "protection", "level", "B-LTA");
  school_set (school, "protection", "timestamp-server", url);
  school_set (school, "protection", "retry-seconds", "1");
  server = fixture_server_new (school->folder);
  lan = visitor_new_signed_in (server, "gv.lan");
  hanh = visitor_new_signed_in (server, "ht.hanh");
  pdf = document_make (DOCUMENT_STREAM, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  pki = fixture_pki_new ();
  if (pki == NULL) {
    g_print ("1..0 # SKIP openssl or faketime is not installed\n");
    return 0;
  }
  set_up ();
  g_test_add_func ("/server/protection/protected", test_protected);
  g_test_add_func ("/server/protection/server-down", test_server_down);
  g_test_add_func ("/server/protection/inspection", test_inspection);
  int status = g_test_run ();
  visitor_free (lan);
  visitor_free (hanh);
  fixture_server_free (server);
  school_free (school);
  fixture_pki_free (pki);
  g_bytes_unref (pdf);
  return status;
}
