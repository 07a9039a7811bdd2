/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/unlock-letter.h"

#include "app/dialogs/letter.h"
#include "base/clock.h"

#include <glib/gi18n.h>

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
add_certificate (GString *letter, SokyCertificate *certificate)
{
  g_autofree char *until =
      certificate ? soky_clock_to_vietnam (soky_certificate_get_not_after_us (certificate)) : NULL;

  soky_letter_add_line (letter, _ ("Holder"),
                        certificate ? soky_certificate_get_holder (certificate) : NULL);
  soky_letter_add_line (letter, _ ("Organisation"),
                        certificate ? soky_certificate_get_organisation (certificate) : NULL);
  soky_letter_add_line (letter, _ ("Serial number of the certificate"),
                        certificate ? soky_certificate_get_serial (certificate) : NULL);
  soky_letter_add_line (letter, _ ("Issuer"),
                        certificate ? soky_certificate_get_issuer (certificate) : NULL);
  soky_letter_add_line (letter, _ ("Valid until"), until);
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
  soky_letter_add_line (letter, _ ("Token"), device);
  soky_letter_add_line (letter, _ ("Serial number of the token"), soky_token_get_serial (token));
  soky_letter_add_line (letter, _ ("Identity card"), NULL);
  soky_letter_add_line (letter, _ ("Telephone and e-mail"), NULL);
  g_string_append_printf (letter, "\n%s\n", today);
  g_string_append_printf (letter, "%s\n",
                          _ ("HEAD OF THE ORGANISATION (signature, seal, full name)"));
  return g_string_free (g_steal_pointer (&letter), FALSE);
}

void
soky_unlock_letter_show (GtkWindow *parent, SokyToken *token)
{
  g_autofree char *letter = soky_unlock_letter_write (token, soky_clock_now_us ());

  soky_letter_show (
      parent, _ ("Letter to Unlock the Token"),
      _ ("Fill in what is missing, have it signed by the head of the organisation, and send "
         "it to the provincial contact."),
      letter);
}
