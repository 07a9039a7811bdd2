/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page of reports says: numbers, a row for each key, a row for each book that is missing.
 */
#include "config.h"

#include "app/pages/report-page-private.h"

#include <glib/gi18n.h>

#include "app/widgets/share-bar.h"
#include "app/widgets/week-chart.h"
#include "base/clock.h"
#include "book/book-query.h"
#include "book/frequency.h"

#define N_SHARES 5

static const SokyBookState states[] = {SOKY_BOOK_PUBLISHED, SOKY_BOOK_APPROVED, SOKY_BOOK_IN_REVIEW,
                                       SOKY_BOOK_RETURNED};

static AdwActionRow *
add_row (SokyReportPage *self, AdwPreferencesGroup *group, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
  return ADW_ACTION_ROW (row);
}

static void
set_number (GtkLabel *label, guint number)
{
  g_autofree char *text = g_strdup_printf ("%u", number);
  gtk_label_set_text (label, text);
}

static char *
get_day_label (const char *day)
{
  GDate date;
  return soky_date_parse (day, &date) ? soky_date_get_label (&date) : g_strdup (day);
}

static void
fill_numbers (SokyReportPage *self)
{
  const SokyMissingReport *report = self->missing;
  guint missing = report->expected - MIN (report->expected, report->submitted + report->late);
  g_autofree char *from = get_day_label (report->from), *to = get_day_label (report->to);
  g_autofree char *range =
      g_strdup_printf (_ ("Books of %s that are due from %s to %s"), report->school_year, from, to);

  gtk_label_set_text (self->range_label, range);
  set_number (self->expected_label, report->expected);
  set_number (self->submitted_label, report->submitted);
  set_number (self->late_label, report->late);
  set_number (self->missing_label, missing);
}

/* --- by key --- */

/* How many are missing of each key; those of which nothing was submitted become rows as well.
 * Returns: (transfer full): from keys to counts */
static GHashTable *
count_missing (SokyReportPage *self, GPtrArray *rows)
{
  GHashTable *counts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  SokyProgressKey by = self->progress->by;

  for (guint i = 0; i < self->progress->rows->len; i++) {
    SokyProgressRow *row = self->progress->rows->pdata[i];
    g_hash_table_add (known, row->key);
    g_ptr_array_add (rows, row);
  }
  GPtrArray *missing = self->missing->counts[by];
  for (guint i = 0; i < missing->len; i++) {
    const SokyMissingCount *count = missing->pdata[i];
    g_hash_table_insert (counts, count->key, GUINT_TO_POINTER (count->count));
    if (g_hash_table_contains (known, count->key))
      continue;
    SokyProgressRow *row = soky_progress_row_new (count->key, count->label);
    g_ptr_array_add (self->progress->rows, row);
    g_ptr_array_add (rows, row);
  }
  return counts;
}

/* "Published 12 · Being signed 3 · Not yet submitted 4" */
static char *
describe (const SokyProgressRow *row, guint missing)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (row->states[states[i]] > 0)
      g_string_append_printf (text, "%s%s %u", text->len > 0 ? " · " : "",
                              soky_book_state_get_label (states[i]), row->states[states[i]]);
  if (missing > 0)
    g_string_append_printf (text, "%s%s %u", text->len > 0 ? " · " : "", _ ("Not yet submitted"),
                            missing);
  if (row->late > 0)
    g_string_append_printf (text, "%s%s %u", text->len > 0 ? " · " : "", _ ("Late"), row->late);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* @most: the longest bar's books, which has all the room */
static void
add_progress (SokyReportPage *self, const SokyProgressRow *row, guint missing)
{
  guint counts[N_SHARES];
  const char *colours[N_SHARES];
  guint total = missing;
  g_autofree char *words = describe (row, missing);
  GtkWidget *bar = soky_share_bar_new ();

  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    counts[i] = row->states[states[i]];
    colours[i] = soky_book_state_get_colour (states[i]);
    total += counts[i];
  }
  counts[N_SHARES - 1] = missing;
  colours[N_SHARES - 1] = "borders";
  if (total == 0)
    return;
  AdwActionRow *line = add_row (self, self->progress_group,
                                *row->label != '\0' ? row->label : _ ("Without a class"), words);
  soky_share_bar_set (SOKY_SHARE_BAR (bar), counts, colours, N_SHARES);
  gtk_widget_set_size_request (bar, 96, -1);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (line, bar);
  g_autofree char *number = g_strdup_printf ("%u", total);
  GtkWidget *label = gtk_label_new (number);
  gtk_label_set_width_chars (GTK_LABEL (label), 4);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (line, label);
}

static void
fill_progress (SokyReportPage *self)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autoptr (GHashTable) counts = count_missing (self, rows);

  for (guint i = 0; i < rows->len; i++) {
    const SokyProgressRow *row = rows->pdata[i];
    add_progress (self, row, GPOINTER_TO_UINT (g_hash_table_lookup (counts, row->key)));
  }
  gtk_widget_set_visible (GTK_WIDGET (self->progress_group), rows->len > 0);
}

/* --- what is missing --- */

static void
add_missing (SokyReportPage *self, const SokyMissingBook *book)
{
  g_autofree char *period = soky_period_get_label (book->period);
  g_autofree char *due = book->due_us > 0 ? soky_clock_to_local (book->due_us) : g_strdup ("");
  const char *who = book->person_name != NULL ? book->person_name : book->unit_name;
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  const char *const all[] = {book->type_name, period, book->class_name, book->subject,
                             book->person_name != NULL ? book->unit_name : NULL};

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (all[i] != NULL && *all[i] != '\0')
      g_ptr_array_add (parts, (gpointer) all[i]);
  g_ptr_array_add (parts, NULL);
  g_autofree char *what = g_strjoinv (" · ", (char **) parts->pdata);
  AdwActionRow *row = add_row (self, self->missing_group, who, what);
  GtkWidget *label = gtk_label_new (due);
  gtk_widget_add_css_class (label, book->overdue ? "error" : "dim-label");
  gtk_widget_add_css_class (label, "numeric");
  if (book->overdue)
    gtk_widget_set_tooltip_text (label, _ ("Overdue"));
  adw_action_row_add_suffix (row, label);
  soky_report_page_add_tick (self, row, book);
}

/* The last row of the list says how many are there, and asks for more. */
static void
offer_more (SokyReportPage *self)
{
  const SokyMissingReport *report = self->missing;
  guint all = report->expected - MIN (report->expected, report->submitted + report->late);

  if (self->more_row != NULL) {
    adw_preferences_group_remove (self->missing_group, self->more_row);
    g_ptr_array_remove (self->rows, self->more_row);
  }
  self->more_row = NULL;
  if (report->complete)
    return;
  g_autofree char *words = g_strdup_printf (_ ("%u of %u are listed"), report->books->len, all);
  AdwActionRow *row = add_row (self, self->missing_group, words, "");
  GtkWidget *button = gtk_button_new_with_label (_ ("Show More"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (soky_report_page_load_more), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (row, button);
  adw_action_row_set_activatable_widget (row, button);
  self->more_row = GTK_WIDGET (row);
}

static void
fill_missing (SokyReportPage *self)
{
  GPtrArray *books = self->missing->books;

  for (guint i = 0; i < books->len; i++)
    add_missing (self, books->pdata[i]);
  offer_more (self);
  if (books->len == 0)
    add_row (self, self->missing_group, _ ("Nothing is missing"),
             _ ("All books that are due have been submitted."));
}

void
soky_report_page_add_more (SokyReportPage *self, SokyMissingReport *more)
{
  guint shown = self->missing->books->len;

  /* something was submitted meanwhile, or all was asked for anew: this page belongs elsewhere */
  if (more->skipped != shown)
    return;
  self->missing->complete = more->complete;
  while (more->books->len > 0)
    g_ptr_array_add (self->missing->books, g_ptr_array_steal_index (more->books, 0));
  for (guint i = shown; i < self->missing->books->len; i++)
    add_missing (self, self->missing->books->pdata[i]);
  offer_more (self);
}

void
soky_report_page_clear (SokyReportPage *self)
{
  soky_report_page_clear_ticks (self);
  for (guint i = 0; i < self->rows->len; i++) {
    GtkWidget *row = self->rows->pdata[i];
    gboolean progress = gtk_widget_is_ancestor (row, GTK_WIDGET (self->progress_group));
    adw_preferences_group_remove (progress ? self->progress_group : self->missing_group, row);
  }
  g_ptr_array_set_size (self->rows, 0);
  self->more_row = NULL;
}

void
soky_report_page_fill (SokyReportPage *self)
{
  soky_report_page_clear (self);
  fill_numbers (self);
  gtk_widget_set_visible (self->weeks_group,
                          soky_week_chart_set_report (SOKY_WEEK_CHART (self->chart), self->weeks));
  fill_progress (self);
  fill_missing (self);
}
