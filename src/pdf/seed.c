/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/prepare-private.h"

#include <glib/gi18n-lib.h>

/* Which seed values are demands and not wishes (ISO 32000-2 table 237). */
enum {
  DEMANDS_FILTER = 1 << 0,
  DEMANDS_SUBFILTER = 1 << 1,
  DEMANDS_REASON = 1 << 3,
};

#define KNOWN_DEMANDS (DEMANDS_FILTER | DEMANDS_SUBFILTER | DEMANDS_REASON)

static gboolean
fail_seed (GError **error)
{
  g_set_error_literal (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_UNSUPPORTED,
                       _ ("This field asks for a kind of signature that this program does not "
                          "make. Choose another field or a new one."));
  return FALSE;
}

/* Whether a list of names or texts has @wanted. */
static gboolean
has_item (const SokyObject *list, const char *wanted)
{
  for (int i = 0; i < soky_object_count (list); i++) {
    g_auto (SokyObject) item = soky_object_item (list, i);
    g_autofree char *name = soky_object_dup_name (&item);
    g_autofree char *text = name ? NULL : soky_object_dup_text (&item);
    if (g_strcmp0 (name ? name : text, wanted) == 0)
      return TRUE;
  }
  return FALSE;
}

static gint64
get_demands (const SokyObject *dictionary)
{
  g_auto (SokyObject) flags = soky_object_get (dictionary, "/Ff");
  gint64 demands = 0;
  soky_object_get_integer (&flags, &demands);
  return demands;
}

gboolean
soky_seed_check (const SokyObject *field, const SokyPdfSignatureSpec *spec, GError **error)
{
  g_auto (SokyObject) seed = soky_object_get (field, "/SV");
  g_auto (SokyObject) certificate = soky_object_get (&seed, "/Cert");
  g_auto (SokyObject) filter = soky_object_get (&seed, "/Filter");
  g_auto (SokyObject) subfilters = soky_object_get (&seed, "/SubFilter");
  g_auto (SokyObject) reasons = soky_object_get (&seed, "/Reasons");
  gint64 demands = get_demands (&seed);

  if ((demands & ~KNOWN_DEMANDS) != 0 || get_demands (&certificate) != 0 ||
      ((demands & DEMANDS_FILTER) != 0 && !soky_object_is_name (&filter, "/Adobe.PPKLite")) ||
      ((demands & DEMANDS_SUBFILTER) != 0 && !has_item (&subfilters, spec->subfilter)))
    return fail_seed (error);
  if ((demands & DEMANDS_REASON) != 0 && soky_object_count (&reasons) > 0 &&
      !has_item (&reasons, spec->reason ? spec->reason : "")) {
    g_set_error_literal (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_UNSUPPORTED,
                         _ ("This field allows only certain reasons for signing. Give one of them, "
                            "or choose another field."));
    return FALSE;
  }
  return TRUE;
}
