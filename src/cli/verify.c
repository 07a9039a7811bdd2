/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/verify.h"

#include "cli/command.h"
#include "sign/report-json.h"
#include "sign/report-text.h"

#include <glib/gi18n.h>

/* (transfer full) (nullable): NULL without an error when no file is named */
static SokyTrust *
load_trust (char **files, GError **error)
{
  if (files == NULL)
    return NULL;

  g_autoptr (SokyTrust) trust = soky_trust_new ();
  for (char **file = files; *file != NULL; file++)
    if (!soky_trust_add_file (trust, *file, error)) {
      g_autofree char *shown = g_filename_display_name (*file);
      g_prefix_error (error, "%s: ", shown);
      return NULL;
    }
  return g_steal_pointer (&trust);
}

static SokyReport *
verify_file (const char *path, SokyTrust *trust)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyInput) input = soky_input_open (path, &error);
  SokyReport *report = input ? soky_verify (input, path, trust, NULL, &error) : NULL;

  if (report == NULL)
    soky_cli_print_error (path, error);
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

static int
verify_files (char **files, SokyTrust *trust, gboolean json)
{
  g_autoptr (GPtrArray) reports =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_report_free);
  int status = SOKY_CLI_OK;

  for (char **file = files; *file != NULL; file++) {
    SokyReport *report = verify_file (*file, trust);
    status = worse (status, status_of (report));
    if (report == NULL)
      continue;
    g_ptr_array_add (reports, report);
    if (report->signatures->len == 0) {
      g_autofree char *text = soky_report_to_text (report);
      g_printerr ("soky-cli: %s", text);
    }
    if (!json)
      print_text (report);
  }
  if (json) {
    g_autofree char *text = soky_report_to_json (reports);
    soky_cli_print_json (text);
  }
  return status;
}

int
soky_cli_verify (int argc, char **argv)
{
  g_auto (GStrv) trust_files = NULL;
  g_auto (GStrv) files = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
      {"trust", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &trust_files,
       N_ ("Trust the certificate authorities of this PEM file (may be repeated)"),
       N_ ("FILE.pem")},
      {"json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print a JSON array, an object per signature"),
       NULL},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, NULL},
      G_OPTION_ENTRY_NULL,
  };

  if (!soky_cli_parse (&argc, &argv, entries, _ ("FILE…"),
                       _ ("Checks every signature of the files.\n\n"
                          "Exit status: 0 all are valid, 1 one is invalid, 2 none is invalid but "
                          "one cannot be told (no trusted authority, say), 3 a file is no readable "
                          "PDF or has no signature.")))
    return SOKY_CLI_USAGE;
  if (files == NULL)
    return soky_cli_usage_error (_ ("Name a file."));

  g_autoptr (GError) error = NULL;
  g_autoptr (SokyTrust) trust = load_trust (trust_files, &error);
  if (error != NULL) {
    soky_cli_print_error (NULL, error);
    return SOKY_CLI_USAGE;
  }
  return verify_files (files, trust, json);
}
