/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/letter.h"

#include "app/gtk-compat.h"

#include <glib/gi18n.h>

#define HEIGHT 320

void
soky_letter_add_line (GString *letter, const char *label, const char *value)
{
  g_string_append_printf (letter, "- %s: %s\n", label,
                          value != NULL && *value != '\0' ? value : "…………");
}

static GtkWidget *
new_text (const char *letter)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), letter, -1);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 12);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 12);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 12);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 12);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Letter"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_widget_set_size_request (scrolled, -1, HEIGHT);
  gtk_widget_add_css_class (scrolled, "card");
  return scrolled;
}

/* What the person changed in the letter is copied too. */
static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkTextBuffer) buffer = user_data;
  GtkTextIter start, end;

  if (!soky_ask_finish (result))
    return;
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  g_autofree char *text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  gdk_clipboard_set_text (gdk_display_get_clipboard (gdk_display_get_default ()), text);
}

void
soky_letter_show (GtkWindow *parent, const char *heading, const char *body, const char *text)
{
  GtkWidget *shown = new_text (text);
  GtkWidget *view = gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (shown));
  const SokyQuestion question = {
      .heading = heading,
      .body = body,
      .accept = _ ("Copy"),
      .refuse = _ ("Close"),
      .extra = shown,
  };

  soky_ask_async (parent, &question, answered_cb,
                  g_object_ref (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view))));
}
