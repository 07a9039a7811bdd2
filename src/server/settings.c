/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/settings.h"

#include "book/check-code.h"
#include "server/embedded.h"
#include "sign/extend.h"

#include <glib/gi18n-lib.h>

/* One setting: where it stands in the file and where in the struct. */
typedef struct {
  const char *group;
  const char *key;
  gsize offset;
  guint least, most;
} NumberSetting;

typedef struct {
  const char *group;
  const char *key;
  gsize offset;
  gboolean is_path;
  gboolean may_be_empty; /* read as NULL */
} TextSetting;

#define AT(field) G_STRUCT_OFFSET (SokySettings, field)

static const NumberSetting numbers[] = {
    {"sign-in", "session-hours", AT (session_hours), 1, 24 * 31},
    {"sign-in", "account-tries", AT (account_tries), 1, 1000},
    {"sign-in", "address-tries", AT (address_tries), 1, 100000},
    {"sign-in", "longest-wait", AT (longest_wait), 1, 86400},
    {"public", "tries", AT (check_tries), 1, 100000},
    {"public", "longest-wait", AT (check_longest_wait), 1, 86400},
    {"limits", "pdf-megabytes", AT (pdf_megabytes), 1, 2000},
    {"limits", "json-kilobytes", AT (json_kilobytes), 16, 16384},
    {"limits", "connections", AT (connections), 1, 100000},
    {"limits", "connections-per-address", AT (connections_per_address), 1, 100000},
    {"limits", "idle-seconds", AT (idle_seconds), 1, 3600},
    {"limits", "header-seconds", AT (header_seconds), 1, 3600},
    {"limits", "body-seconds", AT (body_seconds), 1, 86400},
    {"limits", "waiting-requests", AT (waiting_requests), 1, 100000},
    {"protection", "retry-seconds", AT (protection_retry_seconds), 1, 86400},
    {"workers", "count", AT (workers), 1, 64},
    {"workers", "memory-megabytes", AT (worker_megabytes), 128, 65536},
    {"workers", "seconds", AT (worker_seconds), 1, 3600},
};

static const TextSetting texts[] = {
    {"server", "address", AT (address), FALSE},
    {"server", "certificate", AT (certificate), TRUE},
    {"server", "key", AT (key), TRUE},
    {"server", "language", AT (language), FALSE},
    {"server", "trusted-proxies", AT (proxies), FALSE, TRUE},
    {"public", "url", AT (public_url), FALSE, TRUE},
    {"metrics", "token-file", AT (metrics_token_file), TRUE, TRUE},
    {"storage", "database", AT (database), TRUE},
    {"storage", "blobs", AT (blobs), TRUE},
    {"storage", "uploads", AT (uploads), TRUE},
    {"trust", "folder", AT (trust), TRUE},
    {"enrolment", "confirm", AT (confirm), FALSE},
    {"book-types", "approval", AT (type_approval), FALSE},
    {"trust", "timestamps", AT (timestamps), TRUE},
    {"protection", "level", AT (protection_level), FALSE},
    {"protection", "timestamp-server", AT (timestamp_server), FALSE},
    {"protection", "timestamp-user", AT (timestamp_user), FALSE, TRUE},
    {"protection", "timestamp-password-file", AT (timestamp_password_file), TRUE, TRUE},
};

GBytes *
soky_settings_get_template (void)
{
  return soky_embedded_get ("server.conf");
}

static gboolean
read_number (GKeyFile *file, const char *group, const char *key, guint64 least, guint64 most,
             guint64 *value, GError **error)
{
  g_autofree char *text = g_key_file_get_string (file, group, key, error);
  if (text == NULL)
    return FALSE;

  g_autoptr (GError) cause = NULL;
  if (g_ascii_string_to_unsigned (g_strstrip (text), 10, least, most, value, &cause))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               _ ("The setting “%s” in [%s] must be a whole number from %llu to %llu."), key, group,
               (unsigned long long) least, (unsigned long long) most);
  return FALSE;
}

static gboolean
read_text (SokySettings *self, GKeyFile *file, const TextSetting *setting, GError **error)
{
  g_autofree char *text = g_key_file_get_string (file, setting->group, setting->key, error);
  if (text == NULL)
    return FALSE;
  if (*g_strstrip (text) == '\0' && setting->may_be_empty)
    return TRUE;
  if (*text == '\0') {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _ ("The setting “%s” in [%s] is empty."), setting->key, setting->group);
    return FALSE;
  }
  char **field = G_STRUCT_MEMBER_P (self, setting->offset);
  *field = setting->is_path ? g_canonicalize_filename (text, self->state) : g_strdup (text);
  return TRUE;
}

static gboolean
check_confirm (const SokySettings *self, GError **error)
{
  if (g_str_equal (self->confirm, SOKY_CONFIRM_ADMINISTRATOR) ||
      g_str_equal (self->confirm, SOKY_CONFIRM_MATCH))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               _ ("The setting “%s” in [%s] must be %s or %s."), "confirm", "enrolment",
               SOKY_CONFIRM_ADMINISTRATOR, SOKY_CONFIRM_MATCH);
  return FALSE;
}

static gboolean
check_type_approval (const SokySettings *self, GError **error)
{
  if (g_str_equal (self->type_approval, SOKY_TYPE_APPROVAL_NONE) ||
      g_str_equal (self->type_approval, SOKY_TYPE_APPROVAL_ABOVE))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               _ ("The setting “%s” in [%s] must be %s or %s."), "approval", "book-types",
               SOKY_TYPE_APPROVAL_NONE, SOKY_TYPE_APPROVAL_ABOVE);
  return FALSE;
}

static gboolean
read_rule (SokySettings *self, GKeyFile *file, GError **error)
{
  g_autofree char *text = g_key_file_get_string (file, "trust", "revocation", error);
  if (text == NULL)
    return FALSE;

  if (soky_revocation_rule_from_string (g_strstrip (text), &self->revocation))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                       _ ("The setting “revocation” in [trust] must be prefer, published or "
                          "require."));
  return FALSE;
}

static gboolean
check_protection (const SokySettings *self, GError **error)
{
  SokyLevel level = SOKY_LEVEL_NONE;

  if (!soky_level_from_string (self->protection_level, &level)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _ ("The setting “%s” in [%s] must be B-B, B-T, B-LT or B-LTA."), "level",
                 "protection");
    return FALSE;
  }
  if (!soky_fetch_url_is_sound (self->timestamp_server)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _ ("The setting “%s” in [%s] must be an address with http:// or https://."),
                 "timestamp-server", "protection");
    return FALSE;
  }
  return TRUE;
}

static gboolean
check_public (SokySettings *self, GKeyFile *file, GError **error)
{
  g_autofree char *offer = g_key_file_get_string (file, "public", "offer-file", error);

  if (offer == NULL)
    return FALSE;
  g_strstrip (offer);
  self->offer_file = g_str_equal (offer, "yes");
  if (!self->offer_file && !g_str_equal (offer, "no")) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _ ("The setting “%s” in [%s] must be %s or %s."), "offer-file", "public", "yes",
                 "no");
    return FALSE;
  }
  if (self->public_url == NULL || soky_public_url_is_sound (self->public_url))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               _ ("The setting “%s” in [%s] must be an address with http:// or https://, without a "
                  "slash at its end."),
               "url", "public");
  return FALSE;
}

static gboolean
read_all (SokySettings *self, GKeyFile *file, GError **error)
{
  guint64 value = 0;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    if (!read_text (self, file, &texts[i], error))
      return FALSE;
  }
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++) {
    const NumberSetting *n = &numbers[i];
    if (!read_number (file, n->group, n->key, n->least, n->most, &value, error))
      return FALSE;
    G_STRUCT_MEMBER (guint, self, n->offset) = (guint) value;
  }
  if (!read_number (file, "server", "port", 0, G_MAXUINT16, &value, error))
    return FALSE;
  self->port = (guint16) value;
  return check_confirm (self, error) && check_type_approval (self, error) &&
         read_rule (self, file, error) && check_protection (self, error) &&
         check_public (self, file, error);
}

/* Settings that a file leaves out keep the values of the template. */
static void
add_all (GKeyFile *to, GKeyFile *from)
{
  g_auto (GStrv) groups = g_key_file_get_groups (from, NULL);

  for (char **group = groups; *group != NULL; group++) {
    g_auto (GStrv) keys = g_key_file_get_keys (from, *group, NULL, NULL);
    for (char **key = keys; key != NULL && *key != NULL; key++) {
      g_autofree char *value = g_key_file_get_value (from, *group, *key, NULL);
      g_key_file_set_value (to, *group, *key, value);
    }
  }
}

static SokySettings *
settings_from (const char *state, GKeyFile *given, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GBytes) template = soky_settings_get_template ();
  g_autoptr (SokySettings) self = g_new0 (SokySettings, 1);

  self->state = g_canonicalize_filename (state, NULL);
  if (!g_key_file_load_from_bytes (file, template, G_KEY_FILE_NONE, error))
    return NULL;
  if (given != NULL)
    add_all (file, given);
  return read_all (self, file, error) ? g_steal_pointer (&self) : NULL;
}

SokySettings *
soky_settings_load (const char *state, GError **error)
{
  g_return_val_if_fail (state != NULL, NULL);

  g_autofree char *path = g_build_filename (state, SOKY_SETTINGS_FILE, NULL);
  g_autoptr (GKeyFile) given = g_key_file_new ();

  if (!g_key_file_load_from_file (given, path, G_KEY_FILE_NONE, error)) {
    g_prefix_error (error, _ ("%s cannot be read; `soky-server init` makes a new one. "), path);
    return NULL;
  }
  return settings_from (state, given, error);
}

SokySettings *
soky_settings_new_default (const char *state)
{
  g_autoptr (GError) error = NULL;
  SokySettings *self = settings_from (state, NULL, &error);
  g_assert_no_error (error);
  return self;
}

void
soky_settings_free (SokySettings *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (G_STRUCT_MEMBER (char *, self, texts[i].offset));
  g_free (self->state);
  g_free (self);
}
