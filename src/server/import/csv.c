/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/import/csv.h"

#include <string.h>

#define TOLD "sep="
#define LINES_LOOKED_AT 20

static const char separators[] = {'\t', ';', ','};

typedef struct {
  const char *at;
  char separator;
  guint line;
  GString *cell;
  GPtrArray *cells;
} Reading;

/* The separator that stands most often outside quotes in the first lines. */
static char
guess_separator (const char *text)
{
  guint counts[G_N_ELEMENTS (separators)] = {0};
  gboolean quoted = FALSE;
  guint best = G_N_ELEMENTS (separators) - 1;

  for (guint lines = 0; *text != '\0' && lines < LINES_LOOKED_AT; text++) {
    quoted ^= *text == '"';
    lines += *text == '\n';
    for (guint i = 0; !quoted && i < G_N_ELEMENTS (separators); i++)
      counts[i] += *text == separators[i];
  }
  for (guint i = 0; i < G_N_ELEMENTS (separators); i++) {
    if (counts[i] > counts[best])
      best = i;
  }
  return separators[best];
}

/* "sep=;" in the first line, as Excel writes it. */
static void
take_told_separator (Reading *self)
{
  const char *end = self->at + strlen (TOLD) + 1;

  if (!g_str_has_prefix (self->at, TOLD) || end[-1] == '\0' || strchr ("\r\n", *end) == NULL)
    return;
  self->separator = end[-1];
  end += *end == '\r';
  end += *end == '\n';
  self->at = end;
  self->line++;
}

/* The inside of quotes; a file that ends there is damaged. */
static gboolean
read_quoted (Reading *self, GError **error)
{
  for (self->at++; *self->at != '\0'; self->at++) {
    if (*self->at == '"' && *++self->at != '"')
      return TRUE;
    self->line += *self->at == '\n';
    g_string_append_c (self->cell, *self->at);
  }
  return soky_import_damaged (error);
}

/* Up to the separator or line end behind it. */
static gboolean
read_cell (Reading *self, GError **error)
{
  g_string_truncate (self->cell, 0);
  if (*self->at == '"' && !read_quoted (self, error))
    return FALSE;
  gsize rest = 0;
  while (self->at[rest] != '\0' && self->at[rest] != self->separator && self->at[rest] != '\n' &&
         self->at[rest] != '\r')
    rest++;
  g_string_append_len (self->cell, self->at, (gssize) rest);
  self->at += rest;
  if (self->cells->len < SOKY_IMPORT_MAX_COLUMNS)
    g_ptr_array_add (self->cells, g_strdup (self->cell->str));
  return TRUE;
}

static gboolean
read_line (Reading *self, GError **error)
{
  g_ptr_array_set_size (self->cells, 0);
  for (;;) {
    if (!read_cell (self, error))
      return FALSE;
    if (*self->at != self->separator || *self->at == '\0')
      break;
    self->at++;
  }
  self->at += *self->at == '\r';
  self->at += *self->at == '\n';
  return TRUE;
}

SokyImportTable *
soky_import_csv_read (const char *text, GError **error)
{
  g_autoptr (SokyImportTable) table = soky_import_table_new ();
  g_autoptr (GString) cell = g_string_new (NULL);
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  Reading self = {text, guess_separator (text), 1, cell, cells};

  take_told_separator (&self);
  while (*self.at != '\0') {
    guint line = self.line;
    if (!read_line (&self, error) || !soky_import_table_add (table, line, cells, error))
      return NULL;
    self.line++;
  }
  return g_steal_pointer (&table);
}
