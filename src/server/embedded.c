/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/embedded.h"

#include "server-resources.h"

#define PREFIX "/vn/soky/server/"

gboolean
soky_embedded_has (const char *name)
{
  g_autofree char *path = g_strconcat (PREFIX, name, NULL);
  return g_resource_get_info (soky_server_get_resource (), path, 0, NULL, NULL, NULL);
}

GBytes *
soky_embedded_get (const char *name)
{
  g_autofree char *path = g_strconcat (PREFIX, name, NULL);
  g_autoptr (GError) error = NULL;
  GBytes *bytes = g_resource_lookup_data (soky_server_get_resource (), path, 0, &error);
  if (bytes == NULL)
    g_error ("%s", error->message);
  return bytes;
}
