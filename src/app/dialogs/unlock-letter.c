/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/unlock-letter.h"

#include "app/gtk-compat.h"
#include "base/clock.h"

#include <glib/gi18n.h>

#define LETTER_WIDTH 460
#define LETTER_HEIGHT 320

/* The certificate that the letter is about: the one of a person or an organisation that is valid
 * the longest. */
static SokyCertificate *
find_leaf (SokyToken *token)
{
  GPtrArray *held = soky_token_get_certificates (token);
  SokyCertificate *leaf = NULL;

  for (guint i = 0; i < held->len; i++) {
    SokyCertificate *certificate = soky_token_certificate_get_certificate (held->pdata[i]);
    if (!soky_certificate_is_authority (certificate) &&
        (leaf == NULL || soky_certificate_get_not_after_us (certificate) >
                             soky_certificate_get_not_after_us (leaf)))
      leaf = certificate;
  }
  return leaf;
}

static void
add_line (GString *letter, const char *label, const char *value)
{
  g_string_append_printf (letter, "- %s: %s\n", label,
                          value != NULL && *value != '\0' ? value : "…………");
}

static void
add_certificate (GString *letter, SokyCertificate *certificate)
{
  g_autofree char *until =
      certificate ? soky_clock_to_vietnam (soky_certificate_get_not_after_us (certificate)) : NULL;

  add_line (letter, _ ("Holder"), certificate ? soky_certificate_get_holder (certificate) : NULL);
  add_line (letter, _ ("Organisation"),
            certificate ? soky_certificate_get_organisation (certificate) : NULL);
  add_line (letter, _ ("Serial number of the certificate"),
            certificate ? soky_certificate_get_serial (certificate) : NULL);
  add_line (letter, _ ("Issuer"), certificate ? soky_certificate_get_issuer (certificate) : NULL);
  add_line (letter, _ ("Valid until"), until);
}

char *
soky_unlock_letter_write (SokyToken *token, gint64 now_us)
{
  g_return_val_if_fail (SOKY_IS_TOKEN (token), NULL);

  g_autoptr (GString) letter = g_string_new (NULL);
  g_autofree char *device =
      g_strdup_printf ("%s (%s %s)", soky_token_get_label (token),
                       soky_token_get_manufacturer (token), soky_token_get_model (token));
  g_autofree char *today = soky_clock_to_vietnam (now_us);

  g_string_append_printf (letter, "%s\n\n",
                          _ ("REQUEST TO RESTORE A DEVICE THAT HOLDS A SECRET KEY"));
  g_string_append_printf (letter, "%s\n\n",
                          _ ("To: the office that manages digital signatures of the province"));
  g_string_append_printf (
      letter, "%s\n\n",
      _ ("The token named below was locked after wrong PINs were entered several times in a row. "
         "The holder still has the token, and nobody else has had it. We ask that the token be "
         "unlocked, or issued anew where it cannot be unlocked."));
  add_certificate (letter, find_leaf (token));
  add_line (letter, _ ("Token"), device);
  add_line (letter, _ ("Serial number of the token"), soky_token_get_serial (token));
  add_line (letter, _ ("Identity card"), NULL);
  add_line (letter, _ ("Telephone and e-mail"), NULL);
  g_string_append_printf (letter, "\n%s\n", today);
  g_string_append_printf (letter, "%s\n",
                          _ ("HEAD OF THE ORGANISATION (signature, seal, full name)"));
  return g_string_free (g_steal_pointer (&letter), FALSE);
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
  gtk_widget_set_size_request (scrolled, -1, LETTER_HEIGHT);
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
soky_unlock_letter_show (GtkWindow *parent, SokyToken *token)
{
  g_autofree char *letter = soky_unlock_letter_write (token, soky_clock_now_us ());
  GtkWidget *text = new_text (letter);
  GtkWidget *view = gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (text));
  const SokyQuestion question = {
      .heading = _ ("Letter to Unlock the Token"),
      .body =
          _ ("Fill in what is missing, have it signed by the head of the organisation, and send "
             "it to the provincial contact."),
      .accept = _ ("Copy"),
      .refuse = _ ("Close"),
      .extra = text,
  };

  soky_ask_async (parent, &question, answered_cb,
                  g_object_ref (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view))));
}
