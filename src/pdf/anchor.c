/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/anchor.h"

#include <glib/gi18n-lib.h>

#include "pdf/anchor-match.h"
#include "pdf/anchor-page.h"
#include "pdf/anchor-room.h"
#include "pdf/document-private.h"
#include "pdf/graph.h"

/* a line longer than this many times the text asked for is running text, not a heading */
#define MAX_HEADING 3

static void
include (double box[4], const PopplerRectangle *rectangle)
{
  box[0] = MIN (box[0], MIN (rectangle->x1, rectangle->x2));
  box[1] = MIN (box[1], MIN (rectangle->y1, rectangle->y2));
  box[2] = MAX (box[2], MAX (rectangle->x1, rectangle->x2));
  box[3] = MAX (box[3], MAX (rectangle->y1, rectangle->y2));
}

/* Whether a character stands right beside the box: same line, no wider gap than a letter is high.
 */
static gboolean
continues (const double box[4], const PopplerRectangle *rectangle)
{
  double height = box[3] - box[1];
  double middle = (rectangle->y1 + rectangle->y2) / 2;
  return middle > box[1] && middle < box[3] &&
         MIN (rectangle->x1, rectangle->x2) - box[2] < height &&
         box[0] - MAX (rectangle->x1, rectangle->x2) < height;
}

/* Takes in the rest of a heading, so that a signature stands below the middle of "TỔ TRƯỞNG CHUYÊN
 * MÔN" though only "TỔ TRƯỞNG" was asked for: from @index on, by @step, while it is the same run.
 */
static void
take_neighbours (const char *text, const PopplerRectangle *rectangles, glong index, int step,
                 glong count, double box[4])
{
  for (glong i = index; i >= 0 && i < count; i += step) {
    gunichar c = g_utf8_get_char (g_utf8_offset_to_pointer (text, i));
    if (c == '\n' || (!g_unichar_isspace (c) && !continues (box, &rectangles[i])))
      return;
    if (!g_unichar_isspace (c))
      include (box, &rectangles[i]);
  }
}

/* The bounds of characters @first to @last, white space apart, as shown, with what else stands in
 * the same short heading. */
static gboolean
bound_characters (PopplerPage *page, const char *text, glong first, glong last, double box[4])
{
  g_autofree PopplerRectangle *rectangles = NULL;
  guint count = 0;
  if (!poppler_page_get_text_layout (page, &rectangles, &count) || last >= (glong) count)
    return FALSE;
  box[0] = box[1] = G_MAXDOUBLE;
  box[2] = box[3] = -G_MAXDOUBLE;
  const char *p = g_utf8_offset_to_pointer (text, first);
  for (glong i = first; i <= last; i++, p = g_utf8_next_char (p)) {
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      include (box, &rectangles[i]);
  }
  if (box[0] > box[2])
    return FALSE;

  double heading[4];
  glong characters = MIN ((glong) count, g_utf8_strlen (text, -1));
  memcpy (heading, box, sizeof heading);
  take_neighbours (text, rectangles, last + 1, 1, characters, heading);
  take_neighbours (text, rectangles, first - 1, -1, characters, heading);
  if (heading[2] - heading[0] <= MAX_HEADING * (box[2] - box[0]))
    memcpy (box, heading, sizeof heading);
  return TRUE;
}

/* Finds @wanted on one page, in shown points. */
static gboolean
find_on_page (PopplerPage *page, const char *wanted, double box[4])
{
  g_autofree char *text = poppler_page_get_text (page);
  glong first = 0;
  glong last = 0;
  return text != NULL && g_utf8_validate (text, -1, NULL) &&
         soky_anchor_match_last (text, wanted, &first, &last) &&
         bound_characters (page, text, first, last, box);
}

gboolean
soky_pdf_find_anchor (SokyInput *input, const char *text, SokyPdfPlace *place,
                      GCancellable *cancellable, GError **error)
{
  g_autoptr (SokyPdf) pdf = soky_pdf_open (input, error);
  g_autoptr (SokyPopplerDocument) document =
      pdf == NULL ? NULL : soky_anchor_page_open_document (input, error);
  if (document == NULL)
    return FALSE;
  for (int index = poppler_document_get_n_pages (document) - 1; index >= 0; index--) {
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    g_autoptr (SokyPopplerPage) page = poppler_document_get_page (document, index);
    double shown[4];
    if (page == NULL || !find_on_page (page, text, shown))
      continue;
    const SokyPdfPage *known = soky_pdf_get_page (pdf, (guint) index, error);
    if (known == NULL)
      return FALSE;
    SokyAnchorPage view;
    soky_anchor_page_init (&view, page, known->rotation);
    soky_anchor_page_to_user (&view, shown, place->rect);
    place->page = index + 1;
    return TRUE;
  }
  return FALSE;
}

static double
get_number (SokyGraph *graph, const SokyValue *array, guint index)
{
  return soky_value_get_number (soky_graph_resolve (graph, soky_value_get_item (array, index)), 0);
}

/* Fields that are empty yet leave no trace on the picture of a page. */
static void
occupy_annotations (SokyAnchorRoom *room, SokyPdf *pdf, const SokyPdfPage *page,
                    const SokyAnchorPage *view)
{
  g_autoptr (SokyGraph) graph = soky_graph_new (pdf);
  const SokyValue *dict = soky_graph_load (graph, page->number, page->generation);
  const SokyValue *list = soky_graph_get (graph, dict, "/Annots");
  for (guint i = 0; i < soky_value_get_length (list); i++) {
    const SokyValue *annotation = soky_graph_resolve (graph, soky_value_get_item (list, i));
    const SokyValue *rect = soky_graph_get (graph, annotation, "/Rect");
    if (soky_value_get_length (rect) != 4)
      continue;
    double user[4];
    double shown[4];
    for (guint k = 0; k < 4; k++)
      user[k] = get_number (graph, rect, k);
    soky_anchor_page_to_shown (view, user, shown);
    soky_anchor_room_occupy (room, shown);
  }
}

/* What is on page @number, from 1, and how it is shown (@view). */
static SokyAnchorRoom *
look_at_page (SokyInput *input, int number, SokyAnchorPage *view, GError **error)
{
  g_autoptr (SokyPdf) pdf = soky_pdf_open (input, error);
  const SokyPdfPage *known =
      pdf == NULL ? NULL : soky_pdf_get_page (pdf, (guint) MAX (number - 1, 0), error);
  g_autoptr (SokyPopplerDocument) document =
      known == NULL ? NULL : soky_anchor_page_open_document (input, error);
  if (document == NULL)
    return NULL;
  g_autoptr (SokyPopplerPage) page = poppler_document_get_page (document, number - 1);
  if (page == NULL) {
    g_set_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_DAMAGED,
                 _ ("Page %d of this PDF cannot be read. Print it to a new PDF and use that."),
                 number);
    return NULL;
  }
  double width;
  double height;
  soky_anchor_page_init (view, page, known->rotation);
  soky_anchor_page_get_size (view, &width, &height);
  SokyAnchorRoom *room = soky_anchor_room_new (page, width, height);
  occupy_annotations (room, pdf, known, view);
  return room;
}

gboolean
soky_pdf_find_room (SokyInput *input, const SokyPdfPlace *anchor, const SokyPdfRoom *room,
                    SokyPdfPlace *place, GError **error)
{
  SokyAnchorPage view;

  if (!(room->width > 0) || !(room->height > 0))
    return FALSE;
  g_autoptr (SokyAnchorRoom) rooms = look_at_page (input, anchor->page, &view, error);
  if (rooms == NULL)
    return FALSE;
  double near[4];
  double shown[4];
  soky_anchor_page_to_shown (&view, anchor->rect, near);
  if (!soky_anchor_room_find (rooms, near, room, shown))
    return FALSE;
  soky_anchor_page_to_user (&view, shown, place->rect);
  place->page = anchor->page;
  return TRUE;
}

gboolean
soky_pdf_is_free (SokyInput *input, const SokyPdfPlace *place, gboolean *is_free, GError **error)
{
  SokyAnchorPage view;
  g_autoptr (SokyAnchorRoom) room = look_at_page (input, place->page, &view, error);
  if (room == NULL)
    return FALSE;
  double shown[4];
  soky_anchor_page_to_shown (&view, place->rect, shown);
  *is_free = soky_anchor_room_is_free (room, shown);
  return TRUE;
}
