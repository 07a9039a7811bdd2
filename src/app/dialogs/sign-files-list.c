/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/sign-files-list.h"

#include "app/dialogs/sign-file-row.h"

#include <glib/gi18n.h>

struct _SokySignFilesList {
  GtkBox parent_instance;

  GtkWidget *head;
  GtkLabel *summary;
  GtkListBox *list;
};

enum { FILES_CHANGED, ROWS_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokySignFilesList, soky_sign_files_list, GTK_TYPE_BOX)

static SokySignFileRow *
row_at (SokySignFilesList *self, int index)
{
  return (SokySignFileRow *) gtk_list_box_get_row_at_index (self->list, index);
}

static gboolean
is_chosen (SokySignFilesList *self, SokySignFileRow *row)
{
  return soky_sign_files_list_is_single (self) || soky_sign_file_row_is_chosen (row);
}

static void
show_summary (SokySignFilesList *self)
{
  guint count = soky_sign_files_list_count_chosen (self);
  g_autofree char *text =
      soky_sign_files_list_is_checking (self)
          ? g_strdup (_ ("Looking through the files…"))
          : g_strdup_printf (ngettext ("%u file to sign.", "%u files to sign.", count), count);

  gtk_label_set_text (self->summary, text);
}

static void
toggled_cb (SokySignFilesList *self)
{
  show_summary (self);
  g_signal_emit (self, signals[ROWS_CHANGED], 0);
}

static void
all_cb (SokySignFilesList *self)
{
  gboolean any_off = FALSE;

  for (int i = 0; row_at (self, i) != NULL; i++)
    any_off = any_off || !soky_sign_file_row_is_chosen (row_at (self, i));
  for (int i = 0; row_at (self, i) != NULL; i++)
    soky_sign_file_row_choose (row_at (self, i), any_off);
}

static gboolean
has_path (SokySignFilesList *self, const char *path)
{
  for (int i = 0; row_at (self, i) != NULL; i++)
    if (g_str_equal (soky_sign_file_row_get_path (row_at (self, i)), path))
      return TRUE;
  return FALSE;
}

static void
soky_sign_files_list_class_init (SokySignFilesListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[FILES_CHANGED] = g_signal_new ("files-changed", SOKY_TYPE_SIGN_FILES_LIST,
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ROWS_CHANGED] = g_signal_new ("rows-changed", SOKY_TYPE_SIGN_FILES_LIST,
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/sign-files-list.ui");
  gtk_widget_class_bind_template_child (widget_class, SokySignFilesList, head);
  gtk_widget_class_bind_template_child (widget_class, SokySignFilesList, summary);
  gtk_widget_class_bind_template_child (widget_class, SokySignFilesList, list);
  gtk_widget_class_bind_template_callback (widget_class, all_cb);
}

static void
soky_sign_files_list_init (SokySignFilesList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
soky_sign_files_list_add (SokySignFilesList *self, GPtrArray *files)
{
  g_return_if_fail (SOKY_IS_SIGN_FILES_LIST (self) && files != NULL);

  guint count = 0;
  while (row_at (self, (int) count) != NULL)
    count++;
  for (guint i = 0; i < files->len && count < SOKY_SIGN_FILES_MAX; i++) {
    g_autofree char *path = g_file_get_path (files->pdata[i]);
    if (path == NULL || has_path (self, path))
      continue;
    GtkWidget *row = soky_sign_file_row_new (path);
    g_signal_connect_object (row, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
    gtk_list_box_append (self->list, row);
    count++;
  }
  show_summary (self);
  g_signal_emit (self, signals[FILES_CHANGED], 0);
}

gboolean
soky_sign_files_list_is_single (SokySignFilesList *self)
{
  return row_at (self, 0) != NULL && row_at (self, 1) == NULL;
}

gboolean
soky_sign_files_list_is_checking (SokySignFilesList *self)
{
  for (int i = 0; row_at (self, i) != NULL; i++)
    if (soky_sign_file_row_is_checking (row_at (self, i)))
      return TRUE;
  return FALSE;
}

const char *
soky_sign_files_list_describe (SokySignFilesList *self)
{
  return gtk_label_get_text (self->summary);
}

guint
soky_sign_files_list_count_chosen (SokySignFilesList *self)
{
  guint count = 0;

  for (int i = 0; row_at (self, i) != NULL; i++)
    count += is_chosen (self, row_at (self, i));
  return count;
}

const char *
soky_sign_files_list_get_first (SokySignFilesList *self)
{
  for (int i = 0; row_at (self, i) != NULL; i++)
    if (is_chosen (self, row_at (self, i)))
      return soky_sign_file_row_get_path (row_at (self, i));
  return NULL;
}

GPtrArray *
soky_sign_files_list_take_chosen (SokySignFilesList *self)
{
  g_return_val_if_fail (SOKY_IS_SIGN_FILES_LIST (self), NULL);

  GPtrArray *paths = g_ptr_array_new ();
  gboolean single = soky_sign_files_list_is_single (self);

  for (int i = 0; row_at (self, i) != NULL;) {
    SokySignFileRow *row = row_at (self, i);
    if (!single && !soky_sign_file_row_is_chosen (row)) {
      gtk_list_box_remove (self->list, GTK_WIDGET (row));
      continue;
    }
    g_ptr_array_add (paths, (char *) soky_sign_file_row_get_path (row));
    i++;
  }
  gtk_widget_set_visible (self->head, FALSE);
  return paths;
}

void
soky_sign_files_list_show (SokySignFilesList *self, SokyBatch *batch, int current)
{
  for (int i = 0; row_at (self, i) != NULL; i++) {
    g_autoptr (GError) reason = soky_batch_get_reason (batch, (guint) i);
    soky_sign_file_row_set_result (row_at (self, i), soky_batch_get_state (batch, (guint) i),
                                   reason, current == i);
  }
}
