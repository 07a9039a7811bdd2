/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/signature.h"

#include "pdf/date.h"
#include "pdf/field-tree.h"
#include "pdf/place.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_CERTIFICATES 32

void
soky_pdf_signature_free (SokyPdfSignature *self)
{
  g_free (self->field);
  g_free (self->subfilter);
  g_free (self->filter);
  g_free (self->name);
  g_free (self->reason);
  g_free (self->location);
  g_free (self->contact);
  g_free (self->problem);
  g_clear_pointer (&self->contents, g_bytes_unref);
  g_clear_pointer (&self->certificates, g_ptr_array_unref);
  g_free (self);
}

static gboolean
fail_range (SokyPdfSignature *self, const char *problem)
{
  self->byte_range_ok = FALSE;
  if (self->problem == NULL)
    self->problem = g_strdup (problem);
  return FALSE;
}

static char *
dup_text (const SokyObject *dictionary, const char *key)
{
  g_auto (SokyObject) value = soky_object_get (dictionary, key);
  char *text = soky_object_dup_text (&value);
  return text ? text : g_strdup ("");
}

static char *
dup_name (const SokyObject *dictionary, const char *key)
{
  g_auto (SokyObject) value = soky_object_get (dictionary, key);
  char *name = soky_object_dup_name (&value);
  return name ? name : g_strdup ("");
}

/* The /P of a DocMDP transform among the signature's references (ISO 32000-2 §12.8.2.2). */
static guint
find_docmdp (const SokyObject *dictionary)
{
  g_auto (SokyObject) references = soky_object_get (dictionary, "/Reference");

  for (int i = 0; i < soky_object_count (&references); i++) {
    g_auto (SokyObject) reference = soky_object_item (&references, i);
    g_auto (SokyObject) method = soky_object_get (&reference, "/TransformMethod");
    g_auto (SokyObject) parameters = soky_object_get (&reference, "/TransformParams");
    g_auto (SokyObject) level = soky_object_get (&parameters, "/P");
    gint64 permission = 2;
    if (!soky_object_is_name (&method, "/DocMDP"))
      continue;
    soky_object_get_integer (&level, &permission);
    return permission >= 1 && permission <= 3 ? (guint) permission : 1;
  }
  return 0;
}

/* /Cert is a string, or an array of them with the signer's first. */
static GPtrArray *
read_certificates (const SokyObject *dictionary)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_auto (SokyObject) value = soky_object_get (dictionary, "/Cert");
  GBytes *single = soky_object_dup_bytes (&value);

  if (single != NULL)
    g_ptr_array_add (list, single);
  for (int i = 0; i < MIN (soky_object_count (&value), MAX_CERTIFICATES); i++) {
    g_auto (SokyObject) item = soky_object_item (&value, i);
    GBytes *bytes = soky_object_dup_bytes (&item);
    if (bytes != NULL)
      g_ptr_array_add (list, bytes);
  }
  return list->len > 0 ? g_steal_pointer (&list) : NULL;
}

static void
describe (SokyPdfSignature *self, const SokyObject *dictionary)
{
  g_auto (SokyObject) contents = soky_object_get (dictionary, "/Contents");
  g_auto (SokyObject) type = soky_object_get (dictionary, "/Type");
  g_autofree char *moment = dup_text (dictionary, "/M");

  self->subfilter = dup_name (dictionary, "/SubFilter");
  self->filter = dup_name (dictionary, "/Filter");
  self->name = dup_text (dictionary, "/Name");
  self->reason = dup_text (dictionary, "/Reason");
  self->location = dup_text (dictionary, "/Location");
  self->contact = dup_text (dictionary, "/ContactInfo");
  self->claimed_time_us = soky_pdf_date_parse (moment);
  self->contents = soky_object_dup_bytes (&contents);
  self->certificates = read_certificates (dictionary);
  self->is_timestamp =
      soky_object_is_name (&type, "/DocTimeStamp") || g_str_equal (self->subfilter, "ETSI.RFC3161");
  self->docmdp = find_docmdp (dictionary);
}

/* Finds the signature dictionary's bytes: an object of its own, or within its field's. */
static gboolean
find_raw (SokyPdf *document, const SokyFieldEntry *field, const SokyObject *dictionary,
          SokyRawDictionary *raw)
{
  int number = 0, generation = 0;

  if (soky_object_get_reference (dictionary, &number, &generation))
    return soky_raw_dictionary_read (raw, document, number, generation);
  return soky_raw_dictionary_read (raw, document, field->number, field->generation) &&
         soky_raw_dictionary_descend (raw, "V");
}

static gboolean
read_range (SokyPdfSignature *self, const SokyRawDictionary *raw)
{
  SokyScan value;

  if (!soky_scan_value (&raw->scan, raw->pairs, "ByteRange", &value) || value.data[value.at] != '[')
    return FALSE;
  value.at++;
  for (guint i = 0; i < 4; i++) {
    guint64 number = 0;
    soky_scan_space (&value);
    if (!soky_scan_unsigned (&value, &number) || number > G_MAXINT64)
      return FALSE;
    self->byte_range[i] = (gint64) number;
  }
  soky_scan_space (&value);
  return value.at + 1 == value.length;
}

static gboolean
check_range (SokyPdfSignature *self, const SokyRawDictionary *raw)
{
  const gint64 *range = self->byte_range;
  gint64 size = (gint64) raw->scan.length;
  const SokySpan *contents = g_hash_table_lookup (raw->pairs, "Contents");

  if (contents == NULL || raw->scan.data[contents->start] != '<' ||
      raw->scan.data[contents->start + 1] == '<')
    return fail_range (self, _ ("The signature itself is missing."));
  if (range[0] != 0 || range[1] <= 0 || range[2] <= range[1] || range[2] > size ||
      range[3] > size - range[2])
    return fail_range (self, _ ("The signature's byte range does not fit the file."));
  if ((gint64) contents->start != range[1] || (gint64) contents->end != range[2])
    return fail_range (self, _ ("The signature leaves out more, or other bytes, than itself."));
  self->byte_range_ok = TRUE;
  return TRUE;
}

static void
check_place (SokyPdfSignature *self, SokyPdf *document, const SokyFieldEntry *field,
             const SokyObject *dictionary)
{
  g_auto (SokyRawDictionary) raw = {0};

  if (!find_raw (document, field, dictionary, &raw)) {
    fail_range (self, _ ("The signature dictionary is not readable in the file."));
    return;
  }
  if (!read_range (self, &raw)) {
    fail_range (self, _ ("The signature has no byte range of two runs."));
    return;
  }
  if (!check_range (self, &raw))
    return;
  self->revision_end = self->byte_range[2] + self->byte_range[3];
  self->ends_revision =
      soky_xref_is_revision_end (soky_pdf_get_xref (document), self->revision_end);
  if (!self->ends_revision)
    self->problem = g_strdup (_ ("The signature does not end where a revision of the file ends."));
}

static SokyPdfSignature *
signature_new (SokyPdf *document, const SokyFieldEntry *field, const SokyObject *dictionary)
{
  SokyPdfSignature *self = g_new0 (SokyPdfSignature, 1);

  self->field = g_strdup (field->name);
  self->page = field->is_visible ? field->page : 0;
  memcpy (self->rect, field->rect, sizeof self->rect);
  describe (self, dictionary);
  check_place (self, document, field, dictionary);
  return self;
}

static void
refuse_twin (SokyPdfSignature *before, SokyPdfSignature *one)
{
  if (before == NULL)
    return;
  fail_range (before, _ ("Two signatures claim the same field."));
  fail_range (one, _ ("Two signatures claim the same field."));
}

/* Two fields of one name, or with one value, leave open what was signed: neither is believed. */
static void
refuse_twins (GPtrArray *signatures, GArray *values)
{
  g_autoptr (GHashTable) by_name = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) by_value = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < signatures->len; i++) {
    SokyPdfSignature *one = g_ptr_array_index (signatures, i);
    gpointer value = GINT_TO_POINTER (g_array_index (values, int, i));
    refuse_twin (g_hash_table_lookup (by_name, one->field), one);
    g_hash_table_insert (by_name, one->field, one);
    if (value == NULL)
      continue;
    refuse_twin (g_hash_table_lookup (by_value, value), one);
    g_hash_table_insert (by_value, value, one);
  }
}

static int
compare_ends (gconstpointer a, gconstpointer b)
{
  const SokyPdfSignature *one = *(SokyPdfSignature *const *) a;
  const SokyPdfSignature *other = *(SokyPdfSignature *const *) b;
  return one->revision_end < other->revision_end ? -1 : one->revision_end > other->revision_end;
}

GPtrArray *
soky_pdf_list_signatures (SokyPdf *self, GError **error)
{
  g_autoptr (GPtrArray) fields = soky_field_tree_list (self, error);
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (int));
  if (fields == NULL)
    return NULL;

  GPtrArray *signatures = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_pdf_signature_free);
  for (guint i = 0; i < fields->len; i++) {
    const SokyFieldEntry *field = g_ptr_array_index (fields, i);
    if (!g_str_equal (field->type, "Sig") || !field->has_value)
      continue;
    g_auto (SokyObject) value = soky_field_entry_get_value (self, field);
    int number = 0, generation = 0;
    soky_object_get_reference (&value, &number, &generation);
    g_array_append_val (values, number);
    g_ptr_array_add (signatures, signature_new (self, field, &value));
  }
  refuse_twins (signatures, values);
  g_ptr_array_sort (signatures, compare_ends);
  return signatures;
}
