/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/page/frame.h"

#include "base/clock.h"
#include "book/date.h"
#include "book/frequency.h"
#include "server/embedded.h"
#include "wire/problem.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define VIETNAM_SECONDS (7 * 3600)
#define DAY "day-"

/* What the templates say by themselves. */
static const struct {
  const char *name, *english;
} sentences[] = {
    {"w-what", N_ ("Check of signed school books")},
    {"w-footer", N_ ("Files that are checked here are not kept, and no cookies are set.")},
    {"w-book", N_ ("The Book")},
    {"w-title", N_ ("Title")},
    {"w-type", N_ ("Type")},
    {"w-school", N_ ("School")},
    {"w-period", N_ ("Period Covered")},
    {"w-class", N_ ("Class")},
    {"w-subject", N_ ("Subject")},
    {"w-published", N_ ("Published")},
    {"w-code", N_ ("Check code")},
    {"w-signers", N_ ("Signatures")},
    {"w-file", N_ ("The File")},
    {"w-size", N_ ("Size")},
    {"w-changes", N_ ("What Was Changed")},
    {"w-download", N_ ("Download the Published File")},
    {"w-have-file", N_ ("Check a PDF File")},
    {"w-choose", N_ ("The PDF of the book")},
    {"w-check", N_ ("Check the File")},
    {"w-have-code", N_ ("Look Up a Code")},
    {"w-enter-code", N_ ("The check code of the book")},
    {"w-look-up", N_ ("Look Up")},
    {"w-code-hint", N_ ("It is the end of the address that the QR code on the book leads to.")},
    {"w-again", N_ ("Check Another File or Code")},
};

static const char *
get_other_language (const SokyPage *self)
{
  return g_str_equal (soky_words_get_language (self->words), "vi") ? "en" : "vi";
}

/* The same page in the other language; what was uploaded is gone, so that leads to the form. */
static void
set_language (SokyPage *self, const SokyCall *call)
{
  const char *other = get_other_language (self);
  g_autofree char *path = g_strndup (call->path, strcspn (call->path, "?"));
  gboolean again = g_str_equal (call->method, "POST");

  soky_texts_set (self->texts, "language", soky_words_get_language (self->words));
  soky_texts_set (self->texts, "other-language", other);
  soky_texts_set (self->texts, "other-name", g_str_equal (other, "vi") ? "Tiếng Việt" : "English");
  soky_texts_take (self->texts, "other-href",
                   g_strdup_printf ("%s?lang=%s", again ? "/v/" : path, other));
}

SokyPage *
soky_page_new (SokyService *service, const SokyCall *call, const char *title)
{
  SokyPage *self = g_new0 (SokyPage, 1);

  self->words = soky_words_choose (soky_call_get_query (call, "lang"),
                                   soky_call_get_header (call, "accept-language"));
  self->texts = soky_texts_new ();
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    soky_texts_set (self->texts, sentences[i].name, soky_page_say (self, sentences[i].english));
  set_language (self, call);
  g_autofree char *form = g_strdup_printf ("/v/?lang=%s", soky_words_get_language (self->words));
  soky_texts_set (self->texts, "form-href", form);
  soky_texts_set (self->texts, "upload-href", form);
  soky_texts_set (self->texts, "code-href", "/v/");
  soky_texts_take (
      self->texts, "upload-hint",
      g_strdup_printf (soky_page_say (self, N_ ("At most %u MB. The file is compared with what was "
                                                "published, and then forgotten.")),
                       service->settings->pdf_megabytes));
  soky_texts_set (self->texts, "school",
                  title != NULL && *title != '\0' ? title
                                                  : soky_page_say (self, N_ ("School Books")));
  return self;
}

void
soky_page_free (SokyPage *self)
{
  if (self == NULL)
    return;
  soky_texts_free (self->texts);
  g_free (self);
}

const char *
soky_page_say (const SokyPage *self, const char *english)
{
  return soky_words_get (self->words, english);
}

void
soky_page_set_verdict (SokyPage *self, const char *tone, const char *heading,
                       const char *explanation)
{
  soky_texts_set (self->texts, "tone", tone);
  soky_texts_set (self->texts, "is-good", g_str_equal (tone, SOKY_TONE_GOOD) ? "1" : NULL);
  soky_texts_set (self->texts, "heading", soky_page_say (self, heading));
  soky_texts_set (self->texts, "explanation", soky_page_say (self, explanation));
}

void
soky_page_set_moment (const SokyPage *self, SokyTexts *scope, const char *name, gint64 moment_us)
{
  g_autofree char *machine_name = g_strconcat (name, "-machine", NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (VIETNAM_SECONDS);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (moment_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) there = utc ? g_date_time_to_timezone (utc, zone) : NULL;

  if (moment_us == 0 || there == NULL)
    return;
  soky_texts_take (scope, name, g_date_time_format (there, "%d/%m/%Y, %H:%M (UTC+7)"));
  soky_texts_take (scope, machine_name, soky_clock_to_rfc3339 (moment_us));
}

char *
soky_page_format_period (const SokyPage *self, const char *period)
{
  guint number = soky_period_get_number (period);
  GDate day;

  if (soky_period_is_valid (period, SOKY_FREQUENCY_WEEK))
    return g_strdup_printf (soky_page_say (self, N_ ("Week %u")), number);
  if (soky_period_is_valid (period, SOKY_FREQUENCY_MONTH))
    return g_strdup_printf (soky_page_say (self, N_ ("Month %u")), number);
  if (soky_period_is_valid (period, SOKY_FREQUENCY_TERM))
    return g_strdup_printf (soky_page_say (self, N_ ("Term %u")), number);
  if (soky_period_is_valid (period, SOKY_FREQUENCY_YEAR))
    return g_strdup (soky_page_say (self, N_ ("Whole year")));
  if (soky_period_is_valid (period, SOKY_FREQUENCY_DAY) &&
      soky_date_parse (period + strlen (DAY), &day))
    return g_strdup_printf ("%02u/%02u/%u", g_date_get_day (&day), g_date_get_month (&day),
                            g_date_get_year (&day));
  return soky_period_get_label (period);
}

const char *
soky_page_get_policy (void)
{
  static char *policy;
  static gsize once;

  if (g_once_init_enter (&once)) {
    g_autoptr (GBytes) style = soky_embedded_get ("page/style.css");
    g_autoptr (GChecksum) hash = g_checksum_new (G_CHECKSUM_SHA256);
    guint8 digest[32];
    gsize length = sizeof digest;
    g_checksum_update (hash, g_bytes_get_data (style, NULL), (gssize) g_bytes_get_size (style));
    g_checksum_get_digest (hash, digest, &length);
    g_autofree char *text = g_base64_encode (digest, length);
    policy = g_strdup_printf ("default-src 'none'; style-src 'sha256-%s'; form-action 'self'; "
                              "frame-ancestors 'none'; base-uri 'none'",
                              text);
    g_once_init_leave (&once, 1);
  }
  return policy;
}

void
soky_page_send (const SokyPage *self, guint status, const char *template, SokyReply *reply)
{
  char *html = soky_template_fill (template, self->texts);

  g_clear_pointer (&reply->body, g_bytes_unref);
  reply->status = status;
  reply->content_type = "text/html; charset=utf-8";
  reply->body = g_bytes_new_take (html, strlen (html));
  reply->page_language = soky_words_get_language (self->words);
  reply->page_policy = soky_page_get_policy ();
}

/* What a person can make of a refusal. */
static const struct {
  guint status;
  const char *heading, *explanation;
} refusals[] = {
    {404, N_ ("No Published Book Has This Code"),
     N_ ("Compare the code with the one on the paper. A book that has been withdrawn, or is not "
         "published yet, is not shown here.")},
    {413, N_ ("The File Is Too Large"),
     N_ ("It is larger than any book that can be published here.")},
    {429, N_ ("Too Many Questions"),
     N_ ("Too many unknown codes or files came from your network. Wait a few minutes, then try "
         "again.")},
    {503, N_ ("The Server Is Busy"), N_ ("Many files are being checked. Try again in a minute.")},
    {400, N_ ("No File Arrived"), N_ ("Choose a PDF file, then send it again.")},
};

void
soky_page_refuse (SokyService *service, const SokyCall *call, const GError *error, SokyReply *reply)
{
  g_autoptr (SokyPage) self = soky_page_new (service, call, NULL);
  g_autoptr (SokyProblem) problem = soky_problem_new_for_error (error);
  guint i = 0;

  while (i < G_N_ELEMENTS (refusals) && refusals[i].status != problem->status)
    i++;
  if (i < G_N_ELEMENTS (refusals))
    soky_page_set_verdict (self, SOKY_TONE_CALM, refusals[i].heading, refusals[i].explanation);
  else
    soky_page_set_verdict (self, SOKY_TONE_CALM, N_ ("This Cannot Be Answered Now"),
                           N_ ("Something went wrong on the server. Try again in a minute."));
  soky_page_send (self, problem->status, "message.html", reply);
}
