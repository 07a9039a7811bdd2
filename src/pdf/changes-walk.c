/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdarg.h>

#include "pdf/changes-private.h"

#define MAX_CHANGES 100
#define MAX_EFFORT 200000

typedef struct {
  SokyComparison *self;
  int page;
} Source;

/* What is forbidden stands first, and is there even when the list is full. */
static void
add_change (SokyComparison *self, gboolean permitted, const SokyChangePlace *place,
            const char *text)
{
  SokyPdfChanges *result = self->result;
  SokyPdfChangeLevel level = permitted ? SOKY_PDF_CHANGES_PERMITTED : SOKY_PDF_CHANGES_FORBIDDEN;

  result->level = MAX (result->level, level);
  if (permitted && result->list->len < MAX_CHANGES)
    g_ptr_array_add (result->list, soky_change_describe (place, TRUE, text));
  else if (!permitted && result->forbidden < MAX_CHANGES)
    g_ptr_array_insert (result->list, (gint) result->forbidden++,
                        soky_change_describe (place, FALSE, text));
  if (result->list->len > MAX_CHANGES)
    g_ptr_array_set_size (result->list, MAX_CHANGES);
}

gboolean
soky_comparison_spend (SokyComparison *self, guint amount)
{
  gboolean was_within = self->effort <= MAX_EFFORT;
  self->effort += amount;
  if (was_within && self->effort > MAX_EFFORT)
    soky_comparison_forbid (self, soky_change_at (SOKY_PDF_CHANGE_DOCUMENT),
                            _ ("the document: it is too intricate to be compared"));
  return self->effort <= MAX_EFFORT;
}

void
soky_comparison_forbid (SokyComparison *self, SokyChangePlace place, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *text = g_strdup_vprintf (format, args);
  va_end (args);
  add_change (self, FALSE, &place, text);
}

void
soky_comparison_permit (SokyComparison *self, SokyChangeLevel level, SokyChangePlace place,
                        const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *text = g_strdup_vprintf (format, args);
  va_end (args);
  if (level <= self->permissions->level) {
    add_change (self, TRUE, &place, text);
    return;
  }
  g_autofree char *refused =
      g_strdup_printf (_ ("%s; an earlier signature does not allow it"), text);
  add_change (self, FALSE, &place, refused);
}

/* The catalog, a page or a part of the form: there are rules for it, wherever it is reached from.
 */
static gboolean
has_rule (const SokyComparison *self, int number, int generation)
{
  return g_hash_table_contains (self->ruled, soky_graph_key (number, generation)) ||
         soky_form_find (self->old_form, number, generation) != NULL;
}

static void
require_object (int number, int generation, gpointer user_data)
{
  Source *source = user_data;
  SokyComparison *self = source->self;
  SokyObjectPlace required = {number, generation, source->page};
  if (has_rule (self, number, generation))
    return;
  if (self->in_form)
    g_array_append_val (self->form_queue, required);
  else if (g_hash_table_add (self->seen, soky_graph_key (number, generation)))
    g_array_append_val (self->queue, required);
}

static void
require_text (SokyComparison *self, const char *text, int page)
{
  Source source = {self, page};
  if (!soky_value_foreach_reference (text, require_object, &source))
    soky_comparison_forbid (self, soky_change_at_page (SOKY_PDF_CHANGE_CONTENT_REPLACED, page),
                            _ ("an object cannot be taken apart"));
}

void
soky_comparison_require (SokyComparison *self, const SokyValue *value, int page)
{
  if (value == NULL)
    return;
  g_autofree char *text = g_strndup (value->text, value->length);
  require_text (self, text, page);
}

static void
require_scanned (guint number, guint generation, gpointer user_data)
{
  require_object ((int) number, (int) generation, user_data);
}

gboolean
soky_comparison_require_scanned (SokyComparison *self, SokyScan *scan, int page)
{
  Source source = {self, page};
  return soky_scan_object (scan, require_scanned, &source);
}

/* The object of a page is found by its place among them, where all have one. */
static SokyChangePlace
get_page_place (const SokyComparison *self, int page)
{
  const SokyObjectPlace *object = (guint) page <= self->pages->len
                                      ? &g_array_index (self->pages, SokyObjectPlace, page - 1)
                                      : NULL;
  return object != NULL && object->page == page
             ? soky_change_at_object (SOKY_PDF_CHANGE_PAGE_CHANGED, object)
             : soky_change_at_page (SOKY_PDF_CHANGE_PAGE_CHANGED, page);
}

void
soky_comparison_require_equal (SokyComparison *self, const SokyValue *old_value,
                               const SokyValue *new_value, const char *what, int page)
{
  if (!soky_value_equal (old_value, new_value)) {
    if (page > 0)
      soky_comparison_forbid (self, get_page_place (self, page), _ ("page %d: %s was changed"),
                              page, what);
    else
      soky_comparison_forbid (self, soky_change_at (SOKY_PDF_CHANGE_DOCUMENT),
                              _ ("the document: %s was changed"), what);
  }
  soky_comparison_require (self, old_value, page);
}

static gboolean
streams_equal (SokyComparison *self, const SokyObjectPlace *required)
{
  if (soky_graph_is_untouched (self->old_graph, self->new_graph, required->number))
    return TRUE;
  g_autoptr (GBytes) old_bytes =
      soky_graph_read_stream (self->old_graph, required->number, required->generation);
  g_autoptr (GBytes) new_bytes =
      soky_graph_read_stream (self->new_graph, required->number, required->generation);
  return old_bytes != NULL && new_bytes != NULL && g_bytes_equal (old_bytes, new_bytes);
}

static void
forbid_object (SokyComparison *self, const SokyObjectPlace *place, gboolean is_gone)
{
  SokyChangePlace change = soky_change_at_object (
      is_gone ? SOKY_PDF_CHANGE_CONTENT_REMOVED : SOKY_PDF_CHANGE_CONTENT_REPLACED, place);
  if (place->page > 0 && is_gone)
    soky_comparison_forbid (self, change, _ ("object %d %d (page %d): content was removed"),
                            place->number, place->generation, place->page);
  else if (place->page > 0)
    soky_comparison_forbid (self, change, _ ("object %d %d (page %d): content was replaced"),
                            place->number, place->generation, place->page);
  else if (is_gone)
    soky_comparison_forbid (self, change, _ ("object %d %d: content was removed"), place->number,
                            place->generation);
  else
    soky_comparison_forbid (self, change, _ ("object %d %d: content was replaced"), place->number,
                            place->generation);
}

/* An object with the same bytes in the same place needs no comparing, only what it leads to; that
 * is found without libqpdf, which would keep every object in memory twice. */
static gboolean
visit_untouched (SokyComparison *self, const SokyObjectPlace *required)
{
  SokyScan scan;
  return soky_graph_is_untouched (self->old_graph, self->new_graph, required->number) &&
         soky_graph_begin (self->new_graph, required->number, required->generation, &scan) &&
         soky_comparison_require_scanned (self, &scan, required->page);
}

static void
visit (SokyComparison *self, const SokyObjectPlace *required)
{
  if (visit_untouched (self, required))
    return;
  gboolean was_stream = FALSE;
  gboolean is_stream = FALSE;
  g_autofree char *old_text =
      soky_graph_dup_text (self->old_graph, required->number, required->generation, &was_stream);
  g_autofree char *new_text =
      soky_graph_dup_text (self->new_graph, required->number, required->generation, &is_stream);
  if (was_stream == is_stream && soky_value_text_equal (old_text, new_text) &&
      (!is_stream || streams_equal (self, required))) {
    require_text (self, old_text, required->page);
    return;
  }
  g_autoptr (SokyValue) old_node = soky_value_parse (old_text);
  g_autoptr (SokyValue) new_node = soky_value_parse (new_text);
  if (!was_stream && !is_stream && soky_comparison_structure_follows (self, old_node, new_node))
    return;
  forbid_object (self, required, g_str_equal (new_text, "null"));
  require_text (self, old_text, required->page);
}

void
soky_comparison_require_form (SokyComparison *self)
{
  for (guint i = 0; i < self->form_queue->len; i++) {
    const SokyObjectPlace *place = &g_array_index (self->form_queue, SokyObjectPlace, i);
    Source source = {self, place->page};
    require_object (place->number, place->generation, &source);
  }
}

void
soky_comparison_walk (SokyComparison *self, GCancellable *cancellable)
{
  while (self->queue->len > 0 && !g_cancellable_is_cancelled (cancellable)) {
    SokyObjectPlace required = g_array_index (self->queue, SokyObjectPlace, self->queue->len - 1);
    g_array_set_size (self->queue, self->queue->len - 1);
    visit (self, &required);
  }
}
