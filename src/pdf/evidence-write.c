/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/evidence-private.h"
#include "pdf/fail.h"
#include "pdf/source.h"
#include "pdf/update.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const list_keys[] = {SOKY_EVIDENCE_CERTS, SOKY_EVIDENCE_OCSPS,
                                        SOKY_EVIDENCE_CRLS};
/* The same lists in an entry of /VRI. */
static const char *const entry_keys[] = {"/Cert", "/OCSP", "/CRL"};

#define LISTS G_N_ELEMENTS (list_keys)
#define ESIC "<< /Type /DeveloperExtensions /BaseVersion /1.7 /ExtensionLevel 1 >>"

/* A store on its way into an update. */
typedef struct {
  SokyPdf *base;
  SokyPdfUpdate *update;
  SokyObject catalog;
  SokyObject store;         /* the present one, or null */
  GHashTable *known[LISTS]; /* GBytes -> "N G R" */
  GString *lists[LISTS];    /* of references */
  GString *entries;         /* of /VRI */
  gboolean changed;
} Writing;

static guint
index_of (const char *key)
{
  guint index = 0;
  while (index < LISTS && !g_str_equal (list_keys[index], key))
    index++;
  return index;
}

static void
keep_cb (const char *key, GBytes *bytes, const SokyObject *stream, gpointer user_data)
{
  Writing *self = user_data;

  g_hash_table_insert (self->known[index_of (key)], g_bytes_ref (bytes),
                       soky_object_dup_source (stream));
}

/* What stands in a list stays, also what could not be read. */
static void
keep_list (Writing *self, guint index)
{
  g_auto (SokyObject) list = soky_object_get (&self->store, list_keys[index]);

  for (int i = 0; i < soky_object_count (&list); i++) {
    g_auto (SokyObject) item = soky_object_item (&list, i);
    g_autofree char *source = soky_object_dup_source (&item);
    g_string_append_printf (self->lists[index], " %s", source);
  }
}

static gboolean
open_store (Writing *self, GError **error)
{
  self->catalog = soky_pdf_get_catalog (self->base);
  self->store = soky_object_get (&self->catalog, "/DSS");
  self->entries = g_string_new (NULL);
  for (guint i = 0; i < LISTS; i++) {
    self->known[i] =
        g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, g_free);
    self->lists[i] = g_string_new (NULL);
    keep_list (self, i);
  }
  if (!soky_object_is_null (&self->store) && !soky_object_is_dictionary (&self->store))
    return soky_pdf_fail_damaged (error, _ ("its store of evidence is not in order."));
  return soky_evidence_foreach (&self->store, keep_cb, self, error);
}

static void
writing_clear (Writing *self)
{
  soky_object_clear (&self->store);
  soky_object_clear (&self->catalog);
  g_string_free (self->entries, TRUE);
  for (guint i = 0; i < LISTS; i++) {
    g_hash_table_unref (self->known[i]);
    g_string_free (self->lists[i], TRUE);
  }
}

/* The reference of @bytes in the list, where it is put unless it is there. */
static const char *
add_piece (Writing *self, guint index, GBytes *bytes)
{
  const char *known = g_hash_table_lookup (self->known[index], bytes);
  if (known != NULL)
    return known;

  guint number = soky_pdf_update_allocate (self->update);
  char *reference = g_strdup_printf ("%u 0 R", number);
  soky_pdf_update_set_stream (self->update, number, "", bytes);
  g_string_append_printf (self->lists[index], " %s", reference);
  g_hash_table_insert (self->known[index], g_bytes_ref (bytes), reference);
  self->changed = TRUE;
  return reference;
}

static char *
name_entry (GBytes *contents)
{
  g_autofree char *digits = g_compute_checksum_for_bytes (G_CHECKSUM_SHA1, contents);
  g_autofree char *upper = g_ascii_strup (digits, -1);
  return g_strconcat ("/", upper, NULL);
}

/* An entry that is there already stays as it is: others may have compared it. */
static void
add_proof (Writing *self, const SokyPdfProof *proof)
{
  g_auto (SokyObject) vri = soky_object_get (&self->store, "/VRI");
  g_autofree char *key = name_entry (proof->contents);
  gboolean is_new = !soky_object_has (&vri, key) && strstr (self->entries->str, key) == NULL;
  g_autoptr (GString) entry = g_string_new ("<< /Type /VRI");

  for (guint i = 0; i < LISTS; i++) {
    GPtrArray *pieces = soky_evidence_get_list (proof->evidence, list_keys[i]);
    if (pieces->len == 0)
      continue;
    g_string_append_printf (entry, " %s [", entry_keys[i]);
    for (guint k = 0; k < pieces->len; k++)
      g_string_append_printf (entry, " %s", add_piece (self, i, g_ptr_array_index (pieces, k)));
    g_string_append (entry, " ]");
  }
  if (!is_new)
    return;
  g_string_append_printf (self->entries, " %s %s >>", key, entry->str);
  self->changed = TRUE;
}

/* The entries that are there, as they are, and the new ones. */
static char *
describe_entries (const Writing *self)
{
  g_auto (SokyObject) vri = soky_object_get (&self->store, "/VRI");
  g_autofree char *kept =
      soky_object_is_dictionary (&vri) ? soky_source_edit (&vri, NULL) : g_strdup ("<< >>");

  /* before the closing >> */
  return g_strdup_printf ("%.*s%s >>", (int) strlen (kept) - 2, kept, self->entries->str);
}

static char *
describe_store (const Writing *self)
{
  g_autoptr (GString) source = g_string_new ("<< /Type /DSS");
  g_autofree char *entries = describe_entries (self);

  for (guint i = 0; i < LISTS; i++)
    if (self->lists[i]->len > 0)
      g_string_append_printf (source, " %s [%s ]", list_keys[i], self->lists[i]->str);
  g_string_append_printf (source, " /VRI %s >>", entries);
  return g_string_free (g_steal_pointer (&source), FALSE);
}

/* PDF 2.0 knows such stores by itself. */
static gboolean
is_before_two (const Writing *self)
{
  const guint8 *data = soky_input_peek (soky_pdf_get_input (self->base));
  const guint8 *header = data + soky_xref_get_header (soky_pdf_get_xref (self->base));
  g_auto (SokyObject) version = soky_object_get (&self->catalog, "/Version");
  g_autofree char *name = soky_object_dup_name (&version);

  return memcmp (header, "%PDF-1", 6) == 0 && (name == NULL || g_str_has_prefix (name, "1."));
}

/* The new source of /Extensions, or NULL when it need not change. */
static char *
describe_extensions (const Writing *self)
{
  g_auto (SokyObject) extensions = soky_object_get (&self->catalog, "/Extensions");

  if (!is_before_two (self) || soky_object_has (&extensions, "/ESIC"))
    return NULL;
  if (!soky_object_is_dictionary (&extensions))
    return g_strdup ("<< /ESIC " ESIC " >>");
  return soky_source_edit (&extensions, "/ESIC", ESIC, NULL);
}

/* Whether the present store is an object for nothing else. One that is not there has a reference
 * which is left out when the catalog is written anew; one without a type may be anything, the
 * catalog itself. */
static gboolean
may_be_replaced (const SokyObject *store)
{
  g_auto (SokyObject) type = soky_object_get (store, "/Type");
  g_autofree char *name = soky_object_dup_name (&type);

  return g_strcmp0 (name, "DSS") == 0;
}

static gboolean
hang_store (Writing *self, GError **error)
{
  g_autofree char *source = describe_store (self);
  g_autofree char *extensions = describe_extensions (self);
  g_autofree char *reference = NULL;
  int number = 0, generation = 0;

  if (may_be_replaced (&self->store) &&
      soky_object_get_reference (&self->store, &number, &generation)) {
    soky_pdf_update_set (self->update, (guint) number, (guint) generation, source);
  } else {
    guint fresh = soky_pdf_update_allocate (self->update);
    soky_pdf_update_set (self->update, fresh, 0, source);
    reference = g_strdup_printf ("%u 0 R", fresh);
  }
  if (reference == NULL && extensions == NULL)
    return TRUE;
  if (!soky_object_get_reference (&self->catalog, &number, &generation))
    return soky_pdf_fail_damaged (error, _ ("its catalog of contents is missing."));
  g_autofree char *catalog = NULL;
  if (reference == NULL)
    catalog = soky_source_edit (&self->catalog, "/Extensions", extensions, NULL);
  else
    catalog = soky_source_edit (&self->catalog, "/DSS", reference,
                                extensions ? "/Extensions" : NULL, extensions, NULL);
  soky_pdf_update_set (self->update, (guint) number, (guint) generation, catalog);
  return TRUE;
}

gboolean
soky_pdf_append_evidence (SokyPdf *base, GPtrArray *proofs, SokyOutput *output, gboolean *added,
                          GError **error)
{
  g_return_val_if_fail (base != NULL && proofs != NULL && added != NULL, FALSE);

  g_autoptr (SokyPdfUpdate) update = soky_pdf_update_new (base, error);
  if (update == NULL)
    return FALSE;

  Writing self = {.base = base, .update = update};
  gboolean done = open_store (&self, error);
  for (guint i = 0; done && i < proofs->len; i++)
    add_proof (&self, g_ptr_array_index (proofs, i));
  *added = self.changed;
  if (done && self.changed)
    done = hang_store (&self, error) && soky_pdf_update_write (update, output, error);
  writing_clear (&self);
  return done;
}
