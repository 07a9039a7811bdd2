/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/archive-dialog.h"

#include <glib/gi18n.h>

#include "app/book-archive.h"
#include "app/gtk-compat.h"
#include "base/task.h"
#include "client/session-books.h"

struct _SokyArchiveDialog {
  AdwWindow parent_instance;

  GtkStack *stack;
  GtkLabel *title_label;
  GtkProgressBar *progress_bar;
  AdwStatusPage *end_page;
  GtkLabel *missing_label;

  SokyWorkspace *workspace;
  GPtrArray *books; /* SokyBook */
  char *path;
  GCancellable *cancellable;
  SokyBookArchive *archive; /* nullable: in the hands of a worker, or over */
  guint next;               /* index of the book that is worked on */
  GString *missing;         /* a line for each book that is not in it */
  guint n_missing;
};

/* One book's work in a thread; the archive goes along. */
typedef struct {
  SokyBookArchive *archive; /* nullable: is to be made */
  char *target;
  char *path; /* of the book's file */
  char *name;
  SokyTrust *trust; /* nullable */
  gboolean last;    /* nothing is added: it ends */
  GError *problem;  /* nullable: of this book alone */
} Work;

G_DEFINE_FINAL_TYPE (SokyArchiveDialog, soky_archive_dialog, ADW_TYPE_WINDOW)

static void go_on (SokyArchiveDialog *self);

static void
work_free (gpointer data)
{
  Work *work = data;

  soky_book_archive_free (work->archive);
  g_free (work->target);
  g_free (work->path);
  g_free (work->name);
  g_clear_pointer (&work->trust, soky_trust_unref);
  g_clear_error (&work->problem);
  g_free (work);
}

/* --- in the thread --- */

static gpointer
work_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  Work *work = data;

  if (work->archive == NULL)
    work->archive = soky_book_archive_new (work->target, error);
  if (work->archive == NULL)
    return NULL;
  if (work->last)
    return soky_book_archive_close (work->archive, error) ? soky_task_done () : NULL;
  g_autoptr (SokyInput) input = soky_input_open (work->path, &work->problem);
  if (input != NULL &&
      !soky_book_archive_add (work->archive, input, work->name, work->trust, cancellable, error))
    return NULL;
  return soky_task_done ();
}

/* --- the end --- */

static void
show_end (SokyArchiveDialog *self, const char *title, const char *words)
{
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  adw_status_page_set_title (self->end_page, title);
  adw_status_page_set_description (self->end_page, escaped);
  gtk_label_set_text (self->missing_label, self->missing->str);
  gtk_widget_set_visible (GTK_WIDGET (self->missing_label), self->n_missing > 0);
  gtk_stack_set_visible_child_name (self->stack, "end");
}

static void
finish (SokyArchiveDialog *self, GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    gtk_window_destroy (GTK_WINDOW (self));
    return;
  }
  if (error != NULL) {
    adw_status_page_set_icon_name (self->end_page, "dialog-error-symbolic");
    show_end (self, _ ("The ZIP Was Not Made"), error->message);
    return;
  }
  guint count = self->books->len - self->n_missing;
  g_autofree char *name = g_path_get_basename (self->path);
  g_autofree char *words = g_strdup_printf (
      ngettext ("%u book and the report of its signatures is in “%s”.",
                "%u books and the reports of their signatures are in “%s”.", count),
      count, name);
  adw_status_page_set_icon_name (self->end_page, self->n_missing > 0 ? "dialog-warning-symbolic"
                                                                     : "object-select-symbolic");
  show_end (self, self->n_missing > 0 ? _ ("Some Books Are Missing") : _ ("The ZIP Is Ready"),
            words);
}

static void
note_missing (SokyArchiveDialog *self, const GError *error)
{
  const SokyBook *book = self->books->pdata[self->next];

  self->n_missing++;
  g_string_append_printf (self->missing, "%s%s: %s", self->missing->len > 0 ? "\n" : "",
                          book->fields.title, error->message);
}

/* --- one after the other --- */

typedef struct {
  SokyArchiveDialog *dialog;
  Work *work; /* owned by the task */
} Step;

static void
worked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Step *step = user_data;
  g_autoptr (SokyArchiveDialog) self = step->dialog;
  g_autoptr (GError) error = NULL;
  gboolean done = soky_task_finish (result, &error) != NULL;
  gboolean last = self->next >= self->books->len;

  if (!done || last) {
    finish (self, error);
    return;
  }
  self->archive = g_steal_pointer (&step->work->archive);
  if (step->work->problem != NULL)
    note_missing (self, step->work->problem);
  self->next++;
  go_on (self);
}

/* @file: (nullable) (transfer full): of the book that is worked on; %NULL ends the ZIP */
static void
work_on (SokyArchiveDialog *self, char *file)
{
  Work *work = g_new0 (Work, 1);
  Step *step = g_new0 (Step, 1);
  SokyTrust *trust = soky_workspace_get_trust (self->workspace);
  const SokyBook *book = file != NULL ? self->books->pdata[self->next] : NULL;

  work->archive = g_steal_pointer (&self->archive);
  work->target = g_strdup (self->path);
  work->path = file;
  work->name = g_strdup (book != NULL ? book->fields.title : "");
  work->trust = trust != NULL ? soky_trust_ref (trust) : NULL;
  work->last = file == NULL;
  *step = (Step){g_object_ref (self), work};
  soky_task_run (NULL, work_in_thread, work, work_free, NULL, self->cancellable, worked_cb, step);
}

static void
skip (SokyArchiveDialog *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    finish (self, (GError *) error);
    return;
  }
  note_missing (self, error);
  self->next++;
  go_on (self);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyArchiveDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  char *file = soky_session_fetch_pdf_finish (SOKY_SESSION (source), result, &error);

  if (file == NULL)
    skip (self, error);
  else
    work_on (self, file);
}

static void
got_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyArchiveDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) book = soky_session_book_finish (SOKY_SESSION (source), result, &error);

  if (book == NULL)
    skip (self, error);
  else
    soky_session_fetch_pdf_async (SOKY_SESSION (source), book, -1, self->cancellable, fetched_cb,
                                  g_object_ref (self));
}

static void
go_on (SokyArchiveDialog *self)
{
  gtk_progress_bar_set_fraction (self->progress_bar, (double) self->next / self->books->len);
  if (self->next >= self->books->len) {
    gtk_label_set_text (self->title_label, _ ("Finishing…"));
    work_on (self, NULL);
    return;
  }
  const SokyBook *book = self->books->pdata[self->next];
  g_autofree char *count = g_strdup_printf (_ ("%u of %u"), self->next + 1, self->books->len);
  gtk_progress_bar_set_text (self->progress_bar, count);
  gtk_label_set_text (self->title_label, book->fields.title);
  soky_session_get_book_async (soky_workspace_get_session (self->workspace), book->id,
                               self->cancellable, got_cb, g_object_ref (self));
}

/* Closing the window cancels: what was written of the ZIP goes. */
static gboolean
close_request_cb (SokyArchiveDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  return FALSE;
}

static void
soky_archive_dialog_finalize (GObject *object)
{
  SokyArchiveDialog *self = SOKY_ARCHIVE_DIALOG (object);

  g_clear_pointer (&self->archive, soky_book_archive_free);
  g_clear_object (&self->workspace);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->books, g_ptr_array_unref);
  g_string_free (self->missing, TRUE);
  g_free (self->path);
  G_OBJECT_CLASS (soky_archive_dialog_parent_class)->finalize (object);
}

static void
soky_archive_dialog_class_init (SokyArchiveDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = soky_archive_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/archive-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyArchiveDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SokyArchiveDialog, title_label);
  gtk_widget_class_bind_template_child (widget_class, SokyArchiveDialog, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, SokyArchiveDialog, end_page);
  gtk_widget_class_bind_template_child (widget_class, SokyArchiveDialog, missing_label);
  gtk_widget_class_bind_template_callback (widget_class, close_request_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
soky_archive_dialog_init (SokyArchiveDialog *self)
{
  self->missing = g_string_new (NULL);
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
soky_archive_dialog_new (GtkWindow *parent, SokyWorkspace *workspace, GPtrArray *books,
                         const char *path)
{
  g_return_val_if_fail (SOKY_IS_WORKSPACE (workspace) && books->len > 0 && path != NULL, NULL);

  SokyArchiveDialog *self = g_object_new (SOKY_TYPE_ARCHIVE_DIALOG, "transient-for", parent, NULL);
  self->workspace = g_object_ref (workspace);
  self->books = g_ptr_array_ref (books);
  self->path = g_strdup (path);
  go_on (self);
  return GTK_WIDGET (self);
}

/* --- where it goes --- */

typedef struct {
  GtkWindow *parent;
  SokyWorkspace *workspace;
  GPtrArray *books;
} Asking;

static void
asking_free (Asking *asking)
{
  g_object_unref (asking->parent);
  g_object_unref (asking->workspace);
  g_ptr_array_unref (asking->books);
  g_free (asking);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asking, asking_free)

static void
place_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asking) asking = user_data;
  g_autoptr (GListModel) files = soky_choose_file_finish (result, NULL);
  g_autoptr (GFile) file = files != NULL ? g_list_model_get_item (files, 0) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    gtk_window_present (GTK_WINDOW (
        soky_archive_dialog_new (asking->parent, asking->workspace, asking->books, path)));
  else if (file != NULL)
    soky_show_failure (asking->parent, _ ("The ZIP Was Not Made"),
                       _ ("Choose a folder of this computer."));
}

void
soky_archive_dialog_ask (GtkWindow *parent, SokyWorkspace *workspace, GPtrArray *books)
{
  g_return_if_fail (GTK_IS_WINDOW (parent) && books != NULL);

  const SokyFileChoice choice = {.title = _ ("Save Signed Books"),
                                 .accept = _ ("_Save"),
                                 .save = TRUE,
                                 .name = _ ("signed-books.zip"),
                                 .pattern = "*.zip",
                                 .pattern_name = _ ("ZIP files")};
  Asking *asking = g_new0 (Asking, 1);
  asking->parent = g_object_ref (parent);
  asking->workspace = g_object_ref (workspace);
  asking->books = g_ptr_array_ref (books);
  soky_choose_file_async (parent, &choice, place_chosen_cb, asking);
}
