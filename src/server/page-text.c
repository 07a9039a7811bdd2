/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/page-text.h"

#include <poppler.h>

#define MAX_PAGES 5000

/* older releases of Poppler define no cleanups */
typedef PopplerDocument SokyTextDocument;
typedef PopplerPage SokyTextPage;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyTextDocument, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyTextPage, g_object_unref)

static void
release_input (gpointer data)
{
  soky_input_unref (data);
}

static PopplerDocument *
open_document (SokyInput *input, GError **error)
{
  g_autoptr (GBytes) bytes =
      g_bytes_new_with_free_func (soky_input_peek (input), (gsize) soky_input_get_size (input),
                                  release_input, soky_input_ref (input));

  return poppler_document_new_from_bytes (bytes, NULL, error);
}

static void
append_page (PopplerDocument *document, int number, GString *all)
{
  g_autoptr (SokyTextPage) page = poppler_document_get_page (document, number);
  g_autofree char *text = page ? poppler_page_get_text (page) : NULL;

  if (text == NULL)
    return;
  g_string_append (all, text);
  g_string_append_c (all, ' ');
}

char *
soky_page_text_read (SokyInput *input, guint seconds, GError **error)
{
  g_autoptr (SokyTextDocument) document = open_document (input, error);
  gint64 until_us = g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC;
  g_autoptr (GString) all = g_string_new (NULL);

  if (document == NULL)
    return NULL;
  int pages = MIN (poppler_document_get_n_pages (document), MAX_PAGES);
  for (int i = 0; i < pages && all->len < SOKY_TEXT_MAX_BYTES; i++) {
    append_page (document, i, all);
    if (g_get_monotonic_time () > until_us)
      break;
  }
  return soky_page_text_clean (all->str, all->len);
}

/* What turns text around or hides in it, beside the marks of what was found. */
static gboolean
is_of_no_word (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);
  return type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT || type == G_UNICODE_PRIVATE_USE ||
         type == G_UNICODE_UNASSIGNED || type == G_UNICODE_SURROGATE;
}

char *
soky_page_text_clean (const char *text, gsize length)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) length);
  g_autoptr (GString) clean = g_string_new (NULL);
  gboolean blank = FALSE;

  for (const char *p = valid; *p != '\0' && clean->len < SOKY_TEXT_MAX_BYTES;
       p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    if (g_unichar_isspace (c)) {
      blank = clean->len > 0;
      continue;
    }
    if (is_of_no_word (c))
      continue;
    if (blank)
      g_string_append_c (clean, ' ');
    blank = FALSE;
    g_string_append_unichar (clean, c);
  }
  return g_strdup (clean->str);
}
