/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/setup.h"

#include "base/clock.h"
#include "base/output.h"
#include "book/book-type-catalogue.h"
#include "server/blobs/blobs-folder.h"
#include "server/settings.h"
#include "server/store/directory.h"
#include "server/store/store-sqlite.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define DAY_US ((gint64) 24 * 3600 * G_USEC_PER_SEC)
#define AUTHORITY_DAYS 7300
#define CERTIFICATE_DAYS 1825
#define WEEKS 37
#define FIRST_DAY 5 /* school begins on the Monday after 5 September, or on it */
#define SUMMER_ENDS 8
#define NO_URL "\nurl="
#define USUAL_PORT 8443

static gboolean
make_folder (const char *path, GError **error)
{
  if (g_mkdir_with_parents (path, 0700) == 0)
    return TRUE;
  int code = errno;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
               _ ("The folder %s cannot be made: %s"), path, g_strerror (code));
  return FALSE;
}

/* The first name that was asked for is where everybody reaches the server. */
static char *
make_settings (const char *const *hosts)
{
  g_autoptr (GBytes) template = soky_settings_get_template ();
  gsize length = 0;
  const char *text = g_bytes_get_data (template, &length);
  g_autoptr (GString) settings = g_string_new_len (text, (gssize) length);

  if (hosts != NULL && hosts[0] != NULL) {
    g_autofree char *url = g_strdup_printf (NO_URL "https://%s:%u\n", hosts[0], USUAL_PORT);
    g_string_replace (settings, NO_URL "\n", url, 1);
  }
  return g_string_free (g_steal_pointer (&settings), FALSE);
}

static gboolean
write_settings (const char *state, const char *const *hosts, GError **error)
{
  g_autofree char *path = g_build_filename (state, SOKY_SETTINGS_FILE, NULL);
  g_autofree char *text = make_settings (hosts);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  g_autoptr (SokyOutput) output = soky_output_new (path, error);
  return output != NULL && soky_output_write (output, text, strlen (text), error) &&
         soky_output_commit (output, error);
}

SokyAuthority *
soky_setup_authority (const char *state, const char *title, const char *key_name,
                      const char *certificate_name, GError **error)
{
  g_autofree char *key = g_build_filename (state, key_name, NULL);
  g_autofree char *certificate = g_build_filename (state, certificate_name, NULL);
  gint64 now_us = soky_clock_now_us ();

  if (g_file_test (key, G_FILE_TEST_EXISTS) && g_file_test (certificate, G_FILE_TEST_EXISTS))
    return soky_authority_load (key, certificate, NULL, error);
  g_autoptr (SokyAuthority) authority = soky_authority_new_root (
      title, SOKY_NEW_KEY_EC_P256, now_us - DAY_US, now_us + AUTHORITY_DAYS * DAY_US, error);
  if (authority == NULL || !soky_authority_write_pem (authority, key, certificate, NULL, error))
    return NULL;
  return g_steal_pointer (&authority);
}

/* This machine's names, and those that were asked for. */
static char **
collect_hosts (const char *const *more)
{
  g_autoptr (GStrvBuilder) hosts = g_strv_builder_new ();

  g_strv_builder_add_many (hosts, "localhost", "127.0.0.1", "::1", NULL);
  if (g_strcmp0 (g_get_host_name (), "localhost") != 0)
    g_strv_builder_add (hosts, g_get_host_name ());
  if (more != NULL)
    g_strv_builder_addv (hosts, (const char **) more);
  return g_strv_builder_end (hosts);
}

static gboolean
make_certificate (const SokySettings *settings, const char *const *more, GError **error)
{
  if (g_file_test (settings->certificate, G_FILE_TEST_EXISTS))
    return TRUE;

  g_autoptr (SokyAuthority) authority =
      soky_setup_authority (settings->state, "SoKy server authority", SOKY_SETUP_AUTHORITY_KEY,
                            SOKY_SETUP_AUTHORITY, error);
  g_auto (GStrv) hosts = collect_hosts (more);
  gint64 now_us = soky_clock_now_us ();
  const SokyLeafRequest request = {
      .kind = SOKY_LEAF_SERVER,
      .key = SOKY_NEW_KEY_EC_P256,
      .common_name = hosts[0],
      .hosts = (const char *const *) hosts,
      .not_before_us = now_us - DAY_US,
      .not_after_us = now_us + CERTIFICATE_DAYS * DAY_US,
  };
  g_autoptr (SokyIssued) issued =
      authority ? soky_authority_issue (authority, &request, error) : NULL;
  return issued != NULL &&
         soky_issued_write_pem (issued, settings->key, settings->certificate, NULL, error);
}

static gboolean
add_book_types (SokyTransaction *tx, GError **error)
{
  g_autoptr (GPtrArray) types = soky_book_type_catalogue_new ();

  for (guint i = 0; i < types->len; i++) {
    const SokyBookType *type = types->pdata[i];
    g_autoptr (SokyBookType) known = soky_store_get_book_type (tx, type->id, NULL);
    if (known == NULL && !soky_store_add_book_type (tx, type, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
make_database (const SokySettings *settings, GError **error)
{
  g_autoptr (SokyStore) store = soky_sqlite_store_open (settings->database, TRUE, error);
  g_autoptr (SokyTransaction) tx = store ? soky_store_begin (store, SOKY_STORE_WRITE, error) : NULL;

  return tx != NULL && add_book_types (tx, error) && soky_transaction_commit (tx, error);
}

gboolean
soky_setup_folder (const char *state, const char *const *hosts, GError **error)
{
  if (!make_folder (state, error) || !write_settings (state, hosts, error))
    return FALSE;
  g_autoptr (SokySettings) settings = soky_settings_load (state, error);
  if (settings == NULL)
    return FALSE;
  g_autoptr (SokyBlobs) blobs = soky_folder_blobs_new (settings->blobs, error);
  return blobs != NULL && make_folder (settings->uploads, error) &&
         make_folder (settings->trust, error) && make_certificate (settings, hosts, error) &&
         make_database (settings, error);
}

gboolean
soky_setup_add_year (SokyTransaction *tx, const char *school_id, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  int year = g_date_time_get_year (now) - (g_date_time_get_month (now) < SUMMER_ENDS);
  g_autoptr (GDateTime) fifth = g_date_time_new_utc (year, 9, FIRST_DAY, 0, 0, 0);
  int weekday = g_date_time_get_day_of_week (fifth);
  g_autoptr (GDateTime) monday = g_date_time_add_days (fifth, (8 - weekday) % 7);
  g_autofree char *begins = g_date_time_format (monday, "%Y-%m-%d");
  g_autofree char *name = g_strdup_printf ("%d-%d", year, year + 1);
  const SokySchoolYear school_year = {name, begins, WEEKS};

  return soky_store_add_school_year (tx, school_id, &school_year, error);
}
