/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/comments-panel.h"

#include "app/widgets/comment-row.h"
#include "base/clock.h"

#include <glib/gi18n.h>

struct _SokyCommentsPanel {
  AdwBin parent_instance;

  GtkStack *stack;
  AdwStatusPage *empty_page;
  AdwStatusPage *error_page;
  GtkListBox *list;
  GtkWidget *composer;
  GtkTextView *text;
  GtkWidget *hint_label;
  GtkLabel *error_label;
  GtkToggleButton *place_button;
  GtkLabel *place_label;
  GtkWidget *send_button;
  GtkWidget *keep_button;
  GtkWidget *marks_box;
  GtkListBox *marks;

  int revision; /* that is looked at */
  guint page;   /* of the place that was drawn, 0 = none */
  SokyCommentPlace place;
  gboolean sending;
};

enum { SEND, KEEP, DROP, RESOLVE, SHOW_COMMENT, CHOOSE_PLACE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyCommentsPanel, soky_comments_panel, ADW_TYPE_BIN)

static char *
get_text (SokyCommentsPanel *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

static void
update (SokyCommentsPanel *self)
{
  g_autofree char *text = get_text (self);
  g_autofree char *page = g_strdup_printf (_ ("Page %u"), self->page);
  gboolean choosing = gtk_toggle_button_get_active (self->place_button) && self->page == 0;

  gtk_widget_set_sensitive (self->send_button, *text != '\0' && !self->sending);
  gtk_widget_set_sensitive (self->keep_button, *text != '\0' && !self->sending);
  gtk_text_view_set_editable (self->text, !self->sending);
  gtk_label_set_text (self->place_label, self->page > 0 ? page : _ ("Mark a Place"));
  gtk_widget_set_visible (self->hint_label, choosing);
}

static void
say_error (SokyCommentsPanel *self, const char *message)
{
  gtk_label_set_text (self->error_label, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), message != NULL);
}

/* Pressed: a place is drawn; released: the comment is of the whole book. */
static void
place_toggled_cb (SokyCommentsPanel *self)
{
  gboolean wanted = gtk_toggle_button_get_active (self->place_button);

  if (!wanted)
    self->page = 0;
  update (self);
  g_signal_emit (self, signals[CHOOSE_PLACE], 0, wanted && self->page == 0);
}

/* (nullable): nothing is written, or it is on its way */
static SokyComment *
make_wish (SokyCommentsPanel *self)
{
  g_autofree char *text = get_text (self);

  if (*text == '\0' || self->sending)
    return NULL;
  SokyComment *wish = soky_comment_new (text);
  wish->revision = self->revision;
  wish->page = self->page;
  wish->place = self->place;
  return wish;
}

static void
send_cb (SokyCommentsPanel *self)
{
  g_autoptr (SokyComment) wish = make_wish (self);

  if (wish != NULL)
    g_signal_emit (self, signals[SEND], 0, wish);
}

static void empty_composer (SokyCommentsPanel *self);

static void
keep_cb (SokyCommentsPanel *self)
{
  g_autoptr (SokyComment) wish = make_wish (self);

  if (wish == NULL)
    return;
  g_signal_emit (self, signals[KEEP], 0, wish);
  empty_composer (self);
}

static void
drop_cb (SokyCommentsPanel *self, GtkWidget *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX_ROW);
  g_signal_emit (self, signals[DROP], 0,
                 (guint) gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)));
}

static void
send_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  send_cb (SOKY_COMMENTS_PANEL (widget));
}

static void
row_activated_cb (SokyCommentsPanel *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[SHOW_COMMENT], 0,
                 soky_comment_row_get_comment (SOKY_COMMENT_ROW (row)));
}

static void
resolve_row_cb (SokyCommentRow *row, SokyCommentsPanel *self)
{
  g_signal_emit (self, signals[RESOLVE], 0, soky_comment_row_get_comment (row)->number);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SokyCommentsPanel, stack);
  gtk_widget_class_bind_template_child (widget_class, SokyCommentsPanel, empty_page);
  gtk_widget_class_bind_template_child (widget_class, SokyCommentsPanel, error_page);
  gtk_widget_class_bind_template_child (widget_class, SokyCommentsPanel, list);
  gtk_widget_class_bind_template_child (widget_class, SokyCommentsPanel, composer);
  gtk_widget_class_bind_template_child (widget_class, SokyCommentsPanel, text);
  gtk_widget_class_bind_template_child (widget_class, SokyCommentsPanel, hint_label);
  gtk_widget_class_bind_template_child (widget_class, SokyCommentsPanel, error_label);
  gtk_widget_class_bind_template_child (widget_class, SokyCommentsPanel, place_button);
  gtk_widget_class_bind_template_child (widget_class, SokyCommentsPanel, place_label);
  gtk_widget_class_bind_template_child (widget_class, SokyCommentsPanel, send_button);
  gtk_widget_class_bind_template_child (widget_class, SokyCommentsPanel, keep_button);
  gtk_widget_class_bind_template_child (widget_class, SokyCommentsPanel, marks_box);
  gtk_widget_class_bind_template_child (widget_class, SokyCommentsPanel, marks);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_cb);
}

static void
soky_comments_panel_class_init (SokyCommentsPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = SOKY_TYPE_COMMENTS_PANEL;

  signals[SEND] = g_signal_new ("send", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                1, SOKY_TYPE_COMMENT);
  signals[KEEP] = g_signal_new ("keep", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                1, SOKY_TYPE_COMMENT);
  signals[DROP] = g_signal_new ("drop", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                1, G_TYPE_UINT);
  signals[RESOLVE] = g_signal_new ("resolve", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SHOW_COMMENT] = g_signal_new ("show-comment", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, SOKY_TYPE_COMMENT);
  signals[CHOOSE_PLACE] = g_signal_new ("choose-place", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/comments-panel.ui");
  bind_children (widget_class);
  /* in the text Enter begins a new line */
  gtk_widget_class_install_action (widget_class, "comments.send", NULL, send_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "comments.send", NULL);
}

static void
soky_comments_panel_init (SokyCommentsPanel *self)
{
  self->revision = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (gtk_text_view_get_buffer (self->text), "changed", G_CALLBACK (update),
                            self);
}

GtkWidget *
soky_comments_panel_new (void)
{
  return g_object_new (SOKY_TYPE_COMMENTS_PANEL, NULL);
}

static void
empty_composer (SokyCommentsPanel *self)
{
  self->sending = FALSE;
  self->page = 0;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), "", -1);
  gtk_toggle_button_set_active (self->place_button, FALSE);
  say_error (self, NULL);
  update (self);
}

void
soky_comments_panel_set_loading (SokyCommentsPanel *self)
{
  g_return_if_fail (SOKY_IS_COMMENTS_PANEL (self));

  empty_composer (self);
  gtk_widget_set_visible (self->composer, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "loading");
}

void
soky_comments_panel_set_error (SokyCommentsPanel *self, const GError *error)
{
  g_return_if_fail (SOKY_IS_COMMENTS_PANEL (self) && error != NULL);

  g_autofree char *escaped = g_markup_escape_text (error->message, -1);
  adw_status_page_set_description (self->error_page, escaped);
  gtk_widget_set_visible (self->composer, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

static void
fill (SokyCommentsPanel *self, GPtrArray *comments, const SokyBook *book, const SokyActor *actor)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_first_child (GTK_WIDGET (self->list)))
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < comments->len; i++) {
    SokyComment *one = g_ptr_array_index (comments, i);
    GtkWidget *row =
        soky_comment_row_new (one, soky_comment_may_resolve (book, one, actor->person, NULL));
    g_signal_connect (row, "resolve", G_CALLBACK (resolve_row_cb), self);
    gtk_list_box_append (self->list, row);
  }
}

void
soky_comments_panel_show (SokyCommentsPanel *self, GPtrArray *comments, const SokyBook *book,
                          const SokyActor *actor)
{
  g_return_if_fail (SOKY_IS_COMMENTS_PANEL (self) && comments != NULL && book != NULL);

  gboolean may_make = soky_comment_may_make (book, actor, soky_clock_now_us (), NULL);
  self->revision = book->revision_count - 1;
  fill (self, comments, book, actor);
  adw_status_page_set_description (
      self->empty_page, may_make
                            ? _ ("Write below what should be mended, or mark it on the page.")
                            : _ ("Those on the route comment on a book while it is being signed."));
  gtk_widget_set_visible (self->composer, may_make);
  if (!may_make)
    gtk_toggle_button_set_active (self->place_button, FALSE);
  gtk_stack_set_visible_child_name (self->stack, comments->len > 0 ? "list" : "empty");
}

static GtkWidget *
make_mark_row (SokyCommentsPanel *self, const SokyComment *mark)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *text = g_markup_escape_text (mark->text, -1);
  g_autofree char *page = mark->page > 0 ? g_strdup_printf (_ ("Page %u"), mark->page)
                                         : g_strdup (_ ("The whole book"));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 3);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), page);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Remove"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Remove"), -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (drop_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

void
soky_comments_panel_show_marks (SokyCommentsPanel *self, GPtrArray *marks, gboolean may_return)
{
  g_return_if_fail (SOKY_IS_COMMENTS_PANEL (self) && marks != NULL);

  for (GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->marks, 0); row != NULL;
       row = gtk_list_box_get_row_at_index (self->marks, 0))
    gtk_list_box_remove (self->marks, GTK_WIDGET (row));
  for (guint i = 0; i < marks->len; i++)
    gtk_list_box_append (self->marks, make_mark_row (self, marks->pdata[i]));
  gtk_widget_set_visible (self->marks_box, marks->len > 0);
  gtk_widget_set_visible (self->keep_button, may_return);
}

void
soky_comments_panel_set_place (SokyCommentsPanel *self, guint page, const SokyCommentPlace *place)
{
  g_return_if_fail (SOKY_IS_COMMENTS_PANEL (self) && place != NULL);

  self->page = page;
  self->place = *place;
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

void
soky_comments_panel_set_sending (SokyCommentsPanel *self)
{
  g_return_if_fail (SOKY_IS_COMMENTS_PANEL (self));

  self->sending = TRUE;
  say_error (self, NULL);
  update (self);
}

void
soky_comments_panel_set_sent (SokyCommentsPanel *self, const GError *error)
{
  g_return_if_fail (SOKY_IS_COMMENTS_PANEL (self));

  if (error == NULL) {
    empty_composer (self);
    return;
  }
  self->sending = FALSE;
  say_error (self, error->message);
  update (self);
}
