/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/prepare-private.h"
#include "pdf/source.h"

#include <glib/gi18n-lib.h>

/* What a signature asks of everything that comes after it: certification (DocMDP) and locked fields
 * (FieldMDP), ISO 32000-2 §12.8.2. */

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error_literal (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_NOT_PERMITTED, why);
  return FALSE;
}

static SokyObject
get_own_lock (const SokyPrepare *self)
{
  if (self->existing == NULL)
    return (SokyObject){0};
  g_auto (SokyObject) field = soky_object_by_number (
      soky_pdf_get_qpdf (self->base), self->existing->number, self->existing->generation);
  return soky_object_get (&field, "/Lock");
}

static gboolean
has_own_lock (const SokyPrepare *self)
{
  g_auto (SokyObject) lock = get_own_lock (self);
  return lock.qpdf != NULL && soky_object_is_dictionary (&lock);
}

static gboolean
is_signed (const SokyPrepare *self)
{
  for (guint i = 0; i < self->fields->len; i++) {
    const SokyFieldEntry *field = g_ptr_array_index (self->fields, i);
    if (g_str_equal (field->type, "Sig") && field->has_value)
      return TRUE;
  }
  g_auto (SokyObject) catalog = soky_pdf_get_catalog (self->base);
  g_auto (SokyObject) permissions = soky_object_get (&catalog, "/Perms");
  return soky_object_has (&permissions, "/DocMDP");
}

gboolean
soky_prepare_check_rules (const SokyPrepare *self, GError **error)
{
  const SokyPdfLock *lock = &self->spec->lock;

  if (self->spec->certify > 0 && is_signed (self))
    return refuse (error, _ ("Only the first signature of a document can certify it, and this one "
                             "is signed already. Sign without certifying."));
  if (lock->action != SOKY_PDF_LOCK_NOTHING && has_own_lock (self))
    return refuse (error, _ ("This field says itself what its signature locks. Sign without a "
                             "lock of your own, or choose another field."));
  /* the field cannot be told so once others have signed it as it is */
  if (lock->closes_document && self->existing != NULL && is_signed (self))
    return refuse (error, _ ("This field asks that its signature closes the document, which only "
                             "the first signature can do. Choose another field."));
  return TRUE;
}

static const char *
name_action (SokyPdfLockAction action)
{
  static const char *const names[] = {
      [SOKY_PDF_LOCK_NOTHING] = "/All",
      [SOKY_PDF_LOCK_ALL] = "/All",
      [SOKY_PDF_LOCK_INCLUDE] = "/Include",
      [SOKY_PDF_LOCK_EXCLUDE] = "/Exclude",
  };
  return names[action];
}

static char *
describe_names (const SokyPdfLock *lock)
{
  g_autoptr (GString) names = g_string_new ("[");

  for (guint i = 0; lock->fields != NULL && lock->fields[i] != NULL; i++) {
    g_autofree char *name = soky_source_text (lock->fields[i]);
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "", name);
  }
  g_string_append_c (names, ']');
  return g_string_free (g_steal_pointer (&names), FALSE);
}

/* "/Action … /Fields […]" of the lock that applies, or NULL when nothing is locked. */
static char *
describe_action (const SokyPrepare *self)
{
  const SokyPdfLock *lock = &self->spec->lock;

  if (has_own_lock (self)) {
    g_auto (SokyObject) own = get_own_lock (self);
    g_auto (SokyObject) action = soky_object_get (&own, "/Action");
    g_auto (SokyObject) names = soky_object_get (&own, "/Fields");
    g_autofree char *action_source = soky_object_dup_resolved (&action);
    g_autofree char *names_source = soky_object_dup_resolved (&names);
    if (soky_object_is_null (&action))
      return NULL;
    return soky_object_is_array (&names)
               ? g_strdup_printf ("/Action %s /Fields %s", action_source, names_source)
               : g_strdup_printf ("/Action %s", action_source);
  }
  if (lock->action == SOKY_PDF_LOCK_NOTHING && !lock->closes_document)
    return NULL;
  g_autofree char *names = describe_names (lock);
  return lock->action == SOKY_PDF_LOCK_INCLUDE || lock->action == SOKY_PDF_LOCK_EXCLUDE
             ? g_strdup_printf ("/Action %s /Fields %s", name_action (lock->action), names)
             : g_strdup_printf ("/Action %s", name_action (lock->action));
}

static void
append_reference (GString *source, const char *method, const char *data, const char *parameters)
{
  g_string_append_printf (source,
                          " << /Type /SigRef /TransformMethod /%s%s%s /TransformParams << /Type "
                          "/TransformParams /V /1.2 %s >> >>",
                          method, data != NULL ? " /Data " : "", data != NULL ? data : "",
                          parameters);
}

void
soky_prepare_append_rules (const SokyPrepare *self, GString *source)
{
  g_autofree char *action = describe_action (self);

  if (action == NULL && self->spec->certify == 0)
    return;
  g_string_append (source, " /Reference [");
  if (self->spec->certify > 0) {
    g_autofree char *permission = g_strdup_printf ("/P %d", self->spec->certify);
    append_reference (source, "DocMDP", NULL, permission);
  }
  if (action != NULL) {
    g_auto (SokyObject) catalog = soky_pdf_get_catalog (self->base);
    g_autofree char *catalog_source = soky_object_dup_source (&catalog);
    append_reference (source, "FieldMDP", catalog_source, action);
  }
  g_string_append (source, " ]");
}

char *
soky_prepare_describe_lock (const SokyPrepare *self)
{
  const SokyPdfLock *lock = &self->spec->lock;
  g_auto (SokyObject) own = get_own_lock (self);

  if (has_own_lock (self))
    return lock->closes_document ? soky_source_edit (&own, "/P", "1", NULL) : NULL;
  /* a field that others signed as it is stays as it is: the rule in the signature is what binds */
  if (self->existing != NULL && !lock->closes_document)
    return NULL;
  g_autofree char *action = describe_action (self);
  return action == NULL ? NULL
                        : g_strdup_printf ("<< /Type /SigFieldLock %s%s >>", action,
                                           lock->closes_document ? " /P 1" : "");
}
