/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/choice.h"

#include "base/clock.h"
#include "cli/command.h"

#include <glib/gi18n.h>

typedef struct {
  SokyToken *found_on;
  SokyTokenCertificate *found;
  guint count;     /* that answer and can sign */
  GString *usable; /* a line for each of them */
  char *refused;   /* nullable: why the last one that answers cannot sign */
} Choice;

static gboolean
token_answers (SokyToken *token, const char *name)
{
  return name == NULL || g_strcmp0 (soky_token_get_label (token), name) == 0 ||
         g_strcmp0 (soky_token_get_serial (token), name) == 0;
}

static gboolean
certificate_answers (SokyTokenCertificate *self, const char *name)
{
  if (name == NULL)
    return TRUE;

  SokyCertificate *certificate = soky_token_certificate_get_certificate (self);
  return g_ascii_strcasecmp (soky_token_certificate_get_id (self), name) == 0 ||
         g_ascii_strcasecmp (soky_certificate_get_serial (certificate), name) == 0 ||
         g_ascii_strcasecmp (soky_certificate_get_fingerprint (certificate), name) == 0 ||
         g_strcmp0 (soky_token_certificate_get_label (self), name) == 0 ||
         g_strcmp0 (soky_certificate_get_holder (certificate), name) == 0;
}

static gboolean
check_usable (SokyTokenCertificate *self, GError **error)
{
  if (!soky_token_certificate_may_have_key (self)) {
    g_set_error_literal (error, SOKY_CLI_ERROR, SOKY_CLI_ERROR_NO_CERTIFICATE,
                         _ ("The token has no private key for it."));
    return FALSE;
  }
  return soky_certificate_check_usable (soky_token_certificate_get_certificate (self),
                                        soky_clock_now_us (), error);
}

static void
consider (Choice *choice, SokyToken *token, SokyTokenCertificate *candidate)
{
  g_autoptr (GError) problem = NULL;
  SokyCertificate *certificate = soky_token_certificate_get_certificate (candidate);

  if (!check_usable (candidate, &problem)) {
    /* authorities' certificates are no candidates that anybody meant */
    if (!soky_certificate_is_authority (certificate)) {
      g_free (choice->refused);
      choice->refused =
          g_strdup_printf ("%s: %s", soky_certificate_get_holder (certificate), problem->message);
    }
    return;
  }
  choice->count++;
  g_set_object (&choice->found_on, token);
  g_set_object (&choice->found, candidate);
  g_string_append_printf (choice->usable, "\n  --token \"%s\" --cert %s  (%s)",
                          soky_token_get_label (token), soky_token_certificate_get_id (candidate),
                          soky_certificate_get_holder (certificate));
}

static void
consider_all (Choice *choice, GPtrArray *tokens, const char *token_name, const char *name)
{
  for (guint i = 0; i < tokens->len; i++) {
    SokyToken *token = g_ptr_array_index (tokens, i);
    GPtrArray *certificates = soky_token_get_certificates (token);
    for (guint j = 0; token_answers (token, token_name) && j < certificates->len; j++) {
      SokyTokenCertificate *candidate = g_ptr_array_index (certificates, j);
      if (certificate_answers (candidate, name))
        consider (choice, token, candidate);
    }
  }
}

static void
explain_none (Choice *choice, GPtrArray *tokens, GPtrArray *problems, GError **error)
{
  const GError *driver = problems->len > 0 ? g_ptr_array_index (problems, 0) : NULL;

  if (choice->refused != NULL)
    g_set_error (error, SOKY_CLI_ERROR, SOKY_CLI_ERROR_NO_CERTIFICATE,
                 _ ("The certificate cannot be used to sign. %s"), choice->refused);
  else if (tokens->len == 0 && driver != NULL)
    g_set_error_literal (error, SOKY_CLI_ERROR, SOKY_CLI_ERROR_NO_CERTIFICATE, driver->message);
  else if (tokens->len == 0)
    g_set_error_literal (error, SOKY_CLI_ERROR, SOKY_CLI_ERROR_NO_CERTIFICATE,
                         _ ("No token is plugged in. Plug it in, or name its driver with --module "
                            "FILE."));
  else
    g_set_error_literal (error, SOKY_CLI_ERROR, SOKY_CLI_ERROR_NO_CERTIFICATE,
                         _ ("No token holds such a certificate. “soky-cli tokens” lists what is "
                            "there."));
}

static void
choice_clear (Choice *choice)
{
  g_clear_object (&choice->found_on);
  g_clear_object (&choice->found);
  g_string_free (choice->usable, TRUE);
  g_free (choice->refused);
}

gboolean
soky_choose_certificate (SokyTokenHost *host, const char *token_name, const char *name,
                         SokyToken **token, SokyTokenCertificate **certificate, GError **error)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) tokens = soky_token_host_list (host, &problems, NULL, error);
  if (tokens == NULL)
    return FALSE;

  Choice choice = {.usable = g_string_new (NULL)};
  consider_all (&choice, tokens, token_name, name);
  if (choice.count == 0)
    explain_none (&choice, tokens, problems, error);
  else if (choice.count > 1)
    g_set_error (error, SOKY_CLI_ERROR, SOKY_CLI_ERROR_AMBIGUOUS,
                 _ ("Several certificates can sign. Choose one:%s"), choice.usable->str);
  gboolean chosen = choice.count == 1;
  if (chosen) {
    *token = g_steal_pointer (&choice.found_on);
    *certificate = g_steal_pointer (&choice.found);
  }
  choice_clear (&choice);
  return chosen;
}

gboolean
soky_choose_token (SokyTokenHost *host, const char *token_name, SokyToken **token, GError **error)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) tokens = soky_token_host_list (host, &problems, NULL, error);
  if (tokens == NULL)
    return FALSE;

  g_autoptr (GString) names = g_string_new (NULL);
  SokyToken *found = NULL;
  guint count = 0;
  for (guint i = 0; i < tokens->len; i++) {
    SokyToken *candidate = g_ptr_array_index (tokens, i);
    if (!token_answers (candidate, token_name))
      continue;
    found = candidate;
    count++;
    g_string_append_printf (names, "\n  --token \"%s\"  (%s)", soky_token_get_label (candidate),
                            soky_token_get_serial (candidate));
  }
  if (count == 1)
    *token = g_object_ref (found);
  else if (count > 1)
    g_set_error (error, SOKY_CLI_ERROR, SOKY_CLI_ERROR_AMBIGUOUS,
                 _ ("Several tokens are plugged in. Choose one:%s"), names->str);
  else if (tokens->len == 0 && problems->len > 0)
    g_set_error_literal (error, SOKY_CLI_ERROR, SOKY_CLI_ERROR_NO_CERTIFICATE,
                         ((GError *) g_ptr_array_index (problems, 0))->message);
  else
    g_set_error_literal (error, SOKY_CLI_ERROR, SOKY_CLI_ERROR_NO_CERTIFICATE,
                         tokens->len > 0
                             ? _ ("No token has this name. “soky-cli tokens” lists what "
                                  "is there.")
                             : _ ("No token is plugged in. Plug it in, or name its "
                                  "driver with --module FILE."));
  return count == 1;
}
