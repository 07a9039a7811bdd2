/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader of cross-references on any bytes: a chain or an error, and places within the file. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>

#include "pdf/xref.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t length);

/* abort() and no g_error(): libFuzzer keeps the input then. */
#define fail(...)                                                                                  \
  do {                                                                                             \
    g_printerr (__VA_ARGS__);                                                                      \
    abort ();                                                                                      \
  } while (0)

static void
check_entry (const SokyXref *xref, guint number, goffset size)
{
  SokyXrefEntry entry;
  if (!soky_xref_lookup (xref, number, &entry))
    return;
  if (entry.kind == SOKY_XREF_PLAIN && (entry.offset <= 0 || entry.offset >= size))
    fail ("object %u lies outside the file", number);
}

static void
check (const SokyXref *xref, goffset size)
{
  guint highest = MIN (soky_xref_get_highest (xref), 10000);
  goffset end = 0;

  for (guint number = 0; number <= highest + 1; number++)
    check_entry (xref, number, size);
  for (guint i = 0; i < soky_xref_count_sections (xref); i++) {
    const SokyXrefSection *section = soky_xref_get_section (xref, i);
    if (section->offset >= section->end || section->end > size || section->prev >= size)
      fail ("section %u lies outside the file", i);
  }
  if (soky_xref_count_revisions (xref) == 0)
    fail ("a file that was never saved");
  for (guint i = 0; i < soky_xref_count_revisions (xref); i++) {
    goffset next = soky_xref_get_revision_end (xref, i);
    if (next <= end || next > size || !soky_xref_is_revision_end (xref, next))
      fail ("revision %u is out of order", i);
    end = next;
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t length)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, length);
  g_autoptr (SokyInput) input = soky_input_new_for_bytes (bytes);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyXref) xref = soky_xref_read (input, &error);

  if ((xref == NULL) != (error != NULL))
    fail ("neither a chain nor an error");
  if (xref != NULL)
    check (xref, (goffset) length);
  return 0;
}
