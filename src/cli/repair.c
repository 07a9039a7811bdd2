/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/repair.h"

#include "cli/command.h"
#include "cli/prompt.h"

#include <glib/gi18n.h>

typedef struct {
  char *output;
  char *password_file;
  char **inputs;
} Arguments;

static void
arguments_clear (Arguments *self)
{
  g_free (self->output);
  g_free (self->password_file);
  g_strfreev (self->inputs);
}

static gboolean
parse_arguments (int argc, char **argv, Arguments *self)
{
  const GOptionEntry entries[] = {
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &self->output, N_ ("Write the clean copy here"),
       N_ ("OUT")},
      {"password-file", 0, 0, G_OPTION_ARG_FILENAME, &self->password_file,
       N_ ("Read the PDF's password from a file, or from standard input (-)"), N_ ("FILE")},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->inputs, NULL, NULL},
      G_OPTION_ENTRY_NULL,
  };

  return soky_cli_parse (&argc, &argv, entries, _ ("IN"),
                         _ ("Writes a clean copy of a PDF that is damaged or protected by "
                            "encryption, so that it can be signed.\nThe original is not changed; "
                            "a signed PDF is refused."));
}

/* From the file, or from the terminal once it turned out that one is needed. */
static gboolean
repair_with_password (const Arguments *self, SokyInput *input, SokyPdfRepair *repair,
                      GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (SokySecret) given =
      self->password_file ? soky_prompt_read_file (self->password_file, error) : NULL;

  if (self->password_file != NULL && given == NULL)
    return FALSE;
  if (soky_pdf_repair (input, given, self->output, repair, NULL, &problem))
    return TRUE;
  if (given != NULL || !g_error_matches (problem, SOKY_PDF_ERROR, SOKY_PDF_ERROR_PASSWORD)) {
    g_propagate_error (error, g_steal_pointer (&problem));
    return FALSE;
  }
  g_autoptr (SokySecret) asked = soky_prompt_secret (_ ("Password of the PDF:"), error);
  return asked != NULL && soky_pdf_repair (input, asked, self->output, repair, NULL, error);
}

static int
repair_file (const Arguments *self)
{
  const char *path = self->inputs[0];
  g_autoptr (GError) error = NULL;
  SokyPdfRepair repair = {0};
  g_autoptr (SokyInput) input = soky_input_open (path, &error);

  if (input == NULL || !repair_with_password (self, input, &repair, &error)) {
    soky_cli_print_error (path, error);
    return SOKY_CLI_FAILED;
  }
  g_autofree char *shown = g_filename_display_name (self->output);
  g_print (
      repair.was_encrypted
          ? ngettext ("%s: a copy without encryption, %u page; look at it before it is signed\n",
                      "%s: a copy without encryption, %u pages; look at it before it is "
                      "signed\n",
                      repair.pages)
          : ngettext ("%s: repaired, %u page; look at it before it is signed\n",
                      "%s: repaired, %u pages; look at it before it is signed\n", repair.pages),
      shown, repair.pages);
  return SOKY_CLI_OK;
}

static const char *
check_arguments (const Arguments *self)
{
  if (self->inputs == NULL || g_strv_length (self->inputs) != 1)
    return _ ("Name one file to repair.");
  if (self->output == NULL)
    return _ ("Say where the copy goes: -o OUT.");
  g_autoptr (GFile) from = g_file_new_for_path (self->inputs[0]);
  g_autoptr (GFile) to = g_file_new_for_path (self->output);
  return g_file_equal (from, to) ? _ ("The copy would replace its original. Choose another name.")
                                 : NULL;
}

int
soky_cli_repair (int argc, char **argv)
{
  Arguments arguments = {0};
  int status = SOKY_CLI_USAGE;

  if (parse_arguments (argc, argv, &arguments)) {
    const char *wrong = check_arguments (&arguments);
    status = wrong ? soky_cli_usage_error (wrong) : repair_file (&arguments);
  }
  arguments_clear (&arguments);
  return status;
}
