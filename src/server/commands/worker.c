/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/platform.h"
#include "crypto/trust/trust.h"
#include "server/commands/command.h"
#include "server/log.h"
#include "server/page-text.h"
#include "server/worker-message.h"

#include <glib/gi18n-lib.h>
#include <libintl.h>

#define MEBIBYTE ((guint64) 1024 * 1024)

static char *trust_folder;
static char *timestamp_folder;
static char *rule;
static int memory;
static int seconds;

static const GOptionEntry entries[] = {
    {"trust", 0, 0, G_OPTION_ARG_FILENAME, &trust_folder, "", NULL},
    {"timestamps", 0, 0, G_OPTION_ARG_FILENAME, &timestamp_folder, "", NULL},
    {"revocation", 0, 0, G_OPTION_ARG_STRING, &rule, "", NULL},
    {"memory", 0, 0, G_OPTION_ARG_INT, &memory, "", NULL},
    {"seconds", 0, 0, G_OPTION_ARG_INT, &seconds, "", NULL},
    {NULL},
};

/* pages after so long are left out */
#define TEXT_SECONDS 5

static GBytes *
read_text (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyInput) input = soky_input_open (path, &error);
  g_autofree char *text = input ? soky_page_text_read (input, TEXT_SECONDS, &error) : NULL;

  if (text == NULL)
    soky_log ("no-text", "why", error->message, NULL);
  return soky_worker_text_answer_format (text);
}

typedef struct {
  SokyVerifyPolicy policy;
  const char *language; /* the server's own */
} Work;

/* gettext in one language after the other, in a process of one thread. */
static void
speak (const char *language)
{
  g_setenv ("LANGUAGE", language, TRUE);
  /* or it would stay with what it has looked up before */
  textdomain (GETTEXT_PACKAGE);
}

/* GLib decides once, at the first sentence, whether it translates at all: it is to. */
static char *
learn_to_speak (void)
{
  char *own = g_strdup (g_getenv ("LANGUAGE"));

  speak ("vi");
  g_dgettext (GETTEXT_PACKAGE, "valid");
  if (own == NULL)
    own = g_strdup ("en");
  speak (own);
  return own;
}

static GBytes *
examine (const char *text, gsize length, const Work *work)
{
  g_autoptr (SokyWorkerRequest) request = soky_worker_request_parse (text, length);
  g_autoptr (GError) error = NULL;

  if (request == NULL) {
    soky_wire_refuse (SOKY_WIRE_ERROR_VERIFIER_FAILED, &error);
    return soky_worker_answer_format (NULL, error);
  }
  if (request->text)
    return read_text (request->path);
  speak (*request->language != '\0' ? request->language : work->language);
  g_autoptr (SokyInput) input = soky_input_open (request->path, &error);
  g_autoptr (SokyExamination) examination =
      input ? soky_examine (input, request->base_length, &work->policy, NULL, &error) : NULL;
  return soky_worker_answer_format (examination, error);
}

/* One request; FALSE when there will be no more. */
static gboolean
answer_one (int from, int to, const Work *work)
{
  guint8 header[SOKY_WORKER_HEADER];
  if (!soky_platform_read_pipe (from, header, sizeof header, NULL))
    return FALSE;

  gsize length = soky_worker_header_parse (header, SOKY_WORKER_MAX_REQUEST);
  g_autofree char *text = g_malloc (length + 1);
  if (length == 0 || !soky_platform_read_pipe (from, text, length, NULL))
    return FALSE;
  g_autoptr (GBytes) answer = examine (text, length, work);
  return soky_platform_write_pipe (to, g_bytes_get_data (answer, NULL), g_bytes_get_size (answer),
                                   NULL);
}

/* Opens hostile PDFs for the server, one after the other. */
int
soky_command_worker (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyTrust) trust = soky_trust_new ();
  g_autoptr (SokyTrust) timestamps = soky_trust_new ();
  g_autofree char *language = learn_to_speak ();
  Work work = {{.trust = trust, .timestamp_trust = timestamps}, language};
  int from = -1, to = -1;

  if (!soky_command_parse (&argc, &argv, "", NULL, entries, NULL) || trust_folder == NULL ||
      timestamp_folder == NULL ||
      !soky_revocation_rule_from_string (rule, &work.policy.revocation) || memory <= 0 ||
      seconds <= 0)
    return SOKY_COMMAND_USAGE;
  soky_log_take_over ();
  if (!soky_trust_add_folder (trust, trust_folder, &error) ||
      !soky_trust_add_folder (timestamps, timestamp_folder, &error) ||
      !soky_platform_claim_pipes (&from, &to, &error))
    return soky_command_fail (error);
  soky_platform_limit_self ((guint64) memory * MEBIBYTE, (guint) seconds);
  soky_platform_end_with_pipe (from, 0);
  while (answer_one (from, to, &work))
    continue;
  return SOKY_COMMAND_OK;
}
