/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/numbering.h"

#include "book/date.h"

gboolean
soky_numbering_is_valid (const SokyNumbering *self)
{
  GDate date;

  if (self->number == 0)
    return *self->date == '\0';
  return self->number <= SOKY_NUMBERING_MAX && soky_date_parse (self->date, &date);
}

char *
soky_numbering_print (const SokyNumbering *self)
{
  GDate date;

  if (self->number == 0 || !soky_date_parse (self->date, &date))
    return g_strdup ("");
  g_autofree char *day = soky_date_get_label (&date);
  return g_strdup_printf ("Số: %u, ngày %s", self->number, day);
}
