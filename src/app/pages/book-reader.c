/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/pages/book-reader-private.h"

#include <glib/gi18n.h>

#include "app/gtk-compat.h"
#include "app/pages/book-actions.h"
#include "app/save-file.h"
#include "app/widgets/book-words.h"
#include "base/clock.h"
#include "book/actor.h"
#include "book/book-query.h"
#include "book/rules.h"

enum { GO_BACK, N_SIGNALS };
static guint signals[N_SIGNALS];

/* The actions of the page; those with a button show it only when the rules allow it. */
static const struct {
  SokyActionKind kind;
  const char *action;
  const char *button; /* nullable: in the menu alone */
} entries[] = {
    {SOKY_ACTION_SUBMIT, "book.submit", "submit_button"},
    {SOKY_ACTION_SIGN, "book.sign", "sign_button"},
    {SOKY_ACTION_APPROVE, "book.approve", "approve_button"},
    {SOKY_ACTION_RETURN, "book.return", "return_button"},
    {SOKY_ACTION_RECALL, "book.recall", "recall_button"},
    {SOKY_ACTION_CONSENT, "book.consent", "consent_button"},
    {SOKY_ACTION_ATTACH, "book.replace-pdf", "replace_button"},
    {SOKY_ACTION_PUBLISH, "book.publish", "publish_button"},
    {SOKY_ACTION_REVOKE, "book.revoke", NULL},
    {SOKY_ACTION_DELETE, "book.delete", NULL},
};

G_DEFINE_FINAL_TYPE (SokyBookReader, soky_book_reader, ADW_TYPE_BIN)

static gboolean
may (SokyBookReader *self, SokyActionKind kind)
{
  SokyBookType *type = soky_book_reader_get_book_type (self);
  SokyActor actor = {0};

  if (self->workspace != NULL)
    actor = soky_session_get_actor (soky_workspace_get_session (self->workspace));
  if (self->book == NULL || type == NULL || actor.person == NULL)
    return FALSE;
  return soky_book_may (self->book, type, &actor, kind, soky_clock_now_us (), NULL);
}

/* Says so where the person is to decide in the place of another. */
static void
show_stand_in (SokyBookReader *self)
{
  const SokyDelegationRecord *by = NULL;
  SokyActor actor = {0};

  if (self->workspace != NULL)
    actor = soky_session_get_actor (soky_workspace_get_session (self->workspace));
  if (self->book != NULL && actor.person != NULL)
    soky_actor_find_step (&actor, self->book, soky_clock_now_us (), &by);
  g_autofree char *words =
      by != NULL ? g_strdup_printf (_ ("You decide it as %s %s"),
                                    soky_delegation_get_prefix (by->kind), by->office_title)
                 : NULL;
  soky_route_panel_set_stand_in (self->route, words);
}

/* Who is to decide reads it before the pages; whoever else wants it finds it beside the route. */
static void
show_note (SokyBookReader *self)
{
  const SokyRound *round = self->book != NULL ? soky_book_get_round (self->book) : NULL;
  const char *note = round != NULL ? round->note : NULL;
  gboolean decides = may (self, SOKY_ACTION_SIGN) || may (self, SOKY_ACTION_APPROVE);
  g_autofree char *words =
      note != NULL ? g_strdup_printf ("%s: %s", self->book->owner_name, note) : NULL;

  gtk_label_set_text (self->note_label, words != NULL ? words : "");
  gtk_widget_set_tooltip_text (self->note_bar, note);
  gtk_widget_set_visible (self->note_bar, words != NULL && decides);
}

void
_soky_book_reader_update_actions (SokyBookReader *self)
{
  show_stand_in (self);
  show_note (self);
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++) {
    gboolean allowed = may (self, entries[i].kind);
    GtkWidget *button = self->buttons[entries[i].kind];
    gtk_widget_action_set_enabled (GTK_WIDGET (self), entries[i].action, allowed && !self->busy);
    if (button != NULL)
      gtk_widget_set_visible (button, allowed);
  }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "book.save-copy",
                                 soky_pdf_pane_get_input (self->pane) != NULL);
  gtk_widget_set_visible (self->busy_spinner, self->busy);
}

/* narrow: the buttons move from the header to the bottom, where the thumb is */
static void
update_folded (SokyBookReader *self)
{
  GtkBox *home = soky_is_folded (self->flap) ? self->bottom_actions : self->header_actions;
  GtkWidget *present = gtk_widget_get_parent (self->actions);

  gtk_widget_set_visible (GTK_WIDGET (self->bottom_actions), home == self->bottom_actions);
  if (present == GTK_WIDGET (home))
    return;
  g_object_ref (self->actions);
  if (present != NULL)
    gtk_box_remove (GTK_BOX (present), self->actions);
  gtk_box_append (home, self->actions);
  g_object_unref (self->actions);
}

static gboolean
update_folded_idle (gpointer data)
{
  SokyBookReader *self = data;
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    update_folded (self);
  return G_SOURCE_REMOVE;
}

/* the flap folds while sizes are being given out: the header, which has its own already, waits */
static void
folded_cb (SokyBookReader *self)
{
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, update_folded_idle, g_object_ref (self), g_object_unref);
}

static void
show_signature_cb (SokyBookReader *self, int page, double x0, double y0, double x1, double y1)
{
  soky_pdf_pane_show_rect (self->pane, page, (double[4]){x0, y0, x1, y1});
}

static void
show_book (SokyBookReader *self)
{
  g_autofree char *kind = soky_book_describe_kind (self->book);
  adw_window_title_set_title (self->title, self->book->fields.title);
  adw_window_title_set_subtitle (self->title, kind);
  soky_route_panel_set_book (self->route, self->book);
  _soky_book_reader_update_actions (self);
  _soky_book_reader_show_comments (self);
  soky_history_panel_show (self->history, self->book);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyBookReader) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) book = soky_session_book_finish (SOKY_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (book != NULL) {
    soky_book_reader_update (self, book);
    return;
  }
  soky_banner_show (self->banner, "warning", error->message, _ ("Try Again"));
  soky_history_panel_set_error (self->history, error);
  if (soky_pdf_pane_get_input (self->pane) == NULL)
    soky_pdf_pane_set_error (self->pane, error);
}

static void
back_cb (SokyBookReader *self)
{
  soky_book_reader_leave (self);
}

static void
run_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    if (g_str_equal (entries[i].action, name))
      soky_book_actions_run (SOKY_BOOK_READER (widget), entries[i].kind);
}

static void
save_copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyBookReader *self = SOKY_BOOK_READER (widget);
  g_autofree char *file = soky_book_suggest_file_name (self->book);
  soky_save_pdf (GTK_WINDOW (gtk_widget_get_root (widget)), soky_pdf_pane_get_input (self->pane),
                 file);
}

/* one key for what is to be done now, with a certificate or without */
static void
decide_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyBookReader *self = SOKY_BOOK_READER (widget);

  if (self->busy)
    return;
  if (may (self, SOKY_ACTION_APPROVE))
    soky_book_actions_run (self, SOKY_ACTION_APPROVE);
  else if (may (self, SOKY_ACTION_SIGN))
    soky_book_actions_run (self, SOKY_ACTION_SIGN);
}

static void
move_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _soky_book_reader_move (SOKY_BOOK_READER (widget), g_str_equal (name, "book.next") ? 1 : -1);
}

static void
reload_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  soky_book_reader_reload (SOKY_BOOK_READER (widget));
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  soky_book_reader_leave (SOKY_BOOK_READER (widget));
}

static void
close_book (SokyBookReader *self)
{
  g_cancellable_cancel (self->life);
  g_clear_object (&self->life);
  g_cancellable_cancel (self->file_life);
  g_clear_object (&self->file_life);
  if (self->workspace != NULL)
    g_signal_handlers_disconnect_by_data (self->workspace, self);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->book, soky_book_unref);
  g_clear_pointer (&self->shown_sha256, g_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->comments, g_ptr_array_unref);
  g_ptr_array_set_size (self->marks, 0);
  self->busy = FALSE;
}

static void
soky_book_reader_dispose (GObject *object)
{
  SokyBookReader *self = SOKY_BOOK_READER (object);

  close_book (self);
  g_clear_object (&self->series);
  g_clear_object (&self->login);
  G_OBJECT_CLASS (soky_book_reader_parent_class)->dispose (object);
}

static void
soky_book_reader_finalize (GObject *object)
{
  g_ptr_array_unref (SOKY_BOOK_READER (object)->marks);
  G_OBJECT_CLASS (soky_book_reader_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SokyBookReader, title);
  gtk_widget_class_bind_template_child (widget_class, SokyBookReader, series_bar);
  gtk_widget_class_bind_template_child (widget_class, SokyBookReader, header_actions);
  gtk_widget_class_bind_template_child (widget_class, SokyBookReader, bottom_actions);
  gtk_widget_class_bind_template_child (widget_class, SokyBookReader, actions);
  gtk_widget_class_bind_template_child (widget_class, SokyBookReader, busy_spinner);
  gtk_widget_class_bind_template_child (widget_class, SokyBookReader, banner);
  gtk_widget_class_bind_template_child (widget_class, SokyBookReader, note_bar);
  gtk_widget_class_bind_template_child (widget_class, SokyBookReader, note_label);
  gtk_widget_class_bind_template_child (widget_class, SokyBookReader, flap);
  gtk_widget_class_bind_template_child (widget_class, SokyBookReader, pane);
  gtk_widget_class_bind_template_child (widget_class, SokyBookReader, route);
  gtk_widget_class_bind_template_child (widget_class, SokyBookReader, signatures);
  gtk_widget_class_bind_template_child (widget_class, SokyBookReader, signatures_page);
  gtk_widget_class_bind_template_child (widget_class, SokyBookReader, comments_panel);
  gtk_widget_class_bind_template_child (widget_class, SokyBookReader, comments_page);
  gtk_widget_class_bind_template_child (widget_class, SokyBookReader, history);
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    if (entries[i].button != NULL)
      gtk_widget_class_bind_template_child_full (
          widget_class, entries[i].button, FALSE,
          (gssize) (G_STRUCT_OFFSET (SokyBookReader, buttons) +
                    entries[i].kind * sizeof (GtkWidget *)));
}

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, soky_book_reader_reload);
  gtk_widget_class_bind_template_callback (widget_class, show_signature_cb);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, _soky_book_reader_go_to);
  gtk_widget_class_bind_template_callback (widget_class, _soky_book_reader_send_comment_cb);
  gtk_widget_class_bind_template_callback (widget_class, _soky_book_reader_keep_mark_cb);
  gtk_widget_class_bind_template_callback (widget_class, _soky_book_reader_drop_mark_cb);
  gtk_widget_class_bind_template_callback (widget_class, _soky_book_reader_resolve_comment_cb);
  gtk_widget_class_bind_template_callback (widget_class, _soky_book_reader_show_comment_cb);
  gtk_widget_class_bind_template_callback (widget_class, _soky_book_reader_choose_place_cb);
  gtk_widget_class_bind_template_callback (widget_class, _soky_book_reader_place_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, _soky_book_reader_use_revision_cb);
}

/* Letters are for those who read many books; where a text is written they are letters. */
static void
bind_keys (GtkWidgetClass *widget_class)
{
  static const struct {
    guint key;
    GdkModifierType modifiers;
    const char *action;
  } keys[] = {
      {GDK_KEY_F5, 0, "book.reload"}, /* as long as there are no pages, which F5 presents */
      {GDK_KEY_F5, GDK_CONTROL_MASK, "book.reload"},
      {GDK_KEY_s, GDK_CONTROL_MASK, "book.save-copy"},
      {GDK_KEY_Left, GDK_ALT_MASK, "book.back"},
      {GDK_KEY_n, 0, "book.next"},
      {GDK_KEY_p, 0, "book.previous"},
      {GDK_KEY_Page_Down, GDK_CONTROL_MASK, "book.next"},
      {GDK_KEY_Page_Up, GDK_CONTROL_MASK, "book.previous"},
      {GDK_KEY_a, 0, "book.decide"},
      {GDK_KEY_r, 0, "book.return"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, keys[i].modifiers,
                                         keys[i].action, NULL);
}

static void
soky_book_reader_class_init (SokyBookReaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_book_reader_dispose;
  G_OBJECT_CLASS (klass)->finalize = soky_book_reader_finalize;
  signals[GO_BACK] = g_signal_new ("go-back", SOKY_TYPE_BOOK_READER, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (SOKY_TYPE_BANNER);
  g_type_ensure (SOKY_TYPE_PDF_PANE);
  g_type_ensure (SOKY_TYPE_ROUTE_PANEL);
  g_type_ensure (SOKY_TYPE_SERIES_BAR);
  g_type_ensure (SOKY_TYPE_SIGNATURES_PANEL);
  g_type_ensure (SOKY_TYPE_COMMENTS_PANEL);
  g_type_ensure (SOKY_TYPE_HISTORY_PANEL);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/book-reader.ui");
  bind_children (widget_class);
  bind_callbacks (widget_class);

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    gtk_widget_class_install_action (widget_class, entries[i].action, NULL, run_action);
  gtk_widget_class_install_action (widget_class, "book.decide", NULL, decide_action);
  gtk_widget_class_install_action (widget_class, "book.next", NULL, move_action);
  gtk_widget_class_install_action (widget_class, "book.previous", NULL, move_action);
  gtk_widget_class_install_action (widget_class, "book.save-copy", NULL, save_copy_action);
  gtk_widget_class_install_action (widget_class, "book.reload", NULL, reload_action);
  gtk_widget_class_install_action (widget_class, "book.back", NULL, back_action);
  bind_keys (widget_class);
}

static void
soky_book_reader_init (SokyBookReader *self)
{
  self->marks = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_comment_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  update_folded (self);
}

void
soky_book_reader_open (SokyBookReader *self, SokyWorkspace *workspace, SokyBook *book)
{
  g_return_if_fail (SOKY_IS_BOOK_READER (self) && (workspace == NULL) == (book == NULL));

  g_autoptr (SokyBook) kept = book != NULL ? soky_book_ref (book) : NULL;
  close_book (self);
  soky_banner_hide (self->banner);
  soky_pdf_pane_set_input (self->pane, NULL);
  soky_signatures_panel_set_checking (self->signatures);
  adw_view_stack_page_set_badge_number (self->signatures_page, 0);
  adw_view_stack_page_set_needs_attention (self->signatures_page, FALSE);
  _soky_book_reader_forget_comments (self);
  soky_history_panel_set_busy (self->history, -1);
  if (kept == NULL) {
    _soky_book_reader_forget_series (self);
    return;
  }

  self->life = g_cancellable_new ();
  self->workspace = g_object_ref (workspace);
  self->book = g_steal_pointer (&kept);
  g_signal_connect_object (workspace, "types-loaded", G_CALLBACK (_soky_book_reader_update_actions),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "delegations-loaded",
                           G_CALLBACK (_soky_book_reader_update_actions), self, G_CONNECT_SWAPPED);
  show_book (self);
  soky_book_reader_reload (self);
}

void
soky_book_reader_reload (SokyBookReader *self)
{
  g_return_if_fail (SOKY_IS_BOOK_READER (self));

  if (self->book == NULL)
    return;
  soky_banner_hide (self->banner);
  soky_session_get_book_async (soky_workspace_get_session (self->workspace), self->book->id,
                               self->life, loaded_cb, g_object_ref (self));
  _soky_book_reader_load_comments (self);
}

void
soky_book_reader_update (SokyBookReader *self, SokyBook *book)
{
  g_return_if_fail (SOKY_IS_BOOK_READER (self) && book != NULL);

  if (self->book == NULL || !g_str_equal (self->book->id, book->id))
    return;
  soky_book_ref (book);
  soky_book_unref (self->book);
  self->book = book;
  show_book (self);
  _soky_book_reader_fetch (self);
}

void
soky_book_reader_leave (SokyBookReader *self)
{
  g_return_if_fail (SOKY_IS_BOOK_READER (self));

  g_signal_emit (self, signals[GO_BACK], 0);
}

void
soky_book_reader_set_busy (SokyBookReader *self, gboolean busy)
{
  g_return_if_fail (SOKY_IS_BOOK_READER (self));

  self->busy = busy;
  _soky_book_reader_update_actions (self);
}

SokyWorkspace *
soky_book_reader_get_workspace (SokyBookReader *self)
{
  g_return_val_if_fail (SOKY_IS_BOOK_READER (self), NULL);

  return self->workspace;
}

SokyBook *
soky_book_reader_get_book (SokyBookReader *self)
{
  g_return_val_if_fail (SOKY_IS_BOOK_READER (self), NULL);

  return self->book;
}

SokyBookType *
soky_book_reader_get_book_type (SokyBookReader *self)
{
  g_return_val_if_fail (SOKY_IS_BOOK_READER (self), NULL);

  if (self->workspace == NULL || self->book == NULL)
    return NULL;
  return soky_workspace_get_type_by_id (self->workspace, self->book->type_id);
}
