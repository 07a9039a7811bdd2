/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/pdf-search-bar.h"

#include <glib/gi18n.h>

struct _SokyPdfSearchBar {
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkEditable *entry;
  GtkLabel *count_label;
  GtkLabel *words_label;
  GtkProgressBar *progress;
  GtkWidget *previous_button;
  GtkWidget *next_button;

  SokyPdfView *view; /* weak */
};

G_DEFINE_FINAL_TYPE (SokyPdfSearchBar, soky_pdf_search_bar, ADW_TYPE_BIN)

static gboolean
is_open (SokyPdfSearchBar *self)
{
  return gtk_revealer_get_reveal_child (self->revealer);
}

static gboolean
has_words (SokyPdfSearchBar *self)
{
  return *gtk_editable_get_text (self->entry) != '\0';
}

/* "3/12", and in words for those who hear it. */
static void
show_count (SokyPdfSearchBar *self, const SokyTextSearchState *state)
{
  g_autofree char *text = NULL, *spoken = NULL;

  if (!has_words (self) || state->total == 0) {
    text = g_strdup ("");
    spoken = g_strdup ("");
  } else if (state->hits > 0) {
    text = g_strdup_printf ("%u/%u%s", state->number, state->hits, state->cut_off ? "+" : "");
    /* TRANSLATORS: what a screen reader says, for example "Found place 3 of 12" */
    spoken = g_strdup_printf (_ ("Found place %u of %u"), state->number, state->hits);
  } else {
    text = g_strdup (state->running ? "…" : _ ("Not found"));
    spoken = g_strdup (state->running ? _ ("Searching") : text);
  }
  gtk_label_set_text (self->count_label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->count_label), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

static void
update (SokyPdfSearchBar *self)
{
  SokyTextSearch *search = soky_pdf_view_get_search (self->view);
  SokyTextSearchState state = {0};

  if (search != NULL)
    soky_text_search_get_state (search, &state);
  gboolean failed = has_words (self) && state.total > 0 && !state.running && state.hits == 0;

  show_count (self, &state);
  gtk_widget_set_sensitive (self->previous_button, state.hits > 0);
  gtk_widget_set_sensitive (self->next_button, state.hits > 0);
  gtk_widget_set_opacity (GTK_WIDGET (self->progress), state.running ? 1 : 0);
  gtk_progress_bar_set_fraction (self->progress,
                                 state.total > 0 ? (double) state.done / state.total : 0);
  gtk_widget_set_visible (GTK_WIDGET (self->words_label), failed && state.wordless);
  if (failed)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
}

static void
show_current (SokyPdfSearchBar *self)
{
  SokyTextSearch *search = soky_pdf_view_get_search (self->view);
  const SokyTextHit *hit = search != NULL ? soky_text_search_get_current (search) : NULL;

  if (hit != NULL)
    soky_pdf_view_reveal (self->view, hit->page + 1, &hit->area);
  update (self);
}

static void
search_again (SokyPdfSearchBar *self)
{
  SokyTextSearch *search = soky_pdf_view_get_search (self->view);

  if (search == NULL)
    return;
  if (is_open (self))
    soky_text_search_start (search, gtk_editable_get_text (self->entry),
                            MAX (soky_pdf_view_get_page (self->view), 1) - 1);
  else
    soky_text_search_stop (search);
}

/* Another document: its own search, for the same words. */
static void
document_changed_cb (SokyPdfSearchBar *self)
{
  SokyTextSearch *search = soky_pdf_view_get_search (self->view);

  if (search != NULL) {
    g_signal_connect_object (search, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (search, "current-changed", G_CALLBACK (show_current), self,
                             G_CONNECT_SWAPPED);
    if (is_open (self) && has_words (self))
      search_again (self);
  }
  update (self);
}

static void
next_cb (SokyPdfSearchBar *self)
{
  soky_pdf_search_bar_move (self, TRUE);
}

static void
previous_cb (SokyPdfSearchBar *self)
{
  soky_pdf_search_bar_move (self, FALSE);
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
        SokyPdfSearchBar *self)
{
  gboolean enter = key == GDK_KEY_Return || key == GDK_KEY_KP_Enter;

  if (!enter || !(state & GDK_SHIFT_MASK))
    return GDK_EVENT_PROPAGATE;
  previous_cb (self);
  return GDK_EVENT_STOP;
}

static void
soky_pdf_search_bar_dispose (GObject *object)
{
  g_clear_weak_pointer (&SOKY_PDF_SEARCH_BAR (object)->view);
  G_OBJECT_CLASS (soky_pdf_search_bar_parent_class)->dispose (object);
}

static void
soky_pdf_search_bar_class_init (SokyPdfSearchBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_pdf_search_bar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/pdf-search-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyPdfSearchBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, SokyPdfSearchBar, entry);
  gtk_widget_class_bind_template_child (widget_class, SokyPdfSearchBar, count_label);
  gtk_widget_class_bind_template_child (widget_class, SokyPdfSearchBar, words_label);
  gtk_widget_class_bind_template_child (widget_class, SokyPdfSearchBar, progress);
  gtk_widget_class_bind_template_child (widget_class, SokyPdfSearchBar, previous_button);
  gtk_widget_class_bind_template_child (widget_class, SokyPdfSearchBar, next_button);
  gtk_widget_class_bind_template_callback (widget_class, search_again);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, soky_pdf_search_bar_close);
}

static void
soky_pdf_search_bar_init (SokyPdfSearchBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  GtkEventController *keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
}

void
soky_pdf_search_bar_set_view (SokyPdfSearchBar *self, SokyPdfView *view)
{
  g_return_if_fail (SOKY_IS_PDF_SEARCH_BAR (self) && SOKY_IS_PDF_VIEW (view));
  g_return_if_fail (self->view == NULL);

  g_set_weak_pointer (&self->view, view);
  g_signal_connect_object (view, "notify::document", G_CALLBACK (document_changed_cb), self,
                           G_CONNECT_SWAPPED);
  document_changed_cb (self);
}

void
soky_pdf_search_bar_open (SokyPdfSearchBar *self)
{
  g_return_if_fail (SOKY_IS_PDF_SEARCH_BAR (self));

  gboolean opened = !is_open (self);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (self->entry, 0, -1);
  if (opened && has_words (self))
    search_again (self);
}

void
soky_pdf_search_bar_close (SokyPdfSearchBar *self)
{
  g_return_if_fail (SOKY_IS_PDF_SEARCH_BAR (self));

  if (!is_open (self))
    return;
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
  search_again (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

void
soky_pdf_search_bar_move (SokyPdfSearchBar *self, gboolean forward)
{
  g_return_if_fail (SOKY_IS_PDF_SEARCH_BAR (self));

  SokyTextSearch *search = soky_pdf_view_get_search (self->view);
  if (!is_open (self) || !has_words (self))
    soky_pdf_search_bar_open (self);
  else if (search != NULL)
    soky_text_search_move (search, forward);
}
