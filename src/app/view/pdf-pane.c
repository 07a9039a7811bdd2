/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/pdf-pane-private.h"

#include <glib/gi18n.h>

enum { PROP_0, PROP_TWO_PAGES, PROP_SIDE_PANE, N_PROPS };
static GParamSpec *properties[N_PROPS];

enum { AREA_CHOSEN, SHOWN, N_SIGNALS };
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
  if (self->wants_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
  self->wants_focus = FALSE;
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
area_chosen_cb (SokyPdfPane *self, guint page, double x, double y, double width, double height)
{
  g_signal_emit (self, signals[AREA_CHOSEN], 0, page, x, y, width, height);
}

static void
shown_cb (SokyPdfPane *self)
{
  g_signal_emit (self, signals[SHOWN], 0);
}

static void
side_pane_changed_cb (SokyPdfPane *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIDE_PANE]);
}

static void
two_pages_changed_cb (SokyPdfPane *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TWO_PAGES]);
}

static void
soky_pdf_pane_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SokyPdfPane *self = SOKY_PDF_PANE (object);

  if (id == PROP_TWO_PAGES)
    soky_pdf_view_set_two_pages (self->view, g_value_get_boolean (value));
  else if (id == PROP_SIDE_PANE)
    adw_flap_set_reveal_flap (self->flap, g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
soky_pdf_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SokyPdfPane *self = SOKY_PDF_PANE (object);

  if (id == PROP_TWO_PAGES)
    g_object_get_property (G_OBJECT (self->view), "two-pages", value);
  else if (id == PROP_SIDE_PANE)
    g_value_set_boolean (value, adw_flap_get_reveal_flap (self->flap));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
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
soky_pdf_pane_class_init (SokyPdfPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_pdf_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = soky_pdf_pane_finalize;
  G_OBJECT_CLASS (klass)->set_property = soky_pdf_pane_set_property;
  G_OBJECT_CLASS (klass)->get_property = soky_pdf_pane_get_property;
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  properties[PROP_TWO_PAGES] = g_param_spec_boolean ("two-pages", NULL, NULL, FALSE, flags);
  properties[PROP_SIDE_PANE] = g_param_spec_boolean ("side-pane", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
  g_type_ensure (SOKY_TYPE_PDF_SEARCH_BAR);
  g_type_ensure (SOKY_TYPE_PDF_SIDE_PANE);
  g_type_ensure (SOKY_TYPE_PDF_TOOLBAR);
  g_type_ensure (SOKY_TYPE_PDF_VIEW);
  signals[AREA_CHOSEN] = g_signal_new ("area-chosen", SOKY_TYPE_PDF_PANE, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 5, G_TYPE_UINT, G_TYPE_DOUBLE,
                                       G_TYPE_DOUBLE, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[SHOWN] = g_signal_new ("shown", SOKY_TYPE_PDF_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/pdf-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyPdfPane, stack);
  gtk_widget_class_bind_template_child (widget_class, SokyPdfPane, view);
  gtk_widget_class_bind_template_child (widget_class, SokyPdfPane, words_page);
  gtk_widget_class_bind_template_child (widget_class, SokyPdfPane, search_bar);
  gtk_widget_class_bind_template_child (widget_class, SokyPdfPane, toolbar);
  gtk_widget_class_bind_template_child (widget_class, SokyPdfPane, flap);
  gtk_widget_class_bind_template_child (widget_class, SokyPdfPane, side_pane);
  gtk_widget_class_bind_template_callback (widget_class, side_pane_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, _soky_pdf_pane_follow);
  gtk_widget_class_bind_template_callback (widget_class, area_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);

  _soky_pdf_pane_install_actions (widget_class);
}

static void
soky_pdf_pane_init (SokyPdfPane *self)
{
  self->life = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  soky_pdf_search_bar_set_view (self->search_bar, self->view);
  soky_pdf_toolbar_set_view (self->toolbar, self->view);
  soky_pdf_side_pane_set_view (self->side_pane, self->view);
  g_signal_connect_object (self->view, "notify::two-pages", G_CALLBACK (two_pages_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "notify::document",
                           G_CALLBACK (_soky_pdf_pane_update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "notify::has-selection",
                           G_CALLBACK (_soky_pdf_pane_update_actions), self, G_CONNECT_SWAPPED);
  _soky_pdf_pane_add_shortcuts (self);
  _soky_pdf_pane_update_actions (self);
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
soky_pdf_pane_focus (SokyPdfPane *self)
{
  g_return_if_fail (SOKY_IS_PDF_PANE (self));

  self->wants_focus = self->opening != NULL;
  if (!self->wants_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
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
