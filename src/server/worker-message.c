/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/worker-message.h"

#include "server/page-text.h"
#include "sign/report-json.h"

#include <string.h>

/* The first lines of a good answer: "ok", pages, "altered" or "same", the alteration, what was
 * refused; the report follows. Of a bad one: "error", the code, the sentence. */
enum { LINE_VERDICT, LINE_PAGES, LINE_ALTERED, LINE_ALTERATION, LINE_REFUSED, LINE_REPORT };
enum { LINE_CODE = 1, LINE_SENTENCE, N_ERROR_LINES };

/* A request for text, and the first line of a good answer to it. */
#define TEXT "text"

static GBytes *
add_header (const char *text)
{
  gsize length = strlen (text);
  guint8 *data = g_malloc (SOKY_WORKER_HEADER + length);

  for (guint i = 0; i < SOKY_WORKER_HEADER; i++)
    data[i] = (guint8) (length >> (8 * (SOKY_WORKER_HEADER - 1 - i)));
  memcpy (data + SOKY_WORKER_HEADER, text, length);
  return g_bytes_new_take (data, SOKY_WORKER_HEADER + length);
}

gsize
soky_worker_header_parse (const guint8 header[SOKY_WORKER_HEADER], gsize most)
{
  gsize length = 0;

  for (guint i = 0; i < SOKY_WORKER_HEADER; i++)
    length = length << 8 | header[i];
  return length <= most ? length : 0;
}

GBytes *
soky_worker_request_format (const SokyWorkerRequest *self)
{
  g_autofree char *first = self->text
                               ? g_strdup (TEXT)
                               : g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) self->base_length);
  g_autofree char *text = g_strjoin ("\n", first, self->language, self->path, NULL);

  return add_header (text);
}

SokyWorkerRequest *
soky_worker_request_parse (const char *text, gsize length)
{
  g_autofree char *copy = g_strndup (text, length);
  char *language = strchr (copy, '\n');
  char *path = language ? strchr (language + 1, '\n') : NULL;
  guint64 base_length = 0;

  if (path == NULL)
    return NULL;
  *language++ = '\0';
  *path++ = '\0';
  gboolean wants_text = g_str_equal (copy, TEXT);
  if (*path == '\0' ||
      (!wants_text && !g_ascii_string_to_unsigned (copy, 10, 0, G_MAXINT64, &base_length, NULL)))
    return NULL;
  SokyWorkerRequest *self = g_new0 (SokyWorkerRequest, 1);
  self->text = wants_text;
  self->path = g_strdup (path);
  self->language = g_strdup (language);
  self->base_length = (goffset) base_length;
  return self;
}

void
soky_worker_request_free (SokyWorkerRequest *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self->language);
  g_free (self);
}

/* Text out of a PDF must not be able to end its line. */
static char *
one_line (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text ? text : "", -1);
  return g_strdelimit (g_steal_pointer (&valid), "\r\n", ' ');
}

/* The codes of the wire for what can be wrong with a PDF. */
static SokyWireError
code_of (const GError *error)
{
  if (error->domain != SOKY_PDF_ERROR)
    return error->domain == SOKY_WIRE_ERROR ? (SokyWireError) error->code
                                            : SOKY_WIRE_ERROR_VERIFIER_FAILED;
  switch ((SokyPdfError) error->code) {
  case SOKY_PDF_ERROR_NOT_PDF:
    return SOKY_WIRE_ERROR_NOT_A_PDF;
  case SOKY_PDF_ERROR_ENCRYPTED:
    return SOKY_WIRE_ERROR_PDF_ENCRYPTED;
  case SOKY_PDF_ERROR_TOO_LARGE:
    return SOKY_WIRE_ERROR_TOO_LARGE;
  case SOKY_PDF_ERROR_UNSUPPORTED:
  case SOKY_PDF_ERROR_LIMIT:
    return SOKY_WIRE_ERROR_PDF_REFUSED;
  case SOKY_PDF_ERROR_TRUNCATED:
  case SOKY_PDF_ERROR_DAMAGED:
  default:
    return SOKY_WIRE_ERROR_PDF_DAMAGED;
  }
}

GBytes *
soky_worker_answer_format (const SokyExamination *examination, const GError *error)
{
  if (examination == NULL) {
    g_autofree char *sentence = one_line (error->message);
    g_autofree char *text =
        g_strjoin ("\n", "error", soky_wire_error_to_code (code_of (error)), sentence, NULL);
    return add_header (text);
  }

  g_autoptr (GPtrArray) reports = g_ptr_array_new ();
  g_ptr_array_add (reports, examination->report);
  g_autofree char *json = soky_report_to_json (reports);
  g_autofree char *pages = g_strdup_printf ("%u", examination->pages);
  g_autofree char *alteration = one_line (examination->alteration);
  g_autofree char *refused = one_line (examination->refused);
  g_autofree char *text = g_strjoin ("\n", "ok", pages, examination->altered ? "altered" : "same",
                                     alteration, refused, json, NULL);
  return add_header (text);
}

static void
set_failed (GError **error)
{
  soky_wire_refuse (SOKY_WIRE_ERROR_VERIFIER_FAILED, error);
}

static void
set_refusal (char **lines, GError **error)
{
  SokyWireError code = SOKY_WIRE_ERROR_VERIFIER_FAILED;

  if (g_strv_length (lines) < N_ERROR_LINES ||
      !soky_wire_error_from_code (lines[LINE_CODE], &code) ||
      code == SOKY_WIRE_ERROR_VERIFIER_FAILED)
    set_failed (error);
  else
    g_set_error_literal (error, SOKY_WIRE_ERROR, code, lines[LINE_SENTENCE]);
}

SokyExamination *
soky_worker_answer_parse (const char *text, gsize length, GError **error)
{
  g_autofree char *copy = g_strndup (text, length);
  g_auto (GStrv) lines = g_strsplit (copy, "\n", LINE_REPORT + 1);
  g_autoptr (SokyExamination) self = g_new0 (SokyExamination, 1);
  g_autoptr (GError) problem = NULL;
  guint64 pages = 0;

  if (!g_utf8_validate (copy, -1, NULL) || g_strcmp0 (lines[LINE_VERDICT], "ok") != 0) {
    set_refusal (lines, error);
    return NULL;
  }
  if (g_strv_length (lines) <= LINE_REPORT ||
      !g_ascii_string_to_unsigned (lines[LINE_PAGES], 10, 0, G_MAXINT, &pages, NULL)) {
    set_failed (error);
    return NULL;
  }
  self->pages = (guint) pages;
  self->altered = !g_str_equal (lines[LINE_ALTERED], "same");
  self->alteration = *lines[LINE_ALTERATION] ? g_strdup (lines[LINE_ALTERATION]) : NULL;
  self->refused = *lines[LINE_REFUSED] ? g_strdup (lines[LINE_REFUSED]) : NULL;
  self->report = soky_report_from_json (lines[LINE_REPORT], strlen (lines[LINE_REPORT]), &problem);
  if (self->report == NULL) {
    g_debug ("%s", problem->message);
    set_failed (error);
    return NULL;
  }
  return g_steal_pointer (&self);
}

GBytes *
soky_worker_text_answer_format (const char *found)
{
  g_autofree char *text = found ? g_strconcat (TEXT, "\n", found, NULL) : g_strdup ("none");
  return add_header (text);
}

char *
soky_worker_text_answer_parse (const char *text, gsize length)
{
  gsize head = strlen (TEXT "\n");

  if (length < head || memcmp (text, TEXT "\n", head) != 0)
    return NULL;
  return soky_page_text_clean (text + head, length - head);
}
