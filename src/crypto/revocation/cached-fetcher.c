/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/revocation/cached-fetcher.h"

#include "base/clock.h"
#include "base/hex.h"
#include "crypto/openssl.h"

#include <glib/gstdio.h>
#include <string.h>

#define HOUR_US (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)
#define OCSP_US HOUR_US
#define LIST_US (12 * HOUR_US)
#define CERTIFICATE_US (24 * HOUR_US)
#define MAX_FILES 2000
/* an address that failed is not tried again for so long */
#define PAUSE_US (60 * G_USEC_PER_SEC)

struct _SokyCachedFetcher {
  GObject parent_instance;

  SokyFetcher *below;
  char *folder;
  GMutex lock;          /* over failures */
  GHashTable *failures; /* address -> Failure */
};

typedef struct {
  gint64 at_us; /* monotonic */
  GError *error;
} Failure;

static void soky_cached_fetcher_iface_init (SokyFetcherInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SokyCachedFetcher, soky_cached_fetcher, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SOKY_TYPE_FETCHER,
                                                      soky_cached_fetcher_iface_init))

static void
failure_free (gpointer data)
{
  Failure *self = data;
  g_error_free (self->error);
  g_free (self);
}

static void
soky_cached_fetcher_finalize (GObject *object)
{
  SokyCachedFetcher *self = SOKY_CACHED_FETCHER (object);

  g_clear_object (&self->below);
  g_free (self->folder);
  g_hash_table_unref (self->failures);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (soky_cached_fetcher_parent_class)->finalize (object);
}

static void
soky_cached_fetcher_class_init (SokyCachedFetcherClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = soky_cached_fetcher_finalize;
}

static void
soky_cached_fetcher_init (SokyCachedFetcher *self)
{
  g_mutex_init (&self->lock);
  self->failures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, failure_free);
}

/* Removes what is old, and the rest of a folder that has grown beyond measure. */
static void
prune (SokyCachedFetcher *self)
{
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  gint64 oldest_us = soky_clock_now_us () - CERTIFICATE_US;
  guint count = 0;

  for (const char *name = folder ? g_dir_read_name (folder) : NULL; name != NULL;
       name = g_dir_read_name (folder)) {
    g_autofree char *path = g_build_filename (self->folder, name, NULL);
    GStatBuf info = {0};
    gboolean is_old =
        g_stat (path, &info) == 0 && (gint64) info.st_mtime * G_USEC_PER_SEC < oldest_us;
    if (is_old || ++count > MAX_FILES)
      g_unlink (path);
  }
}

SokyFetcher *
soky_cached_fetcher_new (SokyFetcher *below, const char *folder)
{
  g_return_val_if_fail (SOKY_IS_FETCHER (below) && folder != NULL, NULL);

  SokyCachedFetcher *self = g_object_new (SOKY_TYPE_CACHED_FETCHER, NULL);
  self->below = g_object_ref (below);
  self->folder = g_strdup (folder);
  g_mkdir_with_parents (folder, 0700);
  prune (self);
  return SOKY_FETCHER (self);
}

/* The end of the validity that @update announces, but at most @most_us after @stored_us. */
static gint64
until (const ASN1_TIME *update, gint64 stored_us, gint64 most_us)
{
  gint64 due_us = 0;

  if (update == NULL || !soky_openssl_time_to_us (update, &due_us))
    return stored_us;
  return MIN (due_us, stored_us + most_us);
}

static gint64
ocsp_holds_until (const unsigned char *data, gsize length, gint64 stored_us)
{
  g_autoptr (OCSP_RESPONSE) response = d2i_OCSP_RESPONSE (NULL, &data, (long) length);
  g_autoptr (OCSP_BASICRESP) basic =
      response != NULL && OCSP_response_status (response) == OCSP_RESPONSE_STATUS_SUCCESSFUL
          ? OCSP_response_get1_basic (response)
          : NULL;
  OCSP_SINGLERESP *single = basic ? OCSP_resp_get0 (basic, 0) : NULL;
  ASN1_GENERALIZEDTIME *due = NULL;

  if (single == NULL)
    return stored_us;
  OCSP_single_get0_status (single, NULL, NULL, NULL, &due);
  return until (due, stored_us, OCSP_US);
}

/* How long an answer may be used; not beyond @stored_us when it is none of those that are kept. */
static gint64
holds_until (const SokyFetchRequest *request, GBytes *answer, gint64 stored_us)
{
  gsize length = 0;
  const unsigned char *data = g_bytes_get_data (answer, &length);
  const unsigned char *at = data;
  gint64 end_us = stored_us;

  if (length == 0 || length > G_MAXINT)
    return stored_us;
  if (request->body != NULL) {
    end_us = ocsp_holds_until (data, length, stored_us);
  } else {
    g_autoptr (X509_CRL) list = d2i_X509_CRL (NULL, &at, (long) length);
    at = data;
    g_autoptr (X509) x509 = list ? NULL : d2i_X509 (NULL, &at, (long) length);
    if (list != NULL)
      end_us = until (X509_CRL_get0_nextUpdate (list), stored_us, LIST_US);
    else if (x509 != NULL)
      end_us = stored_us + CERTIFICATE_US;
  }
  ERR_clear_error ();
  return end_us;
}

static char *
get_path (SokyCachedFetcher *self, const SokyFetchRequest *request)
{
  g_autoptr (SokyDigest) digest = soky_digest_new (SOKY_HASH_SHA256);

  soky_digest_update (digest, request->url, strlen (request->url) + 1);
  if (request->body != NULL)
    soky_digest_update (digest, g_bytes_get_data (request->body, NULL),
                        g_bytes_get_size (request->body));
  g_autoptr (GBytes) hash = soky_digest_finish (digest);
  g_autofree char *name = soky_hex_encode (g_bytes_get_data (hash, NULL), g_bytes_get_size (hash));
  return g_build_filename (self->folder, name, NULL);
}

static GBytes *
find_kept (const char *path, const SokyFetchRequest *request)
{
  GStatBuf info = {0};
  char *data = NULL;
  gsize length = 0;

  if (g_stat (path, &info) != 0 || (gsize) info.st_size > request->most_bytes ||
      !g_file_get_contents (path, &data, &length, NULL))
    return NULL;
  g_autoptr (GBytes) kept = g_bytes_new_take (data, length);
  gint64 stored_us = (gint64) info.st_mtime * G_USEC_PER_SEC;
  gint64 now_us = soky_clock_now_us ();
  if (stored_us > now_us || holds_until (request, kept, stored_us) <= now_us)
    return NULL;
  return g_steal_pointer (&kept);
}

static void
keep (const char *path, const SokyFetchRequest *request, GBytes *answer)
{
  gint64 now_us = soky_clock_now_us ();
  g_autoptr (GError) error = NULL;

  if (holds_until (request, answer, now_us) > now_us &&
      !g_file_set_contents_full (path, g_bytes_get_data (answer, NULL),
                                 (gssize) g_bytes_get_size (answer), G_FILE_SET_CONTENTS_CONSISTENT,
                                 0600, &error))
    g_debug ("%s: %s", path, error->message);
}

/* The error that this address gave a moment ago, or NULL. */
static GError *
find_failure (SokyCachedFetcher *self, const char *url)
{
  g_mutex_lock (&self->lock);
  const Failure *failure = g_hash_table_lookup (self->failures, url);
  GError *error = failure != NULL && g_get_monotonic_time () - failure->at_us < PAUSE_US
                      ? g_error_copy (failure->error)
                      : NULL;
  g_mutex_unlock (&self->lock);
  return error;
}

static void
note_failure (SokyCachedFetcher *self, const char *url, const GError *error)
{
  if (error->domain != SOKY_FETCH_ERROR)
    return;
  Failure *failure = g_new0 (Failure, 1);
  failure->at_us = g_get_monotonic_time ();
  failure->error = g_error_copy (error);
  g_mutex_lock (&self->lock);
  g_hash_table_replace (self->failures, g_strdup (url), failure);
  g_mutex_unlock (&self->lock);
}

static GBytes *
fetch_fresh (SokyCachedFetcher *self, const SokyFetchRequest *request, GCancellable *cancellable,
             GError **error)
{
  GError *problem = find_failure (self, request->url);
  GBytes *answer = NULL;

  if (problem == NULL) {
    answer = soky_fetcher_fetch (self->below, request, cancellable, &problem);
    if (answer == NULL)
      note_failure (self, request->url, problem);
  }
  if (answer == NULL)
    g_propagate_error (error, problem);
  return answer;
}

static GBytes *
soky_cached_fetcher_fetch (SokyFetcher *fetcher, const SokyFetchRequest *request,
                           GCancellable *cancellable, GError **error)
{
  SokyCachedFetcher *self = SOKY_CACHED_FETCHER (fetcher);
  gboolean is_kind =
      request->user == NULL &&
      (request->body == NULL || g_str_equal (request->content_type, "application/ocsp-request"));
  if (!is_kind)
    return soky_fetcher_fetch (self->below, request, cancellable, error);

  g_autofree char *path = get_path (self, request);
  GBytes *answer = find_kept (path, request);
  if (answer != NULL)
    return answer;
  answer = fetch_fresh (self, request, cancellable, error);
  if (answer != NULL)
    keep (path, request, answer);
  return answer;
}

static void
soky_cached_fetcher_iface_init (SokyFetcherInterface *iface)
{
  iface->fetch = soky_cached_fetcher_fetch;
}
