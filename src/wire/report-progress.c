/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/report.h"

#include "book/book-query.h"
#include "book/names.h"
#include "wire/nodes.h"

static const char *const keys[SOKY_N_PROGRESS_KEYS] = {
    [SOKY_PROGRESS_BY_TYPE] = "type",     [SOKY_PROGRESS_BY_UNIT] = "unit",
    [SOKY_PROGRESS_BY_CLASS] = "class",   [SOKY_PROGRESS_BY_PERIOD] = "period",
    [SOKY_PROGRESS_BY_PERSON] = "person", [SOKY_PROGRESS_BY_SCHOOL] = "school",
};

SOKY_DEFINE_NAMES (SokyProgressKey, soky_progress_key, keys)

SokyProgressRow *
soky_progress_row_new (const char *key, const char *label)
{
  SokyProgressRow *self = g_new0 (SokyProgressRow, 1);

  self->key = g_strdup (key);
  self->label = g_strdup (label);
  return self;
}

void
soky_progress_row_free (SokyProgressRow *self)
{
  if (self == NULL)
    return;
  g_free (self->key);
  g_free (self->label);
  g_free (self);
}

guint
soky_progress_row_get_total (const SokyProgressRow *self)
{
  guint total = 0;

  for (guint state = 0; state < G_N_ELEMENTS (self->states); state++)
    total += self->states[state];
  return total;
}

SokyProgressReport *
soky_progress_report_new (SokyProgressKey by)
{
  SokyProgressReport *self = g_new0 (SokyProgressReport, 1);

  self->by = by;
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_progress_row_free);
  return self;
}

void
soky_progress_report_free (SokyProgressReport *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->rows);
  g_free (self);
}

JsonObject *
soky_node_for_progress_row (gconstpointer item)
{
  const SokyProgressRow *row = item;
  JsonObject *object = json_object_new ();

  soky_json_set_text (object, "key", row->key);
  soky_json_set_text (object, "label", row->label);
  for (guint state = 0; state < G_N_ELEMENTS (row->states); state++)
    json_object_set_int_member (object, soky_book_state_to_string (state), row->states[state]);
  json_object_set_int_member (object, "late", row->late);
  return object;
}

gpointer
soky_node_to_progress_row (JsonNode *node, GError **error)
{
  SokyJson json = soky_json_read (node);
  g_autofree char *key = soky_json_text (&json, "key", SOKY_JSON_MAX_NAME_TEXT);
  g_autofree char *label = soky_json_text (&json, "label", SOKY_JSON_MAX_NAME_TEXT);
  g_autoptr (SokyProgressRow) row = soky_progress_row_new (key, label);

  for (guint state = 0; state < G_N_ELEMENTS (row->states); state++)
    row->states[state] =
        (guint) soky_json_integer (&json, soky_book_state_to_string (state), 0, G_MAXINT);
  row->late = (guint) soky_json_integer (&json, "late", 0, G_MAXINT);
  return soky_json_finish (&json, error) ? g_steal_pointer (&row) : NULL;
}

char *
soky_progress_report_to_json (const SokyProgressReport *self)
{
  JsonObject *object = json_object_new ();

  soky_json_set_text (object, "by", soky_progress_key_to_string (self->by));
  soky_json_set_array (object, "rows", self->rows, soky_node_for_progress_row);
  return soky_json_print (object);
}

SokyProgressReport *
soky_progress_report_from_json (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);
  SokyProgressKey by = SOKY_PROGRESS_BY_TYPE;

  if (node == NULL)
    return NULL;
  SokyJson json = soky_json_read (node);
  soky_json_word (&json, "by", soky_progress_key_from_string, &by);
  g_autoptr (SokyProgressReport) self = soky_progress_report_new (by);
  soky_json_array (&json, "rows", SOKY_JSON_MAX_COUNT, soky_node_to_progress_row, self->rows);
  return soky_json_finish (&json, error) ? g_steal_pointer (&self) : NULL;
}
