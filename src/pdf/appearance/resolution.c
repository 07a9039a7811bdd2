/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/appearance/resolution.h"

#include <string.h>

#define LEAST 36
#define MOST 4800
#define METRE 0.0254 /* of an inch */
#define CENTIMETRE 2.54
#define PNG_HEAD 8   /* bytes of signature */
#define PNG_CHUNK 12 /* length, type and checksum */
#define JPEG_HEAD 20 /* bytes up to the end of JFIF's density */

static guint32
read_big (const guint8 *p, guint bytes)
{
  guint32 value = 0;
  for (guint i = 0; i < bytes; i++)
    value = value << 8 | p[i];
  return value;
}

/* pHYs stands before the pixels (PNG 3rd edition, §11.3.4.3). */
static double
read_png (const guint8 *data, gsize length)
{
  gsize at = PNG_HEAD;

  while (at + PNG_CHUNK <= length) {
    gsize size = read_big (data + at, 4);
    const guint8 *type = data + at + 4;
    if (size > length - at - PNG_CHUNK || memcmp (type, "IDAT", 4) == 0)
      return 0;
    if (memcmp (type, "pHYs", 4) == 0 && size == 9 && type[12] == 1)
      return read_big (type + 4, 4) * METRE;
    at += PNG_CHUNK + size;
  }
  return 0;
}

/* The first segment of a JFIF file (ITU-T T.871, §10.1). */
static double
read_jpeg (const guint8 *data, gsize length)
{
  if (length < JPEG_HEAD || data[2] != 0xff || data[3] != 0xe0 || memcmp (data + 6, "JFIF", 5) != 0)
    return 0;
  double density = read_big (data + 14, 2);
  return data[13] == 1 ? density : data[13] == 2 ? density * CENTIMETRE : 0;
}

double
soky_resolution_read (const guint8 *data, gsize length)
{
  double dpi = 0;
  if (length > PNG_HEAD && memcmp (data, "\x89PNG", 4) == 0)
    dpi = read_png (data, length);
  else if (length > JPEG_HEAD)
    dpi = read_jpeg (data, length);
  return dpi >= LEAST && dpi <= MOST ? dpi : 0;
}
