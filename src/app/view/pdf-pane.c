/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/pdf-pane.h"

#include <glib/gi18n.h>
#include <math.h>

struct _SokyPdfPane {
  AdwBin parent_instance;

  GtkStack *stack;
  SokyPdfView *view;
  AdwStatusPage *words_page;
  GtkLabel *page_label;
  GtkButton *zoom_button;

  SokyInput *input;
  GCancellable *opening; /* nullable: while a document is being opened */
  GCancellable *life;    /* cancelled at the end: what comes later finds no widgets */
};

enum { AREA_CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyPdfPane, soky_pdf_pane, ADW_TYPE_BIN)

static void
show_words (SokyPdfPane *self, const char *icon, const char *title, const char *words)
{
  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  g_clear_pointer (&self->input, soky_input_unref);
  soky_pdf_view_set_document (self->view, NULL);

  g_autofree char *escaped = g_markup_escape_text (words, -1);
  adw_status_page_set_icon_name (self->words_page, icon);
  adw_status_page_set_title (self->words_page, title);
  adw_status_page_set_description (self->words_page, escaped);
  gtk_stack_set_visible_child_name (self->stack, "words");
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyPdfPane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyViewDocument) document = soky_view_document_open_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->opening);
  if (document == NULL) {
    soky_pdf_pane_set_error (self, error);
    return;
  }
  soky_pdf_view_set_document (self->view, document);
  gtk_stack_set_visible_child_name (self->stack, "view");
}

static void
located_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyPdfPane) self = user_data;
  SokyViewArea area;
  guint page = 0;

  if (soky_view_document_locate_finish (result, &page, &area, NULL))
    soky_pdf_view_show_area (self->view, page, &area);
}

static void
zoom_in_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  soky_pdf_view_zoom_in (SOKY_PDF_PANE (widget)->view);
}

static void
zoom_out_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  soky_pdf_view_zoom_out (SOKY_PDF_PANE (widget)->view);
}

static void
zoom_normal_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  soky_pdf_view_set_zoom (SOKY_PDF_PANE (widget)->view, 1.0);
}

static void
fit_width_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  soky_pdf_view_set_zoom_mode (SOKY_PDF_PANE (widget)->view, SOKY_ZOOM_FIT_WIDTH);
}

static void
fit_page_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  soky_pdf_view_set_zoom_mode (SOKY_PDF_PANE (widget)->view, SOKY_ZOOM_FIT_PAGE);
}

static void
next_page_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyPdfView *view = SOKY_PDF_PANE (widget)->view;
  soky_pdf_view_go_to_page (view, soky_pdf_view_get_page (view) + 1);
}

static void
previous_page_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyPdfView *view = SOKY_PDF_PANE (widget)->view;
  soky_pdf_view_go_to_page (view, MAX (2, soky_pdf_view_get_page (view)) - 1);
}

static void
update_page_label (SokyPdfPane *self)
{
  guint count = 0;
  g_object_get (self->view, "page-count", &count, NULL);
  guint page = soky_pdf_view_get_page (self->view);
  g_autofree char *text = g_strdup_printf ("%u / %u", page, count);
  /* TRANSLATORS: what a screen reader says of the PDF, for example "Page 2 of 12" */
  g_autofree char *spoken = g_strdup_printf (_ ("Page %u of %u"), page, count);

  gtk_label_set_text (self->page_label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->page_label), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

static void
update_zoom_label (SokyPdfPane *self)
{
  double percent = round (soky_pdf_view_get_zoom (self->view) * 100);
  g_autofree char *text = g_strdup_printf ("%.0f %%", percent);
  gtk_button_set_label (self->zoom_button, text);
}

static void
area_chosen_cb (SokyPdfPane *self, guint page, double x, double y, double width, double height)
{
  g_signal_emit (self, signals[AREA_CHOSEN], 0, page, x, y, width, height);
}

static void
soky_pdf_pane_dispose (GObject *object)
{
  SokyPdfPane *self = SOKY_PDF_PANE (object);

  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  g_cancellable_cancel (self->life);
  g_clear_pointer (&self->input, soky_input_unref);
  G_OBJECT_CLASS (soky_pdf_pane_parent_class)->dispose (object);
}

static void
soky_pdf_pane_finalize (GObject *object)
{
  g_object_unref (SOKY_PDF_PANE (object)->life);
  G_OBJECT_CLASS (soky_pdf_pane_parent_class)->finalize (object);
}

static void
install_shortcuts (GtkWidgetClass *widget_class)
{
  static const struct {
    guint key;
    const char *action;
  } shortcuts[] = {
      {GDK_KEY_plus, "pdf.zoom-in"},         {GDK_KEY_KP_Add, "pdf.zoom-in"},
      {GDK_KEY_equal, "pdf.zoom-in"},        {GDK_KEY_minus, "pdf.zoom-out"},
      {GDK_KEY_KP_Subtract, "pdf.zoom-out"}, {GDK_KEY_1, "pdf.zoom-normal"},
      {GDK_KEY_0, "pdf.fit-width"},          {GDK_KEY_2, "pdf.fit-page"},
      {GDK_KEY_Page_Down, "pdf.next-page"},  {GDK_KEY_Page_Up, "pdf.previous-page"},
  };
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_widget_class_add_binding_action (widget_class, shortcuts[i].key, GDK_CONTROL_MASK,
                                         shortcuts[i].action, NULL);
}

static void
soky_pdf_pane_class_init (SokyPdfPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_pdf_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = soky_pdf_pane_finalize;
  g_type_ensure (SOKY_TYPE_PDF_VIEW);
  signals[AREA_CHOSEN] = g_signal_new ("area-chosen", SOKY_TYPE_PDF_PANE, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 5, G_TYPE_UINT, G_TYPE_DOUBLE,
                                       G_TYPE_DOUBLE, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/pdf-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyPdfPane, stack);
  gtk_widget_class_bind_template_child (widget_class, SokyPdfPane, view);
  gtk_widget_class_bind_template_child (widget_class, SokyPdfPane, words_page);
  gtk_widget_class_bind_template_child (widget_class, SokyPdfPane, page_label);
  gtk_widget_class_bind_template_child (widget_class, SokyPdfPane, zoom_button);
  gtk_widget_class_bind_template_callback (widget_class, update_page_label);
  gtk_widget_class_bind_template_callback (widget_class, update_zoom_label);
  gtk_widget_class_bind_template_callback (widget_class, area_chosen_cb);

  gtk_widget_class_install_action (widget_class, "pdf.zoom-in", NULL, zoom_in_action);
  gtk_widget_class_install_action (widget_class, "pdf.zoom-out", NULL, zoom_out_action);
  gtk_widget_class_install_action (widget_class, "pdf.zoom-normal", NULL, zoom_normal_action);
  gtk_widget_class_install_action (widget_class, "pdf.fit-width", NULL, fit_width_action);
  gtk_widget_class_install_action (widget_class, "pdf.fit-page", NULL, fit_page_action);
  gtk_widget_class_install_action (widget_class, "pdf.next-page", NULL, next_page_action);
  gtk_widget_class_install_action (widget_class, "pdf.previous-page", NULL, previous_page_action);
  install_shortcuts (widget_class);
}

static void
soky_pdf_pane_init (SokyPdfPane *self)
{
  self->life = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
soky_pdf_pane_new (void)
{
  return g_object_new (SOKY_TYPE_PDF_PANE, NULL);
}

void
soky_pdf_pane_set_input (SokyPdfPane *self, SokyInput *input)
{
  g_return_if_fail (SOKY_IS_PDF_PANE (self));

  if (input != NULL && input == self->input)
    return;
  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  g_clear_pointer (&self->input, soky_input_unref);
  if (input == NULL) {
    soky_pdf_view_set_document (self->view, NULL);
    gtk_stack_set_visible_child_name (self->stack, "loading");
    return;
  }

  self->input = soky_input_ref (input);
  self->opening = g_cancellable_new ();
  if (soky_pdf_view_get_document (self->view) == NULL)
    gtk_stack_set_visible_child_name (self->stack, "loading");
  soky_view_document_open_async (input, self->opening, opened_cb, g_object_ref (self));
}

SokyInput *
soky_pdf_pane_get_input (SokyPdfPane *self)
{
  g_return_val_if_fail (SOKY_IS_PDF_PANE (self), NULL);

  return self->input;
}

void
soky_pdf_pane_set_error (SokyPdfPane *self, const GError *error)
{
  g_return_if_fail (SOKY_IS_PDF_PANE (self) && error != NULL);

  show_words (self, "dialog-error-symbolic", _ ("The Pages Cannot Be Shown"), error->message);
}

void
soky_pdf_pane_set_empty (SokyPdfPane *self, const char *title, const char *description)
{
  g_return_if_fail (SOKY_IS_PDF_PANE (self));

  show_words (self, "x-office-document-symbolic", title, description);
}

void
soky_pdf_pane_show_rect (SokyPdfPane *self, int page, const double rect[4])
{
  g_return_if_fail (SOKY_IS_PDF_PANE (self));

  SokyViewDocument *document = soky_pdf_view_get_document (self->view);
  if (document == NULL || page < 1 || (guint) page > soky_view_document_count_pages (document))
    return;
  soky_view_document_locate_async (document, page, rect, self->life, located_cb,
                                   g_object_ref (self));
}

void
soky_pdf_pane_set_marks (SokyPdfPane *self, GArray *marks)
{
  g_return_if_fail (SOKY_IS_PDF_PANE (self));

  soky_pdf_view_set_marks (self->view, marks);
}

void
soky_pdf_pane_set_choosing (SokyPdfPane *self, gboolean choosing)
{
  g_return_if_fail (SOKY_IS_PDF_PANE (self));

  soky_pdf_view_set_choosing (self->view, choosing);
}

void
soky_pdf_pane_show_part (SokyPdfPane *self, guint page, const SokyViewArea *part)
{
  g_return_if_fail (SOKY_IS_PDF_PANE (self) && part != NULL);

  SokyViewDocument *document = soky_pdf_view_get_document (self->view);
  double width = 0, height = 0;
  if (document == NULL || page < 1 || page > soky_view_document_count_pages (document))
    return;
  soky_view_document_get_page_size (document, page - 1, &width, &height);
  soky_pdf_view_show_area (self->view, page,
                           &(SokyViewArea){part->x * width, part->y * height, part->width * width,
                                           part->height * height});
}
