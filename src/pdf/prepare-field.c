/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/fail.h"
#include "pdf/import.h"
#include "pdf/prepare-private.h"
#include "pdf/source.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Print, Locked (ISO 32000-2 table 167). */
#define WIDGET_FLAGS (4 | 128)
/* Of a field (ISO 32000-2 table 227). */
#define FLAG_READ_ONLY 1

/* Whether a field, or a group of fields, has that name. */
static gboolean
is_taken (GPtrArray *fields, const char *name)
{
  gsize length = strlen (name);

  for (guint i = 0; i < fields->len; i++) {
    const SokyFieldEntry *field = g_ptr_array_index (fields, i);
    if (strncmp (field->name, name, length) == 0 &&
        (field->name[length] == '\0' || field->name[length] == '.'))
      return TRUE;
  }
  return FALSE;
}

static char *
make_name (GPtrArray *fields)
{
  for (guint i = 1;; i++) {
    g_autofree char *name = g_strdup_printf ("Signature%u", i);
    if (!is_taken (fields, name))
      return g_steal_pointer (&name);
  }
}

static gboolean
check_existing (const SokyFieldEntry *field, GError **error)
{
  if (!g_str_equal (field->type, "Sig")) {
    g_set_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_NO_SUCH_FIELD,
                 _ ("The field “%s” is not made for a signature. Choose another one."),
                 field->name);
    return FALSE;
  }
  if (field->has_value) {
    g_set_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_FIELD_SIGNED,
                 _ ("The field “%s” is signed already. Choose another one."), field->name);
    return FALSE;
  }
  if ((field->flags & FLAG_READ_ONLY) != 0) {
    g_set_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_NOT_PERMITTED,
                 _ ("The field “%s” is closed for signing (read-only). Choose another one."),
                 field->name);
    return FALSE;
  }
  if (field->number == 0)
    return soky_pdf_fail_damaged (error, _ ("its form is not in order."));
  return TRUE;
}

/* The empty field that is wanted, or a name for a new one. */
static gboolean
resolve_name (SokyPrepare *self, GError **error)
{
  GPtrArray *fields = self->fields;
  const char *wanted = self->spec->field;

  if (wanted == NULL || *wanted == '\0') {
    self->name = make_name (fields);
    return TRUE;
  }
  for (guint i = 0; i < fields->len; i++) {
    const SokyFieldEntry *field = g_ptr_array_index (fields, i);
    if (!g_str_equal (field->name, wanted))
      continue;
    if (self->existing != NULL) {
      g_set_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_DAMAGED,
                   _ ("Two fields have the name “%s”. Choose another one."), wanted);
      return FALSE;
    }
    self->existing = field;
  }
  if (self->existing != NULL)
    return check_existing (self->existing, error);
  if (strchr (wanted, '.') != NULL || is_taken (fields, wanted)) {
    g_set_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_NO_SUCH_FIELD,
                 _ ("There is no field “%s”, and a new one cannot have that name. Choose a "
                    "name without a dot."),
                 wanted);
    return FALSE;
  }
  self->name = g_strdup (wanted);
  return TRUE;
}

static gboolean
choose_page (SokyPrepare *self, GError **error)
{
  guint count = soky_pdf_count_pages (self->base);
  gint64 page = self->spec->page;

  if (page == 0 || count == 0)
    page = 1;
  if (page < 0)
    page += (gint64) count + 1;
  self->page = page >= 1 ? soky_pdf_get_page (self->base, (guint) page - 1, error) : NULL;
  if (page < 1)
    g_set_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_NO_SUCH_PAGE,
                 _ ("The document has %u pages; choose one of them."), count);
  return self->page != NULL;
}

static void
normalize_rect (SokyPrepare *self, const double rect[4])
{
  self->rect[0] = MIN (rect[0], rect[2]);
  self->rect[1] = MIN (rect[1], rect[3]);
  self->rect[2] = MAX (rect[0], rect[2]);
  self->rect[3] = MAX (rect[1], rect[3]);
  self->is_visible = self->rect[0] < self->rect[2] && self->rect[1] < self->rect[3];
  if (!self->is_visible)
    memset (self->rect, 0, sizeof self->rect);
}

gboolean
soky_prepare_choose_field (SokyPrepare *self, GError **error)
{
  if (!resolve_name (self, error))
    return FALSE;
  if (self->existing == NULL || self->existing->widgets == 0) {
    normalize_rect (self, self->spec->rect);
    return choose_page (self, error);
  }
  memcpy (self->rect, self->existing->rect, sizeof self->rect);
  self->is_visible = self->existing->is_visible;
  if (self->existing->page == 0)
    return TRUE;
  self->page = soky_pdf_get_page (self->base, (guint) self->existing->page - 1, error);
  return self->page != NULL;
}

/* PDF/A-1 wants an appearance of every field, seen or not. */
static void
add_empty_form (SokyPrepare *self)
{
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);
  self->form = soky_pdf_update_allocate (self->update);
  soky_pdf_update_set_stream (self->update, self->form,
                              "/Type /XObject /Subtype /Form /FormType 1 /BBox [0 0 1 1] "
                              "/Resources << >>",
                              nothing);
}

static gboolean
add_appearance (SokyPrepare *self, GError **error)
{
  if (self->is_visible && self->spec->appearance != NULL)
    return soky_pdf_import_page (
        self->update, self->spec->appearance, self->page ? self->page->rotation : 0,
        self->rect[2] - self->rect[0], self->rect[3] - self->rect[1], &self->form, error);
  if (self->existing == NULL)
    add_empty_form (self);
  return TRUE;
}

/* What makes a widget of a dictionary; starts and ends without a space. */
static char *
describe_widget (const SokyPrepare *self)
{
  g_autofree char *rect = soky_source_numbers (self->rect, 4);
  g_autofree char *turned = self->page->rotation != 0
                                ? g_strdup_printf (" /MK << /R %d >>", self->page->rotation)
                                : g_strdup ("");

  return g_strdup_printf ("/Type /Annot /Subtype /Widget /F %d /P %d %d R /Rect %s%s", WIDGET_FLAGS,
                          self->page->number, self->page->generation, rect, turned);
}

static char *
describe_appearance (const SokyPrepare *self)
{
  return self->form > 0 ? g_strdup_printf ("<< /N %u 0 R >>", self->form) : NULL;
}

static gboolean
add_new_field (SokyPrepare *self, GError **error)
{
  guint number = soky_pdf_update_allocate (self->update);
  g_autofree char *widget = describe_widget (self);
  g_autofree char *name = soky_source_text (self->name);
  g_autofree char *look = describe_appearance (self);
  g_autofree char *lock = soky_prepare_describe_lock (self);
  g_autofree char *source =
      g_strdup_printf ("<< %s /FT /Sig /T %s /V %u 0 R /AP %s%s%s >>", widget, name,
                       self->signature, look, lock ? " /Lock " : "", lock ? lock : "");

  soky_pdf_update_set (self->update, number, 0, source);
  return soky_prepare_hang_widget (self, number, 0, error) &&
         soky_prepare_hang_field (self, number, error);
}

/* A field that had no widget becomes its own. */
static gboolean
complete_field (SokyPrepare *self, const SokyObject *field, const char *value, GError **error)
{
  const SokyFieldEntry *entry = self->existing;
  g_autofree char *rect = soky_source_numbers (self->rect, 4);
  g_autofree char *flags = g_strdup_printf ("%d", WIDGET_FLAGS);
  g_autofree char *page = g_strdup_printf ("%d %d R", self->page->number, self->page->generation);
  g_autofree char *look = describe_appearance (self);
  g_autofree char *lock = soky_prepare_describe_lock (self);
  g_autofree char *source = soky_source_edit (
      field, "/V", value, "/Type", "/Annot", "/Subtype", "/Widget", "/F", flags, "/P", page,
      "/Rect", rect, look ? "/AP" : "/V", look ? look : value, lock ? "/Lock" : NULL, lock, NULL);

  soky_pdf_update_set (self->update, (guint) entry->number, (guint) entry->generation, source);
  return soky_prepare_hang_widget (self, (guint) entry->number, (guint) entry->generation, error);
}

static void
fill_field (SokyPrepare *self, const SokyObject *field, const char *value)
{
  const SokyFieldEntry *entry = self->existing;
  g_autofree char *look = describe_appearance (self);
  gboolean merged = entry->is_merged && look != NULL;
  g_autofree char *lock = soky_prepare_describe_lock (self);
  g_autofree char *source =
      soky_source_edit (field, "/V", value, merged ? "/AP" : "/V", merged ? look : value,
                        lock ? "/Lock" : NULL, lock, NULL);

  soky_pdf_update_set (self->update, (guint) entry->number, (guint) entry->generation, source);
  if (entry->is_merged || look == NULL || entry->widget_number == 0)
    return;
  g_auto (SokyObject) widget = soky_object_by_number (
      soky_pdf_get_qpdf (self->base), entry->widget_number, entry->widget_generation);
  g_autofree char *widget_source = soky_source_edit (&widget, "/AP", look, NULL);
  soky_pdf_update_set (self->update, (guint) entry->widget_number, (guint) entry->widget_generation,
                       widget_source);
}

gboolean
soky_prepare_add_field (SokyPrepare *self, GError **error)
{
  if (!add_appearance (self, error))
    return FALSE;
  if (self->existing == NULL)
    return add_new_field (self, error);

  g_auto (SokyObject) field = soky_object_by_number (
      soky_pdf_get_qpdf (self->base), self->existing->number, self->existing->generation);
  g_autofree char *value = g_strdup_printf ("%u 0 R", self->signature);
  if (self->existing->widgets > 0)
    fill_field (self, &field, value);
  else if (!complete_field (self, &field, value, error))
    return FALSE;
  return soky_prepare_hang_field (self, 0, error);
}
