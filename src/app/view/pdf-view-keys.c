/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/pdf-view-private.h"

#include "base/task.h"

/* Text that is selected with the keys, and copied. */

#define LONGEST_COPY (32u << 20) /* bytes that are put on the clipboard */

typedef struct {
  SokyPageStore *store;
  SokyTextPlace from, to;
} Copying;

typedef enum {
  EXTEND_LETTER_BACK,
  EXTEND_LETTER,
  EXTEND_WORD_BACK,
  EXTEND_WORD,
  EXTEND_LINE_UP,
  EXTEND_LINE_DOWN,
} Extend;

/* The gap in the line above or below, at the same height of reading. */
static guint
step_line (SokyPageText *text, guint gap, gboolean down)
{
  guint start = MIN (gap, soky_page_text_count (text)), end = start;

  soky_page_text_widen (text, TRUE, &start, &end);
  guint column = MIN (gap, end) - start;
  guint other = down ? MIN (end + 1, soky_page_text_count (text)) : start - (start > 0);
  guint other_end = other;
  soky_page_text_widen (text, TRUE, &other, &other_end);
  return MIN (other + column, other_end);
}

static guint
step (SokyPageText *text, guint gap, Extend way)
{
  if (way == EXTEND_LINE_UP || way == EXTEND_LINE_DOWN)
    return step_line (text, gap, way == EXTEND_LINE_DOWN);
  gboolean words = way == EXTEND_WORD || way == EXTEND_WORD_BACK;
  return soky_page_text_step (text, gap, words, way == EXTEND_LETTER || way == EXTEND_WORD);
}

static gboolean
extend_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SokyPdfView *self = SOKY_PDF_VIEW (widget);
  Extend way = (Extend) g_variant_get_int32 (arguments);

  if (self->document == NULL)
    return FALSE;
  self->dragged = FALSE;
  if (!soky_pdf_view_has_selection (self))
    self->anchor = self->cursor = (SokyTextPlace){self->page - 1, 0};
  g_autoptr (SokyPageContent) content = soky_page_store_peek (self->store, self->cursor.page);
  if (content == NULL) {
    soky_page_store_want (self->store, self->cursor.page);
    return TRUE;
  }
  gboolean forward = way == EXTEND_LETTER || way == EXTEND_WORD || way == EXTEND_LINE_DOWN;
  guint count = soky_page_text_count (content->text), gap = MIN (self->cursor.gap, count);
  guint last = soky_view_document_count_pages (self->document) - 1;

  if (forward && gap == count && self->cursor.page < last)
    self->cursor = (SokyTextPlace){self->cursor.page + 1, 0};
  else if (!forward && gap == 0 && self->cursor.page > 0)
    self->cursor = (SokyTextPlace){self->cursor.page - 1, G_MAXUINT};
  else
    self->cursor.gap = step (content->text, gap, way);
  soky_page_store_want (self->store, self->cursor.page);
  _soky_pdf_view_selection_changed (self);
  return TRUE;
}

static gpointer
copy_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  Copying *copying = data;
  GString *text = g_string_new (NULL);

  for (guint page = copying->from.page; page <= copying->to.page && text->len < LONGEST_COPY;
       page++) {
    if (g_cancellable_set_error_if_cancelled (cancellable, error)) {
      g_string_free (text, TRUE);
      return NULL;
    }
    g_autoptr (SokyPageContent) content = soky_page_store_load (copying->store, page);
    g_autofree char *part =
        soky_page_text_copy (content->text, page == copying->from.page ? copying->from.gap : 0,
                             page == copying->to.page ? copying->to.gap : G_MAXUINT);
    if (text->len > 0 && text->str[text->len - 1] != '\n')
      g_string_append_c (text, '\n');
    g_string_append (text, part);
  }
  return g_string_free (text, FALSE);
}

static void
copying_free (gpointer data)
{
  Copying *copying = data;
  g_object_unref (copying->store);
  g_free (copying);
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree char *text = soky_task_finish (result, NULL);
  if (text != NULL && *text != '\0')
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (source)), text);
}

void
soky_pdf_view_copy (SokyPdfView *self)
{
  g_return_if_fail (SOKY_IS_PDF_VIEW (self));

  if (!soky_pdf_view_has_selection (self))
    return;
  g_cancellable_cancel (self->copying);
  g_clear_object (&self->copying);
  self->copying = g_cancellable_new ();
  Copying *copying = g_new0 (Copying, 1);
  copying->store = g_object_ref (self->store);
  _soky_pdf_view_get_ends (self, &copying->from, &copying->to);
  soky_task_run (self, copy_in_thread, copying, copying_free, g_free, self->copying, copied_cb,
                 NULL);
}

static gboolean
copy_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  soky_pdf_view_copy (SOKY_PDF_VIEW (widget));
  return TRUE;
}

static gboolean
select_all_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  soky_pdf_view_select_all (SOKY_PDF_VIEW (widget));
  return TRUE;
}

static gboolean
clear_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  gboolean selected = soky_pdf_view_has_selection (SOKY_PDF_VIEW (widget));

  if (selected)
    soky_pdf_view_clear_selection (SOKY_PDF_VIEW (widget));
  return selected;
}

void
_soky_pdf_view_install_selecting (GtkWidgetClass *widget_class)
{
  static const struct {
    guint key;
    GdkModifierType modifiers;
    Extend way;
  } keys[] = {
      {GDK_KEY_Left, GDK_SHIFT_MASK, EXTEND_LETTER_BACK},
      {GDK_KEY_Right, GDK_SHIFT_MASK, EXTEND_LETTER},
      {GDK_KEY_Left, GDK_SHIFT_MASK | GDK_CONTROL_MASK, EXTEND_WORD_BACK},
      {GDK_KEY_Right, GDK_SHIFT_MASK | GDK_CONTROL_MASK, EXTEND_WORD},
      {GDK_KEY_Up, GDK_SHIFT_MASK, EXTEND_LINE_UP},
      {GDK_KEY_Down, GDK_SHIFT_MASK, EXTEND_LINE_DOWN},
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i].key, keys[i].modifiers, extend_cb, "i",
                                  (int) keys[i].way);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, copy_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Insert, GDK_CONTROL_MASK, copy_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_a, GDK_CONTROL_MASK, select_all_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, clear_cb, NULL);
}
