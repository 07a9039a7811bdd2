/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/pages/overview-page.h"

#include <glib/gi18n.h>

#include "app/widgets/book-words.h"
#include "app/widgets/banner.h"
#include "app/widgets/share-bar.h"
#include "app/widgets/week-chart.h"
#include "base/clock.h"
#include "book/frequency.h"
#include "book/names.h"
#include "client/session-reports.h"

struct _SokyOverviewPage {
  SokyFoldBin parent_instance;

  SokyBanner *banner;
  GtkStack *stack;
  AdwStatusPage *error_page;
  GtkBox *groups;

  SokyWorkspace *workspace;
  GCancellable *loading; /* nullable */
  gint64 loaded_us;      /* when the server was asked last with success; 0 = not yet */
};

enum { OPEN_BOOK, OPEN_ID, SHOW_LIST, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyOverviewPage, soky_overview_page, SOKY_TYPE_FOLD_BIN)

/* --- groups --- */

static AdwPreferencesGroup *
add_group (SokyOverviewPage *self, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_box_append (self->groups, group);
  return ADW_PREFERENCES_GROUP (group);
}

static AdwActionRow *
add_row (AdwPreferencesGroup *group, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_preferences_group_add (group, row);
  return ADW_ACTION_ROW (row);
}

/* an arrow at the end tells that it leads somewhere */
static void
make_way (AdwActionRow *row)
{
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  gtk_widget_add_css_class (arrow, "dim-label");
  adw_action_row_add_suffix (row, arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
}

static void
book_activated_cb (GtkWidget *row, SokyOverviewPage *self)
{
  g_signal_emit (self, signals[OPEN_BOOK], 0, g_object_get_data (G_OBJECT (row), "book"));
}

static void
add_book (SokyOverviewPage *self, AdwPreferencesGroup *group, SokyBook *book)
{
  g_autofree char *kind = soky_book_describe_kind (book);
  AdwActionRow *row = add_row (group, book->fields.title, kind);
  GtkWidget *owner = gtk_label_new (book->owner_name);

  gtk_label_set_ellipsize (GTK_LABEL (owner), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (owner, "dim-label");
  adw_action_row_add_suffix (row, owner);
  make_way (row);
  g_object_set_data_full (G_OBJECT (row), "book", soky_book_ref (book),
                          (GDestroyNotify) soky_book_unref);
  g_signal_connect_object (row, "activated", G_CALLBACK (book_activated_cb), self, 0);
}

/* Where a row leads to: a list, and what of it. */
typedef struct {
  SokyPlace place;
  SokyBookFilter filter;
} Way;

static void
way_free (gpointer pointer)
{
  Way *way = pointer;

  soky_book_filter_clear (&way->filter);
  g_free (way);
}

static void
way_activated_cb (GtkWidget *row, SokyOverviewPage *self)
{
  const Way *way = g_object_get_data (G_OBJECT (row), "way");
  g_signal_emit (self, signals[SHOW_LIST], 0, (int) way->place, &way->filter);
}

/* The row leads to the list of @place. Returns: (transfer none): what is shown of it, everything at
 * first */
static SokyBookFilter *
lead_to (SokyOverviewPage *self, AdwActionRow *row, SokyPlace place)
{
  Way *way = g_new0 (Way, 1);

  way->place = place;
  way->filter = (SokyBookFilter) SOKY_BOOK_FILTER_INIT;
  make_way (row);
  g_object_set_data_full (G_OBJECT (row), "way", way, way_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (way_activated_cb), self, 0);
  return &way->filter;
}

static void
add_glance (SokyOverviewPage *self, const char *title, const SokyBookGlance *glance,
            SokyPlace place)
{
  if (glance->count == 0)
    return;
  AdwPreferencesGroup *group = add_group (self, title);
  for (guint i = 0; i < glance->books->len; i++)
    add_book (self, group, glance->books->pdata[i]);
  if (glance->count <= glance->books->len)
    return;
  g_autofree char *words = g_strdup_printf (_ ("Show All (%u)"), glance->count);
  SokyBookFilter *filter = lead_to (self, add_row (group, words, ""), place);
  if (place == SOKY_PLACE_OUTBOX)
    filter->state = SOKY_BOOK_RETURNED;
}

static void
add_deadlines (SokyOverviewPage *self, GPtrArray *books)
{
  if (books->len == 0)
    return;
  AdwPreferencesGroup *group = add_group (self, _ ("Due This Week"));
  for (guint i = 0; i < books->len; i++) {
    const SokyMissingBook *book = books->pdata[i];
    g_autofree char *period = soky_period_get_label (book->period);
    g_autofree char *due = book->due_us > 0 ? soky_clock_to_local (book->due_us) : g_strdup ("");
    g_autofree char *title = g_strjoin (" · ", book->type_name, period, book->class_name, NULL);
    AdwActionRow *row = add_row (group, title, book->subject != NULL ? book->subject : "");
    GtkWidget *label = gtk_label_new (due);
    gtk_widget_add_css_class (label, book->overdue ? "error" : "dim-label");
    gtk_widget_add_css_class (label, "numeric");
    adw_action_row_add_suffix (row, label);
    SokyBookFilter *filter = lead_to (self, row, SOKY_PLACE_OUTBOX);
    soky_names_assign (&filter->type_id, book->type_id);
    soky_names_assign (&filter->period_from, book->period);
    soky_names_assign (&filter->period_to, book->period);
  }
}

static void
add_reminders (SokyOverviewPage *self, GPtrArray *reminders)
{
  if (reminders->len == 0)
    return;
  AdwPreferencesGroup *group = add_group (self, _ ("You Were Reminded"));
  for (guint i = 0; i < reminders->len; i++) {
    const SokyReminder *one = reminders->pdata[i];
    g_autofree char *period = soky_period_get_label (one->period);
    g_autofree char *when = soky_clock_to_local (one->made_us);
    g_autofree char *title = g_strjoin (" · ", one->type_name, period, one->class_name, NULL);
    g_autofree char *who = g_strjoin (" · ", one->sender_name, when, NULL);
    g_autofree char *words = g_strjoin ("\n", who, one->note, NULL);
    AdwActionRow *row = add_row (group, title, words);
    GtkWidget *button = gtk_button_new_with_label (_ ("Create"));
    gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
    gtk_widget_set_tooltip_text (button, _ ("Create this book"));
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.create-book-for");
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(sss)", one->type_id, one->period,
                                      one->class_name != NULL ? one->class_name : "");
    adw_action_row_set_subtitle_lines (row, 6);
    adw_action_row_add_suffix (row, button);
  }
}

/* --- how far the books of the unit are --- */

static const SokyBookState shares[] = {SOKY_BOOK_IN_REVIEW, SOKY_BOOK_RETURNED, SOKY_BOOK_APPROVED,
                                       SOKY_BOOK_PUBLISHED};

static void
add_share (SokyOverviewPage *self, AdwPreferencesGroup *group, SokyBookState state, guint count)
{
  const char *colour = soky_book_state_get_colour (state);
  g_autofree char *number = g_strdup_printf ("%u", count);
  AdwActionRow *row = add_row (group, soky_book_state_get_label (state), "");
  GtkWidget *label = gtk_label_new (number);
  GtkWidget *mark = soky_share_bar_new ();
  const guint whole = 1;

  soky_share_bar_set (SOKY_SHARE_BAR (mark), &whole, &colour, 1);
  gtk_widget_set_size_request (mark, 14, -1);
  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (row, mark);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (row, label);
  lead_to (self, row, SOKY_PLACE_UNIT)->state = state;
}

/* A part of a group that is no row to choose. */
static void
add_drawing (AdwPreferencesGroup *group, GtkWidget *drawing)
{
  GtkWidget *row = adw_preferences_row_new ();

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), drawing);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  adw_preferences_group_add (group, row);
}

static void
week_chosen_cb (SokyOverviewPage *self, const char *period)
{
  g_auto (SokyBookFilter) filter = SOKY_BOOK_FILTER_INIT;

  soky_names_assign (&filter.period_from, period);
  soky_names_assign (&filter.period_to, period);
  g_signal_emit (self, signals[SHOW_LIST], 0, (int) SOKY_PLACE_UNIT, &filter);
}

static void
weeks_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) chart = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyProgressReport) report =
      soky_session_load_progress_finish (SOKY_SESSION (source), result, &error);

  if (report == NULL) {
    /* the numbers above say as much; the chart comes with the next reload */
    g_debug ("weeks: %s", error->message);
    return;
  }
  GtkWidget *row = gtk_widget_get_ancestor (chart, ADW_TYPE_PREFERENCES_ROW);
  gboolean any = soky_week_chart_set_report (SOKY_WEEK_CHART (chart), report);
  if (row != NULL)
    gtk_widget_set_visible (row, any);
}

/* Submitted, in review, returned, published: week by week of this school year. */
static void
add_weeks (SokyOverviewPage *self, AdwPreferencesGroup *group)
{
  GtkWidget *chart = g_object_ref_sink (soky_week_chart_new ());
  const SokySchool *school = soky_workspace_get_school (self->workspace);
  SokyBookFilter filter = SOKY_BOOK_FILTER_INIT;

  filter.school_year = school != NULL ? school->school_year : NULL;
  gtk_widget_add_css_class (chart, "shares");
  g_signal_connect_object (chart, "week-chosen", G_CALLBACK (week_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  add_drawing (group, chart);
  gtk_widget_set_visible (gtk_widget_get_ancestor (chart, ADW_TYPE_PREFERENCES_ROW), FALSE);
  soky_session_load_progress_async (soky_workspace_get_session (self->workspace),
                                    SOKY_PROGRESS_BY_PERIOD, &filter, NULL, weeks_loaded_cb, chart);
}

static void
add_progress (SokyOverviewPage *self, const SokyProgressRow *progress)
{
  guint counts[G_N_ELEMENTS (shares)] = {0}, total = 0;
  const char *colours[G_N_ELEMENTS (shares)] = {0};

  for (guint i = 0; progress != NULL && i < G_N_ELEMENTS (shares); i++) {
    counts[i] = progress->states[shares[i]];
    colours[i] = soky_book_state_get_colour (shares[i]);
    total += counts[i];
  }
  if (total == 0)
    return;
  g_autofree char *escaped = g_markup_escape_text (progress->label, -1);
  AdwPreferencesGroup *group = add_group (self, escaped);
  GtkWidget *bar = soky_share_bar_new ();
  soky_share_bar_set (SOKY_SHARE_BAR (bar), counts, colours, G_N_ELEMENTS (shares));
  gtk_widget_add_css_class (bar, "shares");
  add_drawing (group, bar);
  for (guint i = 0; i < G_N_ELEMENTS (shares); i++)
    add_share (self, group, shares[i], counts[i]);
  add_weeks (self, group);
}

static void
event_activated_cb (GtkWidget *row, SokyOverviewPage *self)
{
  g_signal_emit (self, signals[OPEN_ID], 0, g_object_get_data (G_OBJECT (row), "book-id"));
}

static void
add_events (SokyOverviewPage *self, GPtrArray *events)
{
  if (events->len == 0)
    return;
  AdwPreferencesGroup *group = add_group (self, _ ("What Happened"));
  for (guint i = 0; i < events->len; i++) {
    const SokyOverviewEvent *event = events->pdata[i];
    const char *label = soky_event_kind_get_label (event->kind);
    g_autofree char *what = event->person_name != NULL && *event->person_name != '\0'
                                ? g_strjoin (" · ", label, event->person_name, NULL)
                                : g_strdup (label);
    g_autofree char *when = soky_clock_to_local (event->at_us);
    AdwActionRow *row = add_row (group, event->book_title, what);
    GtkWidget *moment = gtk_label_new (when);
    gtk_widget_add_css_class (moment, "dim-label");
    gtk_widget_add_css_class (moment, "numeric");
    adw_action_row_add_suffix (row, moment);
    if (event->kind == SOKY_EVENT_DELETED)
      continue;
    make_way (row);
    g_object_set_data_full (G_OBJECT (row), "book-id", g_strdup (event->book_id), g_free);
    g_signal_connect_object (row, "activated", G_CALLBACK (event_activated_cb), self, 0);
  }
}

static void
clear (SokyOverviewPage *self)
{
  for (GtkWidget *child; (child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL;)
    gtk_box_remove (self->groups, child);
}

static void
fill (SokyOverviewPage *self, const SokyOverview *overview)
{
  clear (self);
  add_glance (self, _ ("Waiting for You"), &overview->waiting, SOKY_PLACE_INBOX);
  add_glance (self, _ ("Returned to You"), &overview->returned, SOKY_PLACE_OUTBOX);
  add_reminders (self, overview->reminders);
  add_deadlines (self, overview->deadlines);
  add_progress (self, overview->progress);
  add_events (self, overview->events);
  gboolean empty = gtk_widget_get_first_child (GTK_WIDGET (self->groups)) == NULL;
  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "groups");
}

static gboolean
is_filled (SokyOverviewPage *self)
{
  const char *child = gtk_stack_get_visible_child_name (self->stack);
  return g_str_equal (child, "groups") || g_str_equal (child, "empty");
}

/* Says how old it is what is shown, when the server does not answer.
 * @problem: (nullable): %NULL: it is of this moment */
static void
show_age (SokyOverviewPage *self, const char *problem)
{
  if (problem == NULL) {
    self->loaded_us = soky_clock_now_us ();
    soky_banner_hide (self->banner);
    return;
  }
  g_autofree char *when =
      self->loaded_us > 0 ? soky_clock_to_local (self->loaded_us) : g_strdup ("");
  g_autofree char *age =
      self->loaded_us > 0
          ? g_strdup_printf (_ ("You see what was known at %s; it may have changed."), when)
          : g_strdup (_ ("You see what was loaded last; it may have changed."));
  g_autofree char *text = *problem != '\0' ? g_strjoin (" ", problem, age, NULL) : g_strdup (age);
  soky_banner_show (self->banner, "warning", text, _ ("Try Again"));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyOverviewPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyOverview) overview =
      soky_session_load_overview_finish (SOKY_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->loading);
  if (overview != NULL) {
    fill (self, overview);
    show_age (self, soky_session_is_offline (SOKY_SESSION (source)) ? "" : NULL);
    return;
  }
  /* what is there stays readable */
  if (is_filled (self)) {
    show_age (self, error->message);
    return;
  }
  g_autofree char *words = g_markup_escape_text (error->message, -1);
  adw_status_page_set_description (self->error_page, words);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

static void
reload_cb (SokyOverviewPage *self)
{
  if (!is_filled (self))
    gtk_stack_set_visible_child_name (self->stack, "loading");
  soky_overview_page_reload (self);
}

static void
soky_overview_page_dispose (GObject *object)
{
  SokyOverviewPage *self = SOKY_OVERVIEW_PAGE (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (soky_overview_page_parent_class)->dispose (object);
}

static void
soky_overview_page_class_init (SokyOverviewPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_overview_page_dispose;
  signals[OPEN_BOOK] = g_signal_new ("open-book", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, SOKY_TYPE_BOOK);
  signals[OPEN_ID] = g_signal_new ("open-id", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SHOW_LIST] = g_signal_new ("show-list", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_POINTER);
  g_type_ensure (SOKY_TYPE_BANNER);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/overview-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyOverviewPage, banner);
  gtk_widget_class_bind_template_child (widget_class, SokyOverviewPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SokyOverviewPage, error_page);
  gtk_widget_class_bind_template_child (widget_class, SokyOverviewPage, groups);
  gtk_widget_class_bind_template_callback (widget_class, soky_fold_bin_go_back);
  gtk_widget_class_bind_template_callback (widget_class, reload_cb);
}

static void
soky_overview_page_init (SokyOverviewPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
soky_overview_page_set_workspace (SokyOverviewPage *self, SokyWorkspace *workspace)
{
  g_return_if_fail (SOKY_IS_OVERVIEW_PAGE (self));

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_set_object (&self->workspace, workspace);
  self->loaded_us = 0;
  soky_banner_hide (self->banner);
  clear (self);
  gtk_stack_set_visible_child_name (self->stack, "loading");
}

void
soky_overview_page_reload (SokyOverviewPage *self)
{
  g_return_if_fail (SOKY_IS_OVERVIEW_PAGE (self));

  if (self->workspace == NULL || self->loading != NULL)
    return;
  self->loading = g_cancellable_new ();
  soky_session_load_overview_async (soky_workspace_get_session (self->workspace), self->loading,
                                    loaded_cb, g_object_ref (self));
}
