/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/inspect.h"

#include <glib/gi18n-lib.h>

#include "pdf/document-private.h"
#include "pdf/fail.h"
#include "pdf/graph.h"
#include "pdf/inspect-private.h"

#define MAX_OBJECTS 1000000
#define MAX_FINDINGS 200
#define MAX_DEPTH 64
#define MAX_ACTIONS 1000

typedef struct {
  SokyGraph *graph;
  GHashTable *pages;    /* soky_graph_key() -> page number: pages and what hangs on them */
  GHashTable *reported; /* kind and page, once each */
  GPtrArray *findings;
  const char **words; /* what the signs are recognised by, NULL-terminated */
} Inspection;

static const char *
describe (SokyPdfWaryKind kind)
{
  switch (kind) {
  case SOKY_PDF_WARY_JAVASCRIPT:
    return _ ("A program (JavaScript) runs in it and can change what it shows.");
  case SOKY_PDF_WARY_LAUNCH:
    return _ ("It can start another program on the reader's machine.");
  case SOKY_PDF_WARY_SUBMIT:
    return _ ("It can send what is filled in to an address, or take in data from elsewhere.");
  case SOKY_PDF_WARY_REMOTE:
    return _ ("It opens another document or a web page by itself.");
  case SOKY_PDF_WARY_EMBEDDED_FILE:
    return _ ("Other files are attached to it; you would sign them unseen.");
  case SOKY_PDF_WARY_MULTIMEDIA:
    return _ ("It holds sound, film or 3D content, which is not shown here.");
  case SOKY_PDF_WARY_XFA:
    return _ ("It holds a second form (XFA) that some programs show instead of this one.");
  case SOKY_PDF_WARY_HIDDEN_CONTENT:
    return _ ("It holds layers that are switched off and can be switched on later.");
  case SOKY_PDF_WARY_NEED_APPEARANCES:
    return _ ("Programs are asked to draw its fields anew, so they may look different elsewhere.");
  default:
    return "";
  }
}

static void
report (Inspection *self, SokyPdfWaryKind kind, int page)
{
  gpointer key = GSIZE_TO_POINTER ((gsize) page * 16 + kind + 1);
  if (self->findings->len >= MAX_FINDINGS || !g_hash_table_add (self->reported, key))
    return;
  g_ptr_array_add (self->findings, soky_pdf_wary_new (kind, page, describe (kind)));
}

/* A name that says by itself what its object does, wherever it stands. */
static const struct {
  const char *key;   /* NULL: any */
  const char *value; /* NULL: any */
  SokyPdfWaryKind kind;
} signs[] = {
    {"/S", "/JavaScript", SOKY_PDF_WARY_JAVASCRIPT},
    {"/JS", NULL, SOKY_PDF_WARY_JAVASCRIPT},
    {"/JavaScript", NULL, SOKY_PDF_WARY_JAVASCRIPT},
    {"/S", "/Launch", SOKY_PDF_WARY_LAUNCH},
    {"/S", "/SubmitForm", SOKY_PDF_WARY_SUBMIT},
    {"/S", "/ImportData", SOKY_PDF_WARY_SUBMIT},
    {"/Type", "/EmbeddedFile", SOKY_PDF_WARY_EMBEDDED_FILE},
    {"/EF", NULL, SOKY_PDF_WARY_EMBEDDED_FILE},
    {"/Subtype", "/FileAttachment", SOKY_PDF_WARY_EMBEDDED_FILE},
    {"/Subtype", "/RichMedia", SOKY_PDF_WARY_MULTIMEDIA},
    {"/Subtype", "/Movie", SOKY_PDF_WARY_MULTIMEDIA},
    {"/Subtype", "/Sound", SOKY_PDF_WARY_MULTIMEDIA},
    {"/Subtype", "/Screen", SOKY_PDF_WARY_MULTIMEDIA},
    {"/Subtype", "/3D", SOKY_PDF_WARY_MULTIMEDIA},
    {"/S", "/Rendition", SOKY_PDF_WARY_MULTIMEDIA},
    {"/S", "/Movie", SOKY_PDF_WARY_MULTIMEDIA},
    {"/S", "/Sound", SOKY_PDF_WARY_MULTIMEDIA},
    {"/XFA", NULL, SOKY_PDF_WARY_XFA},
    {"/NeedAppearances", "true", SOKY_PDF_WARY_NEED_APPEARANCES},
};

static void
look_at (Inspection *self, const SokyValue *value, int page, guint depth)
{
  if (depth > MAX_DEPTH)
    return;
  for (guint i = 0; i < soky_value_get_length (value); i++) {
    const SokyValue *item = soky_value_get_item (value, i);
    const char *key = value->kind == SOKY_VALUE_DICTIONARY ? value->keys->pdata[i] : NULL;
    for (guint k = 0; key != NULL && k < G_N_ELEMENTS (signs); k++) {
      if (g_str_equal (key, signs[k].key) &&
          (signs[k].value == NULL || soky_value_is (item, signs[k].value)))
        report (self, signs[k].kind, page);
    }
    look_at (self, item, page, depth + 1);
  }
}

/* Whether the file spells one of @words in the object, or what may be one in disguise (by #). */
static gboolean
has_words (Inspection *self, int number, int generation, const char *const *words)
{
  SokyScan from;
  if (!soky_graph_begin (self->graph, number, generation, &from))
    return TRUE;
  SokyScan to = from;
  if (!soky_scan_object (&to, NULL, NULL))
    return TRUE;
  const char *text = (const char *) from.data + from.at;
  gssize length = (gssize) (to.at - from.at);
  if (memchr (text, '#', (gsize) length) != NULL)
    return TRUE;
  for (; *words != NULL; words++) {
    if (g_strstr_len (text, length, *words) != NULL)
      return TRUE;
  }
  return FALSE;
}

static const char *const page_words[] = {"/AA", "/Annots", NULL};

static void
look_at_object (Inspection *self, int number, int generation)
{
  /* most objects name none of it, and need not be taken apart */
  if (!has_words (self, number, generation, self->words))
    return;
  gboolean is_stream = FALSE;
  g_autofree char *text = soky_graph_dup_text (self->graph, number, generation, &is_stream);
  g_autoptr (SokyValue) value = soky_value_parse (text);
  gpointer page = g_hash_table_lookup (self->pages, soky_graph_key (number, generation));
  if (value != NULL)
    look_at (self, value, GPOINTER_TO_INT (page), 0);
}

/* An action that runs by itself, and those after it. */
static void
look_at_trigger (Inspection *self, const SokyValue *value, int page)
{
  const SokyValue *action = soky_graph_resolve (self->graph, value);
  for (guint i = 0; action != NULL && i < MAX_ACTIONS; i++) {
    const SokyValue *kind = soky_graph_get (self->graph, action, "/S");
    if (soky_value_is (kind, "/URI") || soky_value_is (kind, "/GoToR") ||
        soky_value_is (kind, "/GoToE"))
      report (self, SOKY_PDF_WARY_REMOTE, page);
    const SokyValue *next = soky_graph_get (self->graph, action, "/Next");
    if (next != NULL && next->kind == SOKY_VALUE_ARRAY)
      next = soky_graph_resolve (self->graph, soky_value_get_item (next, 0));
    action = next;
  }
}

static void
look_at_triggers (Inspection *self, const SokyValue *dict, int page)
{
  const SokyValue *additional = soky_graph_get (self->graph, dict, "/AA");
  for (guint i = 0; i < soky_value_get_length (additional); i++)
    look_at_trigger (self, soky_value_get_item (additional, i), page);
}

static void
look_at_layers (Inspection *self, const SokyValue *catalog)
{
  const SokyValue *layers = soky_graph_get (self->graph, catalog, "/OCProperties");
  const SokyValue *usual = soky_graph_get (self->graph, layers, "/D");
  const SokyValue *off = soky_graph_get (self->graph, usual, "/OFF");
  if (soky_value_get_length (off) > 0 ||
      soky_value_is (soky_graph_get (self->graph, usual, "/BaseState"), "/OFF"))
    report (self, SOKY_PDF_WARY_HIDDEN_CONTENT, 0);
}

static void
mark (Inspection *self, const SokyValue *value, int page)
{
  if (value != NULL && value->kind == SOKY_VALUE_REFERENCE)
    g_hash_table_insert (self->pages, soky_graph_key (value->number, value->generation),
                         GINT_TO_POINTER (page));
}

/* Remembers which objects are a page's own, and looks at what runs when the page is opened. */
static void
look_at_page (Inspection *self, const SokyObjectPlace *place)
{
  g_hash_table_insert (self->pages, soky_graph_key (place->number, place->generation),
                       GINT_TO_POINTER (place->page));
  if (!has_words (self, place->number, place->generation, page_words))
    return;
  const SokyValue *page = soky_graph_load (self->graph, place->number, place->generation);
  look_at_triggers (self, page, place->page);
  const SokyValue *list = soky_graph_get (self->graph, page, "/Annots");
  for (guint i = 0; i < soky_value_get_length (list); i++) {
    const SokyValue *item = soky_value_get_item (list, i);
    const SokyValue *annotation = soky_graph_resolve (self->graph, item);
    mark (self, item, place->page);
    mark (self, soky_value_get (annotation, "/A"), place->page);
    mark (self, soky_value_get (annotation, "/AA"), place->page);
    mark (self, soky_value_get (annotation, "/FS"), place->page);
    look_at_triggers (self, annotation, place->page);
  }
}

static gboolean
look_at_everything (Inspection *self, const SokyXref *xref, GError **error)
{
  guint highest = soky_xref_get_highest (xref);
  guint count = 0;
  for (guint number = 1; number <= highest; number++) {
    SokyXrefEntry entry;
    if (!soky_xref_lookup (xref, number, &entry) || entry.kind == SOKY_XREF_FREE)
      continue;
    if (++count > MAX_OBJECTS)
      return soky_pdf_fail_limit (error, _ ("it has more objects than can be looked through."));
    look_at_object (self, (int) number, (int) entry.generation);
  }
  return TRUE;
}

GPtrArray *
soky_pdf_inspect (SokyPdf *self, GError **error)
{
  g_autoptr (SokyGraph) graph = soky_graph_new (self);
  g_autoptr (GHashTable) page_numbers = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) reported = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_pdf_wary_free);
  const char *words[G_N_ELEMENTS (signs) + 1] = {NULL};
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    words[i] = signs[i].value != NULL ? signs[i].value : signs[i].key;
  Inspection inspection = {graph, page_numbers, reported, findings, words};

  g_autoptr (GArray) pages = soky_graph_list_pages (graph);
  for (guint i = 0; i < pages->len; i++)
    look_at_page (&inspection, &g_array_index (pages, SokyObjectPlace, i));
  const SokyValue *catalog = soky_graph_get (graph, soky_graph_get_trailer (graph), "/Root");
  look_at_trigger (&inspection, soky_value_get (catalog, "/OpenAction"), 0);
  look_at_triggers (&inspection, catalog, 0);
  look_at_layers (&inspection, catalog);
  if (!look_at_everything (&inspection, soky_pdf_get_xref (self), error))
    return NULL;
  soky_pdf_wary_sort (findings);
  return g_steal_pointer (&findings);
}
