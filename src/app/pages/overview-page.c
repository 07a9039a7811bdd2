/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/pages/overview-page.h"

#include <glib/gi18n.h>

#include "app/widgets/book-words.h"
#include "app/widgets/share-bar.h"
#include "base/clock.h"
#include "book/frequency.h"
#include "client/session-reports.h"

struct _SokyOverviewPage {
  AdwBin parent_instance;

  GtkStack *stack;
  AdwStatusPage *error_page;
  GtkBox *groups;

  SokyWorkspace *workspace;
  GCancellable *loading; /* nullable */
  gboolean folded;
};

enum { PROP_0, PROP_FOLDED, N_PROPS };
static GParamSpec *properties[N_PROPS];

enum { OPEN_BOOK, SHOW_PLACE, GO_BACK, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyOverviewPage, soky_overview_page, ADW_TYPE_BIN)

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

static void
all_activated_cb (GtkWidget *row, SokyOverviewPage *self)
{
  int place = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "place"));
  g_signal_emit (self, signals[SHOW_PLACE], 0, place);
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
  AdwActionRow *row = add_row (group, words, "");
  make_way (row);
  g_object_set_data (G_OBJECT (row), "place", GINT_TO_POINTER ((int) place));
  g_signal_connect_object (row, "activated", G_CALLBACK (all_activated_cb), self, 0);
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
  }
}

/* --- how far the books of the unit are --- */

static const struct {
  SokyBookState state;
  const char *colour;
} shares[] = {
    {SOKY_BOOK_IN_REVIEW, "accent_color"},
    {SOKY_BOOK_RETURNED, "error_color"},
    {SOKY_BOOK_APPROVED, "warning_color"},
    {SOKY_BOOK_PUBLISHED, "success_color"},
};

static void
add_share (AdwPreferencesGroup *group, guint index, guint count)
{
  g_autofree char *number = g_strdup_printf ("%u", count);
  AdwActionRow *row = add_row (group, soky_book_state_get_label (shares[index].state), "");
  GtkWidget *label = gtk_label_new (number);
  GtkWidget *mark = soky_share_bar_new ();
  const guint whole = 1;

  soky_share_bar_set (SOKY_SHARE_BAR (mark), &whole, &shares[index].colour, 1);
  gtk_widget_set_size_request (mark, 14, -1);
  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (row, mark);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (row, label);
}

static void
add_progress (SokyOverviewPage *self, const SokyProgressRow *progress)
{
  guint counts[G_N_ELEMENTS (shares)] = {0}, total = 0;
  const char *colours[G_N_ELEMENTS (shares)] = {0};

  for (guint i = 0; progress != NULL && i < G_N_ELEMENTS (shares); i++) {
    counts[i] = progress->states[shares[i].state];
    colours[i] = shares[i].colour;
    total += counts[i];
  }
  if (total == 0)
    return;
  g_autofree char *escaped = g_markup_escape_text (progress->label, -1);
  AdwPreferencesGroup *group = add_group (self, escaped);
  GtkWidget *bar = soky_share_bar_new (), *row = adw_preferences_row_new ();
  soky_share_bar_set (SOKY_SHARE_BAR (bar), counts, colours, G_N_ELEMENTS (shares));
  gtk_widget_add_css_class (bar, "shares");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), bar);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  adw_preferences_group_add (group, row);
  for (guint i = 0; i < G_N_ELEMENTS (shares); i++)
    add_share (group, i, counts[i]);
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
  add_deadlines (self, overview->deadlines);
  add_progress (self, overview->progress);
  add_events (self, overview->events);
  gboolean empty = gtk_widget_get_first_child (GTK_WIDGET (self->groups)) == NULL;
  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "groups");
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
    return;
  }
  /* what is there stays readable */
  if (g_str_equal (gtk_stack_get_visible_child_name (self->stack), "groups"))
    return;
  g_autofree char *words = g_markup_escape_text (error->message, -1);
  adw_status_page_set_description (self->error_page, words);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

static void
back_cb (SokyOverviewPage *self)
{
  g_signal_emit (self, signals[GO_BACK], 0);
}

static void
reload_cb (SokyOverviewPage *self)
{
  gtk_stack_set_visible_child_name (self->stack, "loading");
  soky_overview_page_reload (self);
}

static void
soky_overview_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SokyOverviewPage *self = SOKY_OVERVIEW_PAGE (object);

  if (id != PROP_FOLDED) {
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    return;
  }
  if (g_value_get_boolean (value) == self->folded)
    return;
  self->folded = g_value_get_boolean (value);
  g_object_notify_by_pspec (object, pspec);
}

static void
soky_overview_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_FOLDED)
    g_value_set_boolean (value, SOKY_OVERVIEW_PAGE (object)->folded);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
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
  G_OBJECT_CLASS (klass)->set_property = soky_overview_page_set_property;
  G_OBJECT_CLASS (klass)->get_property = soky_overview_page_get_property;
  properties[PROP_FOLDED] =
      g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
  signals[OPEN_BOOK] = g_signal_new ("open-book", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, SOKY_TYPE_BOOK);
  signals[SHOW_PLACE] = g_signal_new ("show-place", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 1, G_TYPE_INT);
  signals[GO_BACK] =
      g_signal_new ("go-back", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/overview-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyOverviewPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SokyOverviewPage, error_page);
  gtk_widget_class_bind_template_child (widget_class, SokyOverviewPage, groups);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
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
