/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scanner of page content on any bytes: names that it reports are whole and lie in the data. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pdf/content.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t length);

static void
check_name (const char *name, gboolean hidden, gpointer user_data)
{
  GBytes *bytes = user_data;
  gsize length = 0;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  if (name[0] != '/' || memmem (data, length, name, strlen (name)) == NULL)
    abort ();
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);
  SokyContentTraits traits = {FALSE, FALSE, FALSE};

  soky_content_scan (g_bytes_get_data (bytes, NULL), length, FALSE, &traits, check_name, bytes);
  return 0;
}
