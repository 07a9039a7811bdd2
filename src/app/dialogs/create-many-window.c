/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/create-many-window.h"

#include "app/dialogs/create-row.h"
#include "app/drop-files.h"
#include "app/gtk-compat.h"
#include "app/settings.h"
#include "app/widgets/status-line.h"
#include "app/word-file.h"
#include "book/rules.h"

#include <glib/gi18n.h>

#define MAX_FILES 200
#define TYPE_KEY "last-book-type"
#define USUAL_TYPE "lesson_plan"

struct _SokyCreateManyWindow {
  AdwWindow parent_instance;

  AdwWindowTitle *window_title;
  GtkWidget *close_button;
  GtkWidget *stop_button;
  GtkButton *create_button;
  GtkWidget *add_button;
  GtkProgressBar *progress_bar;
  SokyStatusLine *status;
  GtkListBox *list;

  SokySession *session;
  GSettings *settings; /* nullable */
  GCancellable *life;
  SokySchool *school; /* nullable until loaded */
  GPtrArray *types;   /* nullable until loaded: SokyBookType the person may create */
  gboolean measured;  /* the server has said what it takes, or cannot */
  goffset limit;
  GListStore *early; /* GFile: added before everything was loaded */
  char *type_code;   /* what was created last */

  GPtrArray *queue;   /* SokyCreateRow: what Create was pressed for */
  guint next;         /* index of the one that is worked on */
  guint created;      /* since Create was pressed */
  GCancellable *work; /* nullable: while it works */
};

enum { WORKED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyCreateManyWindow, soky_create_many_window, ADW_TYPE_WINDOW)

static void work_on_next (SokyCreateManyWindow *self);

static SokyCreateRow *
get_row (SokyCreateManyWindow *self, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, index);
  return row != NULL ? SOKY_CREATE_ROW (row) : NULL;
}

static void
show_progress (SokyCreateManyWindow *self)
{
  gboolean working = self->work != NULL;

  gtk_widget_set_visible (self->close_button, !working);
  gtk_widget_set_visible (self->stop_button, working);
  gtk_widget_set_sensitive (self->add_button, !working && self->types != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), working);
  if (working)
    gtk_progress_bar_set_fraction (self->progress_bar, (double) self->next / self->queue->len);
}

static void
update (SokyCreateManyWindow *self)
{
  guint ready = 0;
  guint done = 0;
  guint count = 0;

  for (SokyCreateRow *row = get_row (self, 0); row != NULL; row = get_row (self, (int) count)) {
    ready += soky_create_row_is_ready (row);
    done += soky_create_row_get_state (row) == SOKY_CREATE_DONE;
    count++;
  }
  g_autofree char *words =
      g_strdup_printf (_ ("%u files · %u ready · %u created"), count, ready, done);
  g_autofree char *label =
      ready > 0 ? g_strdup_printf (ngettext ("Create %u Book", "Create %u Books", ready), ready)
                : g_strdup (_ ("Create"));
  adw_window_title_set_subtitle (self->window_title, count > 0 ? words : "");
  gtk_button_set_label (self->create_button, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->create_button), ready > 0 && self->work == NULL);
  show_progress (self);
}

/* No book without a PDF is left behind. */
static void
drop_draft (SokyCreateManyWindow *self, SokyCreateRow *row)
{
  SokyBook *draft = soky_create_row_get_draft (row);

  if (draft != NULL)
    soky_session_delete_book_async (self->session, draft, NULL, NULL, NULL);
  soky_create_row_set_draft (row, NULL);
}

static void
removed_cb (SokyCreateManyWindow *self, SokyCreateRow *row)
{
  drop_draft (self, row);
  gtk_list_box_remove (self->list, GTK_WIDGET (row));
  update (self);
}

static gboolean
has_file (SokyCreateManyWindow *self, GFile *file)
{
  SokyCreateRow *row = NULL;

  for (int i = 0; (row = get_row (self, i)) != NULL; i++)
    if (g_file_equal (soky_create_row_get_file (row), file))
      return TRUE;
  return FALSE;
}

static void
add_file (SokyCreateManyWindow *self, GFile *file)
{
  const SokyPosition *teaching = soky_person_find_position (soky_session_get_person (self->session),
                                                            SOKY_ROLE_SUBJECT_TEACHER, NULL);
  const SokyCreateChoices choices = {
      .school = self->school,
      .types = self->types,
      .type_code = self->type_code,
      .class_name = teaching != NULL ? teaching->class_name : NULL,
      .subject = teaching != NULL ? teaching->subject : NULL,
      .life = self->life,
      .limit = self->limit,
  };
  GtkWidget *row = soky_create_row_new (file, &choices);

  g_signal_connect_object (row, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "removed", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, row);
}

static void
add_early_when_loaded (SokyCreateManyWindow *self)
{
  if (self->school == NULL || self->types == NULL || !self->measured)
    return;
  g_autoptr (GListModel) early = G_LIST_MODEL (g_steal_pointer (&self->early));
  soky_status_line_clear (self->status);
  if (early != NULL)
    soky_create_many_window_add (self, early);
  update (self);
}

static void
loading_failed (SokyCreateManyWindow *self, const GError *error)
{
  soky_status_line_set_gerror (self->status, error);
}

static void
school_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyCreateManyWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  SokySchool *school = soky_session_load_school_finish (SOKY_SESSION (source), result, &error);

  if (school == NULL) {
    loading_failed (self, error);
    return;
  }
  self->school = school;
  add_early_when_loaded (self);
}

static void
types_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyCreateManyWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all =
      soky_session_load_book_types_finish (SOKY_SESSION (source), result, &error);

  if (all == NULL) {
    loading_failed (self, error);
    return;
  }
  SokyActor actor = {soky_session_get_person (SOKY_SESSION (source))};
  self->types = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_book_type_unref);
  for (guint i = 0; i < all->len; i++) {
    SokyBookType *type = g_ptr_array_index (all, i);
    if (soky_book_may_create (type, &actor, NULL))
      g_ptr_array_add (self->types, soky_book_type_ref (type));
  }
  add_early_when_loaded (self);
}

static void
about_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyCreateManyWindow) self = user_data;
  g_autoptr (SokyAbout) about =
      soky_session_load_about_finish (SOKY_SESSION (source), result, NULL);

  if (g_cancellable_is_cancelled (self->life))
    return;
  self->limit = about != NULL ? about->max_pdf_bytes : 0;
  self->measured = TRUE;
  add_early_when_loaded (self);
}

static void
load (SokyCreateManyWindow *self)
{
  soky_status_line_set_working (self->status, _ ("Loading…"));
  soky_session_load_about_async (self->session, self->life, about_loaded_cb, g_object_ref (self));
  soky_session_load_school_async (self->session, self->life, school_loaded_cb, g_object_ref (self));
  soky_session_load_book_types_async (self->session, self->life, types_loaded_cb,
                                      g_object_ref (self));
}

static void
end_work (SokyCreateManyWindow *self)
{
  guint failed = 0;

  for (guint i = 0; i < self->queue->len; i++)
    failed += soky_create_row_get_state (self->queue->pdata[i]) == SOKY_CREATE_FAILED;
  g_clear_object (&self->work);
  if (failed > 0) {
    g_autofree char *words = g_strdup_printf (
        ngettext ("%u book could not be created. Mend it as its row says, then press Create again.",
                  "%u books could not be created. Mend them as their rows say, then press Create "
                  "again.",
                  failed),
        failed);
    soky_status_line_set_error (self->status, words);
  }
  update (self);
  if (self->created > 0)
    g_signal_emit (self, signals[WORKED], 0, self->created);
}

/* The row has ended, one way or the other; @error: (nullable): it failed. */
static void
end_row (SokyCreateManyWindow *self, const GError *error)
{
  SokyCreateRow *row = g_ptr_array_index (self->queue, self->next);

  if (error == NULL) {
    const SokyBookType *type = soky_create_row_get_book_type (row);
    self->created++;
    soky_create_row_set_draft (row, NULL);
    soky_create_row_set_state (row, SOKY_CREATE_DONE, NULL);
    if (self->settings != NULL && type != NULL)
      g_settings_set_string (self->settings, TYPE_KEY, type->code);
  } else if (g_cancellable_is_cancelled (self->work)) {
    drop_draft (self, row);
    soky_create_row_set_state (row, SOKY_CREATE_READY, NULL);
  } else {
    soky_create_row_set_state (row, SOKY_CREATE_FAILED, error->message);
  }
  self->next++;
  work_on_next (self);
}

static void
uploaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyCreateManyWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) book = soky_session_book_finish (SOKY_SESSION (source), result, &error);

  end_row (self, error);
}

static void
upload (SokyCreateManyWindow *self, SokyCreateRow *row)
{
  soky_session_upload_pdf_async (self->session, soky_create_row_get_draft (row),
                                 soky_create_row_get_path (row), self->work, uploaded_cb,
                                 g_object_ref (self));
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyCreateManyWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  SokyBook *book = soky_session_book_finish (SOKY_SESSION (source), result, &error);
  SokyCreateRow *row = g_ptr_array_index (self->queue, self->next);

  if (book != NULL)
    soky_create_row_set_draft (row, book);
  if (error == NULL)
    g_cancellable_set_error_if_cancelled (self->work, &error);
  if (error == NULL)
    upload (self, row);
  else
    end_row (self, error);
}

static void
work_on_next (SokyCreateManyWindow *self)
{
  if (self->next == self->queue->len || g_cancellable_is_cancelled (self->work)) {
    end_work (self);
    return;
  }
  SokyCreateRow *row = g_ptr_array_index (self->queue, self->next);
  g_autofree char *period = NULL;
  SokyBookFields fields;

  soky_create_row_set_state (row, SOKY_CREATE_WORKING, NULL);
  if (soky_create_row_get_draft (row) != NULL) {
    upload (self, row);
    return;
  }
  soky_create_row_get_fields (row, &fields);
  period = fields.period;
  /* not cancelled: a draft that was made is deleted then */
  soky_session_create_book_async (self->session, soky_create_row_get_book_type (row)->id, &fields,
                                  NULL, created_cb, g_object_ref (self));
}

static void
create_cb (SokyCreateManyWindow *self)
{
  SokyCreateRow *row = NULL;

  g_ptr_array_set_size (self->queue, 0);
  for (int i = 0; (row = get_row (self, i)) != NULL; i++)
    if (soky_create_row_is_ready (row))
      g_ptr_array_add (self->queue, g_object_ref (row));
  if (self->queue->len == 0 || self->work != NULL)
    return;
  soky_status_line_clear (self->status);
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  self->next = self->created = 0;
  self->work = g_cancellable_new ();
  work_on_next (self);
}

static void
stop_cb (SokyCreateManyWindow *self)
{
  g_cancellable_cancel (self->work);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyCreateManyWindow) self = user_data;
  g_autoptr (GListModel) files = soky_choose_file_finish (result, NULL);

  if (files != NULL && !g_cancellable_is_cancelled (self->life))
    soky_create_many_window_add (self, files);
}

static void
add_cb (SokyCreateManyWindow *self)
{
  const SokyFileChoice choice = {
      .title = _ ("Choose the PDFs or Word Files of the Books"),
      .accept = _ ("Choose"),
      .many = TRUE,
      .pattern = "*.[pP][dD][fF];" SOKY_WORD_FILE_PATTERN,
      .pattern_name = _ ("PDF and Word files"),
  };
  soky_choose_file_async (GTK_WINDOW (self), &choice, chosen_cb, g_object_ref (self));
}

static void
dropped_cb (GtkWidget *widget, GPtrArray *dropped)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);

  for (guint i = 0; i < dropped->len; i++)
    g_list_store_append (files, g_ptr_array_index (dropped, i));
  soky_create_many_window_add (SOKY_CREATE_MANY_WINDOW (widget), G_LIST_MODEL (files));
}

static gboolean
soky_create_many_window_close_request (GtkWindow *window)
{
  SokyCreateManyWindow *self = SOKY_CREATE_MANY_WINDOW (window);
  SokyCreateRow *row = NULL;

  /* what is on its way ends by itself, and takes its draft with it */
  if (self->work != NULL)
    g_cancellable_cancel (self->work);
  for (int i = 0; (row = get_row (self, i)) != NULL; i++)
    if (soky_create_row_get_state (row) != SOKY_CREATE_WORKING)
      drop_draft (self, row);
  return GTK_WINDOW_CLASS (soky_create_many_window_parent_class)->close_request (window);
}

static void
soky_create_many_window_dispose (GObject *object)
{
  SokyCreateManyWindow *self = SOKY_CREATE_MANY_WINDOW (object);

  g_cancellable_cancel (self->life);
  G_OBJECT_CLASS (soky_create_many_window_parent_class)->dispose (object);
}

static void
soky_create_many_window_finalize (GObject *object)
{
  SokyCreateManyWindow *self = SOKY_CREATE_MANY_WINDOW (object);

  g_ptr_array_unref (self->queue);
  g_clear_object (&self->work);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  g_object_unref (self->life);
  g_clear_pointer (&self->school, soky_school_free);
  g_clear_pointer (&self->types, g_ptr_array_unref);
  g_clear_object (&self->early);
  g_free (self->type_code);
  G_OBJECT_CLASS (soky_create_many_window_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SokyCreateManyWindow, window_title);
  gtk_widget_class_bind_template_child (widget_class, SokyCreateManyWindow, close_button);
  gtk_widget_class_bind_template_child (widget_class, SokyCreateManyWindow, stop_button);
  gtk_widget_class_bind_template_child (widget_class, SokyCreateManyWindow, create_button);
  gtk_widget_class_bind_template_child (widget_class, SokyCreateManyWindow, add_button);
  gtk_widget_class_bind_template_child (widget_class, SokyCreateManyWindow, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, SokyCreateManyWindow, status);
  gtk_widget_class_bind_template_child (widget_class, SokyCreateManyWindow, list);
}

static void
soky_create_many_window_class_init (SokyCreateManyWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_create_many_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = soky_create_many_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = soky_create_many_window_close_request;
  signals[WORKED] = g_signal_new ("worked", SOKY_TYPE_CREATE_MANY_WINDOW, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  g_type_ensure (SOKY_TYPE_STATUS_LINE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/soky/SoKy/ui/create-many-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, create_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
soky_create_many_window_init (SokyCreateManyWindow *self)
{
  self->life = g_cancellable_new ();
  self->queue = g_ptr_array_new_with_free_func (g_object_unref);
  self->settings = soky_settings_new ();
  self->type_code =
      self->settings != NULL ? g_settings_get_string (self->settings, TYPE_KEY) : NULL;
  if (self->type_code == NULL || *self->type_code == '\0') {
    g_free (self->type_code);
    self->type_code = g_strdup (USUAL_TYPE);
  }
  gtk_widget_init_template (GTK_WIDGET (self));
  soky_drop_files_accept (GTK_WIDGET (self), dropped_cb);
}

GtkWidget *
soky_create_many_window_new (GtkWindow *parent, SokySession *session)
{
  g_return_val_if_fail (SOKY_IS_SESSION (session), NULL);

  SokyCreateManyWindow *self =
      g_object_new (SOKY_TYPE_CREATE_MANY_WINDOW, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  load (self);
  update (self);
  return GTK_WIDGET (self);
}

void
soky_create_many_window_add (SokyCreateManyWindow *self, GListModel *files)
{
  g_return_if_fail (SOKY_IS_CREATE_MANY_WINDOW (self) && G_IS_LIST_MODEL (files));

  guint count = 0;
  while (get_row (self, (int) count) != NULL)
    count++;
  if (self->work != NULL)
    return;
  for (guint i = 0; i < g_list_model_get_n_items (files); i++) {
    g_autoptr (GFile) file = g_list_model_get_item (files, i);
    if (self->school == NULL || self->types == NULL || !self->measured) {
      if (self->early == NULL)
        self->early = g_list_store_new (G_TYPE_FILE);
      g_list_store_append (self->early, file);
    } else if (count == MAX_FILES) {
      soky_status_line_set_error (self->status,
                                  _ ("At most 200 files at once. Create these first."));
      break;
    } else if (!has_file (self, file)) {
      add_file (self, file);
      count++;
    }
  }
  update (self);
}
