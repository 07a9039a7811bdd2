/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/fail.h"
#include "pdf/xref-private.h"

#include <glib/gi18n-lib.h>

#define MAX_SECTIONS 4096
/* A row of a table has 20 bytes, a packed one seldom less than one. */
#define MAX_ROWS (4 * (guint64) SOKY_PDF_MAX_NUMBER)
#define ROWS_OF_ANY_FILE 100000
#define ROWS_A_SECTION 64 /* as many as reading one takes beside its rows */
#define MAX_ROW_BYTES (512 * 1024 * 1024)

static void
link_free (SokyXrefLink *link)
{
  soky_xref_part_free (link->main);
  soky_xref_part_free (link->hidden);
  g_free (link);
}

static guint64
get_row_limit (const SokyXref *self)
{
  return MIN (MAX_ROWS, ROWS_OF_ANY_FILE + (guint64) self->size);
}

static SokyXref *
xref_new (SokyInput *input)
{
  SokyXref *self = g_new0 (SokyXref, 1);
  self->input = soky_input_ref (input);
  self->data = soky_input_peek (input);
  self->size = (gsize) soky_input_get_size (input);
  self->links = g_ptr_array_new_with_free_func ((GDestroyNotify) link_free);
  self->revisions = g_array_new (FALSE, FALSE, sizeof (SokyXrefRevision));
  self->budget = (SokyXrefBudget){get_row_limit (self), MAX_ROW_BYTES};
  return self;
}

void
soky_xref_free (SokyXref *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->links);
  g_array_unref (self->revisions);
  g_free (self->owners);
  soky_input_unref (self->input);
  g_free (self);
}

/* The offset that @key of the trailer gives, or -1; FALSE when it is not a place in the file. */
static gboolean
read_place (const SokyXref *self, const SokyXrefPart *part, const char *key, gint64 *place)
{
  SokyScan scan = {self->data, self->size, 0};
  guint64 value = 0;

  *place = -1;
  if (!g_hash_table_contains (part->dictionary, key))
    return TRUE;
  if (!soky_scan_value_unsigned (&scan, part->dictionary, key, &value) ||
      value >= (guint64) self->size - (guint64) self->header)
    return FALSE;
  if (value > 0)
    *place = (gint64) value + self->header;
  return TRUE;
}

static gboolean
read_hidden (SokyXref *self, SokyXrefLink *link, GError **error)
{
  gint64 place = -1;

  if (link->section.is_stream)
    return TRUE;
  if (!read_place (self, link->main, "XRefStm", &place))
    return soky_pdf_fail_damaged (error, _ ("there are no cross-references where they should be."));
  if (place < 0)
    return TRUE;
  link->section.is_hybrid = TRUE;
  SokyScan scan = {self->data, self->size, (gsize) place};
  link->hidden = soky_xref_stream_read (self, &scan, error);
  return link->hidden != NULL;
}

static gboolean
read_link (SokyXref *self, goffset offset, SokyXrefLink *link, GError **error)
{
  SokyScan scan = {self->data, self->size, (gsize) offset};

  while (scan.at < scan.length && soky_scan_is_space (scan.data[scan.at]))
    scan.at++;
  link->section.is_stream = !soky_scan_word (&scan, "xref");
  link->main = link->section.is_stream ? soky_xref_stream_read (self, &scan, error)
                                       : soky_xref_table_read (self, &scan, error);
  if (link->main == NULL)
    return FALSE;
  link->section.offset = offset;
  link->section.end = link->main->end;
  link->section.trailer = link->main->trailer;
  if (!read_place (self, link->main, "Prev", &link->section.prev))
    return soky_pdf_fail_damaged (error, _ ("there are no cross-references where they should be."));
  return read_hidden (self, link, error);
}

static void
note_highest (SokyXref *self, const SokyXrefPart *part)
{
  if (part == NULL || part->ranges->len == 0)
    return;
  const SokyXrefRange *last = &g_array_index (part->ranges, SokyXrefRange, part->ranges->len - 1);
  self->highest = MAX (self->highest, last->first + last->count - 1);
}

static gboolean
read_chain (SokyXref *self, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gint64 next = self->start;

  while (next >= 0) {
    SokyXrefLink *link = g_new0 (SokyXrefLink, 1);
    g_ptr_array_add (self->links, link);
    if (self->links->len > MAX_SECTIONS)
      return soky_pdf_fail_limit (error, _ ("it was saved too often."));
    if (!g_hash_table_add (seen, g_memdup2 (&next, sizeof next)))
      return soky_pdf_fail_damaged (error, _ ("its cross-references run in a circle."));
    if (!read_link (self, next, link, error))
      return FALSE;
    note_highest (self, link->main);
    note_highest (self, link->hidden);
    next = link->section.prev;
  }
  return TRUE;
}

static void
own_part (SokyXref *self, const SokyXrefPart *part, guint link)
{
  for (guint i = 0; part != NULL && i < part->ranges->len; i++) {
    const SokyXrefRange *range = &g_array_index (part->ranges, SokyXrefRange, i);
    for (guint k = 0; k < range->count; k++)
      self->owners[range->first + k] = (guint16) (link + 1);
  }
}

/* A file may have been saved thousands of times: looking a number up must not ask every section. */
static void
find_owners (SokyXref *self)
{
  self->owners = g_new0 (guint16, (gsize) self->highest + 1);
  for (guint i = self->links->len; i > 0; i--) {
    const SokyXrefLink *link = g_ptr_array_index (self->links, i - 1);
    own_part (self, link->main, i - 1);
    own_part (self, link->hidden, i - 1);
  }
}

SokyXref *
soky_xref_read (SokyInput *input, GError **error)
{
  g_return_val_if_fail (input != NULL, NULL);

  g_autoptr (SokyXref) self = xref_new (input);
  if (!soky_xref_find_start (self, error) || !read_chain (self, error) ||
      !soky_xref_find_revisions (self, error))
    return NULL;
  if (self->highest > SOKY_PDF_MAX_NUMBER) {
    soky_pdf_fail_limit (error, _ ("its objects are numbered too high."));
    return NULL;
  }
  find_owners (self);
  return g_steal_pointer (&self);
}

goffset
soky_xref_get_header (const SokyXref *self)
{
  return self->header;
}

guint
soky_xref_get_highest (const SokyXref *self)
{
  return self->highest;
}

guint
soky_xref_count_sections (const SokyXref *self)
{
  return self->links->len;
}

const SokyXrefSection *
soky_xref_get_section (const SokyXref *self, guint index)
{
  g_return_val_if_fail (index < self->links->len, NULL);

  const SokyXrefLink *link = g_ptr_array_index (self->links, index);
  return &link->section;
}

/* In a hybrid the table wins with what it has, the stream with what the table leaves free
 * (ISO 32000-2 §7.5.8.4). */
static gboolean
link_lookup (const SokyXrefLink *link, guint number, SokyXrefEntry *entry)
{
  SokyXrefEntry hidden;
  gboolean found = soky_xref_part_lookup (link->main, number, entry);

  if (link->hidden == NULL || (found && entry->kind != SOKY_XREF_FREE) ||
      !soky_xref_part_lookup (link->hidden, number, &hidden))
    return found;
  *entry = hidden;
  return TRUE;
}

gboolean
soky_xref_lookup_from (const SokyXref *self, guint index, guint number, SokyXrefEntry *entry)
{
  for (guint i = index; i < self->links->len; i++)
    if (link_lookup (g_ptr_array_index (self->links, i), number, entry))
      return TRUE;
  return FALSE;
}

gboolean
soky_xref_lookup (const SokyXref *self, guint number, SokyXrefEntry *entry)
{
  if (number > self->highest || self->owners[number] == 0)
    return FALSE;
  return soky_xref_lookup_from (self, self->owners[number] - 1U, number, entry);
}

static void
foreach_number (const SokyXrefPart *part, SokyXrefFunc func, gpointer user_data)
{
  for (guint i = 0; part != NULL && i < part->ranges->len; i++) {
    const SokyXrefRange *range = &g_array_index (part->ranges, SokyXrefRange, i);
    for (guint k = 0; k < range->count; k++)
      func (range->first + k, user_data);
  }
}

void
soky_xref_foreach_newer (const SokyXref *self, goffset section, SokyXrefFunc func,
                         gpointer user_data)
{
  for (guint i = 0; i < self->links->len; i++) {
    const SokyXrefLink *link = g_ptr_array_index (self->links, i);
    if (link->section.offset == section)
      return;
    foreach_number (link->main, func, user_data);
    foreach_number (link->hidden, func, user_data);
  }
}

guint64
soky_xref_get_effort (const SokyXref *self)
{
  return get_row_limit (self) - self->budget.rows + (guint64) ROWS_A_SECTION * self->links->len;
}

guint
soky_xref_count_revisions (const SokyXref *self)
{
  return self->revisions->len;
}

goffset
soky_xref_get_revision_end (const SokyXref *self, guint index)
{
  g_return_val_if_fail (index < self->revisions->len, 0);

  return g_array_index (self->revisions, SokyXrefRevision, index).end;
}

gboolean
soky_xref_is_revision_end (const SokyXref *self, goffset end)
{
  if (end < 0 || (gsize) end > self->size)
    return FALSE;
  while (end > 0 && soky_scan_is_space (self->data[end - 1]))
    end--;
  for (guint i = 0; i < self->revisions->len; i++)
    if (g_array_index (self->revisions, SokyXrefRevision, i).marker == end)
      return TRUE;
  return FALSE;
}
