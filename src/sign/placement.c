/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/placement.h"

#include "pdf/anchor.h"
#include "pdf/signature.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* No page is larger (ISO 32000-2 annex C: 14,400 units). */
#define FARTHEST 14400.0

typedef struct {
  SokyPdf *document;
  const SokyPlacement *wanted;
  double width, height; /* of the signature */
  GCancellable *cancellable;
} Search;

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

static gboolean
refuse_rectangle (GError **error)
{
  g_set_error_literal (error, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_FAILED,
                       _ ("The rectangle of the signature is not a place on a page. Give left, "
                          "bottom, width and height in points."));
  return FALSE;
}

static gboolean
place_by_rectangle (const Search *search, SokyPlace *place, GError **error)
{
  const SokyPlacement *wanted = search->wanted;
  const double corners[] = {wanted->x, wanted->y, wanted->x + search->width,
                            wanted->y + search->height};

  for (guint i = 0; i < 4; i++) {
    if (!isfinite (corners[i]) || fabs (corners[i]) > FARTHEST)
      return refuse_rectangle (error);
    place->rect[i] = corners[i];
  }
  if (search->width <= 0 || search->height <= 0)
    return refuse_rectangle (error);
  return resolve_page (search->document, wanted->page, &place->page, error);
}

/* A free place near @near, or the error that says what to do. */
static gboolean
place_near (const Search *search, const SokyPdfPlace *near, SokyPlace *place, GError **error)
{
  g_autoptr (GError) problem = NULL;
  SokyPdfPlace found = {0};

  if (!soky_pdf_find_room (soky_pdf_get_input (search->document), near, search->width,
                           search->height, &found, &problem)) {
    if (problem != NULL)
      g_propagate_error (error, g_steal_pointer (&problem));
    else
      g_set_error (error, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_NO_ROOM,
                   _ ("Page %d has no free room for the signature. Give its place yourself."),
                   near->page);
    return FALSE;
  }
  place->page = found.page;
  memcpy (place->rect, found.rect, sizeof place->rect);
  return TRUE;
}

static gboolean
place_by_anchor (const Search *search, SokyPlace *place, GError **error)
{
  g_autoptr (GError) problem = NULL;
  SokyPdfPlace anchor = {0};

  if (soky_pdf_find_anchor (soky_pdf_get_input (search->document), search->wanted->anchor, &anchor,
                            search->cancellable, &problem))
    return place_near (search, &anchor, place, error);
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  else
    g_set_error (
        error, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_ANCHOR_NOT_FOUND,
        _ ("The text “%s” is not in the document. Give the place of the signature yourself."),
        search->wanted->anchor);
  return FALSE;
}

static gboolean
place_anywhere (const Search *search, SokyPlace *place, GError **error)
{
  SokyPdfPlace corner = {0};

  return resolve_page (search->document, search->wanted->page, &corner.page, error) &&
         place_near (search, &corner, place, error);
}

/* The field of that name, or NULL. */
static SokyPdfField *
find_field (GPtrArray *fields, const char *name)
{
  for (guint i = 0; name != NULL && i < fields->len; i++) {
    SokyPdfField *field = g_ptr_array_index (fields, i);
    if (g_strcmp0 (field->name, name) == 0)
      return field;
  }
  return NULL;
}

static gboolean
place_in_field (const SokyPdfField *field, SokyPlace *place)
{
  place->page = MAX (field->page, 1);
  memcpy (place->rect, field->rect, sizeof place->rect);
  return place->rect[2] > place->rect[0] && place->rect[3] > place->rect[1];
}

static gboolean
place_by_choice (const Search *search, SokyPlace *place, GError **error)
{
  if (!search->wanted->visible) {
    place->page = 1;
    return TRUE;
  }
  if (search->wanted->anchor != NULL)
    return place_by_anchor (search, place, error);
  if (search->wanted->anywhere)
    return place_anywhere (search, place, error);
  return place_by_rectangle (search, place, error);
}

gboolean
soky_placement_resolve (SokyPdf *document, const SokySignOptions *options, SokyAppearanceSpec *look,
                        SokyPlace *place, GCancellable *cancellable, GError **error)
{
  const SokyPlacement *wanted = &options->placement;
  Search search = {document, wanted, wanted->width, wanted->height, cancellable};

  *place = (SokyPlace){0};
  g_autoptr (GPtrArray) fields = soky_pdf_list_fields (document, error);
  if (fields == NULL)
    return FALSE;

  const SokyPdfField *field = find_field (fields, options->field);
  if (field != NULL) {
    place_in_field (field, place);
  } else {
    if (wanted->visible && (search.width == 0 || search.height == 0))
      soky_appearance_measure (look, &search.width, &search.height);
    if (!place_by_choice (&search, place, error))
      return FALSE;
  }
  look->width = place->rect[2] - place->rect[0];
  look->height = place->rect[3] - place->rect[1];
  return TRUE;
}

static gboolean
check_field (SokyPdf *document, const char *name, GError **error)
{
  g_autoptr (GPtrArray) fields = soky_pdf_list_fields (document, error);
  if (fields == NULL)
    return FALSE;

  const SokyPdfField *field = find_field (fields, name);
  if (field == NULL && strchr (name, '.') != NULL)
    g_set_error (
        error, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_NO_SUCH_FIELD,
        _ ("The document has no field “%s”, and a new field's name may not contain a dot."), name);
  else if (field != NULL && g_strcmp0 (field->type, "Sig") != 0)
    g_set_error (error, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_NO_SUCH_FIELD,
                 _ ("The field “%s” is not made for a signature. Choose another name."), name);
  else if (field != NULL && field->filled)
    g_set_error (error, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_FIELD_SIGNED,
                 _ ("The field “%s” is signed already. Choose another name."), name);
  else
    return TRUE;
  return FALSE;
}

gboolean
soky_placement_check_permission (SokyPdf *document, const SokySignOptions *options, GError **error)
{
  g_autoptr (GPtrArray) signatures = soky_pdf_list_signatures (document, error);
  if (signatures == NULL)
    return FALSE;

  for (guint i = 0; i < signatures->len; i++) {
    const SokyPdfSignature *signature = g_ptr_array_index (signatures, i);
    if (signature->docmdp == 1) {
      g_set_error (error, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_NOT_PERMITTED,
                   _ ("The document was certified by “%s” so that nothing may be added to it. Ask "
                      "for a copy that may be signed."),
                   signature->field);
      return FALSE;
    }
  }
  return options->field == NULL || check_field (document, options->field, error);
}
