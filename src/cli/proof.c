/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/proof.h"

#include "base/paths.h"
#include "cli/prompt.h"
#include "crypto/revocation/cached-fetcher.h"
#include "net/http-fetcher.h"

#include <glib/gi18n.h>

void
soky_proof_arguments_add (SokyProofArguments *self, GOptionGroup *group)
{
  const GOptionEntry entries[] = {
      {"level", 0, 0, G_OPTION_ARG_STRING, &self->level,
       N_ ("How much proof goes into the file: B-B, B-T, B-LT or B-LTA"), N_ ("LEVEL")},
      {"tsa", 0, 0, G_OPTION_ARG_STRING, &self->tsa,
       N_ ("Ask this timestamp server (RFC 3161, http or https)"), N_ ("URL")},
      {"tsa-user", 0, 0, G_OPTION_ARG_STRING, &self->tsa_user,
       N_ ("The user of the timestamp server"), N_ ("NAME")},
      {"tsa-password-file", 0, 0, G_OPTION_ARG_FILENAME, &self->tsa_password_file,
       N_ ("Read that user's password from a file, or from standard input (-)"), N_ ("FILE")},
      {"tsa-trust", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->tsa_trust,
       N_ ("Accept timestamps of the authorities of this PEM file only (may be repeated; without "
           "it, those of --trust)"),
       N_ ("FILE.pem")},
      {"trust", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->trust,
       N_ ("Prove that signers' certificates lead to the authorities of this PEM file (may be "
           "repeated; without it, to any root)"),
       N_ ("FILE.pem")},
      {"tls-ca", 0, 0, G_OPTION_ARG_FILENAME, &self->tls_ca,
       N_ ("Accept https servers of the authorities of this PEM file, not those of the system"),
       N_ ("FILE.pem")},
      G_OPTION_ENTRY_NULL,
  };

  g_option_group_add_entries (group, entries);
}

const char *
soky_proof_arguments_read (SokyProofArguments *self, SokyLevel usual)
{
  self->options.level = self->tsa != NULL ? MAX (usual, SOKY_LEVEL_T) : usual;
  if (self->level != NULL && !soky_level_from_string (self->level, &self->options.level))
    return _ ("--level takes B-B, B-T, B-LT or B-LTA.");
  if (self->tsa != NULL && !soky_fetch_url_is_sound (self->tsa))
    return _ (
        "--tsa takes an address that begins with http:// or https:// and holds no user name.");
  if ((self->tsa_user != NULL) != (self->tsa_password_file != NULL))
    return _ ("--tsa-user and --tsa-password-file belong together.");
  if (self->tsa == NULL && (self->tsa_user != NULL || self->tsa_trust != NULL))
    return _ ("Name the timestamp server with --tsa.");
  return NULL;
}

/* (nullable): NULL without an error when no file is named */
static SokyTrust *
load_trust (char **files, GError **error)
{
  if (files == NULL)
    return NULL;

  g_autoptr (SokyTrust) trust = soky_trust_new ();
  for (char **file = files; *file != NULL; file++)
    if (!soky_trust_add_file (trust, *file, error))
      return NULL;
  return g_steal_pointer (&trust);
}

static gboolean
open_trust (SokyProofArguments *self, GError **error)
{
  g_autoptr (GError) problem = NULL;

  self->signers = load_trust (self->trust, &problem);
  if (problem == NULL)
    self->timestamps = load_trust (self->tsa_trust, &problem);
  if (problem != NULL) {
    g_propagate_error (error, g_steal_pointer (&problem));
    return FALSE;
  }
  self->options.trust = self->signers;
  self->options.timestamp_trust = self->timestamps;
  return TRUE;
}

static gboolean
open_timestamper (SokyProofArguments *self, SokyFetcher *fetcher, GError **error)
{
  g_autoptr (SokySecret) password = NULL;

  if (self->tsa == NULL)
    return TRUE;
  if (self->tsa_password_file != NULL) {
    password = soky_prompt_read_file (self->tsa_password_file, error);
    if (password == NULL)
      return FALSE;
  }
  const SokyTimestampService service = {
      .url = self->tsa,
      .user = self->tsa_user,
      .password = password,
      .trust = self->timestamps ? self->timestamps : self->signers,
  };
  self->timestamper = soky_timestamper_new (fetcher, &service);
  self->options.timestamper = self->timestamper;
  return TRUE;
}

gboolean
soky_proof_arguments_open (SokyProofArguments *self, GError **error)
{
  if (self->options.level < SOKY_LEVEL_T)
    return TRUE;

  g_autoptr (SokyFetcher) http = soky_http_fetcher_new (self->tls_ca, error);
  if (http == NULL || !open_trust (self, error) || !open_timestamper (self, http, error))
    return FALSE;
  g_autofree char *folder = soky_paths_user_cache ("evidence");
  self->fetcher = soky_cached_fetcher_new (http, folder);
  self->options.fetcher = self->fetcher;
  return TRUE;
}

void
soky_proof_arguments_clear (SokyProofArguments *self)
{
  char *texts[] = {self->level, self->tsa, self->tsa_user, self->tsa_password_file, self->tls_ca};

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_strfreev (self->tsa_trust);
  g_strfreev (self->trust);
  g_clear_object (&self->fetcher);
  soky_timestamper_unref (self->timestamper);
  soky_trust_unref (self->signers);
  soky_trust_unref (self->timestamps);
  *self = (SokyProofArguments){0};
}
