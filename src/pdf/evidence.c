/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/evidence.h"

#include "pdf/document-private.h"
#include "pdf/evidence-private.h"
#include "pdf/fail.h"
#include "pdf/inflate.h"

#include <glib/gi18n-lib.h>

/* A book that a hundred people signed holds a few hundred pieces; a large CRL has some megabytes.
 */
#define MAX_PIECES 5000
#define MAX_BYTES (G_GINT64_CONSTANT (128) * 1024 * 1024)

typedef struct {
  gint64 bytes;
  guint pieces;
} Budget;

SokyPdfEvidence *
soky_pdf_evidence_new (void)
{
  SokyPdfEvidence *self = g_new0 (SokyPdfEvidence, 1);

  self->certificates = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->ocsps = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->crls = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  return self;
}

void
soky_pdf_evidence_free (SokyPdfEvidence *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->certificates);
  g_ptr_array_unref (self->ocsps);
  g_ptr_array_unref (self->crls);
  g_free (self);
}

guint
soky_pdf_evidence_count (const SokyPdfEvidence *self)
{
  return self->certificates->len + self->ocsps->len + self->crls->len;
}

/* Plain streams and those with one FlateDecode: writers use no others for a store. */
static GBytes *
decode (const SokyObject *stream, gsize limit)
{
  g_auto (SokyObject) filter = soky_object_get (stream, "/Filter");
  g_auto (SokyObject) parameters = soky_object_get (stream, "/DecodeParms");
  g_auto (SokyObject) first = soky_object_item (&filter, 0);
  gboolean deflated =
      soky_object_is_name (&filter, "/FlateDecode") ||
      (soky_object_count (&filter) == 1 && soky_object_is_name (&first, "/FlateDecode"));

  g_autoptr (GBytes) raw = soky_object_read_raw (stream);
  if (raw == NULL || soky_object_is_null (&filter))
    return g_steal_pointer (&raw);
  if (!deflated || !soky_object_is_null (&parameters))
    return NULL;
  gsize length = 0;
  const guint8 *data = g_bytes_get_data (raw, &length);
  return soky_inflate_up_to (data, length, limit);
}

static gboolean
read_list (const SokyObject *store, const char *key, SokyEvidenceFunc func, gpointer user_data,
           Budget *budget, GError **error)
{
  g_auto (SokyObject) list = soky_object_get (store, key);

  for (int i = 0; i < soky_object_count (&list); i++) {
    g_auto (SokyObject) stream = soky_object_item (&list, i);
    if (!soky_object_is_stream (&stream))
      continue;
    g_autoptr (GBytes) bytes = decode (&stream, (gsize) budget->bytes + 1);
    budget->bytes -= bytes ? (gint64) g_bytes_get_size (bytes) : 0;
    if (budget->bytes < 0 || budget->pieces-- == 0)
      return soky_pdf_fail_limit (error, _ ("it carries too much evidence about certificates."));
    if (bytes != NULL && g_bytes_get_size (bytes) > 0)
      func (key, bytes, &stream, user_data);
  }
  return TRUE;
}

gboolean
soky_evidence_foreach (const SokyObject *store, SokyEvidenceFunc func, gpointer user_data,
                       GError **error)
{
  Budget budget = {MAX_BYTES, MAX_PIECES};

  return read_list (store, SOKY_EVIDENCE_CERTS, func, user_data, &budget, error) &&
         read_list (store, SOKY_EVIDENCE_OCSPS, func, user_data, &budget, error) &&
         read_list (store, SOKY_EVIDENCE_CRLS, func, user_data, &budget, error);
}

GPtrArray *
soky_evidence_get_list (const SokyPdfEvidence *self, const char *key)
{
  if (g_str_equal (key, SOKY_EVIDENCE_CERTS))
    return self->certificates;
  return g_str_equal (key, SOKY_EVIDENCE_OCSPS) ? self->ocsps : self->crls;
}

static void
add_cb (const char *key, GBytes *bytes, const SokyObject *stream, gpointer user_data)
{
  g_ptr_array_add (soky_evidence_get_list (user_data, key), g_bytes_ref (bytes));
}

SokyPdfEvidence *
soky_pdf_read_evidence (SokyPdf *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autoptr (SokyPdfEvidence) evidence = soky_pdf_evidence_new ();
  g_auto (SokyObject) catalog = soky_pdf_get_catalog (self);
  g_auto (SokyObject) store = soky_object_get (&catalog, "/DSS");

  if (!soky_evidence_foreach (&store, add_cb, evidence, error))
    return NULL;
  return g_steal_pointer (&evidence);
}
