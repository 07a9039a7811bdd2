/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/history-panel.h"

#include "app/widgets/history-row.h"

struct _SokyHistoryPanel {
  AdwBin parent_instance;

  GtkStack *stack;
  AdwStatusPage *error_page;
  GtkListBox *list;

  SokyBook *book; /* nullable */
  int busy;       /* number of a revision, -1 = none */
};

enum { REVISION_WANTED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* in the order of SokyHistoryUse */
static const char *const actions[] = {"history.open", "history.compare", "history.save"};

G_DEFINE_FINAL_TYPE (SokyHistoryPanel, soky_history_panel, ADW_TYPE_BIN)

static void
want (SokyHistoryPanel *self, int number, SokyHistoryUse use)
{
  if (self->busy < 0)
    g_signal_emit (self, signals[REVISION_WANTED], 0, number, (int) use);
}

static void
use_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (actions[i], name))
      want (SOKY_HISTORY_PANEL (widget), g_variant_get_int32 (parameter), i);
}

static void
row_activated_cb (SokyHistoryPanel *self, GtkListBoxRow *row)
{
  want (self, soky_history_row_get_number (SOKY_HISTORY_ROW (row)), SOKY_HISTORY_OPEN);
}

static void
soky_history_panel_dispose (GObject *object)
{
  g_clear_pointer (&SOKY_HISTORY_PANEL (object)->book, soky_book_unref);
  G_OBJECT_CLASS (soky_history_panel_parent_class)->dispose (object);
}

static void
soky_history_panel_class_init (SokyHistoryPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_history_panel_dispose;
  signals[REVISION_WANTED] =
      g_signal_new ("revision-wanted", SOKY_TYPE_HISTORY_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/history-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyHistoryPanel, stack);
  gtk_widget_class_bind_template_child (widget_class, SokyHistoryPanel, error_page);
  gtk_widget_class_bind_template_child (widget_class, SokyHistoryPanel, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i], "i", use_action);
}

static void
soky_history_panel_init (SokyHistoryPanel *self)
{
  self->busy = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
soky_history_panel_new (void)
{
  return g_object_new (SOKY_TYPE_HISTORY_PANEL, NULL);
}

static void
fill (SokyHistoryPanel *self)
{
  GtkWidget *row;
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = self->book->revisions->len; i-- > 0;) {
    const SokyRevision *revision = g_ptr_array_index (self->book->revisions, i);
    row = soky_history_row_new (self->book, revision, i + 1 == self->book->revisions->len);
    soky_history_row_set_busy (SOKY_HISTORY_ROW (row), revision->number == self->busy);
    gtk_list_box_append (self->list, row);
  }
}

/* The list keeps its place when the book was asked for again and is what it was. */
static gboolean
is_shown (SokyHistoryPanel *self, const SokyBook *book)
{
  return self->book != NULL && g_str_equal (self->book->id, book->id) &&
         self->book->version == book->version && self->book->revisions->len == book->revisions->len;
}

void
soky_history_panel_show (SokyHistoryPanel *self, SokyBook *book)
{
  g_return_if_fail (SOKY_IS_HISTORY_PANEL (self) && book != NULL);

  if (is_shown (self, book))
    return;
  soky_book_ref (book);
  g_clear_pointer (&self->book, soky_book_unref);
  self->book = book;
  fill (self);
  gtk_stack_set_visible_child_name (self->stack, book->revisions->len > 0    ? "list"
                                                 : book->revision_count == 0 ? "empty"
                                                                             : "loading");
}

void
soky_history_panel_set_error (SokyHistoryPanel *self, const GError *error)
{
  g_return_if_fail (SOKY_IS_HISTORY_PANEL (self) && error != NULL);

  if (self->book != NULL && self->book->revisions->len > 0)
    return;
  g_autofree char *words = g_markup_escape_text (error->message, -1);
  adw_status_page_set_description (self->error_page, words);
  gtk_stack_set_visible_child_name (self->stack, "error");
  g_clear_pointer (&self->book, soky_book_unref);
}

void
soky_history_panel_set_busy (SokyHistoryPanel *self, int number)
{
  g_return_if_fail (SOKY_IS_HISTORY_PANEL (self));

  self->busy = number;
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    soky_history_row_set_busy (SOKY_HISTORY_ROW (row),
                               soky_history_row_get_number (SOKY_HISTORY_ROW (row)) == number);
}
