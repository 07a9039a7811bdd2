/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/line.h"

#include "wire/json.h"

struct _SokyWireLine {
  JsonObject *object;
};

SokyWireLine *
soky_wire_line_new (void)
{
  SokyWireLine *self = g_new0 (SokyWireLine, 1);
  self->object = json_object_new ();
  return self;
}

void
soky_wire_line_add_text (SokyWireLine *self, const char *name, const char *value)
{
  soky_json_set_text (self->object, name, value);
}

void
soky_wire_line_add_number (SokyWireLine *self, const char *name, gint64 value)
{
  json_object_set_int_member (self->object, name, value);
}

void
soky_wire_line_add_pairs (SokyWireLine *self, const char *name, GHashTable *pairs)
{
  JsonObject *object = json_object_new ();
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, pairs);
  while (g_hash_table_iter_next (&iter, &key, &value))
    soky_json_set_text (object, key, value);
  json_object_set_object_member (self->object, name, object);
}

char *
soky_wire_line_finish (SokyWireLine *self)
{
  g_autofree char *text = soky_json_print (self->object);

  g_free (self);
  return g_strconcat (text, "\n", NULL);
}
