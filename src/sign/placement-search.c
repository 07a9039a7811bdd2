/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/placement-search.h"

#include "pdf/anchor-page.h"
#include "pdf/signature.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* No page is larger (ISO 32000-2 annex C: 14,400 units). */
#define FARTHEST 14400.0
/* how far a signature shrinks to stand between the office and the name that the paper prints */
#define LEAST_SCALE 0.5
/* how far from the office that the paper prints a rectangle still belongs to it: 30 mm, the room
 * for a written signature */
#define BESIDE 85.0
/* what the text of an official paper ends with (Nghị định 30/2020, Phụ lục I) */
#define END_OF_TEXT "./."

static gboolean
resolve_page (SokyPdf *document, int wanted, int *page, GError **error)
{
  int count = (int) soky_pdf_count_pages (document);
  int found = wanted > 0 ? wanted : count + 1 + (wanted < 0 ? wanted : -1);

  if (count == 0) {
    g_set_error_literal (
        error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_DAMAGED,
        _ ("No page of this PDF can be read. Save it as PDF again with the program "
           "that made it."));
    return FALSE;
  }
  if (found < 1 || found > count) {
    g_set_error (error, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_NO_SUCH_PAGE,
                 _ ("The document has %d pages; there is no page %d."), count, wanted);
    return FALSE;
  }
  *page = found;
  return TRUE;
}

/* @below: the paper prints the office, and mostly the name. */
static void
choose_template (SokySearch *self, gboolean below)
{
  const SokySignProfile *profile = self->profile;

  if (self->options->template_name != NULL)
    self->look->template_name = self->options->template_name;
  else if (profile != NULL && self->look->image_path == NULL)
    self->look->template_name = profile->words;
  else if (profile != NULL)
    self->look->template_name = below ? profile->below : profile->free;
}

/* The size that is asked for, else the natural one of the template. */
static void
find_size (SokySearch *self, double *width, double *height)
{
  const SokyPlacement *wanted = &self->options->placement;

  *width = wanted->width;
  *height = wanted->height;
  if (*width == 0 || *height == 0)
    soky_appearance_measure (self->look, width, height);
}

static gboolean
refuse_rectangle (GError **error)
{
  g_set_error_literal (error, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_FAILED,
                       _ ("The rectangle of the signature is not a place on a page. Give left, "
                          "bottom, width and height in points."));
  return FALSE;
}

/* From the page as it is shown to the page's own coordinates. */
static gboolean
turn_back (SokySearch *self, SokyPlace *place, GError **error)
{
  SokyAnchorPage view = {0};
  double shown[4];

  if (!soky_pdf_get_page_geometry (self->document, place->page, view.crop, &view.rotation, error))
    return FALSE;
  memcpy (shown, place->rect, sizeof shown);
  soky_anchor_page_to_user (&view, shown, place->rect);
  return TRUE;
}

/* Whoever draws a rectangle is asked before it covers something; a stamp belongs over a signature.
 */
static gboolean
check_clear (SokySearch *self, const SokyPlace *place, GError **error)
{
  gboolean stamp = self->profile != NULL && self->profile->spot == SOKY_SPOT_OVER_SIGNATURE &&
                   self->look->image_path != NULL;
  SokyPdfPlace wanted = {.page = place->page};
  gboolean is_free = FALSE;

  if (!self->options->placement.clear || stamp)
    return TRUE;
  memcpy (wanted.rect, place->rect, sizeof wanted.rect);
  if (!soky_pdf_is_free (soky_pdf_get_input (self->document), &wanted, &is_free, error))
    return FALSE;
  if (!is_free)
    g_set_error (error, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_NO_ROOM,
                 _ ("Page %d has something where the signature would stand. Choose another place "
                    "for it."),
                 place->page);
  return is_free;
}

static gboolean
find_anchor (SokySearch *self, const char *text, SokyPdfPlace *anchor, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (soky_pdf_find_anchor (soky_pdf_get_input (self->document), text, anchor, self->cancellable,
                            &problem))
    return TRUE;
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  else
    g_set_error (
        error, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_ANCHOR_NOT_FOUND,
        _ ("The text “%s” is not in the document. Give the place of the signature yourself."),
        text);
  return FALSE;
}

/* Both as the page is shown, x0 y0 x1 y1, y down. */
static gboolean
stands_beside (const double rect[4], const double anchor[4], SokyPdfSide side)
{
  double gap = side == SOKY_PDF_SIDE_ABOVE ? anchor[1] - rect[3] : rect[1] - anchor[3];
  double overlap = anchor[3] - anchor[1];

  return rect[0] < anchor[2] && anchor[0] < rect[2] && gap > -overlap && gap < BESIDE;
}

/* An office that the paper prints is not printed once more. */
static gboolean
take_beside (SokySearch *self, const SokyPlace *place, GError **error)
{
  SokyAnchorPage view = {0};
  double rect[4], shown[4];

  if (self->options->beside == NULL)
    return TRUE;
  if (!soky_pdf_get_page_geometry (self->document, place->page, view.crop, &view.rotation, error))
    return FALSE;
  soky_anchor_page_to_shown (&view, place->rect, rect);
  for (const SokySignOptions *one = self->options->beside; one != NULL; one = one->otherwise) {
    g_autoptr (GError) problem = NULL;
    SokyPdfPlace anchor = {0};
    if (one->placement.anchor == NULL)
      continue;
    if (!find_anchor (self, one->placement.anchor, &anchor, &problem)) {
      if (g_error_matches (problem, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_ANCHOR_NOT_FOUND))
        continue;
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
    soky_anchor_page_to_shown (&view, anchor.rect, shown);
    if (anchor.page != place->page || !stands_beside (rect, shown, one->placement.side))
      continue;
    self->look->title = one->title;
    choose_template (self, TRUE);
    return TRUE;
  }
  return TRUE;
}

static gboolean
place_by_rectangle (SokySearch *self, SokyPlace *place, GError **error)
{
  const SokyPlacement *wanted = &self->options->placement;
  double width = 0, height = 0;

  choose_template (self, FALSE);
  find_size (self, &width, &height);
  const double corners[] = {wanted->x, wanted->y, wanted->x + width, wanted->y + height};
  for (guint i = 0; i < 4; i++) {
    if (!isfinite (corners[i]) || fabs (corners[i]) > FARTHEST)
      return refuse_rectangle (error);
    place->rect[i] = corners[i];
  }
  if (width <= 0 || height <= 0)
    return refuse_rectangle (error);
  return resolve_page (self->document, wanted->page, &place->page, error) &&
         (!wanted->as_shown || turn_back (self, place, error)) &&
         check_clear (self, place, error) && take_beside (self, place, error);
}

static void
take_place (SokyPlace *place, const SokyPdfPlace *found)
{
  place->page = found->page;
  memcpy (place->rect, found->rect, sizeof place->rect);
}

/* A free place beside @near, or the error that says what to do. */
static gboolean
place_near (SokySearch *self, const SokyPdfPlace *near, SokyPdfSide side, SokyPlace *place,
            GError **error)
{
  g_autoptr (GError) problem = NULL;
  SokyPdfRoom room = {.least = LEAST_SCALE, .side = side};
  SokyPdfPlace found = {0};

  find_size (self, &room.width, &room.height);
  if (soky_pdf_find_room (soky_pdf_get_input (self->document), near, &room, &found, &problem)) {
    take_place (place, &found);
    return TRUE;
  }
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  else
    g_set_error (error, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_NO_ROOM,
                 _ ("Page %d has no free room for the signature. Give its place yourself."),
                 near->page);
  return FALSE;
}

static gboolean
place_by_anchor (SokySearch *self, SokyPlace *place, GError **error)
{
  SokyPdfPlace anchor = {0};

  choose_template (self, TRUE);
  return find_anchor (self, self->options->placement.anchor, &anchor, error) &&
         place_near (self, &anchor, self->options->placement.side, place, error);
}

static gboolean
place_in_corner (SokySearch *self, SokyPdfSide corner, int page, SokyPlace *place, GError **error)
{
  SokyPdfPlace near = {0};

  choose_template (self, FALSE);
  return resolve_page (self->document, page, &near.page, error) &&
         place_near (self, &near, corner, place, error);
}

static gboolean
place_at_end (SokySearch *self, SokyPlace *place, GError **error)
{
  g_autoptr (GError) problem = NULL;
  SokyPdfPlace end = {0};

  choose_template (self, TRUE);
  if (find_anchor (self, END_OF_TEXT, &end, &problem))
    return place_near (self, &end, SOKY_PDF_SIDE_AFTER, place, error);
  if (g_error_matches (problem, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_ANCHOR_NOT_FOUND))
    return place_in_corner (self, SOKY_PDF_SIDE_BOTTOM_RIGHT, self->options->placement.page, place,
                            error);
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

static double
distance (const SokyPdfField *field, const SokyPdfPlace *anchor)
{
  double across = field->rect[0] + field->rect[2] - anchor->rect[0] - anchor->rect[2];
  double along = field->rect[1] + field->rect[3] - anchor->rect[1] - anchor->rect[3];
  return hypot (across, along);
}

/* The signature that a stamp belongs to: the one closest to the office, else the last one. */
static const SokyPdfField *
find_signature (const SokySearch *self, const SokyPdfPlace *anchor)
{
  const SokyPdfField *best = NULL;

  for (guint i = 0; i < self->fields->len; i++) {
    const SokyPdfField *field = g_ptr_array_index (self->fields, i);
    gboolean seen = field->filled && g_str_equal (field->type, "Sig") && field->page > 0 &&
                    field->rect[2] > field->rect[0] && field->rect[3] > field->rect[1];
    if (!seen || (anchor != NULL && field->page != anchor->page))
      continue;
    if (best == NULL || anchor == NULL || distance (field, anchor) < distance (best, anchor))
      best = field;
  }
  return best;
}

static gboolean
place_over_signature (SokySearch *self, SokyPlace *place, GError **error)
{
  const char *office = self->options->placement.anchor;
  g_autoptr (GError) problem = NULL;
  SokyPdfPlace anchor = {0}, found = {0};
  double width = 0, height = 0;

  if (office != NULL && !find_anchor (self, office, &anchor, &problem) &&
      !g_error_matches (problem, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_ANCHOR_NOT_FOUND)) {
    g_propagate_error (error, g_steal_pointer (&problem));
    return FALSE;
  }
  const SokyPdfField *signature = find_signature (self, anchor.page > 0 ? &anchor : NULL);
  choose_template (self, TRUE);
  if (signature == NULL && office != NULL)
    return place_by_anchor (self, place, error);
  if (signature == NULL)
    return place_in_corner (self, SOKY_PDF_SIDE_BOTTOM_RIGHT, self->options->placement.page, place,
                            error);
  SokyPdfPlace under = {.page = signature->page};
  memcpy (under.rect, signature->rect, sizeof under.rect);
  find_size (self, &width, &height);
  if (!soky_pdf_place_stamp (self->document, &under, width, height, &found, error))
    return FALSE;
  take_place (place, &found);
  return TRUE;
}

static gboolean
place_by_profile (SokySearch *self, SokyPlace *place, GError **error)
{
  const SokyPlacement *wanted = &self->options->placement;
  SokySpot spot = self->profile ? self->profile->spot : SOKY_SPOT_ANCHOR;

  /* words would hide the signature that a stamp only marks */
  if (spot == SOKY_SPOT_OVER_SIGNATURE && self->look->image_path != NULL)
    return place_over_signature (self, place, error);
  if (wanted->anchor != NULL)
    return place_by_anchor (self, place, error);
  if (spot == SOKY_SPOT_END)
    return place_at_end (self, place, error);
  if (spot == SOKY_SPOT_TOP_RIGHT)
    return place_in_corner (self, SOKY_PDF_SIDE_TOP_RIGHT, wanted->page != 0 ? wanted->page : 1,
                            place, error);
  return place_in_corner (self, SOKY_PDF_SIDE_BOTTOM_RIGHT, wanted->page, place, error);
}

gboolean
soky_search_place (SokySearch *self, gboolean placed, SokyPlace *place, GError **error)
{
  const SokySignOptions *options = self->options;

  if (options->profile != NULL) {
    self->profile = soky_sign_profile_get (options->profile, error);
    if (self->profile == NULL)
      return FALSE;
    self->look->ink = self->profile->ink;
  }
  if (placed) {
    choose_template (self, TRUE);
    return TRUE;
  }
  if (!options->placement.visible) {
    place->page = 1;
    return TRUE;
  }
  if (options->placement.anchor == NULL && !options->placement.anywhere)
    return place_by_rectangle (self, place, error);
  return place_by_profile (self, place, error);
}
