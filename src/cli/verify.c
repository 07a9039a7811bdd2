/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/verify.h"

#include "cli/command.h"
#include "crypto/trust/pins.h"
#include "net/http-fetcher.h"
#include "sign/report-json.h"
#include "sign/report-summary.h"
#include "sign/report-text.h"

#include <glib/gi18n.h>

#define SYSTEM "system"

typedef struct {
  char **trust;
  char **timestamps;
  char *rule;
  gboolean online;
  gboolean json;
  gboolean csv;
  char **files;
} Options;

static gboolean
add_authorities (SokyTrust *trust, const char *file, gboolean may_be_system, GError **error)
{
  if (may_be_system && g_str_equal (file, SYSTEM))
    return soky_trust_add_system (trust, error);
  if (soky_trust_add_file (trust, file, error))
    return TRUE;
  g_autofree char *shown = g_filename_display_name (file);
  g_prefix_error (error, "%s: ", shown);
  return FALSE;
}

/* Says it when an authority is not what its name promises. */
static void
warn_of_pins (SokyTrust *trust)
{
  GPtrArray *anchors = soky_trust_get_anchors (trust);

  for (guint i = 0; i < anchors->len; i++) {
    g_autofree char *words = soky_pin_describe (anchors->pdata[i]);
    if (soky_pin_check (anchors->pdata[i], NULL) == SOKY_PIN_CONTRARY)
      g_printerr ("soky-cli: %s: %s\n", soky_certificate_get_holder (anchors->pdata[i]), words);
  }
}

/* (transfer full) (nullable): NULL without an error when no file is named */
static SokyTrust *
load_trust (char **files, gboolean may_be_system, GError **error)
{
  if (files == NULL)
    return NULL;

  g_autoptr (SokyTrust) trust = soky_trust_new ();
  for (char **file = files; *file != NULL; file++)
    if (!add_authorities (trust, *file, may_be_system, error))
      return NULL;
  warn_of_pins (trust);
  return g_steal_pointer (&trust);
}

/* @csv: (nullable): the table that a file which cannot be checked stands in as well */
static SokyReport *
verify_file (const char *path, const SokyVerifyPolicy *policy, GString *csv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyInput) input = soky_input_open (path, &error);
  SokyReport *report = input ? soky_verify_by (input, path, policy, NULL, &error) : NULL;

  if (report == NULL)
    soky_cli_print_error (path, error);
  if (report == NULL && csv != NULL)
    soky_report_csv_add_failure (csv, path, error->message);
  return report;
}

static int
status_of (const SokyReport *report)
{
  if (report == NULL || report->signatures->len == 0)
    return SOKY_CLI_UNREADABLE;
  switch (soky_report_get_verdict (report)) {
  case SOKY_VERDICT_VALID:
    return SOKY_CLI_OK;
  case SOKY_VERDICT_INVALID:
    return SOKY_CLI_INVALID;
  default:
    return SOKY_CLI_INDETERMINATE;
  }
}

/* Of two statuses the one that says more: invalid, then unreadable, then indeterminate. */
static int
worse (int a, int b)
{
  static const int order[] = {SOKY_CLI_INVALID, SOKY_CLI_UNREADABLE, SOKY_CLI_INDETERMINATE};

  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    if (a == order[i] || b == order[i])
      return order[i];
  return SOKY_CLI_OK;
}

static void
print_text (const SokyReport *report)
{
  g_autofree char *text = soky_report_to_text (report);

  if (report->signatures->len > 0)
    g_print ("%s", text);
}

/* The faces of a report that come at the end. */
static void
print_end (const Options *options, GPtrArray *reports, const GString *csv)
{
  g_autofree char *json = options->json ? soky_report_to_json (reports) : NULL;

  if (json != NULL)
    soky_cli_print_json (json);
  if (csv != NULL)
    g_print ("%s", csv->str);
}

static int
verify_files (const Options *options, const SokyVerifyPolicy *policy)
{
  g_autoptr (GPtrArray) reports =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_report_free);
  g_autoptr (GString) csv = options->csv ? soky_report_csv_new () : NULL;
  int status = SOKY_CLI_OK;

  for (char **file = options->files; *file != NULL; file++) {
    SokyReport *report = verify_file (*file, policy, csv);
    status = worse (status, status_of (report));
    if (report == NULL)
      continue;
    g_ptr_array_add (reports, report);
    if (report->signatures->len == 0) {
      g_autofree char *text = soky_report_to_text (report);
      g_printerr ("soky-cli: %s", text);
    }
    if (csv != NULL)
      soky_report_csv_add (csv, report);
    else if (!options->json)
      print_text (report);
  }
  print_end (options, reports, csv);
  return status;
}

static int
verify_by (const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyTrust) trust = load_trust (options->trust, FALSE, &error);
  g_autoptr (SokyTrust) timestamps =
      error == NULL ? load_trust (options->timestamps, TRUE, &error) : NULL;
  g_autoptr (SokyFetcher) fetcher =
      error == NULL && options->online ? soky_http_fetcher_new (NULL, &error) : NULL;
  SokyVerifyPolicy policy = {.trust = trust, .timestamp_trust = timestamps, .fetcher = fetcher};

  if (error != NULL) {
    soky_cli_print_error (NULL, error);
    return SOKY_CLI_USAGE;
  }
  if (options->rule != NULL &&
      !soky_revocation_rule_from_string (options->rule, &policy.revocation))
    return soky_cli_usage_error (_ ("The rule of revocation is published, prefer or require."));
  return verify_files (options, &policy);
}

static void
options_clear (Options *options)
{
  g_strfreev (options->trust);
  g_strfreev (options->timestamps);
  g_strfreev (options->files);
  g_free (options->rule);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

int
soky_cli_verify (int argc, char **argv)
{
  g_auto (Options) options = {0};
  const GOptionEntry entries[] = {
      {"trust", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.trust,
       N_ ("Trust the certificate authorities of this PEM file (may be repeated)"),
       N_ ("FILE.pem")},
      {"timestamp-trust", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.timestamps,
       N_ ("Trust these for timestamps as well; “system” names those of this system"),
       N_ ("FILE.pem")},
      {"online", 0, 0, G_OPTION_ARG_NONE, &options.online,
       N_ ("Ask the authorities over the network what was revoked"), NULL},
      {"revocation", 0, 0, G_OPTION_ARG_STRING, &options.rule,
       N_ ("What must be known of revocation: published (default), prefer, require"), N_ ("RULE")},
      {"json", 0, 0, G_OPTION_ARG_NONE, &options.json,
       N_ ("Print a JSON array, an object per signature"), NULL},
      {"csv", 0, 0, G_OPTION_ARG_NONE, &options.csv,
       N_ ("Print a table (CSV), a line per file, for a spreadsheet"), NULL},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.files, NULL, NULL},
      G_OPTION_ENTRY_NULL,
  };

  if (!soky_cli_parse (&argc, &argv, entries, _ ("FILE…"),
                       _ ("Checks every signature of the files.\n\n"
                          "Exit status: 0 all are valid, 1 one is invalid, 2 none is invalid but "
                          "one cannot be told (no trusted authority, say), 3 a file is no readable "
                          "PDF or has no signature.")))
    return SOKY_CLI_USAGE;
  if (options.files == NULL)
    return soky_cli_usage_error (_ ("Name a file."));
  if (options.json && options.csv)
    return soky_cli_usage_error (_ ("Give either --json or --csv."));
  return verify_by (&options);
}
