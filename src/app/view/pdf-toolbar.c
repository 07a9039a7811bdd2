/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/pdf-toolbar.h"

#include <glib/gi18n.h>
#include <math.h>

struct _SokyPdfToolbar {
  AdwBin parent_instance;

  GtkEntry *page_entry;
  GtkLabel *count_label;
  GtkButton *zoom_button;

  SokyPdfView *view; /* weak */
};

G_DEFINE_FINAL_TYPE (SokyPdfToolbar, soky_pdf_toolbar, ADW_TYPE_BIN)

static guint
count_pages (SokyPdfToolbar *self)
{
  guint count = 0;
  g_object_get (self->view, "page-count", &count, NULL);
  return count;
}

static void
update_page (SokyPdfToolbar *self)
{
  guint page = soky_pdf_view_get_page (self->view), count = count_pages (self);
  g_autofree char *number = g_strdup_printf ("%u", page);
  g_autofree char *total = g_strdup_printf ("/ %u", count);
  /* TRANSLATORS: what a screen reader says of the PDF, for example "Page 2 of 12" */
  g_autofree char *spoken = g_strdup_printf (_ ("Page %u of %u"), page, count);
  int digits = MAX (2, (int) strlen (total) - 2);

  gtk_editable_set_text (GTK_EDITABLE (self->page_entry), number);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->page_entry), digits);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->page_entry), digits);
  gtk_label_set_text (self->count_label, total);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->count_label), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

static void
update_zoom (SokyPdfToolbar *self)
{
  double percent = round (soky_pdf_view_get_zoom (self->view) * 100);
  g_autofree char *text = g_strdup_printf ("%.0f %%", percent);
  gtk_button_set_label (self->zoom_button, text);
}

static void
page_entered_cb (SokyPdfToolbar *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->page_entry));
  guint64 page = 0;

  if (g_ascii_string_to_unsigned (text, 10, 1, MAX (count_pages (self), 1), &page, NULL)) {
    soky_pdf_view_go_to_page (self->view, (guint) page);
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
  } else {
    gtk_widget_error_bell (GTK_WIDGET (self->page_entry));
    update_page (self);
    gtk_editable_select_region (GTK_EDITABLE (self->page_entry), 0, -1);
  }
}

/* What was typed and not entered is forgotten. */
static void
entry_left_cb (SokyPdfToolbar *self)
{
  if (self->view != NULL)
    update_page (self);
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
        SokyPdfToolbar *self)
{
  if (key != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  return GDK_EVENT_STOP;
}

static void
soky_pdf_toolbar_dispose (GObject *object)
{
  g_clear_weak_pointer (&SOKY_PDF_TOOLBAR (object)->view);
  G_OBJECT_CLASS (soky_pdf_toolbar_parent_class)->dispose (object);
}

static void
soky_pdf_toolbar_class_init (SokyPdfToolbarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_pdf_toolbar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/pdf-toolbar.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyPdfToolbar, page_entry);
  gtk_widget_class_bind_template_child (widget_class, SokyPdfToolbar, count_label);
  gtk_widget_class_bind_template_child (widget_class, SokyPdfToolbar, zoom_button);
  gtk_widget_class_bind_template_callback (widget_class, page_entered_cb);
}

static void
soky_pdf_toolbar_init (SokyPdfToolbar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  GtkEventController *focus = gtk_event_controller_focus_new ();
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (entry_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->page_entry), focus);
  GtkEventController *keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->page_entry), keys);
}

void
soky_pdf_toolbar_set_view (SokyPdfToolbar *self, SokyPdfView *view)
{
  g_return_if_fail (SOKY_IS_PDF_TOOLBAR (self) && SOKY_IS_PDF_VIEW (view));
  g_return_if_fail (self->view == NULL);

  g_set_weak_pointer (&self->view, view);
  g_signal_connect_object (view, "notify::page", G_CALLBACK (update_page), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::page-count", G_CALLBACK (update_page), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::zoom", G_CALLBACK (update_zoom), self, G_CONNECT_SWAPPED);
  update_page (self);
  update_zoom (self);
}

void
soky_pdf_toolbar_ask_page (SokyPdfToolbar *self)
{
  g_return_if_fail (SOKY_IS_PDF_TOOLBAR (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->page_entry));
  gtk_editable_select_region (GTK_EDITABLE (self->page_entry), 0, -1);
}
