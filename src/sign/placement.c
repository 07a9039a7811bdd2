/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/placement.h"

#include "pdf/signature.h"
#include "sign/placement-search.h"
#include "sign/role-field.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The field of that name, or NULL. */
static const SokyPdfField *
find_field (GPtrArray *fields, const char *name)
{
  for (guint i = 0; name != NULL && i < fields->len; i++) {
    const SokyPdfField *field = g_ptr_array_index (fields, i);
    if (g_strcmp0 (field->name, name) == 0)
      return field;
  }
  return NULL;
}

static void
place_in_field (const SokyPdfField *field, SokyPlace *place)
{
  place->page = MAX (field->page, 1);
  memcpy (place->rect, field->rect, sizeof place->rect);
}

/* A signature on a page that is turned is drawn as wide as its rectangle is high. */
static gboolean
set_shown_size (SokyPdf *document, const SokyPlace *place, SokyAppearanceSpec *look, GError **error)
{
  double box[4];
  int rotation = 0;
  double width = place->rect[2] - place->rect[0], height = place->rect[3] - place->rect[1];

  if (width <= 0 || height <= 0) {
    look->width = look->height = 0;
    return TRUE;
  }
  if (!soky_pdf_get_page_geometry (document, place->page, box, &rotation, error))
    return FALSE;
  look->width = rotation % 180 == 0 ? width : height;
  look->height = rotation % 180 == 0 ? height : width;
  return TRUE;
}

void
soky_place_clear (SokyPlace *self)
{
  g_clear_pointer (&self->field, g_free);
}

gboolean
soky_placement_resolve (SokyPdf *document, const SokySignOptions *options, SokyAppearanceSpec *look,
                        SokyPlace *place, GCancellable *cancellable, GError **error)
{
  *place = (SokyPlace){0};
  g_autoptr (GPtrArray) fields = soky_pdf_list_fields (document, error);
  if (fields == NULL)
    return FALSE;

  const SokyPdfField *field = find_field (fields, options->field);
  if (options->field == NULL && options->placement.visible)
    field = soky_role_find_field (fields, options);
  place->field = g_strdup (field ? field->name : options->field);
  place->given = field != NULL;
  if (field != NULL)
    place_in_field (field, place);
  SokySearch search = {document, options, fields, look, NULL, cancellable};
  return soky_search_place (&search, field != NULL, place, error) &&
         set_shown_size (document, place, look, error);
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
