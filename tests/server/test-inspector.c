/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far an inspector's reach goes, over HTTPS: what is published below his unit, to be read; and
 * nothing else. */
#include "config.h"

#include "cast.h"

#include "server/password.h"
#include "server/store/accounts.h"
#include "server/store/directory.h"
#include "wire/book.h"

#include <string.h>

#define API "/api/v1"

/* Who inspects where; the last one at another school of the same level above. */
static const struct {
  const char *login;
  const char *unit_id;
  gboolean reaches;
} inspectors[] = {
    {"ttra-so", "so-binh-minh", TRUE},
    {"ttra-phong", "phong-hoa-sen", TRUE},
    {"ttra-khac", "thcs-khac", FALSE},
};

static Cast *cast;
static Visitor *visitors[G_N_ELEMENTS (inspectors)];

static void
add_inspectors (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyService) service = school_open (cast->school);
  g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, SOKY_STORE_WRITE, &error);
  g_autoptr (SokySecret) password = soky_secret_new (FIXTURE_PASSWORD, -1);
  g_autofree char *hash = soky_password_hash (password);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (inspectors); i++) {
    g_autoptr (SokyPerson) person =
        soky_person_new (inspectors[i].login, inspectors[i].login, "Thanh tra");
    soky_person_set_unit (person, inspectors[i].unit_id, "");
    soky_person_add_position (person, SOKY_ROLE_INSPECTOR, inspectors[i].unit_id, "");
    soky_store_add_person (tx, person, &error);
    g_assert_no_error (error);
    g_assert_true (soky_store_set_password (tx, person->id, hash, 1, NULL));
  }
  g_assert_true (soky_transaction_commit (tx, &error));
}

static void
assert_answer (guint who, const char *method, const char *path, const Request *request,
               guint status)
{
  visitor_send (visitors[who], method, path, request);
  visitor_assert (visitors[who], status, NULL);
}

/* Whether the books of the units that he inspects have it. */
static gboolean
lists (guint who, const SokyBook *book, const char *query)
{
  g_autofree char *path = g_strconcat (API "/books?view=unit", query, NULL);

  assert_answer (who, "GET", path, NULL, 200);
  return strstr (visitor_get_text (visitors[who]), book->id) != NULL;
}

/* What he may read of a book, and that he may change nothing of it. */
static void
check (guint who, const SokyBook *book, gboolean reads)
{
  guint read = reads ? 200 : 404, forbidden = reads ? 403 : 404;
  /* nobody changes what is published */
  guint closed = reads ? 409 : 404;
  g_autofree char *path = g_strdup_printf (API "/books/%s", book->id);
  g_autofree char *file = g_strconcat (path, "/file", NULL);
  g_autofree char *revision = g_strconcat (path, "/revisions/0/file", NULL);
  g_autofree char *comments = g_strconcat (path, "/comments", NULL);
  g_autofree char *actions = g_strconcat (path, "/actions", NULL);
  const Request revoke = {.text = "{\"action\":\"revoke\",\"reason\":\"Nhầm\"}",
                          .version = book->version};
  const Request rename = {.text = "{\"title\":\"Tên khác\"}", .version = book->version};
  const Request delete = {.version = book->version};
  const Request say = {.text = "{\"text\":\"Xem lại\"}"};

  assert_answer (who, "GET", path, NULL, read);
  assert_answer (who, "GET", file, NULL, read);
  assert_answer (who, "GET", revision, NULL, read);
  /* what was said on the way is the school's */
  assert_answer (who, "GET", comments, NULL, forbidden);
  assert_answer (who, "POST", comments, &say, closed);
  assert_answer (who, "POST", actions, &revoke, forbidden);
  assert_answer (who, "PATCH", path, &rename, closed);
  assert_answer (who, "DELETE", path, &delete, closed);
  g_assert_true (lists (who, book, "") == reads);
  g_assert_true (lists (who, book, "&state=published") == reads);
  g_assert_false (lists (who, book, "&state=in_review"));
}

static void
test_reach (gconstpointer data)
{
  Stage stage = (Stage) GPOINTER_TO_UINT (data);
  g_autoptr (SokyBook) book = cast_make_book (cast, stage);

  for (guint who = 0; who < G_N_ELEMENTS (inspectors); who++)
    check (who, book, stage == PUBLISHED && inspectors[who].reaches);
}

/* As soon as the school takes it back, it is gone for him. */
static void
test_revoked (void)
{
  g_autoptr (SokyBook) book = cast_make_book (cast, PUBLISHED);

  check (1, book, TRUE);
  g_autoptr (SokyBook) revoked =
      cast_act (cast, CHIEF, book, "{\"action\":\"revoke\",\"reason\":\"Sai tuần\"}");
  check (1, revoked, FALSE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cast = cast_new ();
  add_inspectors ();
  for (guint i = 0; i < G_N_ELEMENTS (inspectors); i++)
    visitors[i] = visitor_new_signed_in (cast->server, inspectors[i].login);
  g_test_add_data_func ("/server/inspector/draft", GUINT_TO_POINTER (DRAFT), test_reach);
  g_test_add_data_func ("/server/inspector/waiting", GUINT_TO_POINTER (WAITING), test_reach);
  g_test_add_data_func ("/server/inspector/approved", GUINT_TO_POINTER (APPROVED), test_reach);
  g_test_add_data_func ("/server/inspector/published", GUINT_TO_POINTER (PUBLISHED), test_reach);
  g_test_add_func ("/server/inspector/revoked", test_revoked);
  int status = g_test_run ();
  for (guint i = 0; i < G_N_ELEMENTS (inspectors); i++)
    visitor_free (visitors[i]);
  cast_free (cast);
  return status;
}
