/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/log.h"

#include "base/clock.h"

#include <gio/gio.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static gboolean quiet;

static gboolean
is_plain (const char *value)
{
  for (const char *p = value; *p != '\0'; p++) {
    if ((guchar) *p <= ' ' || strchr ("\"\\=\x7f", *p) != NULL)
      return FALSE;
  }
  return *value != '\0';
}

/* Text from outside must not be able to start a new line or a new pair. */
static void
append_value (GString *line, const char *value)
{
  if (is_plain (value)) {
    g_string_append (line, value);
    return;
  }
  g_string_append_c (line, '"');
  for (const char *p = value; *p != '\0'; p++) {
    guchar c = (guchar) *p;
    if (c == '"' || c == '\\')
      g_string_append_printf (line, "\\%c", c);
    else if (c < ' ' || c == 0x7f)
      g_string_append_printf (line, "\\x%02x", c);
    else
      g_string_append_c (line, (char) c);
  }
  g_string_append_c (line, '"');
}

static void
append_pair (GString *line, const char *name, const char *value)
{
  g_string_append_printf (line, " %s=", name);
  append_value (line, value);
}

static void
append_list (GString *line, const char *first, va_list pairs)
{
  for (const char *name = first; name != NULL; name = va_arg (pairs, const char *)) {
    const char *value = va_arg (pairs, const char *);
    if (value != NULL)
      append_pair (line, name, value);
  }
}

static char *
format_list (const char *event, va_list pairs)
{
  GString *line = g_string_new (NULL);
  g_autofree char *time = soky_clock_to_rfc3339 (soky_clock_now_us ());

  g_string_append_printf (line, "time=%s event=%s", time, event);
  append_list (line, va_arg (pairs, const char *), pairs);
  return g_string_free (line, FALSE);
}

char *
soky_log_pairs (const char *name, ...)
{
  GString *line = g_string_new (NULL);
  va_list pairs;

  va_start (pairs, name);
  append_list (line, name, pairs);
  va_end (pairs);
  g_string_erase (line, 0, line->len > 0 ? 1 : 0);
  return g_string_free (line, FALSE);
}

char *
soky_log_format (const char *event, ...)
{
  va_list pairs;
  va_start (pairs, event);
  char *line = format_list (event, pairs);
  va_end (pairs);
  return line;
}

char *
soky_log_network (const char *address)
{
  g_autoptr (GInetAddress) parsed = g_inet_address_new_from_string (address);

  if (parsed == NULL || g_inet_address_get_is_loopback (parsed))
    return g_strdup (address);
  gsize size = g_inet_address_get_native_size (parsed);
  gsize kept = g_inet_address_get_family (parsed) == G_SOCKET_FAMILY_IPV4 ? 3 : 6;
  g_autofree guint8 *bytes = g_malloc0 (size);
  memcpy (bytes, g_inet_address_to_bytes (parsed), kept);
  g_autoptr (GInetAddress) network =
      g_inet_address_new_from_bytes (bytes, g_inet_address_get_family (parsed));
  g_autofree char *text = g_inet_address_to_string (network);
  return g_strdup_printf ("%s/%zu", text, kept * 8);
}

void
soky_log_set_quiet (gboolean value)
{
  quiet = value;
}

void
soky_log (const char *event, ...)
{
  if (quiet)
    return;
  va_list pairs;
  va_start (pairs, event);
  g_autofree char *line = format_list (event, pairs);
  va_end (pairs);
  fprintf (stderr, "%s\n", line);
}

static GLogWriterOutput
write_glib_message (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  const char *message = NULL;
  const char *domain = NULL;

  if (level & (G_LOG_LEVEL_DEBUG | G_LOG_LEVEL_INFO))
    return G_LOG_WRITER_HANDLED;
  for (gsize i = 0; i < n_fields; i++) {
    if (g_str_equal (fields[i].key, "MESSAGE"))
      message = fields[i].value;
    else if (g_str_equal (fields[i].key, "GLIB_DOMAIN"))
      domain = fields[i].value;
  }
  soky_log (level & G_LOG_LEVEL_MESSAGE ? "message" : "warning", "domain", domain, "text", message,
            NULL);
  return G_LOG_WRITER_HANDLED;
}

void
soky_log_take_over (void)
{
  g_log_set_writer_func (write_glib_message, NULL, NULL);
}
