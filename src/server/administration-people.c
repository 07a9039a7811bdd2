/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/administration.h"

#include "crypto/random.h"
#include "server/audit.h"
#include "server/store/administration.h"
#include "server/store/enrolments.h"
#include "wire/error.h"

#include <string.h>

#define ONE_TIME_LETTERS 12

/* "teacher@to-toan-tin,homeroom_teacher@truong:6A" */
static char *
describe_positions (const SokyAccount *account)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GPtrArray *positions = account->person->positions;

  for (guint i = 0; i < positions->len; i++) {
    const SokyPosition *position = g_ptr_array_index (positions, i);
    g_string_append_printf (text, "%s%s@%s", i > 0 ? "," : "", soky_role_to_string (position->role),
                            position->unit_id);
    if (position->class_name != NULL)
      g_string_append_printf (text, ":%s", position->class_name);
    if (position->subject != NULL)
      g_string_append_printf (text, ":%s", position->subject);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const char *
say (gboolean value)
{
  return value ? "yes" : "no";
}

/* Not the values: the audit is read by more people than a number may be told to. */
static void
add_mark (GString *pairs, const char *name, const char *before, const char *after)
{
  if (g_strcmp0 (before, after) != 0)
    soky_audit_add_change (pairs, name, before == NULL || *before == '\0' ? "none" : "old",
                           *after == '\0' ? "none" : "new");
}

/* @before: (nullable): of somebody who is new */
static gboolean
note (SokyTransaction *tx, const SokyOrigin *origin, const SokyAccount *before,
      const SokyAccount *after, const char *event, GError **error)
{
  const SokyPerson *was = before ? before->person : NULL;
  const SokyPerson *is = after->person;
  g_autofree char *held = before ? describe_positions (before) : NULL;
  g_autofree char *holds = describe_positions (after);
  g_autoptr (GString) pairs = g_string_new (NULL);

  soky_audit_add_change (pairs, "name", was ? was->name : NULL, is->name);
  soky_audit_add_change (pairs, "unit", was ? was->unit_id : NULL, is->unit_id);
  soky_audit_add_change (pairs, "active", was ? say (was->active) : NULL, say (is->active));
  soky_audit_add_change (pairs, "positions", held, holds);
  soky_audit_add_change (pairs, "second-proof", before ? say (before->second_proof) : NULL,
                         say (after->second_proof));
  add_mark (pairs, "email", before ? before->email : NULL, after->email);
  add_mark (pairs, "id-number", before ? before->id_number : NULL, after->id_number);
  return soky_audit_add (tx, origin, event, is->id, pairs->str, error);
}

SokyAccount *
soky_administer_get_account (SokyTransaction *tx, SokyPerson *person, GError **error)
{
  g_autoptr (SokyAccount) account = soky_account_new (person);
  g_autoptr (SokyAccountRecord) record = soky_store_get_account (tx, person->id, error);

  if (record == NULL)
    return NULL;
  account->second_proof = record->second_proof;
  account->must_change = record->must_change;
  account->has_password = record->hash != NULL;
  g_free (account->email);
  g_free (account->id_number);
  account->email = soky_store_get_mark (tx, person->id, "email", error);
  account->id_number =
      account->email ? soky_store_get_mark (tx, person->id, "id-number", error) : NULL;
  return account->id_number ? g_steal_pointer (&account) : NULL;
}

static gboolean
set_mark (SokyTransaction *tx, const SokyPerson *person, const char *kind, const char *value,
          GError **error)
{
  g_autofree char *lower = g_utf8_strdown (value, -1);
  return soky_store_set_mark (tx, person->id, kind, lower, error);
}

static gboolean
set_rest (SokyTransaction *tx, const SokyAccount *account, GError **error)
{
  return set_mark (tx, account->person, "email", account->email, error) &&
         set_mark (tx, account->person, "id-number", account->id_number, error) &&
         soky_store_set_second_proof (tx, account->person->id, account->second_proof, error);
}

gboolean
soky_administer_add_person (const SokyOffice *office, SokyTransaction *tx, const SokyOrigin *origin,
                            const SokyAccount *account, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (!soky_person_check_change (&office->rules, NULL, account->person, error))
    return FALSE;
  if (!soky_store_add_person (tx, account->person, &problem)) {
    if (g_error_matches (problem, SOKY_STORE_ERROR, SOKY_STORE_ERROR_EXISTS))
      return soky_wire_refuse (SOKY_WIRE_ERROR_LOGIN_TAKEN, error);
    return soky_office_explain (g_steal_pointer (&problem), error);
  }
  return set_rest (tx, account, error) && note (tx, origin, NULL, account, "person-added", error);
}

gboolean
soky_administer_change_person (const SokyOffice *office, SokyTransaction *tx,
                               const SokyOrigin *origin, const SokyAccount *before,
                               const SokyAccount *after, GError **error)
{
  const SokyPerson *person = after->person;
  GError *problem = NULL;

  if (!soky_person_check_change (&office->rules, before->person, person, error))
    return FALSE;
  if (!soky_store_update_person (tx, person, person->version, &problem))
    return soky_office_explain (problem, error);
  if (!person->active && !soky_store_end_sessions (tx, person->id, error))
    return FALSE;
  return set_rest (tx, after, error) && note (tx, origin, before, after, "person-changed", error);
}

SokySecret *
soky_administer_make_password (void)
{
  static const char letters[] = "abcdefghijkmnpqrstuvwxyz23456789"; /* 32: no l, o, 0, 1 */
  guint8 bytes[ONE_TIME_LETTERS];
  char text[ONE_TIME_LETTERS + 1] = {0};

  soky_random_fill (bytes, sizeof bytes);
  for (guint i = 0; i < ONE_TIME_LETTERS; i++)
    text[i] = letters[bytes[i] % (sizeof letters - 1)];
  SokySecret *password = soky_secret_new (text, -1);
  soky_wipe (text, sizeof text);
  soky_wipe (bytes, sizeof bytes);
  return password;
}

gboolean
soky_administer_reset_password (SokyTransaction *tx, const SokyOrigin *origin,
                                const SokyPerson *person, const char *hash, GError **error)
{
  return soky_store_set_password (tx, person->id, hash, origin->now_us, error) &&
         soky_store_set_must_change (tx, person->id, TRUE, error) &&
         soky_store_end_sessions (tx, person->id, error) &&
         soky_audit_add (tx, origin, "password-reset", person->id, NULL, error);
}
