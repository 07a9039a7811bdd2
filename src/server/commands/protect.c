/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/platform.h"
#include "crypto/revocation/cached-fetcher.h"
#include "net/http-fetcher.h"
#include "server/commands/command.h"
#include "server/protection.h"
#include "server/settings.h"
#include "sign/sign.h"

#define MEBIBYTE ((guint64) 1024 * 1024)

static char *state;
static char *input;
static char *output;

static const GOptionEntry entries[] = {
    {"input", 0, 0, G_OPTION_ARG_FILENAME, &input, "", NULL},
    {"output", 0, 0, G_OPTION_ARG_FILENAME, &output, "", NULL},
    {NULL},
};

static SokySecret *
read_password (const char *path, GError **error)
{
  int fd = soky_platform_open_readable (path, error);
  if (fd < 0)
    return NULL;
  SokySecret *password = soky_secret_read_line (fd, error);
  soky_platform_close (fd);
  return password;
}

static SokyTimestamper *
open_timestamper (const SokySettings *settings, SokyFetcher *fetcher, SokyTrust *trust,
                  GError **error)
{
  const char *file = settings->timestamp_password_file;
  g_autoptr (SokySecret) password = file ? read_password (file, error) : NULL;

  if (file != NULL && password == NULL)
    return NULL;
  const SokyTimestampService service = {.url = settings->timestamp_server,
                                        .user = settings->timestamp_user,
                                        .password = password,
                                        .trust = trust};
  return soky_timestamper_new (fetcher, &service);
}

static gboolean
protect (const SokySettings *settings, GError **error)
{
  g_autoptr (SokyTrust) trust = soky_trust_new ();
  g_autoptr (SokyFetcher) http = soky_http_fetcher_new (NULL, error);
  if (http == NULL || !soky_trust_add_folder (trust, settings->trust, error))
    return FALSE;

  g_autofree char *cache = g_build_filename (settings->state, "evidence", NULL);
  g_autoptr (SokyFetcher) fetcher = soky_cached_fetcher_new (http, cache);
  g_autoptr (SokyTimestamper) timestamper = open_timestamper (settings, http, trust, error);
  SokyExtendOptions options = {
      .level = SOKY_LEVEL_LTA, .timestamper = timestamper, .fetcher = fetcher, .trust = trust};
  soky_level_from_string (settings->protection_level, &options.level);
  return timestamper != NULL && soky_extend_file (input, output, &options, NULL, error);
}

/* Opens one PDF for the server and appends proof to it; talks to timestamp servers and such. */
int
soky_command_protect (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  if (!soky_command_parse (&argc, &argv, "", NULL, entries, &state) || input == NULL ||
      output == NULL)
    return SOKY_COMMAND_USAGE;
  g_autoptr (SokySettings) settings = soky_settings_load (state, &error);
  if (settings == NULL)
    return soky_command_fail (error);
  soky_platform_limit_self (settings->worker_megabytes * MEBIBYTE, settings->worker_seconds);
  soky_platform_die_with_parent ();
  if (protect (settings, &error))
    return SOKY_COMMAND_OK;
  if (g_error_matches (error, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_NOT_SIGNED))
    return SOKY_PROTECT_NOTHING;
  return soky_command_fail (error);
}
