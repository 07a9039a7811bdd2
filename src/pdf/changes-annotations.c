/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "pdf/changes-private.h"

/* A new entry of /Annots is a widget of a new signature field, on this page alone. */
static gboolean
approve_annotation (SokyComparison *self, const SokyValue *annotation, int page)
{
  if (annotation->kind != SOKY_VALUE_REFERENCE)
    return FALSE;
  gpointer key = soky_graph_key (annotation->number, annotation->generation);
  gpointer placed = NULL;
  if (!g_hash_table_lookup_extended (self->approved, key, NULL, &placed) ||
      GPOINTER_TO_INT (placed) != 0)
    return FALSE;
  g_hash_table_replace (self->approved, key, GINT_TO_POINTER (page));
  return TRUE;
}

static GHashTable *
collect (const SokyValue *list)
{
  GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < soky_value_get_length (list); i++) {
    const SokyValue *item = soky_value_get_item (list, i);
    g_hash_table_add (set, g_strndup (item->text, item->length));
  }
  return set;
}

static gboolean
contains (GHashTable *set, const SokyValue *item)
{
  g_autofree char *text = g_strndup (item->text, item->length);
  return g_hash_table_contains (set, text);
}

/* Something a reader writes on a page, which does nothing by itself. */
static gboolean
is_comment (const SokyValue *annotation)
{
  static const char *const subtypes[] = {"/Text",     "/FreeText",  "/Line",      "/Square",
                                         "/Circle",   "/Polygon",   "/PolyLine",  "/Highlight",
                                         "/Squiggly", "/Underline", "/StrikeOut", "/Caret",
                                         "/Stamp",    "/Ink",       "/Popup"};
  const SokyValue *subtype = soky_value_get (annotation, "/Subtype");
  if (soky_value_get (annotation, "/A") != NULL || soky_value_get (annotation, "/AA") != NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (subtypes); i++) {
    if (soky_value_is (subtype, subtypes[i]))
      return TRUE;
  }
  return FALSE;
}

static gboolean
may_comment (const SokyComparison *self, SokyGraph *graph, const SokyValue *annotation)
{
  return self->permissions->level == SOKY_CHANGE_ANNOTATION &&
         !soky_graph_is_stream (graph, annotation) &&
         is_comment (soky_graph_resolve (graph, annotation));
}

/* Whether an entry of /Annots that was not there before is in order; the page's own signature
 * field, or a comment where the author allowed them. */
static gboolean
check_added (SokyComparison *self, const SokyValue *annotation, int page)
{
  if (approve_annotation (self, annotation, page))
    return TRUE;
  if (may_comment (self, self->new_graph, annotation))
    soky_comparison_permit (self, SOKY_CHANGE_ANNOTATION,
                            soky_change_at_annotation (SOKY_PDF_CHANGE_ANNOTATION_ADDED,
                                                       self->new_graph, annotation, page),
                            _ ("page %d: a comment was added"), page);
  else
    soky_comparison_forbid (self,
                            soky_change_at_annotation (SOKY_PDF_CHANGE_ANNOTATION_ADDED,
                                                       self->new_graph, annotation, page),
                            _ ("page %d: an annotation was added over the content"), page);
  return FALSE;
}

static void
check_lost (SokyComparison *self, const SokyValue *annotation, int page)
{
  const SokyValue *dict = soky_graph_resolve (self->old_graph, annotation);
  if (self->permissions->level == SOKY_CHANGE_ANNOTATION &&
      !soky_value_is (soky_value_get (dict, "/Subtype"), "/Widget"))
    soky_comparison_permit (self, SOKY_CHANGE_ANNOTATION,
                            soky_change_at_annotation (SOKY_PDF_CHANGE_ANNOTATION_REMOVED,
                                                       self->old_graph, annotation, page),
                            _ ("page %d: a comment was removed"), page);
  else
    soky_comparison_forbid (self,
                            soky_change_at_annotation (SOKY_PDF_CHANGE_ANNOTATION_REMOVED,
                                                       self->old_graph, annotation, page),
                            _ ("page %d: an annotation was removed"), page);
}

/* A comment may change where comments are allowed; anything else must be as it was. */
static void
check_kept (SokyComparison *self, const SokyValue *annotation, int page)
{
  if (!may_comment (self, self->old_graph, annotation)) {
    soky_comparison_require (self, annotation, page);
    return;
  }
  if (!may_comment (self, self->new_graph, annotation))
    soky_comparison_forbid (self,
                            soky_change_at_annotation (SOKY_PDF_CHANGE_ANNOTATION_CHANGED,
                                                       self->old_graph, annotation, page),
                            _ ("page %d: an annotation was changed"), page);
  else if (!soky_value_equal (soky_graph_resolve (self->old_graph, annotation),
                              soky_graph_resolve (self->new_graph, annotation)))
    soky_comparison_permit (self, SOKY_CHANGE_ANNOTATION,
                            soky_change_at_annotation (SOKY_PDF_CHANGE_ANNOTATION_CHANGED,
                                                       self->old_graph, annotation, page),
                            _ ("page %d: a comment was changed"), page);
}

gboolean
soky_comparison_check_annotations (SokyComparison *self, const SokyValue *old_page,
                                   const SokyValue *new_page, int page)
{
  const SokyValue *old_list = soky_graph_get (self->old_graph, old_page, "/Annots");
  const SokyValue *new_list = soky_graph_get (self->new_graph, new_page, "/Annots");
  if (!soky_comparison_spend (self,
                              soky_value_get_length (old_list) + soky_value_get_length (new_list)))
    return FALSE;
  g_autoptr (GHashTable) old_set = collect (old_list);
  g_autoptr (GHashTable) new_set = collect (new_list);
  gboolean has_field = FALSE;
  guint kept = 0;
  for (guint i = 0; i < soky_value_get_length (new_list); i++) {
    const SokyValue *annotation = soky_value_get_item (new_list, i);
    while (kept < soky_value_get_length (old_list) &&
           !contains (new_set, soky_value_get_item (old_list, kept)))
      check_lost (self, soky_value_get_item (old_list, kept++), page);
    if (soky_value_equal (annotation, soky_value_get_item (old_list, kept)))
      check_kept (self, soky_value_get_item (old_list, kept++), page);
    else if (contains (old_set, annotation))
      soky_comparison_forbid (self,
                              soky_change_at_annotation (SOKY_PDF_CHANGE_ANNOTATION_CHANGED,
                                                         self->new_graph, annotation, page),
                              _ ("page %d: the order of annotations was changed"), page);
    else
      has_field = check_added (self, annotation, page) || has_field;
  }
  while (kept < soky_value_get_length (old_list))
    check_lost (self, soky_value_get_item (old_list, kept++), page);
  return has_field;
}
