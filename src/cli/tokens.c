/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/clock.h"
#include "cli/command.h"
#include "cli/json.h"
#include "crypto/token/token.h"

#include <glib/gi18n.h>

static const char *
pin_state_word (SokyPinState state)
{
  static const char *const words[] = {"ok", "count-low", "final-try", "locked", "not-set"};
  return words[MIN ((gsize) state, G_N_ELEMENTS (words) - 1)];
}

static const char *
pin_state_title (SokyPinState state)
{
  switch (state) {
  case SOKY_PIN_COUNT_LOW:
    return _ ("a wrong PIN was entered");
  case SOKY_PIN_FINAL_TRY:
    return _ ("one more wrong PIN locks it");
  case SOKY_PIN_LOCKED:
    return _ ("locked");
  case SOKY_PIN_NOT_SET:
    return _ ("no PIN set");
  default:
    return NULL;
  }
}

/* Why it cannot sign, or NULL. */
static char *
find_obstacle (SokyTokenCertificate *self)
{
  g_autoptr (GError) problem = NULL;

  if (!soky_token_certificate_may_have_key (self))
    return g_strdup (_ ("the token has no private key for it"));
  if (soky_certificate_check_usable (soky_token_certificate_get_certificate (self),
                                     soky_clock_now_us (), &problem))
    return NULL;
  return g_strdup (problem->message);
}

static void
add_certificate (JsonBuilder *builder, SokyTokenCertificate *self)
{
  SokyCertificate *certificate = soky_token_certificate_get_certificate (self);
  g_autofree char *obstacle = find_obstacle (self);
  g_autofree char *from = soky_clock_to_rfc3339 (soky_certificate_get_not_before_us (certificate));
  g_autofree char *until = soky_clock_to_rfc3339 (soky_certificate_get_not_after_us (certificate));

  json_builder_begin_object (builder);
  soky_json_add_text (builder, "id", soky_token_certificate_get_id (self));
  soky_json_add_text (builder, "label", soky_token_certificate_get_label (self));
  soky_json_add_text (builder, "holder", soky_certificate_get_holder (certificate));
  soky_json_add_text (builder, "organisation", soky_certificate_get_organisation (certificate));
  soky_json_add_text (builder, "issuer", soky_certificate_get_issuer (certificate));
  soky_json_add_text (builder, "serial", soky_certificate_get_serial (certificate));
  soky_json_add_text (builder, "fingerprint", soky_certificate_get_fingerprint (certificate));
  soky_json_add_text (builder, "not_before", from);
  soky_json_add_text (builder, "not_after", until);
  soky_json_add_flag (builder, "authority", soky_certificate_is_authority (certificate));
  soky_json_add_flag (builder, "usable", obstacle == NULL);
  soky_json_add_text (builder, "reason", obstacle ? obstacle : "");
  json_builder_end_object (builder);
}

static void
add_token (JsonBuilder *builder, SokyToken *token)
{
  GPtrArray *certificates = soky_token_get_certificates (token);

  json_builder_begin_object (builder);
  soky_json_add_text (builder, "label", soky_token_get_label (token));
  soky_json_add_text (builder, "serial", soky_token_get_serial (token));
  soky_json_add_text (builder, "manufacturer", soky_token_get_manufacturer (token));
  soky_json_add_text (builder, "model", soky_token_get_model (token));
  soky_json_add_text (builder, "module", soky_token_get_module_path (token));
  soky_json_add_text (builder, "pin_state", pin_state_word (soky_token_get_pin_state (token)));
  soky_json_add_flag (builder, "pin_pad", soky_token_has_pin_pad (token));
  json_builder_set_member_name (builder, "certificates");
  json_builder_begin_array (builder);
  for (guint i = 0; i < certificates->len; i++)
    add_certificate (builder, g_ptr_array_index (certificates, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
print_json (GPtrArray *tokens)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < tokens->len; i++)
    add_token (builder, g_ptr_array_index (tokens, i));
  json_builder_end_array (builder);
  soky_json_print (builder);
}

static void
print_certificate (SokyTokenCertificate *self)
{
  SokyCertificate *certificate = soky_token_certificate_get_certificate (self);
  const char *organisation = soky_certificate_get_organisation (certificate);
  g_autofree char *obstacle = find_obstacle (self);
  g_autofree char *until = soky_clock_to_vietnam (soky_certificate_get_not_after_us (certificate));

  if (soky_certificate_is_authority (certificate))
    return;
  g_print ("  %s  %s", soky_token_certificate_get_id (self),
           soky_certificate_get_holder (certificate));
  if (*organisation != '\0')
    g_print (" (%s)", organisation);
  g_print (", ");
  g_print (_ ("issued by %s, valid until %s"), soky_certificate_get_issuer (certificate), until);
  if (obstacle != NULL) {
    g_print (". ");
    g_print (_ ("Cannot sign: %s"), obstacle);
  }
  g_print ("\n");
}

static void
print_token (SokyToken *token)
{
  const char *state = pin_state_title (soky_token_get_pin_state (token));
  GPtrArray *certificates = soky_token_get_certificates (token);

  g_print ("%s  %s %s, %s", soky_token_get_label (token), soky_token_get_manufacturer (token),
           soky_token_get_model (token), soky_token_get_serial (token));
  if (state != NULL)
    g_print (" [%s]", state);
  g_print ("\n");
  for (guint i = 0; i < certificates->len; i++)
    print_certificate (g_ptr_array_index (certificates, i));
}

int
soky_cli_tokens (int argc, char **argv)
{
  g_autofree char *module = NULL;
  gboolean json = FALSE;
  gboolean retry = FALSE;
  const GOptionEntry entries[] = {
      {"module", 0, 0, G_OPTION_ARG_FILENAME, &module, N_ ("Ask only this PKCS#11 driver"),
       N_ ("FILE")},
      {"retry", 0, 0, G_OPTION_ARG_NONE, &retry,
       N_ ("Ask drivers again that crashed or did not answer before"), NULL},
      {"json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON"), NULL},
      G_OPTION_ENTRY_NULL,
  };

  if (!soky_cli_parse (&argc, &argv, entries, NULL,
                       _ ("Lists the tokens that are plugged in, with their certificates.")))
    return SOKY_CLI_USAGE;
  if (argc > 1)
    return soky_cli_usage_error (_ ("This command takes no files."));

  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (SokyTokenHost) host =
      module ? soky_token_host_new_for_module (module) : soky_token_host_new ();
  if (retry)
    soky_token_host_forget_problems (host);
  g_autoptr (GPtrArray) tokens = soky_token_host_list (host, &problems, NULL, &error);
  if (tokens == NULL) {
    soky_cli_print_error (NULL, error);
    return SOKY_CLI_FAILED;
  }
  for (guint i = 0; i < problems->len; i++)
    soky_cli_print_error (NULL, g_ptr_array_index (problems, i));
  if (json)
    print_json (tokens);
  for (guint i = 0; !json && i < tokens->len; i++)
    print_token (g_ptr_array_index (tokens, i));
  if (tokens->len == 0 && problems->len == 0)
    g_printerr ("%s\n", _ ("No token is plugged in."));
  return module != NULL && problems->len > 0 ? SOKY_CLI_FAILED : SOKY_CLI_OK;
}
