/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/service.h"

#include "server/blobs/blobs-folder.h"
#include "server/store/store-sqlite.h"

#include <errno.h>
#include <glib/gstdio.h>

static gboolean
make_uploads (const SokySettings *settings, GError **error)
{
  if (g_mkdir_with_parents (settings->uploads, 0700) == 0)
    return TRUE;
  int code = errno;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "make the folder %s: %s",
               settings->uploads, g_strerror (code));
  return FALSE;
}

SokyService *
soky_service_open (const char *state, const char *program, GError **error)
{
  g_autoptr (SokyService) self = g_new0 (SokyService, 1);

  g_mutex_init (&self->health_lock);
  self->settings = soky_settings_load (state, error);
  if (self->settings == NULL)
    return NULL;
  self->store = soky_sqlite_store_open (self->settings->database, FALSE, error);
  if (self->store == NULL)
    return NULL;
  self->blobs = soky_folder_blobs_new (self->settings->blobs, error);
  if (self->blobs == NULL || !make_uploads (self->settings, error))
    return NULL;
  self->scratch = soky_scratch_new (self->settings->uploads);
  self->proxies = soky_proxies_new (self->settings->proxies, error);
  if (self->proxies == NULL)
    return NULL;
  self->metrics = soky_metrics_new ();
  self->workers = soky_workers_new (self->settings, program);
  soky_workers_set_metrics (self->workers, self->metrics);
  self->throttle = soky_throttle_new (self->settings->account_tries, self->settings->address_tries,
                                      self->settings->longest_wait);
  self->check_throttle = soky_throttle_new (
      self->settings->check_tries, self->settings->check_tries, self->settings->check_longest_wait);
  self->verdicts = soky_verdicts_new (self->workers, self->blobs, self->scratch);
  return g_steal_pointer (&self);
}

void
soky_service_free (SokyService *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->verdicts, soky_verdicts_free);
  g_clear_pointer (&self->check_throttle, soky_throttle_free);
  g_clear_pointer (&self->workers, soky_workers_free);
  g_clear_pointer (&self->throttle, soky_throttle_free);
  g_clear_pointer (&self->metrics, soky_metrics_free);
  g_clear_pointer (&self->proxies, soky_proxies_free);
  g_mutex_clear (&self->health_lock);
  g_clear_pointer (&self->recording, soky_recording_free);
  g_clear_pointer (&self->scratch, soky_scratch_free);
  g_clear_object (&self->blobs);
  g_clear_object (&self->store);
  g_clear_pointer (&self->settings, soky_settings_free);
  g_free (self);
}
