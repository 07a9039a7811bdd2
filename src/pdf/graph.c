/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/graph.h"

#include <math.h>
#include <qpdf/qpdf-c.h>
#include <stdlib.h>

#include "pdf/containers.h"
#include "pdf/document-private.h"

#define MAX_HOPS 16
#define MAX_ANNOTATIONS 200000

struct _SokyGraph {
  SokyPdf *document;
  SokyGraph *later;
  qpdf_data qpdf;
  SokyContainers *containers;
  SokyValue *trailer;
  GHashTable *annotations; /* soky_graph_key() -> page; made when a widget does not name its own */
  GHashTable *whole;       /* offset of an object -> whether it ends within the revision, 1 or 2 */
  GHashTable *values;      /* soky_graph_key() -> SokyValue, or NULL: there is no such object */
};

gpointer
soky_graph_key (int number, int generation)
{
  return GSIZE_TO_POINTER ((gsize) number << 16 | (gsize) generation);
}

static void
free_value (gpointer value)
{
  if (value != NULL)
    soky_value_free (value);
}

/* The dictionary of a stream, anything else itself; to be released. */
static qpdf_oh
get_body (SokyGraph *self, int number, int generation, gboolean *is_stream)
{
  qpdf_oh object = qpdf_get_object_by_id (self->qpdf, number, generation);
  *is_stream = qpdf_oh_is_stream (self->qpdf, object);
  if (!*is_stream)
    return object;
  qpdf_oh dict = qpdf_oh_get_dict (self->qpdf, object);
  qpdf_oh_release (self->qpdf, object);
  return dict;
}

SokyGraph *
soky_graph_new (SokyPdf *document)
{
  SokyGraph *self = g_new0 (SokyGraph, 1);
  self->document = document;
  self->qpdf = soky_pdf_get_qpdf (document);
  self->containers = soky_containers_new (self->qpdf);
  self->whole = g_hash_table_new (NULL, NULL);
  self->values = g_hash_table_new_full (NULL, NULL, NULL, free_value);
  qpdf_oh trailer = qpdf_get_trailer (self->qpdf);
  self->trailer = soky_value_parse (qpdf_oh_unparse (self->qpdf, trailer));
  qpdf_oh_release (self->qpdf, trailer);
  return self;
}

SokyGraph *
soky_graph_new_before (SokyPdf *revision, SokyGraph *later)
{
  SokyGraph *self = soky_graph_new (revision);
  self->later = later;
  return self;
}

void
soky_graph_free (SokyGraph *self)
{
  g_clear_pointer (&self->trailer, soky_value_free);
  g_clear_pointer (&self->annotations, g_hash_table_unref);
  g_hash_table_unref (self->whole);
  g_hash_table_unref (self->values);
  soky_containers_free (self->containers);
  g_free (self);
}

SokyPdf *
soky_graph_get_document (SokyGraph *self)
{
  return self->document;
}

const SokyValue *
soky_graph_get_trailer (SokyGraph *self)
{
  return self->trailer;
}

char *
soky_graph_dup_text (SokyGraph *self, int number, int generation, gboolean *is_stream)
{
  qpdf_oh body = get_body (self, number, generation, is_stream);
  char *text = g_strdup (qpdf_oh_unparse_resolved (self->qpdf, body));
  qpdf_oh_release (self->qpdf, body);
  return text;
}

gboolean
soky_graph_begin (SokyGraph *self, int number, int generation, SokyScan *scan)
{
  SokyXrefEntry entry;
  if (!soky_xref_lookup (soky_pdf_get_xref (self->document), (guint) number, &entry) ||
      entry.kind == SOKY_XREF_FREE || entry.generation != (guint) generation)
    return FALSE;
  if (entry.kind == SOKY_XREF_PACKED)
    return soky_containers_find (self->containers, entry.container, entry.index, (guint) number,
                                 scan);
  SokyInput *input = soky_pdf_get_input (self->document);
  guint found = 0;
  guint found_generation = 0;
  *scan = (SokyScan){soky_input_peek (input), (gsize) soky_input_get_size (input),
                     (gsize) entry.offset};
  soky_scan_space (scan);
  return soky_scan_object_head (scan, "obj", &found, &found_generation) &&
         found == (guint) number && found_generation == entry.generation;
}

GBytes *
soky_graph_read_stream (SokyGraph *self, int number, int generation)
{
  unsigned char *data = NULL;
  size_t length = 0;
  qpdf_oh stream = qpdf_get_object_by_id (self->qpdf, number, generation);
  gboolean ok = qpdf_oh_is_stream (self->qpdf, stream) &&
                (qpdf_oh_get_stream_data (self->qpdf, stream, qpdf_dl_none, NULL, &data, &length) &
                 QPDF_ERRORS) == 0;
  qpdf_oh_release (self->qpdf, stream);
  return ok ? g_bytes_new_with_free_func (data, length, free, data) : NULL;
}

typedef struct {
  SokyGraph *graph;
  gboolean is_same;
} Spelling;

/* libqpdf leaves out the keys of a dictionary that lead to null. */
static void
check_spelling (guint number, guint generation, gpointer user_data)
{
  Spelling *spelling = user_data;
  SokyGraph *self = spelling->graph;
  if (!spelling->is_same || soky_graph_is_untouched (self, self->later, (int) number))
    return;
  spelling->is_same = soky_graph_load (self, (int) number, (int) generation) != NULL &&
                      soky_graph_load (self->later, (int) number, (int) generation) != NULL;
}

/* Whether there is such an object, and libqpdf spells it alike in the present document. */
static gboolean
stands_later (SokyGraph *self, int number, int generation)
{
  SokyXrefEntry entry;
  SokyScan scan;
  Spelling spelling = {self, TRUE};
  return soky_xref_lookup (soky_pdf_get_xref (self->document), (guint) number, &entry) &&
         entry.kind != SOKY_XREF_FREE && entry.generation == (guint) generation &&
         soky_graph_is_untouched (self, self->later, number) &&
         soky_graph_begin (self->later, number, generation, &scan) &&
         soky_scan_object (&scan, check_spelling, &spelling) && spelling.is_same;
}

const SokyValue *
soky_graph_load (SokyGraph *self, int number, int generation)
{
  gpointer key = soky_graph_key (number, generation);
  gpointer known = NULL;
  if (g_hash_table_lookup_extended (self->values, key, NULL, &known))
    return known;

  if (self->later != NULL && stands_later (self, number, generation))
    return soky_graph_load (self->later, number, generation);
  gboolean is_stream = FALSE;
  g_autofree char *text = soky_graph_dup_text (self, number, generation, &is_stream);
  SokyValue *value = g_str_equal (text, "null") ? NULL : soky_value_parse (text);
  g_hash_table_insert (self->values, key, value);
  return value;
}

const SokyValue *
soky_graph_resolve (SokyGraph *self, const SokyValue *value)
{
  for (guint hops = 0; value != NULL && value->kind == SOKY_VALUE_REFERENCE; hops++)
    value = hops < MAX_HOPS ? soky_graph_load (self, value->number, value->generation) : NULL;
  return soky_value_is (value, "null") ? NULL : value;
}

const SokyValue *
soky_graph_get (SokyGraph *self, const SokyValue *dict, const char *key)
{
  return soky_graph_resolve (self, soky_value_get (dict, key));
}

gboolean
soky_graph_is_stream_object (SokyGraph *self, int number, int generation)
{
  gboolean is_stream = FALSE;
  if (self->later != NULL && soky_graph_is_untouched (self, self->later, number))
    return soky_graph_is_stream_object (self->later, number, generation);
  qpdf_oh body = get_body (self, number, generation, &is_stream);
  qpdf_oh_release (self->qpdf, body);
  return is_stream;
}

gboolean
soky_graph_is_stream (SokyGraph *self, const SokyValue *reference)
{
  return reference != NULL && reference->kind == SOKY_VALUE_REFERENCE &&
         soky_graph_is_stream_object (self, reference->number, reference->generation);
}

GArray *
soky_graph_list_pages (SokyGraph *self)
{
  GArray *pages = g_array_new (FALSE, FALSE, sizeof (SokyObjectPlace));
  guint count = soky_pdf_count_pages (self->document);
  for (guint i = 0; i < count; i++) {
    const SokyPdfPage *page = soky_pdf_get_page (self->document, i, NULL);
    SokyObjectPlace place = {page->number, page->generation, (int) i + 1};
    if (page->number > 0)
      g_array_append_val (pages, place);
  }
  return pages;
}

gboolean
soky_graph_get_rect (SokyGraph *self, const SokyValue *dict, double rect[4])
{
  const SokyValue *array = soky_graph_get (self, dict, "/Rect");
  double numbers[4];
  for (guint i = 0; i < 4; i++) {
    const SokyValue *number = soky_graph_resolve (self, soky_value_get_item (array, i));
    numbers[i] = soky_value_get_number (number, NAN);
    if (!isfinite (numbers[i]))
      return FALSE;
  }
  for (guint i = 0; i < 2; i++) {
    rect[i] = MIN (numbers[i], numbers[i + 2]);
    rect[i + 2] = MAX (numbers[i], numbers[i + 2]);
  }
  return TRUE;
}

/* FALSE once too many were looked at. */
static gboolean
note_annotations (SokyGraph *self, const SokyObjectPlace *page, guint *budget)
{
  const SokyValue *dict = soky_graph_load (self, page->number, page->generation);
  const SokyValue *list = soky_graph_get (self, dict, "/Annots");
  if (soky_value_get_length (list) > *budget)
    return FALSE;
  *budget -= soky_value_get_length (list);
  for (guint i = 0; i < soky_value_get_length (list); i++) {
    const SokyValue *item = soky_value_get_item (list, i);
    if (item->kind == SOKY_VALUE_REFERENCE)
      g_hash_table_insert (self->annotations, soky_graph_key (item->number, item->generation),
                           GINT_TO_POINTER (page->page));
  }
  return TRUE;
}

int
soky_graph_find_page (SokyGraph *self, const SokyObjectPlace *object, const SokyValue *dict)
{
  const SokyValue *named = soky_value_get (dict, "/P");
  int page = named != NULL && named->kind == SOKY_VALUE_REFERENCE
                 ? soky_pdf_find_page (self->document, named->number, named->generation)
                 : 0;
  if (page > 0)
    return page;
  if (self->annotations == NULL) {
    g_autoptr (GArray) pages = soky_graph_list_pages (self);
    self->annotations = g_hash_table_new (NULL, NULL);
    guint budget = MAX_ANNOTATIONS;
    gboolean is_open = TRUE;
    for (guint i = 0; i < pages->len && is_open; i++)
      is_open = note_annotations (self, &g_array_index (pages, SokyObjectPlace, i), &budget);
  }
  return GPOINTER_TO_INT (
      g_hash_table_lookup (self->annotations, soky_graph_key (object->number, object->generation)));
}

static gboolean
entries_equal (const SokyXrefEntry *entry, const SokyXrefEntry *other)
{
  if (entry->kind != other->kind)
    return FALSE;
  if (entry->kind == SOKY_XREF_PACKED)
    return entry->container == other->container && entry->index == other->index;
  return entry->offset == other->offset && entry->generation == other->generation;
}

static gboolean
is_whole (SokyGraph *self, const SokyXrefEntry *entry)
{
  gpointer key = GSIZE_TO_POINTER ((gsize) entry->offset);
  gpointer known = g_hash_table_lookup (self->whole, key);
  if (known == NULL) {
    known = GINT_TO_POINTER (soky_graph_ends (self, entry) ? 1 : 2);
    g_hash_table_insert (self->whole, key, known);
  }
  return known == GINT_TO_POINTER (1);
}

gboolean
soky_graph_is_untouched (SokyGraph *old_graph, SokyGraph *new_graph, int number)
{
  const SokyXref *old_xref = soky_pdf_get_xref (old_graph->document);
  const SokyXref *new_xref = soky_pdf_get_xref (new_graph->document);
  SokyXrefEntry entry;
  SokyXrefEntry other;
  gboolean was_there = soky_xref_lookup (old_xref, (guint) number, &entry);
  gboolean is_there = soky_xref_lookup (new_xref, (guint) number, &other);
  if (!was_there || !is_there)
    return was_there == is_there;
  if (!entries_equal (&entry, &other))
    return FALSE;
  /* what is packed is also as its container is */
  if (entry.kind == SOKY_XREF_PACKED &&
      (!soky_xref_lookup (old_xref, entry.container, &entry) ||
       !soky_xref_lookup (new_xref, other.container, &other) || !entries_equal (&entry, &other)))
    return FALSE;
  return entry.kind == SOKY_XREF_FREE ||
         (entry.kind != SOKY_XREF_PACKED && is_whole (old_graph, &entry));
}

typedef struct {
  const SokyXref *before;
  const SokyXref *after;
  guint freed;
} Freed;

static void
check_freed (guint number, gpointer user_data)
{
  Freed *self = user_data;
  SokyXrefEntry entry;
  if ((self->freed != 0 && self->freed <= number) ||
      !soky_xref_lookup (self->before, number, &entry) || entry.kind == SOKY_XREF_FREE)
    return;
  if (!soky_xref_lookup (self->after, number, &entry) || entry.kind == SOKY_XREF_FREE)
    self->freed = number;
}

/* A chain that does not lead to the sections of the older one may have lost any number. */
static gboolean
leads_to (const SokyXref *after, const SokyXref *before)
{
  goffset newest = soky_xref_get_section (before, 0)->offset;
  for (guint i = 0; i < soky_xref_count_sections (after); i++) {
    if (soky_xref_get_section (after, i)->offset == newest)
      return TRUE;
  }
  return FALSE;
}

int
soky_graph_find_freed (SokyGraph *old_graph, SokyGraph *new_graph)
{
  Freed self = {soky_pdf_get_xref (old_graph->document), soky_pdf_get_xref (new_graph->document),
                0};
  goffset newest = soky_xref_get_section (self.before, 0)->offset;
  soky_xref_foreach_newer (self.after, newest, check_freed, &self);
  if (!leads_to (self.after, self.before))
    soky_xref_foreach_newer (self.before, -1, check_freed, &self);
  return (int) self.freed;
}
