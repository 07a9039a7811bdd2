/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/fail.h"
#include "pdf/prepare-private.h"
#include "pdf/source.h"

#include <glib/gi18n-lib.h>

/* SignaturesExist, AppendOnly (ISO 32000-2 table 225). */
#define SIG_FLAGS 3

static gboolean
add_form (SokyPrepare *self, guint field)
{
  guint number = soky_pdf_update_allocate (self->update);
  g_autofree char *source =
      g_strdup_printf ("<< /Fields [%u 0 R] /SigFlags %d >>", field, SIG_FLAGS);

  soky_pdf_update_set (self->update, number, 0, source);
  self->acro_form = g_strdup_printf ("%u 0 R", number);
  return TRUE;
}

/* The new source of /Fields, or NULL when its own object took the field. */
static char *
append_field (SokyPrepare *self, const SokyObject *form, guint field)
{
  g_auto (SokyObject) fields = soky_object_get (form, "/Fields");
  g_autofree char *reference = g_strdup_printf ("%u 0 R", field);
  g_autofree char *array = soky_source_append (&fields, reference);
  int number = 0, generation = 0;

  if (!soky_object_is_array (&fields) || !soky_object_get_reference (&fields, &number, &generation))
    return g_steal_pointer (&array);
  soky_pdf_update_set (self->update, (guint) number, (guint) generation, array);
  return NULL;
}

gboolean
soky_prepare_hang_field (SokyPrepare *self, guint field, GError **error)
{
  g_auto (SokyObject) catalog = soky_pdf_get_catalog (self->base);
  g_auto (SokyObject) form = soky_object_get (&catalog, "/AcroForm");
  g_auto (SokyObject) flags = soky_object_get (&form, "/SigFlags");
  gint64 old_flags = 0;
  int number = 0, generation = 0;

  if (soky_object_is_null (&form))
    return add_form (self, field);
  if (!soky_object_is_dictionary (&form))
    return soky_pdf_fail_damaged (error, _ ("its form is not in order."));

  soky_object_get_integer (&flags, &old_flags);
  g_autofree char *fields = field > 0 ? append_field (self, &form, field) : NULL;
  if (fields == NULL && (old_flags & SIG_FLAGS) == SIG_FLAGS)
    return TRUE;
  g_autofree char *new_flags = g_strdup_printf ("%" G_GINT64_FORMAT, old_flags | SIG_FLAGS);
  g_autofree char *source =
      soky_source_edit (&form, "/SigFlags", new_flags, fields ? "/Fields" : NULL, fields, NULL);
  if (!soky_object_get_reference (&form, &number, &generation)) {
    self->acro_form = g_steal_pointer (&source);
    return TRUE;
  }
  soky_pdf_update_set (self->update, (guint) number, (guint) generation, source);
  return TRUE;
}

/* /Perms with the certification, or NULL when the signature does not certify. */
static char *
describe_permissions (const SokyPrepare *self, const SokyObject *catalog)
{
  g_auto (SokyObject) old = soky_object_get (catalog, "/Perms");
  g_autofree char *signature = g_strdup_printf ("%u 0 R", self->signature);

  return self->spec->certify > 0 ? soky_source_edit (&old, "/DocMDP", signature, NULL) : NULL;
}

gboolean
soky_prepare_finish_catalog (SokyPrepare *self, GError **error)
{
  g_auto (SokyObject) catalog = soky_pdf_get_catalog (self->base);
  g_autofree char *permissions = describe_permissions (self, &catalog);
  int number = 0, generation = 0;

  if (self->acro_form == NULL && permissions == NULL)
    return TRUE;
  if (!soky_object_get_reference (&catalog, &number, &generation))
    return soky_pdf_fail_damaged (error, _ ("its catalog of contents is missing."));
  g_autofree char *with_form =
      self->acro_form ? soky_source_edit (&catalog, "/AcroForm", self->acro_form,
                                          permissions ? "/Perms" : NULL, permissions, NULL)
                      : soky_source_edit (&catalog, "/Perms", permissions, NULL);
  soky_pdf_update_set (self->update, (guint) number, (guint) generation, with_form);
  return TRUE;
}
