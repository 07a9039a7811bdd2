/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cast.h"
#include "fixture.h"

#include "server/store/directory.h"
#include "wire/book-type.h"

#include <string.h>

/* How signatures look is the administrator's to change: over HTTPS against the real server, and by
 * its command line. */

#define PATH "/api/v1/book-types/lesson_plan/looks"
#define LOOKS                                                                                      \
  "{\"looks\":[{\"role\":\"group_head\",\"kind\":\"person\",\"profile\":\"person\","               \
  "\"anchor\":\"Tổ chuyên môn duyệt\",\"side\":\"above\",\"code\":true}]}"

static Cast *cast;

static SokyBookType *
fetch_type (guint who, const char *id)
{
  g_autoptr (GError) error = NULL;

  visitor_send (cast->visitors[who], "GET", "/api/v1/book-types", NULL);
  g_autoptr (GPtrArray) types =
      soky_wire_book_types_from_json (visitor_get_text (cast->visitors[who]), -1, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < types->len; i++) {
    SokyBookType *type = types->pdata[i];
    if (g_str_equal (type->id, id))
      return soky_book_type_ref (type);
  }
  g_assert_not_reached ();
}

static const SokyRouteRow *
head_row (const SokyBookType *type)
{
  for (guint i = 0; i < type->route->len; i++) {
    const SokyRouteRow *row = g_ptr_array_index (type->route, i);
    if (row->role == SOKY_ROLE_GROUP_HEAD)
      return row;
  }
  g_assert_not_reached ();
}

static void
put (guint who, const char *path, const char *text, guint status, const char *code)
{
  const Request request = {.text = text};

  visitor_send (cast->visitors[who], "PUT", path, &request);
  visitor_assert (cast->visitors[who], status, code);
}

static void
test_who_may (void)
{
  put (NOBODY, PATH, LOOKS, 401, "unauthenticated");
  put (FORGER, PATH, LOOKS, 401, "unauthenticated");
  put (STRANGER, PATH, LOOKS, 403, "not-permitted");
  put (OWNER, PATH, LOOKS, 403, "not-permitted");
  put (HEAD, PATH, LOOKS, 403, "not-permitted");
  put (CHIEF, PATH, LOOKS, 403, "not-permitted");
  put (CLERK, PATH, LOOKS, 403, "not-permitted");
  g_autoptr (SokyBookType) type = fetch_type (OWNER, "lesson_plan");
  g_assert_cmpstr (head_row (type)->anchor, ==, "Tổ trưởng");
}

static void
test_change (void)
{
  g_autoptr (GError) error = NULL;

  put (ADMIN, PATH, LOOKS, 200, "");
  g_autoptr (SokyBookType) answer =
      soky_wire_book_type_from_json (visitor_get_text (cast->visitors[ADMIN]), -1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (head_row (answer)->anchor, ==, "Tổ chuyên môn duyệt");

  /* for the whole school, and for no other */
  g_autoptr (SokyBookType) seen = fetch_type (OWNER, "lesson_plan");
  g_assert_cmpstr (head_row (seen)->anchor, ==, "Tổ chuyên môn duyệt");
  g_assert_cmpint (head_row (seen)->profile, ==, SOKY_PROFILE_PERSON);
  g_assert_true (head_row (seen)->above && head_row (seen)->code);
  g_autoptr (SokyBookType) other = fetch_type (STRANGER, "lesson_plan");
  g_assert_cmpstr (head_row (other)->anchor, ==, "Tổ trưởng");
  g_autoptr (SokyBookType) schedule = fetch_type (OWNER, "teaching_schedule");
  g_assert_cmpstr (head_row (schedule)->anchor, ==, "Tổ trưởng");

  /* an empty list takes it back */
  put (ADMIN, PATH, "{\"looks\":[]}", 200, "");
  g_autoptr (SokyBookType) reset = fetch_type (OWNER, "lesson_plan");
  g_assert_cmpstr (head_row (reset)->anchor, ==, "Tổ trưởng");
  g_assert_cmpint (head_row (reset)->profile, ==, SOKY_PROFILE_TEXT);
}

static void
test_refusals (void)
{
  static const struct {
    const char *path, *text;
    guint status;
    const char *code;
  } cases[] = {
      {"/api/v1/book-types/no_such/looks", LOOKS, 404, "not-found"},
      {PATH, "{}", 422, "invalid-field"},
      {PATH, "[]", 400, "malformed"},
      {PATH, "{\"looks\":[{\"role\":\"king\",\"kind\":\"person\",\"profile\":\"text\"}]}", 422,
       "invalid-field"},
      {PATH, "{\"looks\":[{\"role\":\"clerk\",\"kind\":\"stamp\",\"profile\":\"org\"}]}", 422,
       "bad-look"},
      {PATH, "{\"looks\":[{\"role\":\"group_head\",\"kind\":\"person\",\"profile\":\"org\"}]}", 422,
       "bad-look"},
      {PATH,
       "{\"looks\":[{\"role\":\"group_head\",\"kind\":\"person\",\"profile\":\"text\","
       "\"side\":\"left\"}]}",
       422, "invalid-field"},
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s", cases[i].text);
    put (ADMIN, cases[i].path, cases[i].text, cases[i].status, cases[i].code);
  }
}

static void
test_repeated (void)
{
  const Request request = {.text = LOOKS, .key = "looks-once"};

  visitor_send (cast->visitors[ADMIN], "PUT", PATH, &request);
  visitor_assert (cast->visitors[ADMIN], 200, "");
  put (ADMIN, PATH, "{\"looks\":[]}", 200, "");
  /* the same request again is answered, and not done again */
  visitor_send (cast->visitors[ADMIN], "PUT", PATH, &request);
  visitor_assert (cast->visitors[ADMIN], 200, "");
  g_autoptr (SokyBookType) type = fetch_type (OWNER, "lesson_plan");
  g_assert_cmpstr (head_row (type)->anchor, ==, "Tổ trưởng");
}

static void
test_command (void)
{
  g_autoptr (School) school = school_new ();
  g_autofree char *listed = NULL;
  g_autofree char *changed = NULL;
  g_autofree char *reset = NULL;
  g_autoptr (SokyService) service = school_open (school);
  g_autofree char *unit = NULL;
  {
    g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, SOKY_STORE_READ, NULL);
    g_autoptr (SokyPerson) lan = soky_store_find_person (tx, "gv.lan", NULL);
    unit = g_strdup (lan->school_id);
  }

  g_assert_cmpint (fixture_server_command (&listed, NULL, "type", "--state", school->folder, "list",
                                           "--unit", unit, NULL),
                   ==, 0);
  g_assert_nonnull (strstr (listed, "lesson_plan\tGiáo án"));
  g_assert_cmpint (fixture_server_command (&changed, NULL, "type", "--state", school->folder,
                                           "look", "lesson_plan", "--unit", unit, "--role",
                                           "group_head", "--profile", "person", "--anchor",
                                           "Tổ duyệt", "--qr", NULL),
                   ==, 0);
  g_assert_nonnull (strstr (changed, "group_head\tperson\tperson\tTổ duyệt\tqr"));
  g_assert_nonnull (strstr (changed, "teacher\tperson\ttext\tNgười soạn"));
  g_assert_cmpint (fixture_server_command (&reset, NULL, "type", "--state", school->folder, "reset",
                                           "lesson_plan", "--unit", unit, NULL),
                   ==, 0);
  g_assert_nonnull (strstr (reset, "group_head\tperson\ttext\tTổ trưởng"));

  g_autofree char *nothing = NULL;
  char *ignored[2] = {0};
  g_assert_cmpint (fixture_server_command (&nothing, NULL, "type", "--state", school->folder,
                                           "look", "lesson_plan", "--unit", unit, "--role", "clerk",
                                           "--profile", "org", NULL),
                   !=, 0);
  g_assert_cmpint (fixture_server_command (&ignored[0], NULL, "type", "--state", school->folder,
                                           "reset", "no_such", "--unit", unit, NULL),
                   !=, 0);
  g_assert_cmpint (fixture_server_command (&ignored[1], NULL, "type", "--state", school->folder,
                                           "list", "--unit", "no_such", NULL),
                   !=, 0);
  for (guint i = 0; i < G_N_ELEMENTS (ignored); i++)
    g_free (ignored[i]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  cast = cast_new ();
  g_test_add_func ("/looks/who-may", test_who_may);
  g_test_add_func ("/looks/change", test_change);
  g_test_add_func ("/looks/refusals", test_refusals);
  g_test_add_func ("/looks/repeated", test_repeated);
  g_test_add_func ("/looks/command", test_command);
  int status = g_test_run ();
  cast_free (cast);
  return status;
}
