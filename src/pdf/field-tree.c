/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/field-tree.h"

#include "pdf/fail.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_DEPTH 64
#define MAX_NODES 200000
#define MAX_NAME_BYTES (16 * 1024 * 1024) /* of all names together, each with those above it */
#define MAX_ANNOTATIONS 250000            /* looked at for widgets that do not name their page */
/* Annotation flags that keep a widget from being seen: Hidden, NoView (ISO 32000-2 table 167). */
#define FLAGS_UNSEEN ((1 << 1) | (1 << 5))

typedef struct {
  const char *name; /* of the node above, or NULL */
  const char *type;
  gboolean has_value;
  gint64 flags;
} Inherited;

typedef struct {
  SokyPdf *document;
  GPtrArray *fields;
  GHashTable *seen;  /* numbers of the nodes that were met */
  GHashTable *pages; /* annotation number -> page from 1; made when a widget does not say */
  GHashTable *lists; /* numbers of the lists of annotations that were met, with @pages */
  guint nodes;
  gsize name_bytes;
  guint annotations;
} Walk;

static gboolean walk_node (Walk *walk, const SokyObject *node, const Inherited *above, guint depth,
                           GError **error);

void
soky_field_entry_free (SokyFieldEntry *self)
{
  g_free (self->name);
  g_free (self->type);
  g_free (self);
}

/* Thousands of pages may name one list; it is looked at with the first of them. */
static gboolean
is_known_list (Walk *walk, const SokyObject *annots)
{
  int number = 0, generation = 0;

  return soky_object_get_reference (annots, &number, &generation) &&
         !g_hash_table_add (walk->lists, GINT_TO_POINTER (number));
}

static void
note_annotations (Walk *walk, guint index)
{
  const SokyPdfPage *page = soky_pdf_get_page (walk->document, index, NULL);
  if (page == NULL || page->number == 0)
    return;
  g_auto (SokyObject) object =
      soky_object_by_number (soky_pdf_get_qpdf (walk->document), page->number, page->generation);
  g_auto (SokyObject) annots = soky_object_get (&object, "/Annots");
  int count = is_known_list (walk, &annots) ? 0 : soky_object_count (&annots);
  for (int i = 0; i < count && walk->annotations < MAX_ANNOTATIONS; i++) {
    walk->annotations++;
    g_auto (SokyObject) annotation = soky_object_item (&annots, i);
    int number = 0, generation = 0;
    if (soky_object_get_reference (&annotation, &number, &generation))
      g_hash_table_insert (walk->pages, GINT_TO_POINTER (number),
                           GINT_TO_POINTER ((int) index + 1));
  }
}

static int
find_page_by_annotations (Walk *walk, int widget)
{
  if (walk->pages == NULL) {
    walk->pages = g_hash_table_new (NULL, NULL);
    walk->lists = g_hash_table_new (NULL, NULL);
    for (guint i = 0; i < soky_pdf_count_pages (walk->document); i++)
      note_annotations (walk, i);
  }
  return GPOINTER_TO_INT (g_hash_table_lookup (walk->pages, GINT_TO_POINTER (widget)));
}

static int
find_page (Walk *walk, const SokyObject *widget, int widget_number)
{
  g_auto (SokyObject) parent = soky_object_get (widget, "/P");
  int number = 0, generation = 0;

  int page = soky_object_get_reference (&parent, &number, &generation)
                 ? soky_pdf_find_page (walk->document, number, generation)
                 : 0;
  return page > 0 || widget_number == 0 ? page : find_page_by_annotations (walk, widget_number);
}

static void
add_widget (Walk *walk, SokyFieldEntry *entry, const SokyObject *widget)
{
  g_auto (SokyObject) rect = soky_object_get (widget, "/Rect");
  g_auto (SokyObject) flags = soky_object_get (widget, "/F");
  gint64 bits = 0;

  if (entry->widgets++ > 0)
    return;
  soky_object_get_reference (widget, &entry->widget_number, &entry->widget_generation);
  soky_object_get_integer (&flags, &bits);
  entry->is_visible = soky_object_get_rect (&rect, entry->rect) &&
                      entry->rect[0] < entry->rect[2] && entry->rect[1] < entry->rect[3] &&
                      (bits & FLAGS_UNSEEN) == 0;
  entry->page = find_page (walk, widget, entry->widget_number);
}

static void
add_field (Walk *walk, const SokyObject *node, const Inherited *own)
{
  g_autoptr (SokyFieldEntry) entry = g_new0 (SokyFieldEntry, 1);
  g_auto (SokyObject) kids = soky_object_get (node, "/Kids");
  g_auto (SokyObject) rect = soky_object_get (node, "/Rect");

  entry->name = g_strdup (own->name ? own->name : "");
  entry->type = g_strdup (own->type ? own->type : "");
  entry->has_value = own->has_value;
  entry->flags = own->flags;
  soky_object_get_reference (node, &entry->number, &entry->generation);
  for (int i = 0; i < soky_object_count (&kids); i++) {
    g_auto (SokyObject) kid = soky_object_item (&kids, i);
    if (soky_object_is_dictionary (&kid))
      add_widget (walk, entry, &kid);
  }
  if (soky_object_count (&kids) == 0 && soky_object_is_array (&rect)) {
    entry->is_merged = TRUE;
    add_widget (walk, entry, node);
  }
  g_ptr_array_add (walk->fields, g_steal_pointer (&entry));
}

static char *
join_name (const Inherited *above, const SokyObject *node)
{
  g_auto (SokyObject) partial = soky_object_get (node, "/T");
  g_autofree char *text = soky_object_dup_text (&partial);

  if (text == NULL)
    return g_strdup (above->name);
  return above->name != NULL ? g_strconcat (above->name, ".", text, NULL) : g_steal_pointer (&text);
}

/* A value that is there but cannot be read is one too: the field is not free. */
static gboolean
has_value (SokyPdf *document, const SokyObject *node)
{
  g_auto (SokyObject) value = soky_object_get (node, "/V");
  int number = 0, generation = 0;
  SokyXrefEntry entry;

  if (!soky_object_is_null (&value))
    return TRUE;
  if (!soky_object_get_reference (&value, &number, &generation) || number <= 0 ||
      !soky_xref_lookup (soky_pdf_get_xref (document), (guint) number, &entry) ||
      entry.kind == SOKY_XREF_FREE)
    return FALSE;
  return !soky_pdf_check_sound (document, NULL);
}

/* Whether the kids are fields; kids without a name of their own are widgets. */
static gboolean
has_child_fields (const SokyObject *kids)
{
  for (int i = 0; i < soky_object_count (kids); i++) {
    g_auto (SokyObject) kid = soky_object_item (kids, i);
    if (soky_object_has (&kid, "/T") || soky_object_has (&kid, "/Kids"))
      return TRUE;
  }
  return FALSE;
}

static gboolean
walk_kids (Walk *walk, const SokyObject *kids, const Inherited *own, guint depth, GError **error)
{
  for (int i = 0; i < soky_object_count (kids); i++) {
    g_auto (SokyObject) kid = soky_object_item (kids, i);
    if (!walk_node (walk, &kid, own, depth + 1, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
walk_node (Walk *walk, const SokyObject *node, const Inherited *above, guint depth, GError **error)
{
  int number = 0, generation = 0;

  if (depth > MAX_DEPTH || ++walk->nodes > MAX_NODES)
    return soky_pdf_fail_limit (error, _ ("it has too many form fields, or too deep ones."));
  if (!soky_object_is_dictionary (node))
    return TRUE;
  if (soky_object_get_reference (node, &number, &generation) &&
      !g_hash_table_add (walk->seen, GINT_TO_POINTER (number)))
    return soky_pdf_fail_damaged (error, _ ("a form field is in its form twice."));

  g_autofree char *name = join_name (above, node);
  walk->name_bytes += name != NULL ? strlen (name) : 0;
  if (walk->name_bytes > MAX_NAME_BYTES)
    return soky_pdf_fail_limit (error, _ ("the names of its form fields are too long."));
  g_auto (SokyObject) kind = soky_object_get (node, "/FT");
  g_autofree char *type = soky_object_dup_name (&kind);
  g_auto (SokyObject) flags = soky_object_get (node, "/Ff");
  g_auto (SokyObject) kids = soky_object_get (node, "/Kids");
  Inherited own = {name, type ? type : above->type,
                   above->has_value || has_value (walk->document, node), above->flags};
  soky_object_get_integer (&flags, &own.flags);
  if (has_child_fields (&kids))
    return walk_kids (walk, &kids, &own, depth, error);
  add_field (walk, node, &own);
  return TRUE;
}

GPtrArray *
soky_field_tree_list (SokyPdf *document, GError **error)
{
  g_autoptr (GPtrArray) fields =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_field_entry_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_auto (SokyObject) catalog = soky_pdf_get_catalog (document);
  g_auto (SokyObject) form = soky_object_get (&catalog, "/AcroForm");
  g_auto (SokyObject) roots = soky_object_get (&form, "/Fields");
  Walk walk = {document, fields, seen};
  const Inherited nothing = {0};

  gboolean done = walk_kids (&walk, &roots, &nothing, 0, error);
  g_clear_pointer (&walk.pages, g_hash_table_unref);
  g_clear_pointer (&walk.lists, g_hash_table_unref);
  return done ? g_steal_pointer (&fields) : NULL;
}

SokyObject
soky_field_entry_get_value (SokyPdf *document, const SokyFieldEntry *self)
{
  qpdf_data qpdf = soky_pdf_get_qpdf (document);
  SokyObject node = soky_object_by_number (qpdf, self->number, self->generation);

  for (guint depth = 0; depth < MAX_DEPTH && !has_value (document, &node); depth++) {
    SokyObject parent = soky_object_get (&node, "/Parent");
    soky_object_clear (&node);
    node = parent;
  }
  SokyObject value = soky_object_get (&node, "/V");
  soky_object_clear (&node);
  return value;
}
