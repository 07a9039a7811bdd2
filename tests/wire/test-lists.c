/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filters and reports there and back again. */
#include "config.h"

#include "wire/book-filter.h"
#include "wire/error.h"
#include "wire/overview.h"

static void
set (SokyBookFilter *filter, const char *name, const char *value)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (soky_wire_filter_set (filter, name, value, &error));
  g_assert_no_error (error);
}

static void
test_filter (void)
{
  static const char *const values[] = {"lesson_plan", "returned", "6A",      "Tin học & Toán",
                                       "2026-2027",   "week-01",  "week-05", "gv-lan",
                                       "to-toan",     "due",      "asc"};
  g_auto (SokyBookFilter) filter = SOKY_BOOK_FILTER_INIT;
  g_auto (SokyBookFilter) back = SOKY_BOOK_FILTER_INIT;
  g_autoptr (GString) query = g_string_new ("");

  for (guint i = 0; soky_wire_filter_names[i] != NULL; i++)
    set (&filter, soky_wire_filter_names[i], values[i]);
  g_assert_true (soky_book_filter_check (&filter, NULL));
  soky_wire_filter_append (&filter, query);
  g_autoptr (GHashTable) parameters =
      g_uri_parse_params (query->str + 1, -1, "&", G_URI_PARAMS_NONE, NULL);
  g_assert_cmpuint (g_hash_table_size (parameters), ==, G_N_ELEMENTS (values));
  for (guint i = 0; soky_wire_filter_names[i] != NULL; i++)
    set (&back, soky_wire_filter_names[i],
         g_hash_table_lookup (parameters, soky_wire_filter_names[i]));
  g_assert_true (soky_book_filter_equal (&filter, &back));
}

static void
test_filter_refused (void)
{
  static const char *const cases[][2] = {
      {"state", "lost"}, {"state", "deleted"}, {"sort", "colour"},
      {"order", "up"},   {"class", ""},        {"weather", "rain"},
  };
  g_autofree char *endless = g_strnfill (201, 'a');

  for (guint i = 0; i <= G_N_ELEMENTS (cases); i++) {
    g_auto (SokyBookFilter) filter = SOKY_BOOK_FILTER_INIT;
    g_autoptr (GError) error = NULL;
    gboolean last = i == G_N_ELEMENTS (cases);
    g_assert_false (soky_wire_filter_set (&filter, last ? "class" : cases[i][0],
                                          last ? endless : cases[i][1], &error));
    g_assert_error (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_INVALID_FIELD);
  }
}

static void
test_missing (void)
{
  g_autoptr (SokyMissingReport) report = soky_missing_report_new ("2026-2027");
  g_autoptr (SokyBookType) type = soky_book_type_new ("t", "t", "Giáo án");
  g_autoptr (SokyExpectation) one = soky_expectation_new (type, "2026-2027", "week-03");
  g_autoptr (GError) error = NULL;

  g_free (one->unit_id);
  one->unit_id = g_strdup ("to");
  one->due_us = 1788000000123456;
  report->expected = 7;
  report->complete = FALSE;
  g_ptr_array_add (report->books, soky_missing_book_new (one, TRUE));
  g_autofree char *text = soky_missing_report_to_json (report);
  g_autoptr (SokyMissingReport) back = soky_missing_report_from_json (text, -1, &error);
  g_assert_no_error (error);
  g_autofree char *again = soky_missing_report_to_json (back);
  g_assert_cmpstr (again, ==, text);
  const SokyMissingBook *book = g_ptr_array_index (back->books, 0);
  g_assert_true (book->overdue);
  g_assert_null (book->person_id);
  g_assert_cmpint (book->due_us, ==, one->due_us);
}

static void
test_progress (void)
{
  g_autoptr (SokyProgressReport) report = soky_progress_report_new (SOKY_PROGRESS_BY_CLASS);
  SokyProgressRow *row = soky_progress_row_new ("6A", "6A");
  g_autoptr (GError) error = NULL;

  for (guint state = 0; state < G_N_ELEMENTS (row->states); state++)
    row->states[state] = state + 1;
  g_ptr_array_add (report->rows, row);
  g_assert_cmpuint (soky_progress_row_get_total (row), ==, 1 + 2 + 3 + 4 + 5);
  g_autofree char *text = soky_progress_report_to_json (report);
  g_autoptr (SokyProgressReport) back = soky_progress_report_from_json (text, -1, &error);
  g_assert_no_error (error);
  g_autofree char *again = soky_progress_report_to_json (back);
  g_assert_cmpstr (again, ==, text);
}

static void
test_overview (void)
{
  g_autoptr (SokyOverview) overview = soky_overview_new ();
  SokyOverviewEvent *event = soky_overview_event_new (1788000000123456, SOKY_EVENT_RETURNED);
  g_autoptr (GError) error = NULL;

  event->book_id = g_strdup ("b");
  event->book_title = g_strdup ("Bài 1");
  event->person_name = g_strdup ("Trần Văn Minh");
  g_ptr_array_add (overview->events, event);
  overview->waiting.count = 12;
  g_autofree char *text = soky_overview_to_json (overview);
  g_autoptr (SokyOverview) back = soky_overview_from_json (text, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (back->waiting.count, ==, 12);
  g_assert_null (back->progress);
  g_assert_cmpint (((SokyOverviewEvent *) back->events->pdata[0])->kind, ==, SOKY_EVENT_RETURNED);
  g_assert_null (soky_overview_from_json ("{\"waiting\":{},\"events\":[{}]}", -1, &error));
  g_assert_error (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_INVALID_FIELD);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/lists/filter", test_filter);
  g_test_add_func ("/wire/lists/filter-refused", test_filter_refused);
  g_test_add_func ("/wire/lists/missing", test_missing);
  g_test_add_func ("/wire/lists/progress", test_progress);
  g_test_add_func ("/wire/lists/overview", test_overview);
  return g_test_run ();
}
