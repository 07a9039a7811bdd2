/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/token/image.h"

#define IS_LIBRARY 0x2000
#define MAGIC_32 0x10b
#define MAGIC_64 0x20b
#define MAX_NAMES 65536
#define MAX_SECTIONS 96 /* as the loader of Windows */
#define SECTION_SIZE 40

#if defined(__aarch64__)
#define PE_MACHINE 0xaa64
#elif GLIB_SIZEOF_VOID_P == 8
#define PE_MACHINE 0x8664
#else
#define PE_MACHINE 0x14c
#endif

typedef struct {
  SokyImageView view;
  guint64 sections;
  guint section_count;
} Pe;

static guint64
offset_of_address (Pe *pe, guint64 address)
{
  for (guint i = 0; i < pe->section_count && !pe->view.bad; i++) {
    guint64 at = pe->sections + (guint64) i * SECTION_SIZE;
    guint64 start = soky_image_number (&pe->view, at + 12, 4);
    guint64 size = soky_image_number (&pe->view, at + 16, 4);
    guint64 offset = soky_image_number (&pe->view, at + 20, 4);
    if (address >= start && address - start < size)
      return offset + (address - start);
  }
  return 0;
}

static gboolean
exports (Pe *pe, guint64 directory, const char *symbol)
{
  guint64 count = soky_image_number (&pe->view, directory + 24, 4);
  guint64 names = offset_of_address (pe, soky_image_number (&pe->view, directory + 32, 4));

  for (guint64 i = 0; i < MIN (count, MAX_NAMES) && names != 0 && !pe->view.bad; i++) {
    guint64 name = offset_of_address (pe, soky_image_number (&pe->view, names + i * 4, 4));
    if (name != 0 && soky_image_text_is (&pe->view, name, symbol))
      return TRUE;
  }
  return FALSE;
}

SokyImageVerdict
soky_pe_examine (const guint8 *data, gsize length, const char *symbol)
{
  Pe pe = {.view = {data, length, FALSE, FALSE}};
  SokyImageView *view = &pe.view;

  if (length < 64 || data[0] != 'M' || data[1] != 'Z')
    return SOKY_IMAGE_UNKNOWN;
  guint64 header = soky_image_number (view, 0x3c, 4);
  if (soky_image_number (view, header, 4) != 0x4550)
    return SOKY_IMAGE_UNKNOWN;
  guint64 optional = header + 24;
  guint64 magic = soky_image_number (view, optional, 2);
  if (soky_image_number (view, header + 4, 2) != PE_MACHINE ||
      magic != (GLIB_SIZEOF_VOID_P == 8 ? MAGIC_64 : MAGIC_32))
    return view->bad ? SOKY_IMAGE_UNKNOWN : SOKY_IMAGE_OTHER_MACHINE;
  if ((soky_image_number (view, header + 22, 2) & IS_LIBRARY) == 0)
    return SOKY_IMAGE_NO_LIBRARY;

  pe.section_count = (guint) MIN (soky_image_number (view, header + 6, 2), MAX_SECTIONS);
  pe.sections = optional + soky_image_number (view, header + 20, 2);
  guint64 table = optional + (magic == MAGIC_64 ? 108 : 92);
  guint64 directory = 0;
  if (soky_image_number (view, table, 4) > 0)
    directory = offset_of_address (&pe, soky_image_number (view, table + 4, 4));
  if (view->bad)
    return SOKY_IMAGE_UNKNOWN;
  return directory != 0 && exports (&pe, directory, symbol) ? SOKY_IMAGE_GOOD
                                                            : SOKY_IMAGE_NO_SYMBOL;
}
