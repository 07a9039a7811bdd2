/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/seed.h"

#include "pdf/field-tree.h"

/* No honest field offers more choices. */
#define MAX_ITEMS 1000

static int
count_items (const SokyObject *list)
{
  return MIN (soky_object_count (list), MAX_ITEMS);
}

/* A name or a text, or NULL. */
static char *
dup_word (const SokyObject *value)
{
  char *name = soky_object_dup_name (value);
  return name != NULL ? name : soky_object_dup_text (value);
}

static char *
read_word (const SokyObject *dictionary, const char *key)
{
  g_auto (SokyObject) value = soky_object_get (dictionary, key);
  return dup_word (&value);
}

static char **
read_words (const SokyObject *dictionary, const char *key)
{
  g_auto (SokyObject) list = soky_object_get (dictionary, key);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (int i = 0; i < count_items (&list); i++) {
    g_auto (SokyObject) item = soky_object_item (&list, i);
    g_autofree char *word = dup_word (&item);
    if (word != NULL)
      g_strv_builder_add (words, word);
  }
  return g_strv_builder_end (words);
}

/* Certificates, as DER. */
static GPtrArray *
read_strings (const SokyObject *dictionary, const char *key)
{
  g_auto (SokyObject) list = soky_object_get (dictionary, key);
  GPtrArray *strings = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (int i = 0; i < count_items (&list); i++) {
    g_auto (SokyObject) item = soky_object_item (&list, i);
    GBytes *bytes = soky_object_dup_bytes (&item);
    if (bytes != NULL)
      g_ptr_array_add (strings, bytes);
  }
  return strings;
}

static char **
read_name (const SokyObject *name)
{
  g_autoptr (GStrvBuilder) pairs = g_strv_builder_new ();
  g_auto (GStrv) keys = soky_object_dup_keys (name);

  for (guint i = 0; keys[i] != NULL && i < MAX_ITEMS; i++) {
    g_autofree char *value = read_word (name, keys[i]);
    g_strv_builder_add (pairs, keys[i] + 1);
    g_strv_builder_add (pairs, value != NULL ? value : "");
  }
  return g_strv_builder_end (pairs);
}

static GPtrArray *
read_names (const SokyObject *dictionary, const char *key)
{
  g_auto (SokyObject) list = soky_object_get (dictionary, key);
  GPtrArray *names = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (int i = 0; i < count_items (&list); i++) {
    g_auto (SokyObject) item = soky_object_item (&list, i);
    g_ptr_array_add (names, read_name (&item));
  }
  return names;
}

static gint64
read_integer (const SokyObject *dictionary, const char *key, gint64 fallback)
{
  g_auto (SokyObject) value = soky_object_get (dictionary, key);
  gint64 number = fallback;
  soky_object_get_integer (&value, &number);
  return number;
}

static gboolean
read_boolean (const SokyObject *dictionary, const char *key)
{
  g_auto (SokyObject) value = soky_object_get (dictionary, key);
  g_autofree char *source = soky_object_dup_resolved (&value);
  return g_strcmp0 (source, "true") == 0;
}

static void
read_certificate_seed (SokyPdfSeed *self, const SokyObject *seed)
{
  g_auto (SokyObject) certificate = soky_object_get (seed, "/Cert");

  self->certificate_demands = (guint) read_integer (&certificate, "/Ff", 0);
  self->subjects = read_strings (&certificate, "/Subject");
  self->issuers = read_strings (&certificate, "/Issuer");
  self->policies = read_words (&certificate, "/OID");
  self->names = read_names (&certificate, "/SubjectDN");
  self->key_usages = read_words (&certificate, "/KeyUsage");
  self->url = read_word (&certificate, "/URL");
  self->url_type = read_word (&certificate, "/URLType");
}

static SokyPdfSeed *
read_seed (const SokyObject *seed)
{
  SokyPdfSeed *self = g_new0 (SokyPdfSeed, 1);
  g_auto (SokyObject) version = soky_object_get (seed, "/V");
  g_auto (SokyObject) certification = soky_object_get (seed, "/MDP");
  g_auto (SokyObject) timestamp = soky_object_get (seed, "/TimeStamp");
  g_autofree char *lock = read_word (seed, "/LockDocument");

  self->demands = (guint) read_integer (seed, "/Ff", 0);
  self->filter = read_word (seed, "/Filter");
  self->subfilters = read_words (seed, "/SubFilter");
  soky_object_get_number (&version, &self->version);
  self->reasons = read_words (seed, "/Reasons");
  self->attestations = read_words (seed, "/LegalAttestation");
  self->revocation = read_boolean (seed, "/AddRevInfo");
  self->digests = read_words (seed, "/DigestMethod");
  self->lock_document = g_strcmp0 (lock, "true") == 0;
  self->appearance = read_word (seed, "/AppearanceFilter");
  self->certify = (int) CLAMP (read_integer (&certification, "/P", -1), -1, 4);
  self->needs_timestamp = read_integer (&timestamp, "/Ff", 0) != 0;
  self->timestamp_url = read_word (&timestamp, "/URL");
  read_certificate_seed (self, seed);
  return self;
}

void
soky_pdf_seed_free (SokyPdfSeed *self)
{
  char **lists[] = {self->subfilters, self->reasons,  self->attestations,
                    self->digests,    self->policies, self->key_usages};
  char *texts[] = {self->filter, self->appearance, self->timestamp_url, self->url, self->url_type};

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    g_strfreev (lists[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_ptr_array_unref (self->subjects);
  g_ptr_array_unref (self->issuers);
  g_ptr_array_unref (self->names);
  g_free (self);
}

SokyPdfSeed *
soky_pdf_read_seed (SokyPdf *document, const char *field, GError **error)
{
  g_autoptr (GPtrArray) fields = soky_field_tree_list (document, error);

  for (guint i = 0; fields != NULL && i < fields->len; i++) {
    const SokyFieldEntry *entry = g_ptr_array_index (fields, i);
    if (entry->number == 0 || !g_str_equal (entry->name, field))
      continue;
    g_auto (SokyObject) node =
        soky_object_by_number (soky_pdf_get_qpdf (document), entry->number, entry->generation);
    g_auto (SokyObject) seed = soky_object_get (&node, "/SV");
    return soky_object_is_dictionary (&seed) ? read_seed (&seed) : NULL;
  }
  return NULL;
}
