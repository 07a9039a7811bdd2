/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/looks-dialog.h"

#include "app/gtk-compat.h"
#include "app/widgets/look-group.h"
#include "app/widgets/status-line.h"

#include <glib/gi18n.h>

struct _SokyLooksDialog {
  AdwWindow parent_instance;

  AdwWindowTitle *window_title;
  GtkWidget *save_button;
  AdwPreferencesPage *page;
  AdwPreferencesGroup *last_group;
  GtkWidget *standard_button;
  SokyStatusLine *status;

  SokySession *session;
  SokyBookType *type;
  GPtrArray *groups; /* SokyLookGroup, unowned */
  gboolean changed;
  GCancellable *life;
};

enum { SAVED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyLooksDialog, soky_looks_dialog, ADW_TYPE_WINDOW)

static GPtrArray *
read_looks (SokyLooksDialog *self)
{
  GPtrArray *looks = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_row_look_free);

  for (guint i = 0; i < self->groups->len; i++)
    g_ptr_array_add (looks, soky_look_group_get_look (self->groups->pdata[i]));
  return looks;
}

/* Nobody is refused by the server for what could be told here. */
static void
update (SokyLooksDialog *self)
{
  g_autoptr (GPtrArray) looks = read_looks (self);
  g_autoptr (GError) error = NULL;
  gboolean working = soky_status_line_is_working (self->status);
  gboolean good = soky_book_type_check_looks (self->type, looks, &error);

  if (!good && !working)
    soky_status_line_set_gerror (self->status, error);
  gtk_widget_set_sensitive (self->save_button, self->changed && good && !working);
  gtk_widget_set_sensitive (self->standard_button, !working);
  for (guint i = 0; i < self->groups->len; i++)
    gtk_widget_set_sensitive (self->groups->pdata[i], !working);
}

static void
changed_cb (SokyLooksDialog *self)
{
  self->changed = TRUE;
  soky_status_line_clear (self->status);
  update (self);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyLooksDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBookType) type =
      soky_session_set_looks_finish (SOKY_SESSION (source), result, &error);

  if (g_cancellable_is_cancelled (self->life))
    return;
  if (type == NULL) {
    soky_status_line_set_gerror (self->status, error);
    update (self);
    return;
  }
  g_signal_emit (self, signals[SAVED], 0);
  gtk_window_close (GTK_WINDOW (self));
}

static void
send (SokyLooksDialog *self, GPtrArray *looks)
{
  soky_status_line_set_working (self->status, _ ("Saving…"));
  /* an entry that is switched off must not keep the focus: GtkText warns about that */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  update (self);
  soky_session_set_looks_async (self->session, self->type->id, looks, self->life, saved_cb,
                                g_object_ref (self));
}

static void
save_cb (SokyLooksDialog *self)
{
  g_autoptr (GPtrArray) looks = read_looks (self);
  send (self, looks);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyLooksDialog) self = user_data;
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  if (soky_ask_finish (result) && !g_cancellable_is_cancelled (self->life))
    send (self, none);
}

static void
standard_cb (SokyLooksDialog *self)
{
  const SokyQuestion question = {
      .heading = _ ("Go Back to the Standard?"),
      .body = _ ("What your school changed about the signatures of this type is forgotten. Books "
                 "that are signed already stay as they are."),
      .accept = _ ("Go Back"),
      .destructive = TRUE,
  };
  soky_ask_async (GTK_WINDOW (self), &question, asked_cb, g_object_ref (self));
}

/* Rows of one role and kind share their look. */
static gboolean
is_repeated (GPtrArray *looks, guint index)
{
  const SokyRowLook *look = looks->pdata[index];

  for (guint i = 0; i < index; i++) {
    const SokyRowLook *other = looks->pdata[i];
    if (other->role == look->role && other->kind == look->kind)
      return TRUE;
  }
  return FALSE;
}

static void
fill (SokyLooksDialog *self)
{
  g_autoptr (GPtrArray) looks = soky_book_type_get_looks (self->type);

  /* what goes back to the standard stays at the end */
  g_object_ref (self->last_group);
  adw_preferences_page_remove (self->page, self->last_group);
  for (guint i = 0; i < looks->len; i++) {
    if (is_repeated (looks, i))
      continue;
    GtkWidget *group = soky_look_group_new (looks->pdata[i]);
    g_signal_connect_object (group, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
    adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (group));
    g_ptr_array_add (self->groups, group);
  }
  adw_preferences_page_add (self->page, self->last_group);
  g_object_unref (self->last_group);
}

static gboolean
soky_looks_dialog_close_request (GtkWindow *window)
{
  g_cancellable_cancel (SOKY_LOOKS_DIALOG (window)->life);
  return GTK_WINDOW_CLASS (soky_looks_dialog_parent_class)->close_request (window);
}

static void
soky_looks_dialog_dispose (GObject *object)
{
  SokyLooksDialog *self = SOKY_LOOKS_DIALOG (object);

  g_cancellable_cancel (self->life);
  g_clear_object (&self->session);
  g_clear_pointer (&self->type, soky_book_type_unref);
  G_OBJECT_CLASS (soky_looks_dialog_parent_class)->dispose (object);
}

static void
soky_looks_dialog_finalize (GObject *object)
{
  SokyLooksDialog *self = SOKY_LOOKS_DIALOG (object);

  g_ptr_array_unref (self->groups);
  g_object_unref (self->life);
  G_OBJECT_CLASS (soky_looks_dialog_parent_class)->finalize (object);
}

static void
soky_looks_dialog_class_init (SokyLooksDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_looks_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = soky_looks_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = soky_looks_dialog_close_request;
  signals[SAVED] = g_signal_new ("saved", SOKY_TYPE_LOOKS_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  g_type_ensure (SOKY_TYPE_STATUS_LINE);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/looks-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyLooksDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, SokyLooksDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, SokyLooksDialog, page);
  gtk_widget_class_bind_template_child (widget_class, SokyLooksDialog, last_group);
  gtk_widget_class_bind_template_child (widget_class, SokyLooksDialog, standard_button);
  gtk_widget_class_bind_template_child (widget_class, SokyLooksDialog, status);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, standard_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
soky_looks_dialog_init (SokyLooksDialog *self)
{
  self->life = g_cancellable_new ();
  self->groups = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
soky_looks_dialog_new (GtkWindow *parent, SokySession *session, SokyBookType *type)
{
  SokyLooksDialog *self = g_object_new (SOKY_TYPE_LOOKS_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->type = soky_book_type_ref (type);
  adw_window_title_set_subtitle (self->window_title, type->name);
  fill (self);
  return GTK_WIDGET (self);
}
