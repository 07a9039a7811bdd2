/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/pages/report-page-private.h"

#include <glib/gi18n.h>

#include "app/save-file.h"
#include "app/widgets/week-chart.h"
#include "base/clock.h"
#include "book/date.h"
#include "book/frequency.h"
#include "book/names.h"
#include "client/session-reports.h"

#define ANSWERS 3 /* what is missing, how far it is, week by week */

enum { SHOW_LIST, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyReportPage, soky_report_page, SOKY_TYPE_FOLD_BIN)

/* By what the progress can be told, in the order of the list to choose from. */
static const SokyProgressKey keys[] = {SOKY_PROGRESS_BY_UNIT, SOKY_PROGRESS_BY_TYPE,
                                       SOKY_PROGRESS_BY_CLASS, SOKY_PROGRESS_BY_PERIOD,
                                       SOKY_PROGRESS_BY_PERSON};

SokyProgressKey
soky_report_page_get_key (SokyReportPage *self)
{
  guint chosen = gtk_drop_down_get_selected (self->by_drop_down);
  return keys[MIN (chosen, G_N_ELEMENTS (keys) - 1)];
}

/* The number of the last week that has begun; 1 before the first one. */
static guint
get_present_week (const SokySchool *school)
{
  GDate day;
  guint number = 1;

  soky_date_from_moment (soky_clock_now_us (), &day);
  g_autofree char *today = soky_date_format (&day);
  for (guint i = 0; i < school->weeks->len; i++) {
    const SokyWeek *week = school->weeks->pdata[i];
    if (g_strcmp0 (week->starts, today) <= 0)
      number = week->number;
  }
  return number;
}

void
soky_report_page_get_progress_filter (SokyReportPage *self, SokyBookFilter *filter)
{
  const SokySchool *school = soky_workspace_get_school (self->workspace);

  soky_filter_bar_get_filter (self->filter_bar, filter);
  soky_names_assign (&filter->school_year, school != NULL ? school->school_year : NULL);
}

void
soky_report_page_get_missing_filter (SokyReportPage *self, SokyBookFilter *filter)
{
  const SokySchool *school = soky_workspace_get_school (self->workspace);

  soky_report_page_get_progress_filter (self, filter);
  if (filter->period_from != NULL &&
      soky_period_is_valid (filter->period_from, SOKY_FREQUENCY_WEEK))
    return;
  /* other periods end in one of the weeks until now */
  g_autofree char *first = soky_period_format (SOKY_FREQUENCY_WEEK, 1);
  g_autofree char *last =
      soky_period_format (SOKY_FREQUENCY_WEEK, school != NULL ? get_present_week (school) : 1);
  soky_names_assign (&filter->period_from, first);
  soky_names_assign (&filter->period_to, last);
}

/* --- loading --- */

static void
finish (SokyReportPage *self)
{
  g_clear_object (&self->loading);
  if (self->problem == NULL) {
    soky_banner_hide (self->banner);
    soky_report_page_fill (self);
    gtk_stack_set_visible_child_name (self->stack, "report");
    return;
  }
  if (g_str_equal (gtk_stack_get_visible_child_name (self->stack), "report")) {
    /* what is there stays readable */
    soky_banner_show (self->banner, "warning", self->problem->message, _ ("Try Again"));
    return;
  }
  g_autofree char *words = g_markup_escape_text (self->problem->message, -1);
  adw_status_page_set_description (self->error_page, words);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

/* An answer came, or (@error: taken) did not. Returns: whether it is still asked for */
static gboolean
arrived (SokyReportPage *self, GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_error_free (error);
    return FALSE;
  }
  if (error != NULL && self->problem == NULL)
    self->problem = error;
  else
    g_clear_error (&error);
  self->waiting--;
  return TRUE;
}

static void
missing_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyReportPage) self = user_data;
  GError *error = NULL;
  SokyMissingReport *report =
      soky_session_load_missing_finish (SOKY_SESSION (source), result, &error);

  if (report != NULL) {
    g_clear_pointer (&self->missing, soky_missing_report_free);
    self->missing = report;
  }
  if (arrived (self, error) && self->waiting == 0)
    finish (self);
}

static void
more_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyReportPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyMissingReport) more =
      soky_session_load_missing_finish (SOKY_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (more == NULL)
    soky_banner_show (self->banner, "warning", error->message, NULL);
  else
    soky_report_page_add_more (self, more);
}

/* The next page of what is missing goes below those that are there. */
void
soky_report_page_load_more (SokyReportPage *self)
{
  g_auto (SokyBookFilter) filter = SOKY_BOOK_FILTER_INIT;

  if (self->workspace == NULL || self->missing == NULL)
    return;
  if (self->loading == NULL)
    self->loading = g_cancellable_new ();
  soky_report_page_get_missing_filter (self, &filter);
  soky_session_load_missing_async (soky_workspace_get_session (self->workspace), &filter,
                                   self->missing->books->len, self->loading, more_cb,
                                   g_object_ref (self));
}

static void
progress_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyReportPage) self = user_data;
  GError *error = NULL;
  SokyProgressReport *report =
      soky_session_load_progress_finish (SOKY_SESSION (source), result, &error);

  if (report != NULL) {
    g_clear_pointer (&self->progress, soky_progress_report_free);
    self->progress = report;
  }
  if (arrived (self, error) && self->waiting == 0)
    finish (self);
}

static void
weeks_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyReportPage) self = user_data;
  GError *error = NULL;
  SokyProgressReport *report =
      soky_session_load_progress_finish (SOKY_SESSION (source), result, &error);

  if (report != NULL) {
    g_clear_pointer (&self->weeks, soky_progress_report_free);
    self->weeks = report;
  }
  if (arrived (self, error) && self->waiting == 0)
    finish (self);
}

void
soky_report_page_reload (SokyReportPage *self)
{
  g_return_if_fail (SOKY_IS_REPORT_PAGE (self));

  if (self->workspace == NULL)
    return;
  SokySession *session = soky_workspace_get_session (self->workspace);
  g_auto (SokyBookFilter) missing = SOKY_BOOK_FILTER_INIT;
  g_auto (SokyBookFilter) progress = SOKY_BOOK_FILTER_INIT;

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  g_clear_error (&self->problem);
  self->waiting = ANSWERS;
  soky_report_page_get_missing_filter (self, &missing);
  soky_report_page_get_progress_filter (self, &progress);
  soky_session_load_missing_async (session, &missing, 0, self->loading, missing_cb,
                                   g_object_ref (self));
  soky_session_load_progress_async (session, soky_report_page_get_key (self), &progress,
                                    self->loading, progress_cb, g_object_ref (self));
  soky_session_load_progress_async (session, SOKY_PROGRESS_BY_PERIOD, &progress, self->loading,
                                    weeks_cb, g_object_ref (self));
}

/* --- what the person does --- */

static void
reload_cb (SokyReportPage *self)
{
  soky_report_page_reload (self);
}

static void
week_chosen_cb (SokyReportPage *self, const char *period)
{
  g_auto (SokyBookFilter) filter = SOKY_BOOK_FILTER_INIT;

  soky_filter_bar_get_filter (self->filter_bar, &filter);
  soky_names_assign (&filter.period_from, period);
  soky_names_assign (&filter.period_to, period);
  g_signal_emit (self, signals[SHOW_LIST], 0, (int) SOKY_PLACE_UNIT, &filter);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyReportPage) self = user_data;
  g_autoptr (GError) error = NULL;
  char *table = soky_session_export_finish (SOKY_SESSION (source), result, &error);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root == NULL) {
    g_free (table);
    return;
  }
  if (table == NULL) {
    soky_show_failure (GTK_WINDOW (root), _ ("The Table Cannot Be Made"), error->message);
    return;
  }
  soky_save_table (GTK_WINDOW (root), table, _ ("report.csv"));
}

static void
export_missing_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyReportPage *self = SOKY_REPORT_PAGE (widget);
  g_auto (SokyBookFilter) filter = SOKY_BOOK_FILTER_INIT;

  if (self->workspace == NULL)
    return;
  soky_report_page_get_missing_filter (self, &filter);
  soky_session_export_missing_async (soky_workspace_get_session (self->workspace), &filter, NULL,
                                     exported_cb, g_object_ref (self));
}

static void
export_progress_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyReportPage *self = SOKY_REPORT_PAGE (widget);
  g_auto (SokyBookFilter) filter = SOKY_BOOK_FILTER_INIT;

  if (self->workspace == NULL)
    return;
  soky_report_page_get_progress_filter (self, &filter);
  soky_session_export_progress_async (soky_workspace_get_session (self->workspace),
                                      soky_report_page_get_key (self), &filter, NULL, exported_cb,
                                      g_object_ref (self));
}

static void
all_toggled_cb (SokyReportPage *self)
{
  soky_report_page_tick_all (self);
}

static void
remind_cb (SokyReportPage *self)
{
  soky_report_page_remind (self);
}

/* --- the class --- */

static void
soky_report_page_dispose (GObject *object)
{
  SokyReportPage *self = SOKY_REPORT_PAGE (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (soky_report_page_parent_class)->dispose (object);
}

static void
soky_report_page_finalize (GObject *object)
{
  SokyReportPage *self = SOKY_REPORT_PAGE (object);

  g_clear_pointer (&self->missing, soky_missing_report_free);
  g_clear_pointer (&self->progress, soky_progress_report_free);
  g_clear_pointer (&self->weeks, soky_progress_report_free);
  g_clear_error (&self->problem);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->ticks);
  G_OBJECT_CLASS (soky_report_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SokyReportPage, filter_bar);
  gtk_widget_class_bind_template_child (widget_class, SokyReportPage, banner);
  gtk_widget_class_bind_template_child (widget_class, SokyReportPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SokyReportPage, error_page);
  gtk_widget_class_bind_template_child (widget_class, SokyReportPage, range_label);
  gtk_widget_class_bind_template_child (widget_class, SokyReportPage, expected_label);
  gtk_widget_class_bind_template_child (widget_class, SokyReportPage, submitted_label);
  gtk_widget_class_bind_template_child (widget_class, SokyReportPage, late_label);
  gtk_widget_class_bind_template_child (widget_class, SokyReportPage, missing_label);
  gtk_widget_class_bind_template_child (widget_class, SokyReportPage, weeks_group);
  gtk_widget_class_bind_template_child (widget_class, SokyReportPage, chart);
  gtk_widget_class_bind_template_child (widget_class, SokyReportPage, by_drop_down);
  gtk_widget_class_bind_template_child (widget_class, SokyReportPage, progress_group);
  gtk_widget_class_bind_template_child (widget_class, SokyReportPage, missing_group);
  gtk_widget_class_bind_template_child (widget_class, SokyReportPage, remind_box);
  gtk_widget_class_bind_template_child (widget_class, SokyReportPage, note_entry);
  gtk_widget_class_bind_template_child (widget_class, SokyReportPage, remind_button);
  gtk_widget_class_bind_template_child (widget_class, SokyReportPage, all_check);
  gtk_widget_class_bind_template_callback (widget_class, all_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, remind_cb);
  gtk_widget_class_bind_template_callback (widget_class, soky_fold_bin_go_back);
  gtk_widget_class_bind_template_callback (widget_class, reload_cb);
  gtk_widget_class_bind_template_callback (widget_class, week_chosen_cb);
}

static void
soky_report_page_class_init (SokyReportPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_report_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = soky_report_page_finalize;
  signals[SHOW_LIST] = g_signal_new ("show-list", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_POINTER);
  g_type_ensure (SOKY_TYPE_BANNER);
  g_type_ensure (SOKY_TYPE_FILTER_BAR);
  g_type_ensure (SOKY_TYPE_WEEK_CHART);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/report-page.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "report.export-missing", NULL,
                                   export_missing_action);
  gtk_widget_class_install_action (widget_class, "report.export-progress", NULL,
                                   export_progress_action);
}

static void
soky_report_page_init (SokyReportPage *self)
{
  const char *const names[] = {_ ("Group"),  _ ("Type of book"), _ ("Class"),
                               _ ("Period"), _ ("Person"),       NULL};
  g_autoptr (GtkStringList) list = gtk_string_list_new (names);

  self->rows = g_ptr_array_new ();
  self->ticks = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_down_set_model (self->by_drop_down, G_LIST_MODEL (list));
  g_signal_connect_object (self->by_drop_down, "notify::selected",
                           G_CALLBACK (soky_report_page_reload), self, G_CONNECT_SWAPPED);
}

void
soky_report_page_set_workspace (SokyReportPage *self, SokyWorkspace *workspace)
{
  g_return_if_fail (SOKY_IS_REPORT_PAGE (self));

  const SokyBookFilter nothing = SOKY_BOOK_FILTER_INIT;
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_set_object (&self->workspace, workspace);
  soky_filter_bar_set_workspace (self->filter_bar, workspace, SOKY_BOOK_VIEW_PUBLISHED);
  soky_filter_bar_set_filter (self->filter_bar, &nothing);
  soky_report_page_clear (self);
  soky_banner_hide (self->banner);
  gtk_stack_set_visible_child_name (self->stack, "loading");
}
