/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/changes.h"

#include <glib/gi18n-lib.h>

#include "pdf/changes-private.h"
#include "pdf/fail.h"

#define MAX_EFFORT 4000000
#define EFFORT_FACTOR 16
#define EFFORT_A_FIELD 500

static SokyPdfChanges *
changes_new (void)
{
  SokyPdfChanges *self = g_new0 (SokyPdfChanges, 1);
  self->level = SOKY_PDF_CHANGES_NONE;
  self->list = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_pdf_change_free);
  return self;
}

/* The present document. */
struct _SokyPdfComparer {
  SokyPdf *document;
  guint64 effort; /* what all comparisons until now took */
  SokyGraph *graph;
  SokyForm *form;
};

static SokyComparison *
comparison_new (SokyPdfComparer *present, SokyPdf *signed_revision,
                const SokyPdfSignature *signature)
{
  SokyComparison *self = g_new0 (SokyComparison, 1);
  self->new_graph = present->graph;
  self->new_form = present->form;
  self->old_graph = soky_graph_new_before (signed_revision, present->graph);
  self->old_form = soky_form_new (self->old_graph);
  self->permissions = soky_permissions_new (self->old_graph, self->old_form, signature);
  self->ruled = g_hash_table_new (NULL, NULL);
  self->seen = g_hash_table_new (NULL, NULL);
  self->approved = g_hash_table_new (NULL, NULL);
  self->queue = g_array_new (FALSE, FALSE, sizeof (SokyObjectPlace));
  self->form_queue = g_array_new (FALSE, FALSE, sizeof (SokyObjectPlace));
  self->explained = g_array_new (FALSE, FALSE, sizeof (SokyObjectPlace));
  self->result = changes_new ();
  return self;
}

static void
comparison_free (SokyComparison *self)
{
  g_clear_pointer (&self->result, soky_pdf_changes_free);
  g_array_unref (self->explained);
  g_array_unref (self->form_queue);
  g_array_unref (self->queue);
  g_clear_pointer (&self->pages, g_array_unref);
  g_hash_table_unref (self->approved);
  g_hash_table_unref (self->seen);
  g_hash_table_unref (self->ruled);
  soky_permissions_free (self->permissions);
  soky_form_free (self->old_form);
  soky_graph_free (self->old_graph);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyComparison, comparison_free)

/* The signature must have been in a field of the revision that it signs, with the same ranges. */
static gboolean
holds_signature (SokyComparison *self, const SokyPdfSignature *signature)
{
  for (guint i = 0; i < self->old_form->nodes->len; i++) {
    const SokyFormNode *node = self->old_form->nodes->pdata[i];
    if (!node->is_field || !g_str_equal (node->name, signature->field))
      continue;
    const SokyValue *ranges =
        soky_graph_get (self->old_graph, soky_form_get_value (self->old_graph, node), "/ByteRange");
    gboolean same = soky_value_get_length (ranges) == 4;
    for (guint k = 0; same && k < 4; k++) {
      const SokyValue *number =
          soky_graph_resolve (self->old_graph, soky_value_get_item (ranges, k));
      same = soky_value_get_integer (number, -1) == signature->byte_range[k];
    }
    if (same)
      return TRUE;
  }
  return FALSE;
}

/* A new field may not be made of an object that had another part in the signed revision. */
static void
check_reuse (SokyComparison *self)
{
  for (guint i = 0; i < self->new_form->nodes->len; i++) {
    const SokyFormNode *node = self->new_form->nodes->pdata[i];
    gpointer key = soky_graph_key (node->number, node->generation);
    if (soky_form_find (self->old_form, node->number, node->generation) == NULL &&
        (g_hash_table_contains (self->seen, key) || g_hash_table_contains (self->ruled, key)))
      soky_comparison_forbid (self, soky_change_at_field (SOKY_PDF_CHANGE_FIELD_ADDED, node),
                              _ ("field “%s”: it was made of another object"), node->name);
  }
}

/* Outside of the form nothing may share what filled fields showed. */
static void
check_explained (SokyComparison *self)
{
  for (guint i = 0; i < self->explained->len; i++) {
    const SokyObjectPlace *place = &g_array_index (self->explained, SokyObjectPlace, i);
    if (g_hash_table_contains (self->seen, soky_graph_key (place->number, place->generation)))
      soky_comparison_forbid (self, soky_change_at_object (SOKY_PDF_CHANGE_CONTENT_REPLACED, place),
                              _ ("object %d %d: a field gave it up that is used elsewhere"),
                              place->number, place->generation);
  }
}

static gboolean
is_forbidden (const SokyComparison *self, int object)
{
  for (guint i = 0; i < self->result->list->len; i++) {
    const SokyPdfChange *change = self->result->list->pdata[i];
    if (!change->permitted && change->object == object)
      return TRUE;
  }
  return FALSE;
}

/* Comments that may be removed may also be freed; whatever else is reached from stays required. */
static void
check_freed (SokyComparison *self)
{
  SokyObjectPlace freed = {soky_graph_find_freed (self->old_graph, self->new_graph), 0, 0};
  if (freed.number != 0 && self->permissions->level < SOKY_CHANGE_ANNOTATION &&
      !is_forbidden (self, freed.number))
    soky_comparison_forbid (self, soky_change_at_object (SOKY_PDF_CHANGE_CONTENT_REMOVED, &freed),
                            _ ("object %d: content was removed"), freed.number);
}

static void
compare (SokyComparison *self, const SokyPdfSignature *signature, GCancellable *cancellable)
{
  if (signature != NULL && !holds_signature (self, signature))
    soky_comparison_forbid (self, soky_change_at (SOKY_PDF_CHANGE_FIELD_ADDED),
                            _ ("field “%s”: it was not in the document when it was signed"),
                            signature->field);
  soky_comparison_find_pages (self);
  soky_comparison_check_trailer (self);
  soky_comparison_check_pages (self);
  soky_comparison_walk (self, cancellable);
  check_explained (self);
  soky_comparison_require_form (self);
  soky_comparison_walk (self, cancellable);
  check_reuse (self);
  check_freed (self);
}

static gboolean
is_blank (SokyInput *input, goffset from, goffset to)
{
  const guint8 *data = soky_input_peek (input);
  for (goffset i = from; i < to; i++) {
    if (data[i] != '\0' && !g_ascii_isspace (data[i]))
      return FALSE;
  }
  return TRUE;
}

/* Each comparison reads a revision of its own; a file of many of them must not multiply its size.
 */
static gboolean
spend (SokyPdfComparer *self, SokyPdf *revision, GError **error)
{
  guint64 size = (guint64) soky_input_get_size (soky_pdf_get_input (self->document));
  self->effort += soky_xref_get_effort (soky_pdf_get_xref (revision));
  self->effort += (guint64) EFFORT_A_FIELD * self->form->nodes->len;
  if (self->effort <= MAX_EFFORT + EFFORT_FACTOR * size)
    return TRUE;
  return soky_pdf_fail_limit (error, _ ("it was saved and signed too often."));
}

/* @signature: NULL when the revision that ends at @end is not signed */
static SokyPdfChanges *
compare_with (SokyPdfComparer *present, goffset end, const SokyPdfSignature *signature,
              GCancellable *cancellable, GError **error)
{
  SokyPdf *document = present->document;
  SokyInput *input = soky_pdf_get_input (document);
  goffset size = soky_input_get_size (input);
  goffset last = soky_pdf_get_revision_end (document, soky_pdf_count_revisions (document) - 1);
  if (end >= last && is_blank (input, end, size))
    return changes_new ();

  g_autoptr (SokyPdf) revision = soky_pdf_open_revision (document, end, error);
  if (revision == NULL)
    return NULL;
  if (present->graph == NULL) {
    present->graph = soky_graph_new (document);
    present->form = soky_form_new (present->graph);
  }
  if (!spend (present, revision, error))
    return NULL;
  g_autoptr (SokyComparison) self = comparison_new (present, revision, signature);
  if (!is_blank (input, last, size))
    soky_comparison_forbid (self, soky_change_at (SOKY_PDF_CHANGE_FILE),
                            _ ("there is something after the end of the document"));
  compare (self, signature, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return g_steal_pointer (&self->result);
}

SokyPdfComparer *
soky_pdf_comparer_new (SokyPdf *document)
{
  g_return_val_if_fail (document != NULL, NULL);

  SokyPdfComparer *self = g_new0 (SokyPdfComparer, 1);
  self->document = document;
  return self;
}

void
soky_pdf_comparer_free (SokyPdfComparer *self)
{
  g_clear_pointer (&self->form, soky_form_free);
  g_clear_pointer (&self->graph, soky_graph_free);
  g_free (self);
}

SokyPdfChanges *
soky_pdf_comparer_run (SokyPdfComparer *self, const SokyPdfSignature *signature,
                       GCancellable *cancellable, GError **error)
{
  return compare_with (self, signature->revision_end, signature, cancellable, error);
}

SokyPdfChanges *
soky_pdf_compare (SokyPdf *document, const SokyPdfSignature *signature, GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (SokyPdfComparer) comparer = soky_pdf_comparer_new (document);
  return compare_with (comparer, signature->revision_end, signature, cancellable, error);
}

SokyPdfChanges *
soky_pdf_compare_revision (SokyPdf *document, goffset end, GCancellable *cancellable,
                           GError **error)
{
  g_autoptr (SokyPdfComparer) comparer = soky_pdf_comparer_new (document);
  return compare_with (comparer, end, NULL, cancellable, error);
}

SokyPdfChanges *
soky_pdf_comparer_run_revision (SokyPdfComparer *self, goffset end, GCancellable *cancellable,
                                GError **error)
{
  return compare_with (self, end, NULL, cancellable, error);
}

void
soky_pdf_changes_free (SokyPdfChanges *self)
{
  g_ptr_array_unref (self->list);
  g_free (self);
}
