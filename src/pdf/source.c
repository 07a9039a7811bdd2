/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/source.h"

#include "base/hex.h"
#include "pdf/scan.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

static GHashTable *
collect_changes (va_list arguments)
{
  GHashTable *changes = g_hash_table_new (g_str_hash, g_str_equal);

  for (const char *key = va_arg (arguments, const char *); key != NULL;
       key = va_arg (arguments, const char *))
    g_hash_table_insert (changes, (gpointer) key, va_arg (arguments, char *));
  return changes;
}

char *
soky_source_edit (const SokyObject *dictionary, ...)
{
  g_autoptr (GString) text = g_string_new ("<<");
  g_auto (GStrv) keys = soky_object_dup_keys (dictionary);
  GHashTableIter iter;
  gpointer key = NULL, value = NULL;
  va_list arguments;

  va_start (arguments, dictionary);
  g_autoptr (GHashTable) changes = collect_changes (arguments);
  va_end (arguments);
  for (guint i = 0; keys[i] != NULL; i++) {
    if (g_hash_table_contains (changes, keys[i]))
      continue;
    g_auto (SokyObject) kept = soky_object_get (dictionary, keys[i]);
    g_autofree char *key_source = soky_source_name (keys[i] + 1);
    g_autofree char *source = soky_object_dup_source (&kept);
    g_string_append_printf (text, " %s %s", key_source, source);
  }
  g_hash_table_iter_init (&iter, changes);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_string_append_printf (text, " %s %s", (char *) key, (char *) value);
  g_string_append (text, " >>");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
soky_source_append (const SokyObject *array, const char *item)
{
  g_autoptr (GString) text = g_string_new ("[");

  for (int i = 0; i < soky_object_count (array); i++) {
    g_auto (SokyObject) kept = soky_object_item (array, i);
    g_autofree char *source = soky_object_dup_source (&kept);
    g_string_append_printf (text, " %s", source);
  }
  g_string_append_printf (text, " %s ]", item);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
is_plain (const char *text)
{
  for (; *text != '\0'; text++)
    if (!g_ascii_isprint (*text))
      return FALSE;
  return TRUE;
}

static char *
dup_utf16 (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  glong length = 0;
  g_autofree gunichar2 *units = g_utf8_to_utf16 (valid, -1, NULL, &length, NULL);
  g_autoptr (GString) source = g_string_new ("<FEFF");

  for (glong i = 0; i < length; i++)
    g_string_append_printf (source, "%04X", units[i]);
  g_string_append_c (source, '>');
  return g_string_free (g_steal_pointer (&source), FALSE);
}

char *
soky_source_text (const char *text)
{
  if (!is_plain (text))
    return dup_utf16 (text);

  g_autoptr (GString) source = g_string_new ("(");
  for (; *text != '\0'; text++) {
    if (strchr ("()\\", *text) != NULL)
      g_string_append_c (source, '\\');
    g_string_append_c (source, *text);
  }
  g_string_append_c (source, ')');
  return g_string_free (g_steal_pointer (&source), FALSE);
}

char *
soky_source_bytes (GBytes *bytes)
{
  gsize length = 0;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  g_autofree char *digits = soky_hex_encode (data, length);
  return g_strdup_printf ("<%s>", digits);
}

char *
soky_source_name (const char *name)
{
  g_autoptr (GString) source = g_string_new ("/");

  for (const guint8 *byte = (const guint8 *) name; *byte != 0; byte++) {
    if (*byte > ' ' && *byte < 0x7f && *byte != '#' && !soky_scan_is_delimiter (*byte))
      g_string_append_c (source, (char) *byte);
    else
      g_string_append_printf (source, "#%02X", *byte);
  }
  return g_string_free (g_steal_pointer (&source), FALSE);
}

char *
soky_source_numbers (const double *numbers, guint count)
{
  g_autoptr (GString) source = g_string_new ("[");
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint i = 0; i < count; i++) {
    double number = isfinite (numbers[i]) ? CLAMP (numbers[i], -1e6, 1e6) : 0;
    g_ascii_formatd (digits, sizeof digits, "%.4f", number);
    /* "12.5000" is "12.5", "12.0000" is "12" */
    gsize length = strlen (digits);
    while (digits[length - 1] == '0')
      digits[--length] = '\0';
    if (digits[length - 1] == '.')
      digits[--length] = '\0';
    g_string_append_printf (source, "%s%s", i > 0 ? " " : "",
                            g_str_equal (digits, "-0") ? "0" : digits);
  }
  g_string_append_c (source, ']');
  return g_string_free (g_steal_pointer (&source), FALSE);
}
