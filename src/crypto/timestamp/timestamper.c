/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/timestamp/timestamper.h"

#include "crypto/random.h"
#include "crypto/timestamp/accept.h"
#include "crypto/timestamp/request.h"
#include "crypto/timestamp/response.h"

#include <glib/gi18n-lib.h>

/* the token of a long chain has some 12 KB; what is larger would swell every file */
#define MAX_ANSWER (128 * 1024)
#define SECONDS 30
/* tokens of one server differ by a few bytes: numbers, times, another of its certificates */
#define SPARE_BYTES 512

struct _SokyTimestamper {
  gatomicrefcount references;
  SokyFetcher *fetcher;
  char *url;
  char *user;
  SokySecret *password;
  SokyTrust *trust;
  GMutex lock; /* over size */
  gsize size;  /* of a token; 0 = not known yet */
};

SokyTimestamper *
soky_timestamper_new (SokyFetcher *fetcher, const SokyTimestampService *service)
{
  g_return_val_if_fail (SOKY_IS_FETCHER (fetcher), NULL);
  g_return_val_if_fail (service != NULL && service->url != NULL, NULL);

  SokyTimestamper *self = g_new0 (SokyTimestamper, 1);
  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->lock);
  self->fetcher = g_object_ref (fetcher);
  self->url = g_strdup (service->url);
  self->user = g_strdup (service->user);
  self->password = service->password ? soky_secret_ref (service->password) : NULL;
  self->trust = service->trust ? soky_trust_ref (service->trust) : NULL;
  return self;
}

SokyTimestamper *
soky_timestamper_ref (SokyTimestamper *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
soky_timestamper_unref (SokyTimestamper *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;
  g_object_unref (self->fetcher);
  g_free (self->url);
  g_free (self->user);
  g_clear_pointer (&self->password, soky_secret_unref);
  g_clear_pointer (&self->trust, soky_trust_unref);
  g_mutex_clear (&self->lock);
  g_free (self);
}

SokyTrust *
soky_timestamper_get_trust (SokyTimestamper *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->trust;
}

static void
prefix_host (SokyTimestamper *self, GError **error)
{
  g_autofree char *host = soky_fetch_url_dup_host (self->url);
  g_prefix_error (error, _ ("No timestamp from “%s”: "), host);
}

static GBytes *
ask (SokyTimestamper *self, const SokyTimestampQuestion *question, GBytes *request,
     GCancellable *cancellable, GError **error)
{
  const SokyFetchRequest message = {
      .url = self->url,
      .body = request,
      .content_type = "application/timestamp-query",
      .accept = "application/timestamp-reply",
      .user = self->user,
      .password = self->password,
      .most_bytes = MAX_ANSWER,
      .seconds = SECONDS,
  };
  g_autoptr (GBytes) answer = soky_fetcher_fetch (self->fetcher, &message, cancellable, error);
  g_autoptr (GBytes) token = answer ? soky_timestamp_response_read (answer, error) : NULL;

  if (token == NULL || !soky_timestamp_accept (token, question, self->trust, error))
    return NULL;
  return g_steal_pointer (&token);
}

GBytes *
soky_timestamper_stamp (SokyTimestamper *self, SokyHash hash, GBytes *imprint,
                        GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (self != NULL && imprint != NULL, NULL);

  g_autoptr (GBytes) nonce = NULL;
  g_autoptr (GBytes) request = soky_timestamp_request_new (hash, imprint, &nonce);
  const SokyTimestampQuestion question = {hash, imprint, nonce};
  GBytes *token = ask (self, &question, request, cancellable, error);

  if (token == NULL) {
    if (error != NULL && !g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      prefix_host (self, error);
    return NULL;
  }
  g_mutex_lock (&self->lock);
  self->size = MAX (self->size, g_bytes_get_size (token));
  g_mutex_unlock (&self->lock);
  return token;
}

static gsize
get_size (SokyTimestamper *self)
{
  g_mutex_lock (&self->lock);
  gsize size = self->size;
  g_mutex_unlock (&self->lock);
  return size;
}

gboolean
soky_timestamper_measure (SokyTimestamper *self, gsize *size, GCancellable *cancellable,
                          GError **error)
{
  g_return_val_if_fail (self != NULL && size != NULL, FALSE);

  if (get_size (self) == 0) {
    guint8 nothing[32];
    soky_random_fill (nothing, sizeof nothing);
    g_autoptr (GBytes) imprint = g_bytes_new (nothing, sizeof nothing);
    g_autoptr (GBytes) token =
        soky_timestamper_stamp (self, SOKY_HASH_SHA256, imprint, cancellable, error);
    if (token == NULL)
      return FALSE;
  }
  *size = get_size (self) + SPARE_BYTES;
  return TRUE;
}
