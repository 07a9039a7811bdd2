/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a file that may be a token driver is, read from its headers: bounded, and never loaded. */
typedef enum {
  SOKY_IMAGE_GOOD,          /* a library for this machine that exports the symbol */
  SOKY_IMAGE_UNKNOWN,       /* no program file of this system, or a damaged one */
  SOKY_IMAGE_OTHER_MACHINE, /* for another processor, or 32 bits where 64 are needed */
  SOKY_IMAGE_NO_LIBRARY,
  SOKY_IMAGE_NO_SYMBOL,
} SokyImageVerdict;

/* Bytes that are read at any place; after a read beyond their end @bad is TRUE and numbers are 0.
 */
typedef struct {
  const guint8 *data;
  gsize length;
  gboolean big_endian;
  gboolean bad;
} SokyImageView;

guint64 soky_image_number (SokyImageView *view, guint64 offset, guint bytes);
/* Whether the NUL-terminated text at @offset is @text. */
gboolean soky_image_text_is (SokyImageView *view, guint64 offset, const char *text);

/* Executable and Linkable Format, the libraries of Linux (System V ABI, chapters 4 and 5). */
SokyImageVerdict soky_elf_examine (const guint8 *data, gsize length, const char *symbol);
/* Portable Executable, the libraries of Windows. */
SokyImageVerdict soky_pe_examine (const guint8 *data, gsize length, const char *symbol);
/* The one of the two that this system loads. */
SokyImageVerdict soky_image_examine (const guint8 *data, gsize length, const char *symbol);

G_END_DECLS
