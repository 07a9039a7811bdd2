/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/commands/import.h"

#include "base/clock.h"
#include "base/output.h"
#include "crypto/random.h"
#include "server/commands/command.h"
#include "server/import/apply.h"
#include "server/service.h"
#include "server/store/directory.h"
#include "wire/import-password.h"

#include <glib/gi18n-lib.h>

#define SEED_BYTES (SOKY_IMPORT_SEED_LENGTH / 2)

static char *state;
static char *school;
static char *mapping_path;
static char *passwords_path;
static char *owner;
static gboolean apply;
static gboolean remove_missing;

static const GOptionEntry entries[] = {
    {"apply", 0, 0, G_OPTION_ARG_NONE, &apply,
     N_ ("do it; without this option, what would change is shown only"), NULL},
    {"school", 0, 0, G_OPTION_ARG_STRING, &school,
     N_ ("identifier of the school; may be left out when there is one only"), N_ ("ID")},
    {"mapping", 0, 0, G_OPTION_ARG_FILENAME, &mapping_path,
     N_ ("spellings of headers and roles, in place of those that are built in"), N_ ("FILE")},
    {"remove-missing", 0, 0, G_OPTION_ARG_NONE, &remove_missing,
     N_ ("deactivate people, and take out classes or subjects, that the file does not have"), NULL},
    {"passwords", 0, 0, G_OPTION_ARG_FILENAME, &passwords_path,
     N_ ("people: where the one-time passwords of new people are written (CSV)"), N_ ("FILE")},
    {"owner", 0, 0, G_OPTION_ARG_STRING, &owner, N_ ("books: the account whose drafts they become"),
     N_ ("LOGIN")},
    {NULL},
};

static char *
find_school (SokyTransaction *tx, GError **error)
{
  g_autoptr (GPtrArray) units = soky_store_list_units (tx, error);
  const char *found = NULL;
  guint count = 0;

  for (guint i = 0; units != NULL && i < units->len; i++) {
    const SokyUnit *unit = units->pdata[i];
    if (unit->level != SOKY_UNIT_SCHOOL || (school != NULL && !g_str_equal (unit->id, school)))
      continue;
    found = unit->id;
    count++;
  }
  if (count == 1)
    return g_strdup (found);
  if (units != NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                         _ ("Name an existing school with --school."));
  return NULL;
}

static void
print_row (const SokyImportRow *row)
{
  g_print ("%u\t%s\t%s\t%s", row->line, soky_import_outcome_to_string (row->outcome), row->key,
           row->name);
  for (guint i = 0; i < row->changes->len; i++) {
    const SokyImportChange *change = row->changes->pdata[i];
    g_print ("\t%s: %s → %s", change->field, change->from, change->to);
  }
  if (row->column != NULL)
    g_print ("\t[%s]", row->column);
  g_print ("%s%s\n", row->message != NULL ? "\t" : "", row->message != NULL ? row->message : "");
}

/* A line for everything that is not as it was, and how many of each there are. */
static void
print_report (const SokyImportReport *report)
{
  const guint *counts = report->counts;

  for (guint i = 0; i < report->rows->len; i++) {
    const SokyImportRow *row = report->rows->pdata[i];
    if (row->outcome != SOKY_IMPORT_SAME)
      print_row (row);
  }
  for (guint i = 0; report->ignored[i] != NULL; i++)
    g_print (_ ("The column “%s” is not known, and nothing was taken from it.\n"),
             report->ignored[i]);
  g_print (_ ("%u to add, %u to change, %u to take out, %u unchanged, %u not in the file, "
              "%u errors\n"),
           counts[SOKY_IMPORT_ADD], counts[SOKY_IMPORT_CHANGE], counts[SOKY_IMPORT_REMOVE],
           counts[SOKY_IMPORT_SAME], counts[SOKY_IMPORT_MISSING], counts[SOKY_IMPORT_ERROR]);
}

/* On the disk before the accounts are, so that no password is ever lost. */
static gboolean
write_passwords (const SokyImportReport *report, const SokySecret *seed, GError **error)
{
  g_autoptr (GBytes) csv = soky_import_passwords_to_csv (report, seed);
  g_autoptr (SokyOutput) output = soky_output_new (passwords_path, error);
  gsize length = 0;
  const void *text = g_bytes_get_data (csv, &length);

  return output != NULL && soky_output_write (output, text, length, error) &&
         soky_output_commit (output, error);
}

static gboolean
carry_out (SokyTransaction *tx, const SokyImportOrder *order, SokyImportPlan *plan, GError **error)
{
  const SokyOrigin origin = {.address = "", .now_us = soky_clock_now_us ()};
  g_autofree char *digits = soky_random_hex (SEED_BYTES);
  g_autoptr (SokySecret) seed = soky_secret_new (digits, -1);

  soky_wipe (digits, SOKY_IMPORT_SEED_LENGTH);
  if (plan->report->counts[SOKY_IMPORT_ERROR] > 0) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                         _ ("Nothing was changed. Correct the errors in the file, and import it "
                            "again."));
    return FALSE;
  }
  if (plan->added->len > 0 && passwords_path == NULL) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                         _ ("Nothing was changed. Say with --passwords FILE where the passwords of "
                            "the new people are to be written."));
    return FALSE;
  }
  g_autoptr (GHashTable) hashes = soky_import_hash_passwords (plan, seed);
  return (plan->added->len == 0 || write_passwords (plan->report, seed, error)) &&
         soky_import_apply (tx, &origin, order, plan, hashes, error) &&
         soky_transaction_commit (tx, error);
}

static gboolean
run_table (SokyService *service, SokyImportKind kind, const char *path, GError **error)
{
  g_autoptr (SokyImportMapping) mapping = soky_import_mapping_load (mapping_path, error);
  g_autofree char *text = NULL;
  gsize length = 0;

  if (mapping == NULL || !g_file_get_contents (path, &text, &length, error))
    return FALSE;
  g_autoptr (GBytes) file = g_bytes_new_take (g_steal_pointer (&text), length);
  g_autoptr (SokyTransaction) tx =
      soky_store_begin (service->store, apply ? SOKY_STORE_WRITE : SOKY_STORE_READ, error);
  g_autofree char *school_id = tx != NULL ? find_school (tx, error) : NULL;
  if (school_id == NULL)
    return FALSE;
  const SokyImportOrder order = {kind, school_id, NULL, remove_missing};
  g_autoptr (SokyImportPlan) plan = soky_import_plan (tx, &order, file, mapping, error);
  if (plan == NULL)
    return FALSE;
  print_report (plan->report);
  if (!apply) {
    g_print (_ ("Nothing was changed yet: add --apply.\n"));
    return TRUE;
  }
  return carry_out (tx, &order, plan, error);
}

static gboolean
run (const char *what, const char *path, GError **error)
{
  g_autoptr (SokyService) service = soky_service_open (state, NULL, error);
  SokyImportKind kind;

  if (service == NULL)
    return FALSE;
  if (soky_import_kind_from_string (what, &kind))
    return run_table (service, kind, path, error);
  return soky_import_books (service, path, owner, apply, error);
}

int
soky_command_import (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  SokyImportKind kind;

  if (!soky_command_parse (
          &argc, &argv, _ ("people FILE | classes FILE | subjects FILE | books FOLDER"),
          _ ("Brings what another system has exported into a school: tables as CSV or XLSX, and "
             "folders of PDFs whose names say what they are. Shows first what would change."),
          entries, &state))
    return SOKY_COMMAND_USAGE;
  if (argc != 3 || (!soky_import_kind_from_string (argv[1], &kind) &&
                    (!g_str_equal (argv[1], "books") || owner == NULL)))
    return soky_command_usage (_ ("Say what to import: soky-server import --help."));
  return run (argv[1], argv[2], &error) ? SOKY_COMMAND_OK : soky_command_fail (error);
}
