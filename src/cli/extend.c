/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/extend.h"

#include "cli/command.h"
#include "cli/proof.h"

#include <glib/gi18n.h>

typedef struct {
  SokyProofArguments proof;
  char *output;
  char **files;
} Arguments;

static void
arguments_clear (Arguments *self)
{
  soky_proof_arguments_clear (&self->proof);
  g_free (self->output);
  g_strfreev (self->files);
}

static gboolean
parse_arguments (int argc, char **argv, Arguments *self)
{
  const GOptionEntry entries[] = {
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &self->output, N_ ("Write the lifted file here"),
       N_ ("OUT")},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->files, NULL, NULL},
      G_OPTION_ENTRY_NULL,
  };
  GOptionGroup *group = g_option_group_new ("proof", NULL, NULL, NULL, NULL);

  soky_proof_arguments_add (&self->proof, group);
  return soky_cli_parse_group (
      &argc, &argv, entries, group, _ ("FILE"),
      _ ("Lifts the signatures of a PDF file to a level (B-LTA without --level): appends "
         "timestamps and evidence, and changes no byte of what is there.\nDone again later, it "
         "renews what protects the file."));
}

static const char *
check_arguments (Arguments *self)
{
  const char *wrong = soky_proof_arguments_read (&self->proof, SOKY_LEVEL_LTA);

  if (wrong != NULL)
    return wrong;
  if (self->files == NULL || self->files[1] != NULL)
    return _ ("Name one file.");
  if (self->output == NULL)
    return _ ("Say where the lifted file goes: -o OUT.");
  if (self->proof.options.level < SOKY_LEVEL_T)
    return _ ("A signature has the level B-B already; --level takes B-T, B-LT or B-LTA here.");
  return NULL;
}

static int
extend (Arguments *self)
{
  g_autoptr (GError) error = NULL;
  const char *file = self->files[0];

  if (!soky_proof_arguments_open (&self->proof, &error)) {
    soky_cli_print_error (NULL, error);
    return SOKY_CLI_FAILED;
  }
  if (!soky_extend_file (file, self->output, &self->proof.options, NULL, &error)) {
    soky_cli_print_error (file, error);
    return SOKY_CLI_FAILED;
  }
  g_autofree char *shown = g_filename_display_name (self->output);
  g_print (_ ("%s: lifted to %s\n"), shown, soky_level_to_string (self->proof.options.level));
  return SOKY_CLI_OK;
}

int
soky_cli_extend (int argc, char **argv)
{
  Arguments arguments = {0};
  int status = SOKY_CLI_USAGE;

  if (parse_arguments (argc, argv, &arguments)) {
    const char *wrong = check_arguments (&arguments);
    status = wrong ? soky_cli_usage_error (wrong) : extend (&arguments);
  }
  arguments_clear (&arguments);
  return status;
}
