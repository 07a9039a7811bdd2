/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/checkup.h"

#include "base/clock.h"
#include "crypto/random.h"
#include "crypto/statement.h"

#include <glib/gi18n.h>

#define MINUTE_US ((gint64) 60 * G_USEC_PER_SEC)
#define NONCE_BYTES 16

void
soky_checkup_line_set (SokyCheckupLine *self, SokyCheckupState state, char *words)
{
  g_free (self->words);
  self->state = state;
  self->words = words;
}

void
soky_checkup_line_clear (SokyCheckupLine *self)
{
  g_clear_pointer (&self->words, g_free);
}

const char *
soky_checkup_get_title (SokyCheckupItem item)
{
  static const char *const titles[SOKY_CHECKUP_ITEMS] = {
      [SOKY_CHECKUP_DRIVER] = N_ ("Driver of the token"),
      [SOKY_CHECKUP_READER] = N_ ("Card reader"),
      [SOKY_CHECKUP_TOKEN] = N_ ("Token plugged in"),
      [SOKY_CHECKUP_CERTIFICATE] = N_ ("Certificate"),
      [SOKY_CHECKUP_KEY] = N_ ("Key signs"),
      [SOKY_CHECKUP_SERVER] = N_ ("Server"),
      [SOKY_CHECKUP_CLOCK] = N_ ("Clock of this computer"),
      [SOKY_CHECKUP_ANCHORS] = N_ ("Trusted authorities"),
      [SOKY_CHECKUP_FONTS] = N_ ("Fonts with Vietnamese"),
  };
  return _ (titles[item]);
}

static void
check_drivers (SokyTokenMonitor *monitor, SokyCheckupLine *line)
{
  GPtrArray *drivers = soky_token_monitor_get_drivers (monitor);
  const GError *problem = NULL;
  guint working = 0;

  for (guint i = 0; i < drivers->len; i++) {
    const SokyDriverState *driver = drivers->pdata[i];
    working += driver->problem == NULL;
    if (driver->problem != NULL)
      problem = driver->problem;
  }
  if (working > 0)
    soky_checkup_line_set (
        line, SOKY_CHECKUP_GOOD,
        g_strdup_printf (ngettext ("%u driver works.", "%u drivers work.", working), working));
  else if (!soky_token_monitor_is_settled (monitor))
    soky_checkup_line_set (line, SOKY_CHECKUP_UNKNOWN, g_strdup (_ ("Looking…")));
  else
    soky_checkup_line_set (
        line, SOKY_CHECKUP_BAD,
        g_strdup (problem
                      ? problem->message
                      : _ ("None is installed. Install the program that came with the token.")));
}

/* The certificate that can sign longest; what is wrong with another one, if none can. */
static SokyCertificate *
find_certificate (GPtrArray *tokens, gint64 now_us, char **why)
{
  SokyCertificate *best = NULL;

  for (guint i = 0; i < tokens->len; i++) {
    GPtrArray *list = soky_token_get_certificates (tokens->pdata[i]);
    for (guint j = 0; j < list->len; j++) {
      SokyCertificate *one = soky_token_certificate_get_certificate (list->pdata[j]);
      g_autoptr (GError) error = NULL;
      gboolean usable = soky_certificate_check_usable (one, now_us, &error);
      if (usable && (best == NULL || soky_certificate_get_not_after_us (one) >
                                         soky_certificate_get_not_after_us (best)))
        best = one;
      if (!usable && *why == NULL && !soky_certificate_is_authority (one))
        *why = g_strdup (error->message);
    }
  }
  return best;
}

static void
check_certificate (GPtrArray *tokens, gint64 now_us, SokyCheckupLine *line)
{
  g_autofree char *why = NULL;
  SokyCertificate *best = find_certificate (tokens, now_us, &why);

  if (best == NULL) {
    soky_checkup_line_set (
        line, SOKY_CHECKUP_BAD,
        g_strdup (why ? why : _ ("There is none on the token. Ask the authority that issued it.")));
    return;
  }
  g_autofree char *until = soky_clock_to_local (soky_certificate_get_not_after_us (best));
  soky_checkup_line_set (line, SOKY_CHECKUP_GOOD, g_strdup_printf (_ ("Valid until %s."), until));
}

void
soky_checkup_tokens (SokyTokenMonitor *monitor, gint64 now_us, SokyCheckupLine *lines)
{
  GPtrArray *tokens = soky_token_monitor_get_tokens (monitor);
  gboolean settled = soky_token_monitor_is_settled (monitor);

  check_drivers (monitor, &lines[SOKY_CHECKUP_DRIVER]);
  if (tokens->len == 0) {
    soky_checkup_line_set (&lines[SOKY_CHECKUP_TOKEN],
                           settled ? SOKY_CHECKUP_BAD : SOKY_CHECKUP_UNKNOWN,
                           g_strdup (settled ? _ ("None is seen. Plug the token in, or try another "
                                                  "USB port.")
                                             : _ ("Looking…")));
    soky_checkup_line_set (&lines[SOKY_CHECKUP_CERTIFICATE], SOKY_CHECKUP_UNKNOWN,
                           g_strdup (_ ("It can be read once a token is seen.")));
    return;
  }
  soky_checkup_line_set (
      &lines[SOKY_CHECKUP_TOKEN], SOKY_CHECKUP_GOOD,
      g_strdup_printf (ngettext ("%u token is seen.", "%u tokens are seen.", tokens->len),
                       tokens->len));
  check_certificate (tokens, now_us, &lines[SOKY_CHECKUP_CERTIFICATE]);
}

/* Some drivers reach their tokens without the service for readers. */
void
soky_checkup_readers (const char *const *readers, guint tokens, SokyCheckupLine *lines)
{
  SokyCheckupLine *line = &lines[SOKY_CHECKUP_READER];

  if (readers != NULL && readers[0] != NULL)
    soky_checkup_line_set (line, SOKY_CHECKUP_GOOD, g_strjoinv (", ", (char **) readers));
  else if (tokens > 0)
    soky_checkup_line_set (line, SOKY_CHECKUP_GOOD, g_strdup (_ ("The token needs none.")));
  else if (readers != NULL)
    soky_checkup_line_set (line, SOKY_CHECKUP_BAD,
                           g_strdup (_ ("None is seen. Plug in the token, or the reader with its "
                                        "card, or try another USB port.")));
  else
    soky_checkup_line_set (line, SOKY_CHECKUP_BAD,
                           g_strdup (_ ("The service for card readers does not run. Install the "
                                        "package pcscd, and restart the computer.")));
}

void
soky_checkup_anchors (SokyTrust *trust, SokyCheckupLine *lines)
{
  guint count = trust ? soky_trust_count_anchors (trust) : 0;

  if (count > 0)
    soky_checkup_line_set (
        &lines[SOKY_CHECKUP_ANCHORS], SOKY_CHECKUP_GOOD,
        g_strdup_printf (ngettext ("%u authority.", "%u authorities.", count), count));
  else
    soky_checkup_line_set (&lines[SOKY_CHECKUP_ANCHORS], SOKY_CHECKUP_BAD,
                           g_strdup (_ ("None is known, so no signature can be called valid. Ask "
                                        "the administrator for their certificates.")));
}

/* Every Vietnamese letter of a line in the font of signatures, whole and not as boxes. */
void
soky_checkup_fonts (PangoContext *context, SokyCheckupLine *lines)
{
  g_autoptr (PangoLayout) layout = pango_layout_new (context);
  g_autoptr (PangoFontDescription) font =
      pango_font_description_from_string ("Liberation Serif, Times New Roman, DejaVu Serif 10");

  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, "Ắ Ặ Ễ Ộ Ữ Ỵ Đ ạ ệ ợ ự ỷ đ", -1);
  gboolean whole = pango_layout_get_unknown_glyphs_count (layout) == 0;
  soky_checkup_line_set (&lines[SOKY_CHECKUP_FONTS], whole ? SOKY_CHECKUP_GOOD : SOKY_CHECKUP_BAD,
                         g_strdup (whole ? _ ("They are there.")
                                         : _ ("Letters are missing. Install the package "
                                              "fonts-liberation or fonts-dejavu.")));
}

static void
check_clock (gint64 server_us, gint64 now_us, SokyCheckupLine *line)
{
  gint64 off_us = ABS (now_us - server_us);
  int minutes = (int) (off_us / MINUTE_US);

  if (off_us <= MINUTE_US)
    soky_checkup_line_set (line, SOKY_CHECKUP_GOOD,
                           g_strdup (_ ("Within a minute of the server's.")));
  else
    soky_checkup_line_set (
        line, SOKY_CHECKUP_BAD,
        g_strdup_printf (ngettext ("It is off by %d minute. Set the time of this computer.",
                                   "It is off by %d minutes. Set the time of this computer.",
                                   minutes),
                         minutes));
}

void
soky_checkup_server (const SokyAbout *about, const GError *error, gint64 now_us,
                     SokyCheckupLine *lines)
{
  if (about != NULL) {
    soky_checkup_line_set (&lines[SOKY_CHECKUP_SERVER], SOKY_CHECKUP_GOOD,
                           g_strdup_printf (_ ("It answers (SoKy %s)."), about->version));
    check_clock (about->time_us, now_us, &lines[SOKY_CHECKUP_CLOCK]);
    return;
  }
  soky_checkup_line_set (
      &lines[SOKY_CHECKUP_SERVER], error ? SOKY_CHECKUP_BAD : SOKY_CHECKUP_UNKNOWN,
      g_strdup (error ? error->message : _ ("No server is entered; files can be signed without.")));
  soky_checkup_line_set (&lines[SOKY_CHECKUP_CLOCK], SOKY_CHECKUP_UNKNOWN,
                         g_strdup (_ ("It can be compared once the server answers.")));
}

gboolean
soky_checkup_try_key (SokySigner *signer, GCancellable *cancellable, GError **error)
{
  g_autofree char *nonce = soky_random_hex (NONCE_BYTES);
  g_autofree char *text = g_strdup_printf ("purpose: try the key\nnonce: %s\n", nonce);
  g_auto (SokyStatementSignature) signature = {0};

  if (!soky_statement_sign (signer, text, &signature, cancellable, error))
    return FALSE;
  if (soky_statement_verify (soky_signer_get_certificate (signer), text, signature.scheme,
                             signature.value))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       _ ("The key on the token does not belong to its certificate. Ask the "
                          "authority that issued it."));
  return FALSE;
}

char *
soky_checkup_to_text (const SokyCheckupLine *lines)
{
  static const char *const marks[] = {"?", "+", "!"};
  GString *text = g_string_new ("SoKy " SOKY_VERSION "\n");

  for (guint i = 0; i < SOKY_CHECKUP_ITEMS; i++)
    g_string_append_printf (text, "%s %s: %s\n", marks[lines[i].state], soky_checkup_get_title (i),
                            lines[i].words ? lines[i].words : "");
  return g_string_free (text, FALSE);
}
