/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens, through the program itself and a real PKCS#11 module. */
#include "config.h"

#include "documents.h"
#include "fixture.h"
#include "run.h"
#include "softtoken.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <json-glib/json-glib.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define HOLDER "Lê Thị Hồng Hạnh"

typedef struct {
  FixtureTokens *tokens;
  const char *module;
  char *folder;
  char *plain, *out;
} Desk;

static void
desk_open (Desk *desk, gconstpointer data)
{
  g_autoptr (GBytes) document = document_make (DOCUMENT_TABLE, 1);
  const FixtureTokenRequest principal = {
      .label = "hanh",
      .holder = HOLDER,
      .organisation = "Trường THCS Hoa Sen",
      .with_authority = TRUE,
  };

  desk->module = fixture_tokens_find_module ();
  if (desk->module == NULL)
    return;
  desk->tokens = fixture_tokens_new ();
  soky_issued_free (fixture_tokens_add (desk->tokens, &principal));
  desk->folder = fixture_make_folder ();
  desk->plain = g_build_filename (desk->folder, "plain.pdf", NULL);
  desk->out = g_build_filename (desk->folder, "out.pdf", NULL);
  fixture_write (desk->plain, g_bytes_get_data (document, NULL), g_bytes_get_size (document));
}

static void
desk_close (Desk *desk, gconstpointer data)
{
  fixture_tokens_free (desk->tokens);
  fixture_remove_folder (desk->folder);
  g_free (desk->plain);
  g_free (desk->out);
}

static gboolean
is_missing (Desk *desk)
{
  if (desk->module == NULL)
    g_test_skip ("SoftHSM or pkcs11-tool is not installed");
  return desk->module == NULL;
}

static void
test_list (Desk *desk, gconstpointer data)
{
  if (is_missing (desk))
    return;
  g_autoptr (CliRun) text = cli_run (NULL, "tokens --module '%s'", desk->module);
  cli_assert_status (text, 0);
  cli_assert_says (text->out, "hanh");
  cli_assert_says (text->out, HOLDER);

  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CliRun) json = cli_run (NULL, "tokens --json --module '%s'", desk->module);
  cli_assert_status (json, 0);
  json_parser_load_from_data (parser, json->out, -1, &error);
  g_assert_no_error (error);
  JsonArray *array = json_node_get_array (json_parser_get_root (parser));
  g_assert_cmpuint (json_array_get_length (array), ==, 1);
  JsonObject *token = json_array_get_object_element (array, 0);
  g_assert_cmpstr (json_object_get_string_member (token, "label"), ==, "hanh");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (token, "certificates")),
                    ==, 2);
}

static void
test_sign (Desk *desk, gconstpointer data)
{
  static const char *const choices[] = {"", "--token hanh", "--cert 01",
                                        "--cert 'Lê Thị Hồng Hạnh'"};
  if (is_missing (desk))
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++) {
    g_autoptr (CliRun) sign =
        cli_run (FIXTURE_PIN "\n", "sign --module '%s' %s --pin-file - -o '%s' '%s'", desk->module,
                 choices[i], desk->out, desk->plain);
    cli_assert_status (sign, 0);
    g_autoptr (CliRun) verify = cli_run (NULL, "verify --trust '%s' '%s'",
                                         fixture_tokens_get_anchor_file (desk->tokens), desk->out);
    cli_assert_status (verify, 0);
    cli_assert_says (verify->out, HOLDER);
  }
}

static void
test_choice (Desk *desk, gconstpointer data)
{
  const FixtureTokenRequest clerk = {.label = "clerk", .holder = "Phạm Thu Hà"};
  if (is_missing (desk))
    return;
  soky_issued_free (fixture_tokens_add (desk->tokens, &clerk));

  g_autoptr (CliRun) ambiguous =
      cli_run (FIXTURE_PIN "\n", "sign --module '%s' --pin-file - -o '%s' '%s'", desk->module,
               desk->out, desk->plain);
  cli_assert_status (ambiguous, 1);
  cli_assert_says (ambiguous->err, "--token \"clerk\"");
  g_autoptr (CliRun) none =
      cli_run (FIXTURE_PIN "\n", "sign --module '%s' --cert nobody --pin-file - -o '%s' '%s'",
               desk->module, desk->out, desk->plain);
  cli_assert_status (none, 1);
  g_assert_false (g_file_test (desk->out, G_FILE_TEST_EXISTS));
  g_autoptr (CliRun) chosen =
      cli_run (FIXTURE_PIN "\n", "sign --module '%s' --token clerk --pin-file - -o '%s' '%s'",
               desk->module, desk->out, desk->plain);
  cli_assert_status (chosen, 0);
  cli_assert_says (chosen->out, "Phạm Thu Hà");
}

static void
test_refusals (Desk *desk, gconstpointer data)
{
  if (is_missing (desk))
    return;

  /* a file that is no PDF is refused before the PIN is asked for */
  g_autoptr (CliRun) no_pdf = cli_run (NULL, "sign --module '%s' -o '%s' '%s'", desk->module,
                                       desk->out, fixture_tokens_get_anchor_file (desk->tokens));
  cli_assert_status (no_pdf, 1);
  g_assert_null (strstr (no_pdf->err, "--pin-file"));
  g_autoptr (CliRun) empty = cli_run ("\n", "sign --module '%s' --pin-file - -o '%s' '%s'",
                                      desk->module, desk->out, desk->plain);
  cli_assert_status (empty, 1);
  g_autoptr (CliRun) no_module =
      cli_run (NULL, "sign --module '%s' -o '%s' '%s'", desk->plain, desk->out, desk->plain);
  cli_assert_status (no_module, 1);
  g_autoptr (CliRun) tokens = cli_run (NULL, "tokens --module '%s'", desk->plain);
  cli_assert_status (tokens, 1);
  g_assert_false (g_file_test (desk->out, G_FILE_TEST_EXISTS));
}

static guint
count_lines_with (const char *text, const char *needle)
{
  guint count = 0;

  for (const char *at = strstr (text, needle); at != NULL; at = strstr (at + 1, needle))
    count++;
  return count;
}

static char *
find_spy (void)
{
  static const char *const places[] = {
      "/usr/lib/x86_64-linux-gnu/pkcs11-spy.so",
      "/usr/lib/x86_64-linux-gnu/pkcs11/pkcs11-spy.so",
      "/usr/lib/aarch64-linux-gnu/pkcs11-spy.so",
      "/usr/lib/pkcs11/pkcs11-spy.so",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_file_test (places[i], G_FILE_TEST_EXISTS))
      return g_strdup (places[i]);
  return NULL;
}

/* The module between the program and the token counts the logins: one for a wrong PIN, one for a
 * whole batch. */
static void
test_one_login (Desk *desk, gconstpointer data)
{
  g_autofree char *spy = find_spy ();
  if (is_missing (desk))
    return;
  if (spy == NULL) {
    g_test_skip ("OpenSC's pkcs11-spy is not installed");
    return;
  }

  g_autofree char *log = g_build_filename (desk->folder, "spy.log", NULL);
  g_autofree char *copy = g_build_filename (desk->folder, "copy.pdf", NULL);
  g_autofree char *folder = g_build_filename (desk->folder, "signed", NULL);
  g_autoptr (GBytes) document = fixture_read (desk->plain);
  fixture_write (copy, g_bytes_get_data (document, NULL), g_bytes_get_size (document));
  g_setenv ("PKCS11SPY", desk->module, TRUE);
  g_setenv ("PKCS11SPY_OUTPUT", log, TRUE);

  g_autoptr (CliRun) wrong = cli_run ("87654321\n", "sign --module '%s' --pin-file - -o '%s' '%s'",
                                      spy, desk->out, desk->plain);
  cli_assert_status (wrong, 1);
  cli_assert_says (wrong->err, "Wrong PIN");
  g_autoptr (GBytes) first = fixture_read (log);
  g_autofree char *first_text =
      g_strndup (g_bytes_get_data (first, NULL), g_bytes_get_size (first));
  g_assert_cmpuint (count_lines_with (first_text, ": C_Login\n"), ==, 1);
  g_assert_false (g_file_test (desk->out, G_FILE_TEST_EXISTS));
  fixture_write (log, "", 0);

  g_autoptr (CliRun) batch =
      cli_run (FIXTURE_PIN "\n", "sign --module '%s' --pin-file - --output-dir '%s' '%s' '%s'", spy,
               folder, desk->plain, copy);
  cli_assert_status (batch, 0);
  g_autoptr (GBytes) second = fixture_read (log);
  g_autofree char *second_text =
      g_strndup (g_bytes_get_data (second, NULL), g_bytes_get_size (second));
  g_assert_cmpuint (count_lines_with (second_text, ": C_Login\n"), ==, 1);
  g_assert_cmpuint (count_lines_with (second_text, ": C_Sign\n"), ==, 2);
  g_unsetenv ("PKCS11SPY");
  g_unsetenv ("PKCS11SPY_OUTPUT");
}

#define FILES 5

/* A terminal interrupts the program and its helpers alike. */
static void
lead_group (gpointer data)
{
  setsid ();
}

static GSubprocess *
start_slow_batch (Desk *desk, const char *folder)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                 G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autofree char *module = g_test_build_filename (G_TEST_BUILT, "token", "bad-module.so", NULL);
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GBytes) document = fixture_read (desk->plain);
  const char *first[] = {g_getenv ("SOKY_CLI"), "sign", "--module",     module,
                         "--pin-file",          "-",    "--output-dir", folder};
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (first); i++)
    g_ptr_array_add (arguments, g_strdup (first[i]));
  for (guint i = 0; i < FILES; i++) {
    char *path = g_strdup_printf ("%s/%u.pdf", desk->folder, i);
    fixture_write (path, g_bytes_get_data (document, NULL), g_bytes_get_size (document));
    g_ptr_array_add (arguments, path);
  }
  g_ptr_array_add (arguments, NULL);
  g_subprocess_launcher_setenv (launcher, "BAD_MODULE", "slow", TRUE);
  g_subprocess_launcher_setenv (launcher, "BAD_MODULE_REAL", desk->module, TRUE);
  g_subprocess_launcher_set_child_setup (launcher, lead_group, NULL, NULL);
  GSubprocess *process =
      g_subprocess_launcher_spawnv (launcher, (const char *const *) arguments->pdata, &error);
  g_assert_no_error (error);
  return process;
}

static char *
read_rest (GInputStream *stream)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  const GOutputStreamSpliceFlags close = G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET;
  g_autoptr (GError) error = NULL;

  g_output_stream_splice (memory, stream, close, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) bytes =
      g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* Ctrl+C: the signature that is being made is finished, what is signed and what is not is told, and
 * it goes on from there. */
static void
test_interrupted (Desk *desk, gconstpointer data)
{
  if (is_missing (desk))
    return;
  g_autofree char *folder = g_build_filename (desk->folder, "signed", NULL);
  g_autoptr (GSubprocess) process = start_slow_batch (desk, folder);
  g_autoptr (GError) error = NULL;
  GOutputStream *input = g_subprocess_get_stdin_pipe (process);
  g_output_stream_write_all (input, FIXTURE_PIN "\n", strlen (FIXTURE_PIN "\n"), NULL, NULL,
                             &error);
  g_output_stream_close (input, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (GDataInputStream) output =
      g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_autofree char *first = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_nonnull (strstr (first, "signed by " HOLDER));
  kill (-(pid_t) g_ascii_strtoll (g_subprocess_get_identifier (process), NULL, 10), SIGINT);
  g_autofree char *more = read_rest (G_INPUT_STREAM (output));
  g_autofree char *said = read_rest (g_subprocess_get_stderr_pipe (process));
  g_subprocess_wait (process, NULL, &error);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);

  guint done = 1 + count_lines_with (more, "signed by");
  g_autofree char *words =
      g_strdup_printf ("Stopped: %u signed, %u of %u not.", done, FILES - done, (guint) FILES);
  g_assert_cmpuint (done, <, FILES);
  cli_assert_says (said, words);
  g_assert_cmpuint (count_lines_with (said, ": not signed\n"), ==, FILES - done);
  g_autoptr (CliRun) again = cli_run (
      FIXTURE_PIN "\n",
      "sign --resume --module '%s' --pin-file - --output-dir '%s' '%s/0.pdf' '%s/1.pdf' "
      "'%s/2.pdf' '%s/3.pdf' '%s/4.pdf'",
      desk->module, folder, desk->folder, desk->folder, desk->folder, desk->folder, desk->folder);
  cli_assert_status (again, 0);
  g_assert_cmpuint (count_lines_with (again->out, "signed by"), ==, FILES - done);
}

static void
test_change_pin (Desk *desk, gconstpointer data)
{
  if (is_missing (desk))
    return;
  g_autofree char *file = g_build_filename (desk->folder, "new-pin", NULL);
  fixture_write (file, "24681357\n", 9);

  g_autoptr (CliRun) wrong =
      cli_run ("87654321\n", "change-pin --module '%s' --pin-file - --new-pin-file '%s'",
               desk->module, file);
  cli_assert_status (wrong, 1);
  cli_assert_says (wrong->err, "Wrong PIN");
  /* found wrong before the old PIN is tried */
  g_autoptr (CliRun) shorter = cli_run (
      FIXTURE_PIN "\n12\n", "change-pin --module '%s' --pin-file - --new-pin-file -", desk->module);
  cli_assert_status (shorter, 1);
  cli_assert_says (shorter->err, "A PIN of this token has");
  g_autoptr (CliRun) stranger = cli_run (
      FIXTURE_PIN "\n", "change-pin --module '%s' --token clerk --pin-file -", desk->module);
  cli_assert_status (stranger, 1);
  cli_assert_says (stranger->err, "No token has this name");

  g_autoptr (CliRun) changed =
      cli_run (FIXTURE_PIN "\n24681357\n",
               "change-pin --module '%s' --token hanh --pin-file - --new-pin-file -", desk->module);
  cli_assert_status (changed, 0);
  g_autoptr (CliRun) sign = cli_run ("24681357\n", "sign --module '%s' --pin-file - -o '%s' '%s'",
                                     desk->module, desk->out, desk->plain);
  cli_assert_status (sign, 0);
}

/* Reads until @needle has come; the bytes are at hand already or come soon. */
static void
wait_for (GInputStream *stream, const char *needle)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char byte = 0;

  while (strstr (text->str, needle) == NULL) {
    if (g_input_stream_read (stream, &byte, 1, NULL, NULL) != 1)
      g_test_message ("%s", text->str);
    g_assert_cmpint (byte, !=, 0);
    g_string_append_c (text, byte);
    byte = 0;
  }
}

/* On a terminal the PIN is asked for, and what is typed does not show. */
static void
test_terminal (Desk *desk, gconstpointer data)
{
  if (is_missing (desk))
    return;
  g_autoptr (GError) error = NULL;
  int terminal = posix_openpt (O_RDWR | O_NOCTTY);
  g_assert_cmpint (terminal, >=, 0);
  g_assert_true (grantpt (terminal) == 0 && unlockpt (terminal) == 0);
  int keyboard = open (ptsname (terminal), O_RDWR | O_NOCTTY);
  g_assert_cmpint (keyboard, >=, 0);

  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDERR_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_subprocess_launcher_take_stdin_fd (launcher, dup (keyboard));
  g_autoptr (GSubprocess) process =
      g_subprocess_launcher_spawn (launcher, &error, g_getenv ("SOKY_CLI"), "sign", "--module",
                                   desk->module, "-o", desk->out, desk->plain, NULL);
  g_assert_no_error (error);
  wait_for (g_subprocess_get_stderr_pipe (process), "PIN of “hanh”: ");
  g_assert_cmpint (write (terminal, FIXTURE_PIN "\n", strlen (FIXTURE_PIN) + 1), >, 0);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);

  char shown[64] = "";
  struct termios mode;
  g_unix_set_fd_nonblocking (terminal, TRUE, NULL);
  gssize length = read (terminal, shown, sizeof shown - 1);
  g_assert_null (g_strstr_len (shown, length, FIXTURE_PIN));
  g_assert_cmpint (tcgetattr (keyboard, &mode), ==, 0);
  g_assert_true ((mode.c_lflag & ECHO) != 0);
  g_assert_true (g_file_test (desk->out, G_FILE_TEST_EXISTS));
  close (keyboard);
  close (terminal);
}

static void
add (const char *name, void (*test) (Desk *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/cli/token/", name, NULL);
  g_test_add (path, Desk, NULL, desk_open, test, desk_close);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("list", test_list);
  add ("sign", test_sign);
  add ("choice", test_choice);
  add ("refusals", test_refusals);
  add ("one-login", test_one_login);
  add ("interrupted", test_interrupted);
  add ("change-pin", test_change_pin);
  add ("terminal", test_terminal);
  return g_test_run ();
}
