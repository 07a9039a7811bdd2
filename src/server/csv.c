/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/csv.h"

#include <string.h>

#define BYTE_ORDER_MARK "\357\273\277"

static gboolean
is_formula (const char *cell)
{
  return *cell != '\0' && strchr ("=+-@\t\r\n|", *cell) != NULL;
}

GString *
soky_csv_new (void)
{
  return g_string_new (BYTE_ORDER_MARK);
}

static void
add_cell (GString *self, const char *cell)
{
  g_string_append_c (self, '"');
  if (is_formula (cell))
    g_string_append_c (self, '\'');
  for (const char *p = cell; *p != '\0'; p++) {
    if (*p == '"')
      g_string_append_c (self, '"');
    g_string_append_c (self, *p);
  }
  g_string_append_c (self, '"');
}

void
soky_csv_add_row (GString *self, const char *const *cells)
{
  for (guint i = 0; cells[i] != NULL; i++) {
    if (i > 0)
      g_string_append_c (self, ',');
    add_cell (self, cells[i]);
  }
  g_string_append (self, "\r\n");
}
