/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/page-tree.h"

#include "pdf/fail.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_DEPTH 200
#define MAX_NODES 2000000
/* So many nodes touch up to 8 MiB of a mapped file. */
#define NODES_KEPT 128

/* US Letter, what readers take when a page has no /MediaBox at all. */
static const double default_box[4] = {0, 0, 612, 792};

/* What pages take over from the nodes above them (ISO 32000-2 §7.7.3.4). */
typedef struct {
  double medium[4];
  double crop[4];
  gboolean has_crop;
  int rotation;
} Inherited;

typedef struct {
  SokyInput *input;
  GArray *pages;
  GHashTable *path; /* numbers of the nodes that were met */
  guint nodes;
} Walk;

static gboolean walk_node (Walk *walk, const SokyObject *node, Inherited inherited, guint depth,
                           GError **error);

static gboolean
fail_tree (GError **error)
{
  return soky_pdf_fail_damaged (error, _ ("its list of pages is not in order."));
}

static void
take_over (Inherited *inherited, const SokyObject *node)
{
  g_auto (SokyObject) medium = soky_object_get (node, "/MediaBox");
  g_auto (SokyObject) crop = soky_object_get (node, "/CropBox");
  g_auto (SokyObject) rotate = soky_object_get (node, "/Rotate");
  gint64 rotation = 0;

  soky_object_get_rect (&medium, inherited->medium);
  if (soky_object_get_rect (&crop, inherited->crop))
    inherited->has_crop = TRUE;
  if (soky_object_get_integer (&rotate, &rotation) && rotation % 90 == 0)
    inherited->rotation = (int) ((rotation % 360 + 360) % 360);
}

/* The crop box as far as it lies on the medium; a crop box beside it is ignored. */
static void
find_box (const Inherited *inherited, double box[4])
{
  const double *medium = inherited->medium, *crop = inherited->crop;

  memcpy (box, medium, 4 * sizeof *box);
  if (!inherited->has_crop)
    return;
  double shown[4] = {MAX (medium[0], crop[0]), MAX (medium[1], crop[1]), MIN (medium[2], crop[2]),
                     MIN (medium[3], crop[3])};
  if (shown[0] < shown[2] && shown[1] < shown[3])
    memcpy (box, shown, sizeof shown);
}

static void
add_page (Walk *walk, const SokyObject *node, const Inherited *inherited)
{
  SokyPdfPage page = {.rotation = inherited->rotation};

  if (walk->pages->len % NODES_KEPT == 0)
    soky_input_forget (walk->input);
  soky_object_get_reference (node, &page.number, &page.generation);
  find_box (inherited, page.box);
  g_array_append_val (walk->pages, page);
}

static gboolean
walk_kids (Walk *walk, const SokyObject *kids, const Inherited *inherited, guint depth,
           GError **error)
{
  for (int i = 0; i < soky_object_count (kids); i++) {
    g_auto (SokyObject) kid = soky_object_item (kids, i);
    if (!walk_node (walk, &kid, *inherited, depth + 1, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
walk_node (Walk *walk, const SokyObject *node, Inherited inherited, guint depth, GError **error)
{
  int number = 0, generation = 0;

  if (depth > MAX_DEPTH || ++walk->nodes > MAX_NODES)
    return soky_pdf_fail_limit (error, _ ("it has too many pages, or too deep a list of them."));
  if (!soky_object_is_dictionary (node))
    return fail_tree (error);
  if (soky_object_get_reference (node, &number, &generation) &&
      !g_hash_table_add (walk->path, GINT_TO_POINTER (number)))
    return fail_tree (error);

  take_over (&inherited, node);
  g_auto (SokyObject) kids = soky_object_get (node, "/Kids");
  if (soky_object_is_array (&kids))
    return walk_kids (walk, &kids, &inherited, depth, error);
  add_page (walk, node, &inherited);
  return TRUE;
}

GArray *
soky_page_tree_list (SokyPdf *document, GError **error)
{
  g_autoptr (GArray) pages = g_array_new (FALSE, FALSE, sizeof (SokyPdfPage));
  g_autoptr (GHashTable) path = g_hash_table_new (NULL, NULL);
  g_auto (SokyObject) catalog = soky_pdf_get_catalog (document);
  g_auto (SokyObject) root = soky_object_get (&catalog, "/Pages");
  Walk walk = {soky_pdf_get_input (document), pages, path, 0};
  Inherited inherited = {0};

  memcpy (inherited.medium, default_box, sizeof default_box);
  return walk_node (&walk, &root, inherited, 0, error) ? g_steal_pointer (&pages) : NULL;
}
