/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/platform.h"

#define SYSTEM_FOLDER "/sys/bus/usb/devices"
#define ID_LENGTH 4

/* Four hexadecimal digits; NULL when there are none: an interface of a device has no id. */
static char *
read_id (const char *folder, const char *device, const char *name)
{
  g_autofree char *path = g_build_filename (folder, device, name, NULL);
  g_autofree char *text = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &text, &length, NULL) || length < ID_LENGTH)
    return NULL;
  for (gsize i = 0; i < ID_LENGTH; i++)
    if (!g_ascii_isxdigit (text[i]))
      return NULL;
  return g_ascii_strdown (text, ID_LENGTH);
}

GStrv
soky_platform_list_usb (const char *folder)
{
  const char *place = folder ? folder : SYSTEM_FOLDER;
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr (GDir) devices = g_dir_open (place, 0, NULL);
  const char *device = NULL;

  while (devices != NULL && (device = g_dir_read_name (devices)) != NULL) {
    g_autofree char *vendor = read_id (place, device, "idVendor");
    g_autofree char *product = vendor ? read_id (place, device, "idProduct") : NULL;
    g_autofree char *id = product ? g_strconcat (vendor, ":", product, NULL) : NULL;
    if (id != NULL)
      g_strv_builder_add (ids, id);
  }
  return g_strv_builder_end (ids);
}
