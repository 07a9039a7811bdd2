/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/answers.h"
#include "server/dispatch.h"
#include "server/import/apply.h"
#include "server/resources/resources.h"
#include "wire/error.h"
#include "wire/import-password.h"

/* A table is shown first and applied by a second request, which names what was shown. Reading and
 * hashing are done before the transaction that writes. */
typedef struct {
  SokyImportOrder order;
  gboolean dry;
  const char *digest; /* nullable: what was shown */
  SokySecret *seed;   /* nullable */
  GBytes *file;
  SokyImportMapping *mapping;
  GHashTable *hashes;
} Importing;

static void
importing_clear (Importing *self)
{
  g_clear_pointer (&self->seed, soky_secret_unref);
  g_clear_pointer (&self->file, g_bytes_unref);
  g_clear_pointer (&self->mapping, soky_import_mapping_free);
  g_clear_pointer (&self->hashes, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Importing, importing_clear)

static gboolean
is_set (const SokyCall *call, const char *name, const char *value)
{
  return g_strcmp0 (soky_call_get_query (call, name), value) == 0;
}

static gboolean
parse_query (const SokyCall *call, Importing *self, GError **error)
{
  const char *seed = soky_call_get_header (call, "soky-password-seed");

  self->dry = is_set (call, "dry_run", "1");
  self->digest = soky_call_get_query (call, "digest");
  self->order.remove_missing = is_set (call, "missing", "remove");
  if (!soky_import_kind_from_string (soky_call_get_query (call, "kind"), &self->order.kind) ||
      (soky_call_get_query (call, "missing") != NULL && !self->order.remove_missing &&
       !is_set (call, "missing", "keep")))
    return soky_wire_refuse (SOKY_WIRE_ERROR_INVALID_FIELD, error);
  if (self->dry)
    return TRUE;
  gboolean needs_seed = self->order.kind == SOKY_IMPORT_PEOPLE;
  if (self->digest == NULL || (needs_seed && !soky_import_seed_is_valid (seed)))
    return soky_wire_refuse (SOKY_WIRE_ERROR_PRECONDITION_REQUIRED, error);
  if (needs_seed)
    self->seed = soky_secret_new (seed, -1);
  return TRUE;
}

/* Who may, in the transaction in which it counts. */
static gboolean
authenticate (SokyTransaction *tx, SokyCall *call, Importing *self, GError **error)
{
  if (!soky_dispatch_authenticate (tx, call, error))
    return FALSE;
  self->order.school_id = call->person->school_id;
  self->order.actor_id = call->person->id;
  return soky_person_find_position (call->person, SOKY_ROLE_SCHOOL_ADMIN,
                                    call->person->school_id) != NULL ||
         soky_wire_refuse (SOKY_WIRE_ERROR_FORBIDDEN, error);
}

gboolean
soky_imports_may_post (SokyService *service, SokyCall *call, GError **error)
{
  g_auto (Importing) self = {0};
  g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, SOKY_STORE_READ, error);

  return tx != NULL && authenticate (tx, call, &self, error) && parse_query (call, &self, error);
}

static gboolean
read_file (const SokyCall *call, Importing *self, GError **error)
{
  g_autofree char *text = NULL;
  gsize length = 0;

  if (!soky_upload_finish (call->upload, error) ||
      !g_file_get_contents (soky_upload_get_path (call->upload), &text, &length, error))
    return FALSE;
  self->file = g_bytes_new_take (g_steal_pointer (&text), length);
  self->mapping = soky_import_mapping_load (NULL, error);
  return self->mapping != NULL;
}

/* What would be changed as things are now; and the slow part of changing it. */
static gboolean
look (SokyService *service, SokyCall *call, Importing *self, SokyReply *reply, gboolean *replayed,
      GError **error)
{
  g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, SOKY_STORE_READ, error);

  if (tx == NULL || !authenticate (tx, call, self, error) ||
      (!self->dry && !soky_answers_replay (tx, call, reply, replayed, error)))
    return FALSE;
  if (*replayed)
    return TRUE;
  g_autoptr (SokyImportPlan) plan =
      soky_import_plan (tx, &self->order, self->file, self->mapping, error);
  if (plan == NULL)
    return FALSE;
  if (self->dry)
    soky_reply_set_json (reply, 200, soky_import_report_to_json (plan->report));
  else if (!g_str_equal (plan->report->digest, self->digest))
    return soky_wire_refuse (SOKY_WIRE_ERROR_CONFLICT, error);
  else if (self->seed != NULL)
    self->hashes = soky_import_hash_passwords (plan, self->seed);
  return TRUE;
}

static gboolean
apply (SokyService *service, SokyCall *call, Importing *self, SokyReply *reply, GError **error)
{
  gboolean replayed = FALSE;
  g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, SOKY_STORE_WRITE, error);

  if (tx == NULL || !authenticate (tx, call, self, error) ||
      !soky_answers_replay (tx, call, reply, &replayed, error))
    return FALSE;
  if (replayed)
    return TRUE;
  const SokyOrigin origin = soky_call_get_origin (call);
  g_autoptr (SokyImportPlan) plan =
      soky_import_plan (tx, &self->order, self->file, self->mapping, error);
  if (plan == NULL)
    return FALSE;
  if (!g_str_equal (plan->report->digest, self->digest))
    return soky_wire_refuse (SOKY_WIRE_ERROR_CONFLICT, error);
  if (!soky_import_apply (tx, &origin, &self->order, plan, self->hashes, error))
    return FALSE;
  soky_reply_set_json (reply, 200, soky_import_report_to_json (plan->report));
  return soky_answers_keep (tx, call, reply, error) && soky_transaction_commit (tx, error);
}

gboolean
soky_imports_post (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                   GError **error)
{
  g_auto (Importing) self = {0};
  gboolean replayed = FALSE;

  if (call->upload == NULL || soky_upload_get_length (call->upload) == 0)
    return soky_wire_refuse (SOKY_WIRE_ERROR_MALFORMED, error);
  if (!parse_query (call, &self, error) || !read_file (call, &self, error) ||
      !look (service, call, &self, reply, &replayed, error))
    return FALSE;
  return self.dry || replayed || apply (service, call, &self, reply, error);
}
