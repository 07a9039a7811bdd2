/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What administration does, from the question to the store: units, people, types of books, school
 * years, and who reads what of the audit. */
#include "config.h"

#include "crowd.h"

#include "book/administration.h"
#include "server/store/administration.h"
#include "server/store/journal.h"
#include "wire/account.h"
#include "wire/audit.h"
#include "wire/book-type.h"
#include "wire/error.h"
#include "wire/person.h"
#include "wire/school.h"
#include "wire/session.h"
#include "wire/unit.h"
#include "wire/book.h"
#include "wire/year-plan.h"

#include <string.h>

static Crowd *crowd;

static void
assert_ask (guint who, const char *method, const char *path, const char *json, guint64 version,
            guint status, const char *code)
{
  g_autoptr (Told) told =
      crowd_expect (crowd, who, QUESTION (method, path, json, version), status, code);
}

static SokyAccount *
get_account (guint who, const char *id)
{
  g_autofree char *path = g_strconcat ("/people/", id, NULL);
  g_autoptr (Told) told = crowd_expect (crowd, who, QUESTION ("GET", path, NULL, 0), 200, NULL);
  g_autoptr (GError) error = NULL;
  SokyAccount *account = soky_account_from_json (told->text, -1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (account->person->version, ==, told->version);
  return account;
}

static void
assert_token (const char *token, guint status, const char *code)
{
  g_autoptr (Told) told = crowd_ask_with (crowd, token, QUESTION ("GET", "/units", NULL, 0));
  told_assert (told, status, code);
}

/* Two administrators at once: the second one is told, and overwrites nothing. */
static void
test_versions (void)
{
  g_autoptr (SokyAccount) seen = get_account (CROWD_ADMIN, "tt-minh");
  guint64 version = seen->person->version;

  assert_ask (CROWD_ADMIN, "PATCH", "/people/tt-minh", "{\"email\":\"a@b.vn\"}", version, 200,
              NULL);
  g_autoptr (Told) late = crowd_expect (
      crowd, CROWD_ABOVE_ADMIN,
      QUESTION ("PATCH", "/people/tt-minh", "{\"name\":\"Khác\"}", version), 412, "changed");
  g_autofree char *now = g_strdup_printf ("\"version\":%d", (int) version + 1);
  g_assert_nonnull (strstr (late->text, now));
  assert_ask (CROWD_ADMIN, "PATCH", "/people/tt-minh", "{\"name\":\"Khác\"}", 0, 428,
              "precondition-required");
  g_autoptr (SokyAccount) after = get_account (CROWD_ADMIN, "tt-minh");
  g_assert_cmpstr (after->person->name, ==, seen->person->name);
  g_assert_cmpstr (after->email, ==, "a@b.vn");
  g_assert_cmpuint (after->person->positions->len, ==, seen->person->positions->len);
  assert_ask (CROWD_ADMIN, "PATCH", "/units/to-ngu-van", "{\"name\":\"Tổ Văn\"}", 99, 412,
              "changed");
  assert_ask (CROWD_ADMIN, "PUT", "/school/subjects", "{\"names\":[]}", 99, 412, "changed");
}

static SokyUnit *
add_group (const char *name)
{
  g_autofree char *json = g_strdup_printf ("{\"level\":\"group\",\"parent_id\":\"" CROWD_SCHOOL
                                           "\",\"label\":\"Tổ\",\"name\":\"%s\"}",
                                           name);
  g_autoptr (Told) told =
      crowd_expect (crowd, CROWD_ADMIN, QUESTION ("POST", "/units", json, 0), 201, NULL);
  SokyUnit *unit = soky_wire_unit_from_json (told->text, -1, NULL);

  g_assert_nonnull (unit);
  return unit;
}

static void
test_units (void)
{
  g_autoptr (SokyUnit) unit = add_group ("Tổ Thể dục");
  g_autofree char *path = g_strconcat ("/units/", unit->id, NULL);
  g_autofree char *person =
      g_strdup_printf ("{\"login\":\"gv.moi\",\"name\":\"Mới\",\"unit_id\":\"%s\"}", unit->id);

  assert_ask (CROWD_ADMIN, "PATCH", path, "{\"closed\":true,\"name\":\"Tổ cũ\"}", unit->version,
              200, NULL);
  assert_ask (CROWD_ADMIN, "POST", "/people", person, 0, 409, "unit-closed");
  assert_ask (CROWD_ADMIN, "PATCH", path, "{\"parent_id\":\"" CROWD_OTHER "\"}", unit->version + 1,
              404, "not-found");
  assert_ask (CROWD_ABOVE_ADMIN, "PATCH", path, "{\"parent_id\":\"" CROWD_OTHER "\"}",
              unit->version + 1, 422, "bad-parent");
  assert_ask (CROWD_ADMIN, "PATCH", path, "{\"closed\":false}", unit->version + 1, 200, NULL);
  assert_ask (CROWD_ADMIN, "POST", "/people", person, 0, 201, NULL);
  assert_ask (CROWD_ADMIN, "POST", "/people", person, 0, 409, "login-taken");
  assert_ask (CROWD_ADMIN, "DELETE", path, NULL, unit->version + 2, 409, "unit-in-use");
  g_autoptr (Told) tree =
      crowd_expect (crowd, CROWD_TEACHER, QUESTION ("GET", "/units", NULL, 0), 200, NULL);
  g_autoptr (GPtrArray) units = soky_units_from_json (tree->text, -1, NULL);
  g_assert_nonnull (soky_units_find (units, unit->id));
  g_assert_nonnull (soky_units_find (units, "so-binh-minh"));
  g_assert_null (soky_units_find (units, CROWD_OTHER));
}

static void
test_people (void)
{
  g_autofree char *id = crowd_add_person (crowd, SOKY_ROLE_TEACHER, CROWD_GROUP);
  g_autofree char *path = g_strconcat ("/people/", id, NULL);
  g_autoptr (Told) in = crowd_enter (crowd, id, CROWD_PASSWORD, NULL);
  g_autoptr (SokySessionInfo) info = soky_session_info_from_json (in->text, -1, NULL);

  assert_ask (CROWD_ADMIN, "PATCH", path,
              "{\"name\":\"Bùi Văn Bảy\",\"positions\":[{\"role\":\"homeroom_teacher\",\"unit_id\":"
              "\"" CROWD_SCHOOL
              "\",\"title\":\"GVCN\",\"class\":\"7A\"}],\"id_number\":\" 0123 \"}",
              1, 200, NULL);
  g_autoptr (SokyAccount) account = get_account (CROWD_ADMIN, id);
  const SokyPosition *position = g_ptr_array_index (account->person->positions, 0);
  g_assert_cmpstr (account->person->name, ==, "Bùi Văn Bảy");
  g_assert_cmpstr (position->class_name, ==, "7A");
  g_assert_cmpstr (account->id_number, ==, "0123");
  g_assert_true (account->has_password);
  /* whoever has left is out, and is found by administrators only */
  assert_token (soky_secret_peek (info->token), 200, NULL);
  assert_ask (CROWD_ADMIN, "PATCH", path, "{\"active\":false}", 2, 200, NULL);
  assert_token (soky_secret_peek (info->token), 401, "unauthenticated");
  g_autoptr (Told) shut = crowd_enter (crowd, id, CROWD_PASSWORD, NULL);
  told_assert (shut, 401, "wrong-password");
  g_autoptr (Told) school = crowd_expect (
      crowd, CROWD_TEACHER, QUESTION ("GET", "/people?limit=200", NULL, 0), 200, NULL);
  g_assert_null (strstr (school->text, id));
  g_autoptr (Told) all = crowd_expect (
      crowd, CROWD_ADMIN,
      QUESTION ("GET", "/people?limit=200&inactive=1&unit=" CROWD_SCHOOL, NULL, 0), 200, NULL);
  g_assert_nonnull (strstr (all->text, id));
  g_assert_nonnull (strstr (all->text, "\"login\":\"gv.lan\""));
  g_assert_null (strstr (all->text, crowd->ids[CROWD_OTHER_TEACHER]));
}

/* Nobody raises himself, and a unit keeps an administrator. */
static void
test_rights (void)
{
  g_autofree char *own = g_strconcat ("/people/", crowd->ids[CROWD_ADMIN], NULL);
  g_autofree char *last = g_strconcat ("/people/", crowd->ids[CROWD_OTHER_ADMIN], NULL);

  assert_ask (CROWD_ADMIN, "PATCH", own,
              "{\"positions\":[{\"role\":\"school_admin\",\"unit_id\":\"" CROWD_SCHOOL
              "\"},{\"role\":\"principal\",\"unit_id\":\"" CROWD_SCHOOL "\"}]}",
              1, 403, "own-rights");
  assert_ask (CROWD_ADMIN, "PATCH", own, "{\"active\":false}", 1, 403, "own-rights");
  assert_ask (CROWD_ABOVE_ADMIN, "PATCH", last, "{\"active\":false}", 1, 409, "last-admin");
  assert_ask (CROWD_OTHER_ADMIN, "PATCH", last, "{\"positions\":[]}", 1, 409, "last-admin");
}

static SokyBookType *
find_type (guint who, const char *id)
{
  g_autoptr (Told) told =
      crowd_expect (crowd, who, QUESTION ("GET", "/book-types", NULL, 0), 200, NULL);
  g_autoptr (GPtrArray) types = soky_wire_book_types_from_json (told->text, -1, NULL);

  for (guint i = 0; i < types->len; i++) {
    SokyBookType *type = g_ptr_array_index (types, i);
    if (g_str_equal (type->id, id))
      return soky_book_type_ref (type);
  }
  return NULL;
}

static void
put_type (guint who, const SokyBookType *type, guint status, const char *code)
{
  g_autofree char *path = g_strconcat ("/book-types/", type->id, NULL);
  g_autofree char *json = soky_wire_book_type_to_json (type);

  assert_ask (who, "PUT", path, json, type->version, status, code);
}

/* Each level has its own of what it inherits, and loosens nothing of the level above. */
static void
test_variants (void)
{
  g_autoptr (SokyBookType) seen = find_type (CROWD_ADMIN, "duty_log");
  g_autoptr (SokyBookType) mine = soky_book_type_copy (seen);
  mine->deadline = (SokyDeadline){TRUE, TRUE, 2, 600};
  put_type (CROWD_ADMIN, mine, 200, NULL);
  put_type (CROWD_ADMIN, mine, 412, "changed");
  g_autoptr (SokyBookType) ours = find_type (CROWD_TEACHER, "duty_log");
  g_autoptr (SokyBookType) theirs = find_type (CROWD_OTHER_TEACHER, "duty_log");
  g_assert_cmpint (ours->deadline.days, ==, 2);
  g_assert_false (theirs->deadline.set);

  /* what the level above demands afterwards holds in the school too */
  g_autoptr (SokyBookType) above = find_type (CROWD_ABOVE_ADMIN, "duty_log");
  g_autoptr (SokyBookType) strict = soky_book_type_copy (above);
  strict->cert_mandatory = TRUE;
  for (guint i = 0; i < strict->route->len; i++)
    ((SokyRouteRow *) strict->route->pdata[i])->require_cert = TRUE;
  put_type (CROWD_ABOVE_ADMIN, strict, 200, NULL);
  g_autoptr (SokyBookType) now = find_type (CROWD_ADMIN, "duty_log");
  g_assert_true (now->cert_mandatory);
  g_assert_cmpint (now->deadline.days, ==, 2);
  g_autoptr (SokyBookType) loose = soky_book_type_copy (now);
  loose->cert_mandatory = FALSE;
  put_type (CROWD_ADMIN, loose, 422, "bad-type");
  g_autoptr (SokyBookType) renamed = soky_book_type_copy (now);
  g_free (renamed->name);
  renamed->name = g_strdup ("Sổ khác hẳn");
  put_type (CROWD_ADMIN, renamed, 422, "bad-type");
}

#define OWN_TYPE                                                                                    \
  "{\"name\":\"Sổ câu lạc bộ\",\"scope\":\"school\",\"frequency\":\"year\",\"submitters\":"  \
  "[\"teacher\"],\"retention_years\":-1,\"route\":[],\"route_templates\":[{\"name\":\"Thường\"," \
  "\"route\":[{\"order\":1,\"role\":\"principal\",\"kind\":\"person\",\"profile\":\"person\"}]},"   \
  "{\"name\":\"Qua tổ\",\"route\":[{\"order\":1,\"role\":\"group_head\",\"kind\":\"person\","     \
  "\"profile\":\"person\"},{\"order\":2,\"role\":\"principal\",\"kind\":\"person\",\"profile\":"    \
  "\"person\"}]}]}"

static SokyBookType *
add_type (void)
{
  g_autoptr (Told) told =
      crowd_expect (crowd, CROWD_ADMIN, QUESTION ("POST", "/book-types", OWN_TYPE, 0), 201, NULL);
  SokyBookType *type = soky_wire_book_type_from_json (told->text, -1, NULL);

  g_assert_nonnull (type);
  return type;
}

static void
assert_create (const SokyBookType *type, guint status, const char *code)
{
  g_autofree char *json = g_strdup_printf ("{\"type_id\":\"%s\",\"title\":\"A\",\"school_year\":"
                                           "\"2026-2027\",\"period\":\"year\"}",
                                           type->id);
  assert_ask (CROWD_TEACHER, "POST", "/books", json, 0, status, code);
}

static void
test_own_type (void)
{
  g_autoptr (SokyBookType) type = add_type ();

  g_assert_true (type->approved);
  g_assert_cmpstr (type->unit_id, ==, CROWD_SCHOOL);
  g_assert_cmpstr (type->route_name, ==, "Thường");
  g_assert_cmpuint (type->route->len, ==, 1);
  g_assert_cmpuint (type->more_routes->len, ==, 1);
  assert_create (type, 201, NULL);
  g_assert_null (find_type (CROWD_OTHER_TEACHER, type->id));
}

/* Where the level above has to approve: nothing is made before, and again after a change. */
static void
test_approval (void)
{
  g_autofree char *kept = g_strdup (crowd->service->settings->type_approval);
  g_free (crowd->service->settings->type_approval);
  crowd->service->settings->type_approval = g_strdup (SOKY_TYPE_APPROVAL_ABOVE);
  g_autoptr (SokyBookType) type = add_type ();
  g_autofree char *path = g_strdup_printf ("/book-types/%s/approve", type->id);

  g_assert_false (type->approved);
  assert_create (type, 409, "locked");
  g_autoptr (Told) waiting = crowd_expect (
      crowd, CROWD_ABOVE_ADMIN, QUESTION ("GET", "/book-types?view=below", NULL, 0), 200, NULL);
  g_assert_nonnull (strstr (waiting->text, type->id));
  assert_ask (CROWD_ABOVE_ADMIN, "POST", path, NULL, 0, 200, NULL);
  assert_create (type, 201, NULL);
  /* a deadline is the school's own affair, the rest is not */
  g_autoptr (SokyBookType) later = find_type (CROWD_ADMIN, type->id);
  later->deadline = (SokyDeadline){TRUE, FALSE, 5, 0};
  put_type (CROWD_ADMIN, later, 200, NULL);
  assert_create (type, 201, NULL);
  g_autoptr (SokyBookType) other = find_type (CROWD_ADMIN, type->id);
  other->submitters |= SOKY_ROLE_BIT (SOKY_ROLE_STAFF);
  put_type (CROWD_ADMIN, other, 200, NULL);
  assert_create (type, 409, "locked");
  g_free (crowd->service->settings->type_approval);
  crowd->service->settings->type_approval = g_steal_pointer (&kept);
}

static void
put_year (const SokyYearPlan *plan, guint64 version, guint status, const char *code)
{
  g_autofree char *path = g_strconcat ("/school/years/", plan->name, NULL);
  g_autofree char *json = soky_year_plan_to_json (plan);

  assert_ask (CROWD_ADMIN, "PUT", path, json, version, status, code);
}

static SokySchool *
get_school (void)
{
  g_autoptr (Told) told =
      crowd_expect (crowd, CROWD_TEACHER, QUESTION ("GET", "/school", NULL, 0), 200, NULL);
  SokySchool *school = soky_school_from_json (told->text, -1, NULL);

  g_assert_nonnull (school);
  return school;
}

/* The next year is offered, changed, laid down, and becomes the present one. */
static void
test_years (void)
{
  g_autoptr (SokySchool) school = get_school ();
  guint year = (guint) g_ascii_strtoull (school->school_year, NULL, 10) + 1;
  g_autofree char *path = g_strdup_printf ("/school/years/%u-%u", year, year + 1);
  g_autofree char *far = g_strdup_printf ("/school/years/%u-%u", year + 1, year + 2);
  g_autoptr (Told) told =
      crowd_expect (crowd, CROWD_ADMIN, QUESTION ("GET", path, NULL, 0), 200, NULL);
  g_autoptr (SokyYearPlan) plan = soky_year_plan_from_json (told->text, -1, NULL);
  g_autofree char *classes = g_strjoinv (" ", plan->classes);

  g_assert_true (plan->offered);
  g_assert_cmpstr (classes, ==, "6A 6B 7A 7B 8A 8B 9A 9B");
  assert_ask (CROWD_ADMIN, "GET", far, NULL, 0, 404, "not-found");
  g_autofree char *first = g_strdup_printf ("%u-01-01", year + 1);
  g_autofree char *last = g_strdup_printf ("%u-02-28", year + 1);
  soky_year_plan_add_holidays (plan, first, last);
  plan->n_terms = 2;
  plan->terms[0] = (SokyWeekRange){1, 10};
  plan->terms[1] = (SokyWeekRange){10, 35};
  put_year (plan, plan->version, 422, "bad-year");
  plan->terms[1].first = 11;
  put_year (plan, plan->version, 200, NULL);
  g_autoptr (SokySchool) same = get_school ();
  g_assert_cmpstr (same->school_year, ==, school->school_year);
  plan->present = TRUE;
  put_year (plan, plan->version, 412, "changed");
  put_year (plan, plan->version + 1, 200, NULL);
  g_autoptr (SokySchool) next = get_school ();
  g_assert_cmpstr (next->school_year, ==, plan->name);
  g_assert_cmpuint (next->weeks->len, ==, plan->weeks);
  /* no week lies in the holidays */
  for (guint i = 0; i < next->weeks->len; i++) {
    const SokyWeek *week = g_ptr_array_index (next->weeks, i);
    g_assert_true (strcmp (week->starts, first) < 0 || strcmp (week->ends, last) > 0);
  }
  assert_ask (CROWD_ADMIN, "PUT", "/school/classes", "{\"names\":[\"6A\",\"6C\"]}", next->version,
              200, NULL);
  g_autoptr (SokySchool) after = get_school ();
  g_assert_cmpstr (after->classes[1], ==, "6C");
  assert_ask (CROWD_ADMIN, "PUT", "/school/classes", "{\"names\":[\"6A\",\"6A\"]}", after->version,
              422, "invalid-field");
}

static SokyAuditPage *
read_audit (guint who, const char *query)
{
  g_autofree char *path = g_strconcat ("/audit?limit=500", query, NULL);
  g_autoptr (Told) told = crowd_expect (crowd, who, QUESTION ("GET", path, NULL, 0), 200, NULL);
  SokyAuditPage *page = soky_audit_page_from_json (told->text, -1, NULL);

  g_assert_nonnull (page);
  return page;
}

static guint
count (const SokyAuditPage *page, const char *event, const char *subject)
{
  guint found = 0;

  for (guint i = 0; i < page->items->len; i++) {
    const SokyAuditItem *item = g_ptr_array_index (page->items, i);
    found += g_str_equal (item->event, event) && g_str_equal (item->subject, subject);
  }
  return found;
}

/* When a new lesson plan of that week is due. */
static gint64
get_due (const char *school_year, const char *period)
{
  g_autofree char *json =
      g_strdup_printf ("{\"type_id\":\"lesson_plan\",\"title\":\"A\",\"school_year\":\"%s\","
                       "\"period\":\"%s\",\"class\":\"6A\",\"subject\":\"Toán\"}",
                       school_year, period);
  g_autoptr (Told) told =
      crowd_expect (crowd, CROWD_TEACHER, QUESTION ("POST", "/books", json, 0), 201, NULL);
  g_autoptr (SokyBook) book = soky_wire_book_from_json (told->text, -1, NULL);

  g_assert_nonnull (book);
  return book->due_us;
}

/* Tết moves the weeks after it, and with them what is due in them. */
static void
test_holidays (void)
{
  g_autoptr (SokySchool) school = get_school ();
  g_autofree char *path = g_strconcat ("/school/years/", school->school_year, NULL);
  g_autoptr (Told) told =
      crowd_expect (crowd, CROWD_ADMIN, QUESTION ("GET", path, NULL, 0), 200, NULL);
  g_autoptr (SokyYearPlan) plan = soky_year_plan_from_json (told->text, -1, NULL);
  gint64 early = get_due (plan->name, "week-02"), late = get_due (plan->name, "week-30");
  const SokyWeek *week = g_ptr_array_index (school->weeks, 19);
  const SokyWeek *next = g_ptr_array_index (school->weeks, 20);

  g_assert_cmpint (early, >, 0);
  soky_year_plan_add_holidays (plan, week->starts, next->ends);
  put_year (plan, plan->version, 200, NULL);
  g_assert_cmpint (get_due (plan->name, "week-02"), ==, early);
  g_assert_cmpint (get_due (plan->name, "week-30"), ==, late + 14 * G_TIME_SPAN_DAY);
}

/* Each administrator reads what concerns the people and things of his unit, and nothing else. */
static void
test_audit (void)
{
  const char *ours = crowd->ids[CROWD_STAFF];
  const char *theirs = crowd->ids[CROWD_OTHER_ADMIN];
  g_autofree char *query = g_strconcat ("&subject=", ours, NULL);
  g_autoptr (Told) refused = crowd_enter (crowd, ours, "không phải", NULL);
  g_autoptr (SokySecret) once = crowd_reset (crowd, CROWD_ADMIN, ours);
  g_autoptr (SokySecret) other =
      crowd_reset (crowd, CROWD_ABOVE_ADMIN, crowd->ids[CROWD_OTHER_TEACHER]);
  g_autoptr (SokyAuditPage) mine = read_audit (CROWD_ADMIN, query);
  g_autoptr (SokyAuditPage) foreign = read_audit (CROWD_OTHER_ADMIN, query);
  g_autoptr (SokyAuditPage) above = read_audit (CROWD_ABOVE_ADMIN, query);
  g_autoptr (SokyAuditPage) whole = read_audit (CROWD_OTHER_ADMIN, "");

  told_assert (refused, 401, "wrong-password");
  g_assert_cmpuint (count (mine, "sign-in-refused", ours), ==, 1);
  g_assert_cmpuint (count (mine, "password-reset", ours), ==, 1);
  g_assert_cmpuint (mine->items->len, ==, 2);
  g_assert_cmpuint (foreign->items->len, ==, 0);
  g_assert_cmpuint (above->items->len, ==, 2);
  /* what the level above did to B's people is B's to know; what A's did is not */
  g_assert_cmpuint (count (whole, "password-reset", crowd->ids[CROWD_OTHER_TEACHER]), ==, 1);
  for (guint i = 0; i < whole->items->len; i++) {
    const SokyAuditItem *item = g_ptr_array_index (whole->items, i);
    g_assert_cmpstr (item->person_id, !=, crowd->ids[CROWD_ADMIN]);
    g_assert_cmpstr (item->subject, !=, ours);
  }
  g_autofree char *by = g_strconcat ("&event=password-reset&person=", theirs, NULL);
  g_autoptr (SokyAuditPage) none = read_audit (CROWD_OTHER_ADMIN, by);
  g_assert_cmpuint (none->items->len, ==, 0);
  g_autoptr (SokyAuditPage) future = read_audit (CROWD_ADMIN, "&from=2200-01-01T00:00:00Z");
  g_assert_cmpuint (future->items->len, ==, 0);
  assert_ask (CROWD_ADMIN, "GET", "/audit?from=gestern", NULL, 0, 422, "invalid-field");
}

/* Page by page, every record once. */
static void
test_audit_pages (void)
{
  g_autoptr (SokyAuditPage) all = read_audit (CROWD_ADMIN, "");
  g_autofree char *cursor = NULL;
  guint seen = 0;

  do {
    g_autofree char *path = g_strdup_printf ("/audit?limit=7%s%s&to=2200-01-01T00:00:00Z",
                                             cursor ? "&cursor=" : "", cursor ? cursor : "");
    g_autoptr (Told) told =
        crowd_expect (crowd, CROWD_ADMIN, QUESTION ("GET", path, NULL, 0), 200, NULL);
    g_autoptr (SokyAuditPage) page = soky_audit_page_from_json (told->text, -1, NULL);
    g_assert_cmpuint (page->items->len, <=, 7);
    seen += page->items->len;
    g_free (cursor);
    cursor = g_steal_pointer (&page->next_cursor);
  } while (cursor != NULL);
  /* those of this reader's own sign-ins come in between, in front */
  g_assert_cmpuint (seen, >=, all->items->len);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  crowd = crowd_new ();
  g_test_add_func ("/server/administration/versions", test_versions);
  g_test_add_func ("/server/administration/units", test_units);
  g_test_add_func ("/server/administration/people", test_people);
  g_test_add_func ("/server/administration/rights", test_rights);
  g_test_add_func ("/server/administration/variants", test_variants);
  g_test_add_func ("/server/administration/own-type", test_own_type);
  g_test_add_func ("/server/administration/approval", test_approval);
  g_test_add_func ("/server/administration/holidays", test_holidays);
  g_test_add_func ("/server/administration/years", test_years);
  g_test_add_func ("/server/administration/audit", test_audit);
  g_test_add_func ("/server/administration/audit-pages", test_audit_pages);
  int status = g_test_run ();
  crowd_free (crowd);
  return status;
}
