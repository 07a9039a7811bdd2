/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/sign.h"

#include "cli/batch.h"
#include "cli/command.h"
#include "cli/key.h"
#include "cli/look.h"
#include "cli/proof.h"
#include "cli/sign-method.h"
#include "pdf/document.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

typedef struct {
  SokyKeyOptions key;
  SokyLookOptions look;
  SokyMethodArguments method;
  SokyProofArguments proof;
  char *field;
  char *reason;
  char *location;
  char *contact;
  char *output;
  char *output_dir;
  gboolean resume;
  char **inputs;
} Arguments;

static void
arguments_clear (Arguments *self)
{
  char *texts[] = {self->field,   self->reason, self->location,
                   self->contact, self->output, self->output_dir};

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_strfreev (self->inputs);
  soky_look_options_clear (&self->look);
  soky_key_options_clear (&self->key);
  soky_method_arguments_clear (&self->method);
  soky_proof_arguments_clear (&self->proof);
}

static gboolean
parse_arguments (int argc, char **argv, Arguments *self)
{
  const GOptionEntry entries[] = {
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &self->output, N_ ("Write the signed file here"),
       N_ ("OUT")},
      {"output-dir", 0, 0, G_OPTION_ARG_FILENAME, &self->output_dir,
       N_ ("Write the signed files into this folder, under their own names"), N_ ("DIR")},
      {"resume", 0, 0, G_OPTION_ARG_NONE, &self->resume,
       N_ ("Go on where an earlier run into this folder stopped"), NULL},
      {"module", 0, 0, G_OPTION_ARG_FILENAME, &self->key.module,
       N_ ("Ask only this PKCS#11 driver"), N_ ("FILE")},
      {"token", 0, 0, G_OPTION_ARG_STRING, &self->key.token, N_ ("Use the token of this label"),
       N_ ("LABEL")},
      {"cert", 0, 0, G_OPTION_ARG_STRING, &self->key.certificate, N_ ("Use this certificate"),
       N_ ("ID-OR-LABEL")},
      {"pin-file", 0, 0, G_OPTION_ARG_FILENAME, &self->key.pin_file,
       N_ ("Read the PIN or password from a file, or from standard input (-)"), N_ ("FILE")},
      {"last-try", 0, 0, G_OPTION_ARG_NONE, &self->key.last_try,
       N_ ("Enter the PIN although one more wrong PIN locks the token"), NULL},
      {"key", 0, 0, G_OPTION_ARG_FILENAME, &self->key.key, N_ ("Sign with this key file"),
       N_ ("FILE.pem")},
      {"cert-file", 0, 0, G_OPTION_ARG_FILENAME, &self->key.certificate_file,
       N_ ("The certificate of --key, and its chain"), N_ ("FILE.pem")},
      {"p12", 0, 0, G_OPTION_ARG_FILENAME, &self->key.p12, N_ ("Sign with this PKCS#12 file"),
       N_ ("FILE")},
      {"field", 0, 0, G_OPTION_ARG_STRING, &self->field,
       N_ ("In this empty signature field, or in a new one of this name"), N_ ("NAME")},
      {"reason", 0, 0, G_OPTION_ARG_STRING, &self->reason, N_ ("Why it is signed"), N_ ("TEXT")},
      {"location", 0, 0, G_OPTION_ARG_STRING, &self->location, N_ ("Where it is signed"),
       N_ ("TEXT")},
      {"contact", 0, 0, G_OPTION_ARG_STRING, &self->contact, N_ ("How to reach the signer"),
       N_ ("TEXT")},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->inputs, NULL, NULL},
      G_OPTION_ENTRY_NULL,
  };

  GOptionGroup *group = soky_look_options_group (&self->look);
  soky_method_arguments_add (&self->method, group);
  soky_proof_arguments_add (&self->proof, group);
  return soky_cli_parse_group (
      &argc, &argv, entries, group, _ ("IN…"),
      _ ("Signs PDF files: appends a signature, and changes no byte of what is "
         "there.\nWithout --pin-file the PIN is asked for on the terminal."));
}

static const char *
check_proof (Arguments *self, SokySignOptions *options)
{
  const char *wrong = soky_proof_arguments_read (&self->proof, SOKY_LEVEL_B);

  if (wrong == NULL && self->proof.options.level >= SOKY_LEVEL_T && self->proof.tsa == NULL)
    wrong = _ ("Name the timestamp server with --tsa.");
  options->proof = &self->proof.options;
  return wrong;
}

/* What is wrong with the arguments, or NULL; fills in the options of the signature. */
static const char *
check_arguments (Arguments *self, SokySignOptions *options)
{
  guint count = self->inputs ? g_strv_length (self->inputs) : 0;

  *options = (SokySignOptions){
      .field = self->field,
      .reason = self->reason,
      .location = self->location,
      .contact = self->contact,
  };
  const char *wrong = soky_look_options_apply (&self->look, options);
  if (wrong == NULL)
    wrong = soky_method_arguments_read (&self->method, options);
  if (wrong == NULL)
    wrong = check_proof (self, options);
  if (wrong != NULL)
    return wrong;
  if (count == 0)
    return _ ("Name a file to sign.");
  if (self->look.preview != NULL)
    return count == 1 ? soky_key_options_check (&self->key) : _ ("--preview takes one file.");
  if ((self->output == NULL) == (self->output_dir == NULL))
    return _ ("Say where the signed file goes: -o OUT, or --output-dir DIR for several.");
  if (self->output != NULL && count > 1)
    return _ ("-o takes one file; use --output-dir for several.");
  if (self->resume && self->output_dir == NULL)
    return _ ("--resume goes with --output-dir.");
  return soky_key_options_check (&self->key);
}

static GPtrArray *
list_outputs (const Arguments *self)
{
  GPtrArray *outputs = g_ptr_array_new_with_free_func (g_free);

  for (char **input = self->inputs; *input != NULL; input++) {
    g_autofree char *name = g_path_get_basename (*input);
    g_ptr_array_add (outputs, self->output ? g_strdup (self->output)
                                           : g_build_filename (self->output_dir, name, NULL));
  }
  return outputs;
}

static gboolean
is_same_file (const char *a, const char *b)
{
  g_autoptr (GFile) one = g_file_new_for_path (a);
  g_autoptr (GFile) other = g_file_new_for_path (b);

  return g_file_equal (one, other);
}

/* Several files must neither end under one name nor replace what was to be signed. */
static gboolean
check_outputs (const Arguments *self, GPtrArray *outputs, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  if (self->output != NULL && g_file_test (self->output, G_FILE_TEST_IS_DIR)) {
    g_set_error_literal (error, SOKY_CLI_ERROR, SOKY_CLI_ERROR_USAGE,
                         _ ("-o names a folder. Name a file, or use --output-dir."));
    return FALSE;
  }
  if (self->output != NULL)
    return TRUE;
  for (guint i = 0; i < outputs->len; i++) {
    char *output = g_ptr_array_index (outputs, i);
    g_autofree char *shown = g_filename_display_name (output);
    if (!g_hash_table_add (seen, output)) {
      g_set_error (error, SOKY_CLI_ERROR, SOKY_CLI_ERROR_USAGE,
                   _ ("Two files would both become %s. Sign them in two runs."), shown);
      return FALSE;
    }
    if (is_same_file (output, self->inputs[i])) {
      g_set_error (error, SOKY_CLI_ERROR, SOKY_CLI_ERROR_USAGE,
                   _ ("%s would replace its original. Choose another folder."), shown);
      return FALSE;
    }
  }
  if (g_mkdir_with_parents (self->output_dir, 0777) == 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", self->output_dir,
               g_strerror (errno));
  return FALSE;
}

/* No PIN is asked for when there is nothing that could be signed. */
static gboolean
any_readable (char **inputs)
{
  for (char **input = inputs; *input != NULL; input++) {
    g_autoptr (GError) problem = NULL;
    g_autoptr (SokyInput) opened = soky_input_open (*input, &problem);
    g_autoptr (SokyPdf) document = opened ? soky_pdf_open (opened, &problem) : NULL;
    if (document != NULL)
      return TRUE;
    soky_cli_print_refusal (*input, problem);
  }
  return FALSE;
}

static int
sign (Arguments *self, const SokySignOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) outputs = list_outputs (self);
  SokyKey key = {0};

  if (!check_outputs (self, outputs, &error)) {
    soky_cli_print_error (NULL, error);
    return error->domain == SOKY_CLI_ERROR ? SOKY_CLI_USAGE : SOKY_CLI_FAILED;
  }
  if (!any_readable (self->inputs))
    return SOKY_CLI_FAILED;
  if (!soky_proof_arguments_open (&self->proof, &error)) {
    soky_cli_print_error (NULL, error);
    return SOKY_CLI_FAILED;
  }
  if (!soky_key_open (&key, &self->key, &error)) {
    soky_cli_print_error (NULL, error);
    soky_key_clear (&key);
    return SOKY_CLI_FAILED;
  }

  g_autofree SokySignItem *items = g_new0 (SokySignItem, outputs->len);
  for (guint i = 0; i < outputs->len; i++)
    items[i] = (SokySignItem){self->inputs[i], g_ptr_array_index (outputs, i), options};
  int status = soky_cli_sign_items (items, outputs->len, key.signer, self->resume);
  soky_key_clear (&key);
  return status;
}

int
soky_cli_sign (int argc, char **argv)
{
  Arguments arguments = {0};
  SokySignOptions options = {0};
  int status = SOKY_CLI_USAGE;

  if (parse_arguments (argc, argv, &arguments)) {
    const char *wrong = check_arguments (&arguments, &options);
    if (wrong != NULL)
      status = soky_cli_usage_error (wrong);
    else if (arguments.look.preview != NULL)
      status = soky_look_preview (&arguments.look, &arguments.key, &options, arguments.inputs[0]);
    else
      status = sign (&arguments, &options);
  }
  arguments_clear (&arguments);
  return status;
}
