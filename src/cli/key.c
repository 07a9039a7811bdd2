/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/key.h"

#include "cli/choice.h"
#include "cli/command.h"
#include "cli/prompt.h"
#include "crypto/error.h"
#include "crypto/software-signer.h"

#include <glib/gi18n.h>

static SokySigner *
open_file (const SokyKeyOptions *options, SokySecret *password, GError **error)
{
  if (options->p12 != NULL)
    return soky_software_signer_new_from_p12 (options->p12, password, error);
  return soky_software_signer_new_from_pem (options->key, options->certificate_file, password,
                                            error);
}

/* A key file may have no password: only when it turns out to have one is it asked for. */
static SokySigner *
open_software (const SokyKeyOptions *options, GError **error)
{
  g_autoptr (SokySecret) password = NULL;
  g_autoptr (GError) problem = NULL;

  if (options->pin_file != NULL) {
    password = soky_prompt_read_file (options->pin_file, error);
    return password ? open_file (options, password, error) : NULL;
  }
  SokySigner *signer = open_file (options, NULL, &problem);
  if (signer != NULL)
    return signer;
  if (!g_error_matches (problem, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_WRONG_PASSWORD)) {
    g_propagate_error (error, g_steal_pointer (&problem));
    return NULL;
  }
  g_autofree char *name = g_filename_display_name (options->p12 ? options->p12 : options->key);
  g_autofree char *question = g_strdup_printf (_ ("Password of %s:"), name);
  password = soky_prompt_secret (question, error);
  return password ? open_file (options, password, error) : NULL;
}

gboolean
soky_key_check_pin_state (SokyToken *token, gboolean last_try, GError **error)
{
  switch (soky_token_get_pin_state (token)) {
  case SOKY_PIN_LOCKED:
    g_set_error (error, SOKY_CLI_ERROR, SOKY_CLI_ERROR_PIN_STATE,
                 _ ("The token “%s” is locked. Ask whoever issued it to unlock it."),
                 soky_token_get_label (token));
    return FALSE;
  case SOKY_PIN_FINAL_TRY:
    if (last_try)
      return TRUE;
    g_set_error (error, SOKY_CLI_ERROR, SOKY_CLI_ERROR_PIN_STATE,
                 _ ("One more wrong PIN locks the token “%s”. If you are sure of the PIN, say so "
                    "with --last-try."),
                 soky_token_get_label (token));
    return FALSE;
  case SOKY_PIN_COUNT_LOW:
    g_printerr (_ ("A wrong PIN was entered before; a few more lock the token “%s”.\n"),
                soky_token_get_label (token));
    return TRUE;
  default:
    return TRUE;
  }
}

gboolean
soky_key_ask_pin (SokyToken *token, const char *pin_file, SokySecret **pin, GError **error)
{
  if (pin_file != NULL) {
    *pin = soky_prompt_read_file (pin_file, error);
  } else if (soky_token_has_pin_pad (token)) {
    g_printerr (_ ("Type the PIN of “%s” on the reader.\n"), soky_token_get_label (token));
    return TRUE;
  } else {
    g_autofree char *question = g_strdup_printf (_ ("PIN of “%s”:"), soky_token_get_label (token));
    *pin = soky_prompt_secret (question, error);
  }
  if (*pin != NULL && soky_secret_get_length (*pin) == 0) {
    g_set_error_literal (error, SOKY_CLI_ERROR, SOKY_CLI_ERROR_NO_TERMINAL,
                         _ ("The PIN is empty, so it was not tried."));
    return FALSE;
  }
  return *pin != NULL;
}

static gboolean
open_token (SokyKey *key, const SokyKeyOptions *options, GError **error)
{
  g_autoptr (SokyTokenCertificate) certificate = NULL;
  g_autoptr (SokySecret) pin = NULL;

  key->host =
      options->module ? soky_token_host_new_for_module (options->module) : soky_token_host_new ();
  if (!soky_choose_certificate (key->host, options->token, options->certificate, &key->token,
                                &certificate, error) ||
      !soky_key_check_pin_state (key->token, options->last_try, error) ||
      !soky_key_ask_pin (key->token, options->pin_file, &pin, error))
    return FALSE;
  key->signer = soky_token_host_login (key->host, key->token, certificate, pin, NULL, error);
  return key->signer != NULL;
}

const char *
soky_key_options_check (const SokyKeyOptions *options)
{
  gboolean token = options->module || options->token || options->certificate;

  if ((options->key != NULL) != (options->certificate_file != NULL))
    return _ ("--key and --cert-file belong together.");
  if (options->key != NULL && options->p12 != NULL)
    return _ ("Give either --key or --p12.");
  if (token && (options->key != NULL || options->p12 != NULL))
    return _ ("Give either a key file or a token.");
  return NULL;
}

void
soky_key_options_clear (SokyKeyOptions *options)
{
  char *texts[] = {options->module,   options->token, options->certificate,
                   options->pin_file, options->key,   options->certificate_file,
                   options->p12};

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  *options = (SokyKeyOptions){0};
}

gboolean
soky_key_open (SokyKey *key, const SokyKeyOptions *options, GError **error)
{
  *key = (SokyKey){0};
  if (options->key == NULL && options->p12 == NULL)
    return open_token (key, options, error);
  key->signer = open_software (options, error);
  return key->signer != NULL;
}

void
soky_key_clear (SokyKey *key)
{
  if (key->signer != NULL && key->token != NULL)
    soky_token_host_logout (key->host, key->token);
  g_clear_object (&key->signer);
  g_clear_object (&key->token);
  g_clear_object (&key->host);
}

static SokyCertificate *
find_on_token (const SokyKeyOptions *options, GError **error)
{
  g_autoptr (SokyTokenCertificate) certificate = NULL;
  g_autoptr (SokyToken) token = NULL;
  g_autoptr (SokyTokenHost) host =
      options->module ? soky_token_host_new_for_module (options->module) : soky_token_host_new ();

  if (!soky_choose_certificate (host, options->token, options->certificate, &token, &certificate,
                                error))
    return NULL;
  return g_object_ref (soky_token_certificate_get_certificate (certificate));
}

SokyCertificate *
soky_key_find_certificate (const SokyKeyOptions *options, GError **error)
{
  if (options->key == NULL && options->p12 == NULL)
    return find_on_token (options, error);
  if (options->p12 != NULL) {
    g_autoptr (SokySigner) signer = open_software (options, error);
    return signer ? g_object_ref (soky_signer_get_certificate (signer)) : NULL;
  }
  g_autoptr (GPtrArray) chain =
      soky_certificate_list_from_pem_file (options->certificate_file, error);
  return chain ? g_object_ref (g_ptr_array_index (chain, 0)) : NULL;
}
