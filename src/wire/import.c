/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/import.h"

#include "book/names.h"
#include "wire/nodes.h"

#include <string.h>

#define MAX_ROWS 200000
#define MAX_CHANGES 20
#define MAX_COLUMNS 100
#define MAX_POSITIONS_TEXT 20000

static const char *const kinds[] = {"people", "classes", "subjects"};
static const char *const outcomes[] = {"add", "change", "same", "missing", "remove", "error"};

SOKY_DEFINE_NAMES (SokyImportKind, soky_import_kind, kinds)
SOKY_DEFINE_NAMES (SokyImportOutcome, soky_import_outcome, outcomes)

static void
change_free (gpointer pointer)
{
  SokyImportChange *self = pointer;
  g_free (self->field);
  g_free (self->from);
  g_free (self->to);
  g_free (self);
}

static void
row_free (gpointer pointer)
{
  SokyImportRow *self = pointer;
  g_free (self->key);
  g_free (self->name);
  g_free (self->column);
  g_free (self->message);
  g_ptr_array_unref (self->changes);
  g_free (self);
}

SokyImportReport *
soky_import_report_new (SokyImportKind kind)
{
  SokyImportReport *self = g_new0 (SokyImportReport, 1);

  self->kind = kind;
  self->digest = g_strdup ("");
  self->ignored = g_new0 (char *, 1);
  self->rows = g_ptr_array_new_with_free_func (row_free);
  return self;
}

void
soky_import_report_free (SokyImportReport *self)
{
  if (self == NULL)
    return;
  g_free (self->digest);
  g_strfreev (self->ignored);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

SokyImportRow *
soky_import_report_add (SokyImportReport *self, guint line, SokyImportOutcome outcome,
                        const char *key, const char *name)
{
  SokyImportRow *row = g_new0 (SokyImportRow, 1);

  row->line = line;
  row->outcome = outcome;
  row->key = g_strdup (key);
  row->name = g_strdup (name);
  row->changes = g_ptr_array_new_with_free_func (change_free);
  self->counts[outcome]++;
  g_ptr_array_add (self->rows, row);
  return row;
}

void
soky_import_report_change_outcome (SokyImportReport *self, SokyImportRow *row,
                                   SokyImportOutcome outcome)
{
  self->counts[row->outcome]--;
  row->outcome = outcome;
  self->counts[outcome]++;
}

void
soky_import_row_add_change (SokyImportRow *self, const char *field, const char *from,
                            const char *to)
{
  SokyImportChange *change = g_new0 (SokyImportChange, 1);

  change->field = g_strdup (field);
  change->from = g_strdup (from);
  change->to = g_strdup (to);
  g_ptr_array_add (self->changes, change);
}

static JsonObject *
make_change (gconstpointer item)
{
  const SokyImportChange *change = item;
  JsonObject *object = json_object_new ();

  soky_json_set_text (object, "field", change->field);
  soky_json_set_text (object, "from", change->from);
  soky_json_set_text (object, "to", change->to);
  return object;
}

static JsonObject *
make_row (gconstpointer item)
{
  const SokyImportRow *row = item;
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "line", row->line);
  soky_json_set_text (object, "outcome", soky_import_outcome_to_string (row->outcome));
  soky_json_set_text (object, "key", row->key);
  soky_json_set_text (object, "name", row->name);
  soky_json_set_text (object, "column", row->column);
  soky_json_set_text (object, "message", row->message);
  if (row->changes->len > 0)
    soky_json_set_array (object, "changes", row->changes, make_change);
  return object;
}

/* All that the digest is of. */
static JsonObject *
make_contents (const SokyImportReport *self)
{
  JsonObject *object = json_object_new ();

  soky_json_set_text (object, "kind", soky_import_kind_to_string (self->kind));
  for (guint i = 0; i < SOKY_N_IMPORT_OUTCOMES; i++)
    json_object_set_int_member (object, outcomes[i], self->counts[i]);
  soky_json_set_texts (object, "ignored", self->ignored);
  soky_json_set_array (object, "rows", self->rows, make_row);
  return object;
}

void
soky_import_report_seal (SokyImportReport *self)
{
  g_autofree char *text = soky_json_print (make_contents (self));

  g_free (self->digest);
  self->digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

char *
soky_import_report_to_json (const SokyImportReport *self)
{
  JsonObject *object = make_contents (self);

  soky_json_set_text (object, "digest", self->digest);
  json_object_set_boolean_member (object, "applied", self->applied);
  return soky_json_print (object);
}

static gpointer
read_change (JsonNode *node, GError **error)
{
  SokyJson json = soky_json_read (node);
  SokyImportChange *change = g_new0 (SokyImportChange, 1);

  change->field = soky_json_text (&json, "field", SOKY_JSON_MAX_NAME_TEXT);
  change->from = soky_json_text (&json, "from", MAX_POSITIONS_TEXT);
  change->to = soky_json_text (&json, "to", MAX_POSITIONS_TEXT);
  if (soky_json_finish (&json, error))
    return change;
  change_free (change);
  return NULL;
}

static gpointer
read_row (JsonNode *node, GError **error)
{
  SokyJson json = soky_json_read (node);
  SokyImportRow *row = g_new0 (SokyImportRow, 1);

  row->changes = g_ptr_array_new_with_free_func (change_free);
  row->line = (guint) soky_json_integer (&json, "line", 0, G_MAXINT);
  row->key = soky_json_text (&json, "key", SOKY_JSON_MAX_TEXT);
  row->name = soky_json_text (&json, "name", SOKY_JSON_MAX_TEXT);
  row->column = soky_json_text_or_null (&json, "column", SOKY_JSON_MAX_TEXT);
  row->message = soky_json_text_or_null (&json, "message", SOKY_JSON_MAX_TEXT);
  soky_json_word (&json, "outcome", soky_import_outcome_from_string, &row->outcome);
  soky_json_array (&json, "changes", MAX_CHANGES, read_change, row->changes);
  if (soky_json_finish (&json, error))
    return row;
  row_free (row);
  return NULL;
}

SokyImportReport *
soky_import_report_from_json (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);

  if (node == NULL)
    return NULL;
  g_autoptr (SokyImportReport) self = soky_import_report_new (SOKY_IMPORT_PEOPLE);
  SokyJson json = soky_json_read (node);
  soky_json_word (&json, "kind", soky_import_kind_from_string, &self->kind);
  g_free (self->digest);
  self->digest = soky_json_sha256 (&json, "digest");
  self->applied = soky_json_flag (&json, "applied", FALSE);
  g_strfreev (self->ignored);
  self->ignored = soky_json_texts (&json, "ignored", MAX_COLUMNS, SOKY_JSON_MAX_TEXT);
  soky_json_array (&json, "rows", MAX_ROWS, read_row, self->rows);
  for (guint i = 0; i < self->rows->len; i++)
    self->counts[((const SokyImportRow *) self->rows->pdata[i])->outcome]++;
  return soky_json_finish (&json, error) ? g_steal_pointer (&self) : NULL;
}
