/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/pdf-pane-private.h"

/* What can be done with the pages that are shown: the "pdf." actions, and their keys. */

#define FOR_DOCUMENT 1
#define FOR_SELECTION 2

typedef void (*Run) (SokyPdfPane *self);

static void
zoom_in (SokyPdfPane *self)
{
  soky_pdf_view_zoom_in (self->view);
}

static void
zoom_out (SokyPdfPane *self)
{
  soky_pdf_view_zoom_out (self->view);
}

static void
zoom_normal (SokyPdfPane *self)
{
  soky_pdf_view_set_zoom (self->view, 1.0);
}

static void
fit_width (SokyPdfPane *self)
{
  soky_pdf_view_set_zoom_mode (self->view, SOKY_ZOOM_FIT_WIDTH);
}

static void
fit_page (SokyPdfPane *self)
{
  soky_pdf_view_set_zoom_mode (self->view, SOKY_ZOOM_FIT_PAGE);
}

static void
next_page (SokyPdfPane *self)
{
  soky_pdf_view_turn_page (self->view, TRUE);
}

static void
previous_page (SokyPdfPane *self)
{
  soky_pdf_view_turn_page (self->view, FALSE);
}

static void
ask_page (SokyPdfPane *self)
{
  soky_pdf_toolbar_ask_page (self->toolbar);
}

static void
copy (SokyPdfPane *self)
{
  soky_pdf_view_copy (self->view);
}

static void
select_all (SokyPdfPane *self)
{
  soky_pdf_view_select_all (self->view);
}

static void
search (SokyPdfPane *self)
{
  soky_pdf_search_bar_open (self->search_bar);
}

static void
find_next (SokyPdfPane *self)
{
  soky_pdf_search_bar_move (self->search_bar, TRUE);
}

static void
find_previous (SokyPdfPane *self)
{
  soky_pdf_search_bar_move (self->search_bar, FALSE);
}

static void
rotate_right (SokyPdfPane *self)
{
  soky_pdf_view_set_turns (self->view, soky_pdf_view_get_turns (self->view) + 1);
}

static void
rotate_left (SokyPdfPane *self)
{
  soky_pdf_view_set_turns (self->view, soky_pdf_view_get_turns (self->view) + 3);
}

static const struct {
  const char *name;
  Run run;
  int needs;
} actions[] = {
    {"pdf.zoom-in", zoom_in, FOR_DOCUMENT},
    {"pdf.zoom-out", zoom_out, FOR_DOCUMENT},
    {"pdf.zoom-normal", zoom_normal, FOR_DOCUMENT},
    {"pdf.fit-width", fit_width, FOR_DOCUMENT},
    {"pdf.fit-page", fit_page, FOR_DOCUMENT},
    {"pdf.next-page", next_page, FOR_DOCUMENT},
    {"pdf.previous-page", previous_page, FOR_DOCUMENT},
    {"pdf.ask-page", ask_page, FOR_DOCUMENT},
    {"pdf.copy", copy, FOR_SELECTION},
    {"pdf.select-all", select_all, FOR_DOCUMENT},
    {"pdf.search", search, FOR_DOCUMENT},
    {"pdf.find-next", find_next, FOR_DOCUMENT},
    {"pdf.find-previous", find_previous, FOR_DOCUMENT},
    {"pdf.rotate-right", rotate_right, FOR_DOCUMENT},
    {"pdf.rotate-left", rotate_left, FOR_DOCUMENT},
    {"pdf.print", _soky_pdf_pane_print, FOR_DOCUMENT},
    {"pdf.present", _soky_pdf_pane_present, FOR_DOCUMENT},
    {"pdf.present-all", _soky_pdf_pane_present_all, FOR_DOCUMENT},
};

static const struct {
  guint key;
  GdkModifierType modifiers;
  const char *action;
} shortcuts[] = {
    {GDK_KEY_plus, GDK_CONTROL_MASK, "pdf.zoom-in"},
    {GDK_KEY_KP_Add, GDK_CONTROL_MASK, "pdf.zoom-in"},
    {GDK_KEY_equal, GDK_CONTROL_MASK, "pdf.zoom-in"},
    {GDK_KEY_minus, GDK_CONTROL_MASK, "pdf.zoom-out"},
    {GDK_KEY_KP_Subtract, GDK_CONTROL_MASK, "pdf.zoom-out"},
    {GDK_KEY_1, GDK_CONTROL_MASK, "pdf.zoom-normal"},
    {GDK_KEY_0, GDK_CONTROL_MASK, "pdf.fit-width"},
    {GDK_KEY_2, GDK_CONTROL_MASK, "pdf.fit-page"},
    {GDK_KEY_Page_Down, GDK_CONTROL_MASK, "pdf.next-page"},
    {GDK_KEY_Page_Up, GDK_CONTROL_MASK, "pdf.previous-page"},
    {GDK_KEY_l, GDK_CONTROL_MASK, "pdf.ask-page"},
    {GDK_KEY_r, GDK_CONTROL_MASK, "pdf.rotate-right"},
    {GDK_KEY_r, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "pdf.rotate-left"},
    {GDK_KEY_d, GDK_CONTROL_MASK, "pdf.two-pages"},
    {GDK_KEY_p, GDK_CONTROL_MASK, "pdf.print"},
    {GDK_KEY_F5, 0, "pdf.present-all"},
    {GDK_KEY_F5, GDK_SHIFT_MASK, "pdf.present"},
    {GDK_KEY_F11, 0, "pdf.present"},
    {GDK_KEY_F9, 0, "pdf.side-pane"},
    {GDK_KEY_f, GDK_CONTROL_MASK, "pdf.search"},
    {GDK_KEY_F3, 0, "pdf.find-next"},
    {GDK_KEY_g, GDK_CONTROL_MASK, "pdf.find-next"},
    {GDK_KEY_F3, GDK_SHIFT_MASK, "pdf.find-previous"},
    {GDK_KEY_g, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "pdf.find-previous"},
};

static void
run_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (actions[i].name, name))
      actions[i].run (SOKY_PDF_PANE (widget));
}

static gboolean
shortcut_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  /* another page of the window is shown, or there are no pages: the key means something else */
  if (!gtk_widget_get_mapped (widget) ||
      soky_pdf_view_get_document (SOKY_PDF_PANE (widget)->view) == NULL)
    return FALSE;
  return gtk_widget_activate_action_variant (widget, user_data, NULL);
}

void
_soky_pdf_pane_install_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, run_action);
  gtk_widget_class_install_property_action (widget_class, "pdf.two-pages", "two-pages");
  gtk_widget_class_install_property_action (widget_class, "pdf.side-pane", "side-pane");
}

void
_soky_pdf_pane_add_shortcuts (SokyPdfPane *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_shortcut_controller_add_shortcut (
        GTK_SHORTCUT_CONTROLLER (controller),
        gtk_shortcut_new (
            gtk_keyval_trigger_new (shortcuts[i].key, shortcuts[i].modifiers),
            gtk_callback_action_new (shortcut_cb, (gpointer) shortcuts[i].action, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

void
_soky_pdf_pane_update_actions (SokyPdfPane *self)
{
  gboolean shown = soky_pdf_view_get_document (self->view) != NULL;
  gboolean selected = soky_pdf_view_has_selection (self->view);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i].name,
                                   actions[i].needs == FOR_SELECTION ? selected : shown);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pdf.two-pages", shown);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pdf.side-pane", shown);
}
