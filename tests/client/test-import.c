/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A session brings a table into the school of the real server. */
#include "config.h"

#include "desk.h"
#include "fixture.h"

#include "client/session-import.h"
#include "wire/error.h"

#include <string.h>

#define TABLE "Họ và tên;Mã cán bộ;Chức vụ\nTrần An;gv.an;Giáo viên\n"

static FixtureServer *server;

static SokyImportReport *
show (Desk *desk, const SokyImportFile *file, GError **error)
{
  g_auto (Reply) reply = {NULL};
  soky_session_show_import_async (desk->session, file, NULL, reply_cb, &reply);
  return soky_session_import_finish (desk->session, reply_wait (&reply), error);
}

static SokyImportReport *
apply (Desk *desk, const SokyImportFile *file, const SokyImportReport *shown,
       const SokySecret *seed, GError **error)
{
  g_auto (Reply) reply = {NULL};
  soky_session_apply_import_async (desk->session, file, shown, seed, NULL, reply_cb, &reply);
  return soky_session_import_finish (desk->session, reply_wait (&reply), error);
}

static void
test_people (void)
{
  const char *url = fixture_server_get_url (server);
  g_autoptr (Desk) desk = desk_new (server, url, "qt.huy");
  g_autoptr (Desk) teacher = desk_new (server, url, "gv.lan");
  g_autoptr (Desk) fresh = desk_new (server, url, NULL);
  g_autofree char *path = fixture_server_file (server, "people.csv");
  const SokyImportFile file = {SOKY_IMPORT_PEOPLE, path, FALSE};
  g_autoptr (SokySecret) seed = soky_session_make_import_seed ();
  g_autoptr (SokySecret) password = soky_import_derive_password (seed, "gv.an");
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, TABLE, -1, &error));
  g_assert_null (show (teacher, &file, &error));
  g_assert_error (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_FORBIDDEN);
  g_clear_error (&error);
  g_autoptr (SokyImportReport) shown = show (desk, &file, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (shown->counts[SOKY_IMPORT_ADD], ==, 1);
  g_assert_false (shown->applied);
  g_autoptr (SokyImportReport) done = apply (desk, &file, shown, seed, &error);
  g_assert_no_error (error);
  g_assert_true (done->applied);
  g_assert_true (desk_sign_in (fresh, "gv.an", soky_secret_peek (password), &error));
  g_assert_no_error (error);
  /* what was shown is not what would be done any more */
  g_autoptr (SokySecret) other = soky_session_make_import_seed ();
  g_assert_null (apply (desk, &file, shown, other, &error));
  g_assert_error (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_CONFLICT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  server = fixture_server_new_demo ();
  if (server == NULL) {
    g_print ("1..0 # SKIP softhsm2 and opensc are not installed\n");
    return 0;
  }
  g_test_add_func ("/import/people", test_people);
  int status = g_test_run ();
  fixture_server_free (server);
  return status;
}
