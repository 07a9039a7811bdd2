/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cast.h"

#include "fixture.h"
#include "server/csv.h"
#include "server/reindex.h"
#include "wire/book.h"
#include "wire/overview.h"

#include <string.h>

/* Reports, the overview and the list of a unit: who sees what, over HTTPS against the real server.
 */

static Cast *cast;

static void
ask (guint who, const char *path)
{
  g_autofree char *whole = g_strconcat ("/api/v1", path, NULL);
  visitor_send (cast->visitors[who], "GET", whole, NULL);
}

static SokyMissingReport *
get_missing (guint who, const char *query)
{
  g_autofree char *path = g_strconcat ("/reports/missing", query, NULL);
  g_autoptr (GError) error = NULL;

  ask (who, path);
  visitor_assert (cast->visitors[who], 200, NULL);
  SokyMissingReport *report =
      soky_missing_report_from_json (visitor_get_text (cast->visitors[who]), -1, &error);
  g_assert_no_error (error);
  return report;
}

static void
test_roles (void)
{
  static const char *const paths[] = {"/overview", "/reports/missing", "/reports/progress"};
  static const char *const refused[] = {"/reports/progress?by=colour",
                                        "/reports/missing?from=week-02",
                                        "/reports/missing?from=month-09&to=month-09",
                                        "/reports/progress?format=ods",
                                        "/books?sort=colour",
                                        "/books?from=week-05&to=week-02"};

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++) {
    for (guint who = 0; who < N_VISITORS; who++) {
      ask (who, paths[i]);
      g_assert_cmpuint (visitor_get_answer (cast->visitors[who])->status, ==,
                        who == NOBODY || who == FORGER ? 401 : 200);
    }
  }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++) {
    ask (OWNER, refused[i]);
    g_test_message ("%s", refused[i]);
    g_assert_cmpuint (visitor_get_answer (cast->visitors[OWNER])->status, ==, 422);
  }
}

static void
test_missing (void)
{
  g_autoptr (SokyMissingReport) own = get_missing (OWNER, "?from=week-01&to=week-02");
  g_autoptr (SokyMissingReport) group = get_missing (HEAD, "?from=week-01&to=week-02");
  g_autoptr (SokyMissingReport) school = get_missing (CHIEF, "?from=week-01&to=week-02");
  g_autoptr (SokyMissingReport) clerk = get_missing (CLERK, "?from=week-01&to=week-02");
  g_autoptr (SokyMissingReport) stranger = get_missing (STRANGER, "");

  g_assert_cmpuint (own->expected, >, 0);
  g_assert_cmpuint (own->expected, <, group->expected);
  g_assert_cmpuint (group->expected, <, school->expected);
  g_assert_cmpuint (clerk->expected, ==, 0);
  g_assert_cmpuint (stranger->expected, ==, 0);
  for (guint i = 0; i < own->books->len; i++)
    g_assert_cmpstr (((SokyMissingBook *) own->books->pdata[i])->person_id, ==, "gv-lan");

  /* what is submitted is missing no more */
  const char *query = "?from=week-03&to=week-03&type=lesson_plan&owner=gv-lan&class=6A";
  g_autoptr (SokyMissingReport) before = get_missing (HEAD, query);
  g_autoptr (SokyBook) book = cast_make_book (cast, WAITING);
  g_autoptr (SokyMissingReport) after = get_missing (HEAD, query);
  g_assert_cmpuint (before->expected, ==, after->expected);
  g_assert_cmpuint (after->submitted + after->late + after->books->len, ==, after->expected);
  g_assert_cmpuint (after->submitted + after->late, >=, before->submitted + before->late);
  g_assert_cmpint (book->due_us, >, 0);
}

static guint
count_all (const SokyMissingReport *report, SokyProgressKey by)
{
  guint count = 0;

  for (guint i = 0; i < report->counts[by]->len; i++)
    count += ((SokyMissingCount *) report->counts[by]->pdata[i])->count;
  return count;
}

/* Counts are of everything, whatever the page; the pages are the whole, and nothing twice. */
static void
test_missing_pages (void)
{
  g_autoptr (SokyMissingReport) whole = get_missing (CHIEF, "?from=week-01&to=week-20");
  guint seen = 0;

  g_assert_true (whole->complete);
  g_assert_cmpuint (whole->books->len, >, 20);
  for (SokyProgressKey by = 0; by < SOKY_PROGRESS_BY_SCHOOL; by++)
    g_assert_cmpuint (count_all (whole, by), ==, whole->books->len);
  for (gboolean complete = FALSE; !complete;) {
    g_autofree char *query = g_strdup_printf ("?from=week-01&to=week-20&limit=7&skip=%u", seen);
    g_autoptr (SokyMissingReport) page = get_missing (CHIEF, query);
    g_assert_cmpuint (page->skipped, ==, seen);
    g_assert_cmpuint (page->expected, ==, whole->expected);
    g_assert_cmpuint (count_all (page, SOKY_PROGRESS_BY_PERSON), ==, whole->books->len);
    for (guint i = 0; i < page->books->len; i++) {
      const SokyMissingBook *one = page->books->pdata[i], *same = whole->books->pdata[seen + i];
      g_assert_cmpstr (one->type_id, ==, same->type_id);
      g_assert_cmpstr (one->period, ==, same->period);
      g_assert_cmpstr (one->person_id, ==, same->person_id);
    }
    seen += page->books->len;
    complete = page->complete;
    g_assert_cmpuint (page->books->len, ==, complete ? page->books->len : 7);
  }
  g_assert_cmpuint (seen, ==, whole->books->len);
  g_autoptr (SokyMissingReport) beyond =
      get_missing (CHIEF, "?from=week-01&to=week-20&skip=100000");
  g_assert_cmpuint (beyond->books->len, ==, 0);
  g_assert_true (beyond->complete);
}

static guint
count_progress (guint who, const char *query)
{
  g_autofree char *path = g_strconcat ("/reports/progress", query, NULL);
  g_autoptr (GError) error = NULL;
  guint total = 0;

  ask (who, path);
  visitor_assert (cast->visitors[who], 200, NULL);
  g_autoptr (SokyProgressReport) report =
      soky_progress_report_from_json (visitor_get_text (cast->visitors[who]), -1, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < report->rows->len; i++)
    total += soky_progress_row_get_total (report->rows->pdata[i]);
  return total;
}

static void
test_progress (void)
{
  static const char *const keys[] = {"?by=type",   "?by=unit",   "?by=class",
                                     "?by=period", "?by=person", "?by=school"};
  g_autoptr (SokyBook) book = cast_make_book (cast, PUBLISHED);
  guint all = count_progress (CHIEF, "");

  g_assert_cmpuint (all, >, 0);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_assert_cmpuint (count_progress (CHIEF, keys[i]), ==, all);
  g_assert_cmpuint (count_progress (HEAD, ""), ==, all);
  g_assert_cmpuint (count_progress (OWNER, "?state=published"), >, 0);
  g_assert_cmpuint (count_progress (CLERK, ""), ==, 0);
  g_assert_cmpuint (count_progress (STRANGER, ""), ==, 0);
}

static void
test_overview (void)
{
  g_autoptr (SokyBook) waiting = cast_make_book (cast, WAITING);
  g_autoptr (GError) error = NULL;

  ask (OWNER, "/overview");
  g_autoptr (SokyOverview) mine =
      soky_overview_from_json (visitor_get_text (cast->visitors[OWNER]), -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mine->waiting.count, >, 0);
  g_assert_cmpuint (mine->events->len, >, 0);
  g_assert_null (mine->progress);
  const SokyOverviewEvent *last = mine->events->pdata[0];
  g_assert_cmpint (last->kind, ==, SOKY_EVENT_SUBMITTED);
  g_assert_cmpstr (last->book_id, ==, waiting->id);
  ask (STRANGER, "/overview");
  g_autoptr (SokyOverview) others =
      soky_overview_from_json (visitor_get_text (cast->visitors[STRANGER]), -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (others->waiting.count + others->events->len, ==, 0);
  g_assert_cmpuint (soky_progress_row_get_total (others->progress), ==, 0);
}

static guint
count_unit (guint who, const char *query)
{
  g_autofree char *path = g_strconcat ("/books?view=unit", query, NULL);
  g_autoptr (GError) error = NULL;

  ask (who, path);
  visitor_assert (cast->visitors[who], 200, NULL);
  g_autoptr (SokyBookPage) page =
      soky_book_page_from_json (visitor_get_text (cast->visitors[who]), -1, &error);
  g_assert_no_error (error);
  return page->books->len;
}

static void
test_unit (void)
{
  g_autoptr (SokyBook) draft = cast_make_book (cast, DRAFT);
  guint before = count_unit (HEAD, "&limit=200");
  g_autoptr (SokyBook) waiting = cast_make_book (cast, WAITING);

  g_assert_cmpuint (count_unit (HEAD, "&limit=200"), ==, before + 1);
  g_assert_cmpuint (count_unit (CHIEF, "&limit=200"), ==, before + 1);
  g_assert_cmpuint (count_unit (CHIEF, "&state=draft"), ==, 0);
  g_assert_cmpuint (count_unit (OWNER, ""), ==, 0);
  g_assert_cmpuint (count_unit (STRANGER, "&q=gi"), ==, 0);
}

static void
test_csv (void)
{
  static const char *const cells[] = {"=1+1", "a\"b", "-5", "@x", "Đủ", "", NULL};
  g_autoptr (GString) table = soky_csv_new ();

  soky_csv_add_row (table, cells);
  g_assert_cmpstr (table->str, ==,
                   "\357\273\277\"'=1+1\",\"a\"\"b\",\"'-5\",\"'@x\",\"Đủ\",\"\"\r\n");
  ask (CHIEF, "/reports/missing?format=csv&from=week-01&to=week-01");
  visitor_assert (cast->visitors[CHIEF], 200, NULL);
  g_assert_true (g_str_has_prefix (visitor_get_text (cast->visitors[CHIEF]), "\357\273\277\""));
  g_assert_nonnull (strstr (visitor_get_text (cast->visitors[CHIEF]), "Nguyễn Thị Lan"));
  const Request csv = {.name = "Accept", .value = "text/csv"};
  const Answer *answer =
      visitor_send (cast->visitors[CHIEF], "GET", "/api/v1/reports/progress", &csv);
  g_assert_cmpstr (g_hash_table_lookup (answer->headers, "content-type"), ==,
                   "text/csv; charset=utf-8");
}

/* The words of a PDF come from the worker; of hostile bytes none do. */
static void
test_text (void)
{
  g_autoptr (SokyService) service = school_open (cast->school);
  g_autofree char *path = g_build_filename (cast->school->folder, "text.pdf", NULL);
  SokyReindexing result = {0};
  g_autoptr (GError) error = NULL;

  fixture_write (path, g_bytes_get_data (cast->pdf, NULL), g_bytes_get_size (cast->pdf));
  g_autofree char *text = soky_workers_read_text (service->workers, path);
  g_assert_nonnull (text);
  fixture_write (path, "%PDF-1.7\n1 0 obj <</Type /Catalog /Pages 1 0 R>>", 48);
  g_autofree char *hostile = soky_workers_read_text (service->workers, path);
  g_assert_true (hostile == NULL || *hostile == '\0');
  g_assert_true (soky_reindex_all (service, &result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (result.books, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cast = cast_new ();

  g_test_add_func ("/server/reports/roles", test_roles);
  g_test_add_func ("/server/reports/missing", test_missing);
  g_test_add_func ("/server/reports/missing-pages", test_missing_pages);
  g_test_add_func ("/server/reports/progress", test_progress);
  g_test_add_func ("/server/reports/overview", test_overview);
  g_test_add_func ("/server/reports/unit", test_unit);
  g_test_add_func ("/server/reports/csv", test_csv);
  g_test_add_func ("/server/reports/text", test_text);
  int status = g_test_run ();

  cast_free (cast);
  return status;
}
