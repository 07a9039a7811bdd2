/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/rules-private.h"

#include "base/text.h"

/* Marks that change the direction of what follows, or are not seen: a title must look as it is. */
static gboolean
is_invisible (gunichar c)
{
  switch (g_unichar_type (c)) {
  case G_UNICODE_FORMAT:
  case G_UNICODE_SURROGATE:
  case G_UNICODE_UNASSIGNED:
    return TRUE;
  default:
    return FALSE;
  }
}

/* Composed, trimmed, white space as single blanks; line ends survive where @lines says so. */
static char *
clean_text (const char *text, gboolean lines)
{
  g_autofree char *composed = soky_text_normalize (text != NULL ? text : "");
  g_autoptr (GString) clean = g_string_new (NULL);
  gunichar gap = 0;

  for (const char *p = composed; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    if (is_invisible (c))
      continue;
    if (g_unichar_isspace (c) || g_unichar_iscntrl (c)) {
      gap = lines && (c == '\n' || gap == '\n') ? '\n' : ' ';
      continue;
    }
    if (gap != 0 && clean->len > 0)
      g_string_append_unichar (clean, gap);
    gap = 0;
    g_string_append_unichar (clean, c);
  }
  return g_strdup (clean->str);
}

/* Cleans @text into @place; an empty one becomes NULL. */
static gboolean
take_field (char **place, const char *text, glong longest, GError **error)
{
  g_autofree char *clean = clean_text (text, FALSE);

  g_clear_pointer (place, g_free);
  if (g_utf8_strlen (clean, -1) > longest)
    return soky_book_refuse (SOKY_BOOK_ERROR_TEXT_TOO_LONG, error);
  if (*clean != '\0')
    *place = g_steal_pointer (&clean);
  return TRUE;
}

gboolean
soky_rules_clean_fields (const SokyBookFields *fields, const SokyBookType *type,
                         SokyBookFields *clean, GError **error)
{
  if (!take_field (&clean->title, fields->title, SOKY_BOOK_MAX_TITLE, error) ||
      !take_field (&clean->period, fields->period, SOKY_BOOK_MAX_FIELD, error) ||
      !take_field (&clean->school_year, fields->school_year, SOKY_BOOK_MAX_FIELD, error) ||
      !take_field (&clean->class_name, type->asks_class ? fields->class_name : NULL,
                   SOKY_BOOK_MAX_FIELD, error) ||
      !take_field (&clean->subject, type->asks_subject ? fields->subject : NULL,
                   SOKY_BOOK_MAX_FIELD, error))
    return FALSE;
  if (clean->title == NULL)
    return soky_book_refuse (SOKY_BOOK_ERROR_TITLE_MISSING, error);
  if (!soky_school_year_is_valid (clean->school_year) ||
      !soky_period_is_valid (clean->period, type->frequency))
    return soky_book_refuse (SOKY_BOOK_ERROR_BAD_PERIOD, error);
  if (type->asks_class && clean->class_name == NULL)
    return soky_book_refuse (SOKY_BOOK_ERROR_CLASS_MISSING, error);
  if (type->asks_subject && clean->subject == NULL)
    return soky_book_refuse (SOKY_BOOK_ERROR_SUBJECT_MISSING, error);
  return TRUE;
}

char *
soky_rules_clean_text (const char *text, gboolean lines, glong longest, GError **error)
{
  g_autofree char *clean = clean_text (text, lines);

  if (g_utf8_strlen (clean, -1) <= longest)
    return g_steal_pointer (&clean);
  soky_book_refuse (SOKY_BOOK_ERROR_TEXT_TOO_LONG, error);
  return NULL;
}

char *
soky_rules_clean_reason (const char *reason, gboolean needed, GError **error)
{
  g_autofree char *clean = soky_rules_clean_text (reason, TRUE, SOKY_BOOK_MAX_REASON, error);

  if (clean == NULL)
    return NULL;
  if (needed && *clean == '\0') {
    soky_book_refuse (SOKY_BOOK_ERROR_REASON_MISSING, error);
    return NULL;
  }
  return g_steal_pointer (&clean);
}
