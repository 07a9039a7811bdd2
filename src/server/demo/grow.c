/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/demo/grow.h"

#include "server/store/directory.h"
#include "server/upload.h"

#include <glib/gi18n-lib.h>

#define FIRST_GROUP "to-toan"

static gboolean
has_grown (SokyService *service, gboolean *grown, GError **error)
{
  g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, SOKY_STORE_READ, error);
  g_autoptr (SokyUnit) known = tx != NULL ? soky_store_get_unit (tx, FIRST_GROUP, NULL) : NULL;

  *grown = known != NULL;
  return tx != NULL;
}

gboolean
soky_demo_grow (const SokyDemoGrowth *growth, GError **error)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (growth->seed);
  gint64 started_us = g_get_monotonic_time ();
  gboolean grown = FALSE;

  if (!has_grown (growth->service, &grown, error))
    return FALSE;
  if (grown) {
    g_print (_ ("The school has grown already.\n"));
    return TRUE;
  }
  g_autoptr (SokyDemoBody) body = soky_demo_grow_people (growth, random, error);
  guint books = body != NULL ? soky_demo_grow_books (growth, body, random, error) : 0;
  if (books == 0)
    return FALSE;
  soky_upload_clean (growth->service->settings->uploads);
  g_print (_ ("%u people and %u books in %.0f seconds\n"), growth->size, books,
           (double) (g_get_monotonic_time () - started_us) / G_USEC_PER_SEC);
  return TRUE;
}
