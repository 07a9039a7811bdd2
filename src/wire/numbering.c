/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/book.h"
#include "wire/nodes.h"

char *
soky_wire_numbering_to_json (const SokyNumbering *numbering)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "number", numbering->number);
  soky_json_set_text (object, "date", numbering->date);
  return soky_json_print (object);
}

gboolean
soky_wire_numbering_from_json (const char *text, gssize length, SokyNumbering *numbering,
                               GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);

  *numbering = (SokyNumbering){0};
  if (node == NULL)
    return FALSE;
  SokyJson json = soky_json_read (node);
  g_autofree char *date = soky_json_text (&json, "date", sizeof numbering->date - 1);
  numbering->number = (guint) soky_json_integer (&json, "number", 1, SOKY_NUMBERING_MAX);
  g_strlcpy (numbering->date, date != NULL ? date : "", sizeof numbering->date);
  if (!soky_numbering_is_valid (numbering))
    soky_json_reject (&json, "date");
  return soky_json_finish (&json, error);
}
