/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sign/policy.h"

G_BEGIN_DECLS

/* The configuration of a server: server.conf of its state folder, which explains every setting.
 * Paths are absolute. Read once, never changed. */
typedef struct {
  char *state; /* the state folder */
  char *address;
  guint16 port;
  char *certificate;
  char *key;
  char *language;
  char *public_url;         /* nullable: not known to everybody */
  char *proxies;            /* nullable: addresses of proxies that are believed */
  char *metrics_token_file; /* nullable */
  gboolean offer_file;      /* the check page gives the published PDF to whoever has the code */
  guint check_tries;
  guint check_longest_wait; /* seconds */
  char *database;
  char *blobs;
  char *uploads;
  char *trust;
  char *confirm;       /* SOKY_CONFIRM_… */
  char *type_approval; /* SOKY_TYPE_APPROVAL_… */
  char *timestamps;    /* a folder */
  SokyRevocationRule revocation;
  char *protection_level; /* "B-B" = published books are left as they are */
  char *timestamp_server;
  char *timestamp_user;          /* nullable */
  char *timestamp_password_file; /* nullable */
  guint protection_retry_seconds;
  guint session_hours;
  guint account_tries;
  guint address_tries;
  guint longest_wait; /* seconds */
  guint pdf_megabytes;
  guint json_kilobytes;
  guint connections;
  guint connections_per_address;
  guint idle_seconds;
  guint header_seconds;
  guint body_seconds;
  guint waiting_requests;
  guint workers;
  guint worker_megabytes;
  guint worker_seconds;
} SokySettings;

/* Who confirms an enrolment. */
#define SOKY_CONFIRM_ADMINISTRATOR "administrator"
#define SOKY_CONFIRM_MATCH "match"

/* Whether the level above has to approve a school's own types of books. */
#define SOKY_TYPE_APPROVAL_NONE "none"
#define SOKY_TYPE_APPROVAL_ABOVE "above"

#define SOKY_SETTINGS_FILE "server.conf"

/* What every program of the server understands besides its own options. */
#define SOKY_MAX_PDF_BYTES(settings) ((goffset) (settings)->pdf_megabytes * 1024 * 1024)
#define SOKY_MAX_JSON_BYTES(settings) ((gsize) (settings)->json_kilobytes * 1024)

/**
 * soky_settings_load:
 * @state: (type filename): the state folder
 *
 * Returns: (transfer full) (nullable): the settings, or %NULL with a #GKeyFileError, #GFileError
 *   or %G_IO_ERROR_INVALID_ARGUMENT that names the setting
 */
SokySettings *soky_settings_load (const char *state, GError **error);
/* What soky_settings_load() reads, without a file: for tests of single parts. */
SokySettings *soky_settings_new_default (const char *state);
void soky_settings_free (SokySettings *self);

/* The text of a new server.conf: every setting, explained. */
GBytes *soky_settings_get_template (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokySettings, soky_settings_free)

G_END_DECLS
