/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/failure.h"

#include "server/store/store.h"
#include "wire/error.h"

static gboolean
is_full (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ||
         g_error_matches (error, SOKY_STORE_ERROR, SOKY_STORE_ERROR_FULL);
}

static gboolean
is_unwritable (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED) ||
         g_error_matches (error, SOKY_STORE_ERROR, SOKY_STORE_ERROR_UNWRITABLE);
}

GError *
soky_server_failure_for_client (const GError *error)
{
  GError *told = NULL;

  if (is_full (error))
    soky_wire_refuse (SOKY_WIRE_ERROR_STORAGE_FULL, &told);
  else if (is_unwritable (error))
    soky_wire_refuse (SOKY_WIRE_ERROR_STORAGE_FAILED, &told);
  else
    told = g_error_copy (error);
  return told;
}
