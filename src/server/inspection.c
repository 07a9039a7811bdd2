/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/inspection.h"

#include "book/rules.h"
#include "crypto/digest.h"
#include "server/assembly.h"
#include "server/audit.h"
#include "server/store/books.h"

#include <glib/gi18n-lib.h>
#include <stdarg.h>

typedef struct {
  SokyService *service;
  SokyInspection *result;
  SokyTransaction *tx;
} Inspector;

static void G_GNUC_PRINTF (2, 3) report (Inspector *self, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *finding = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  self->result->findings++;
  self->result->report (finding, self->result->user_data);
}

static void
tell_progress (Inspector *self)
{
  if (self->result->progress != NULL)
    self->result->progress (self->result->user_data);
}

static gboolean
check_blob (gpointer key, gpointer value, gpointer user_data)
{
  const SokySegment *segment = value;
  Inspector *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyInput) input = soky_blobs_open (self->service->blobs, segment->sha256, &error);
  g_autofree char *found = input ? soky_digest_sha256_hex (input, NULL, &error) : NULL;

  self->result->blobs++;
  tell_progress (self);
  if (found == NULL)
    report (self, _ ("blob %s: cannot be read: %s"), segment->sha256, error->message);
  else if (!g_str_equal (found, segment->sha256))
    report (self, _ ("blob %s: its bytes have changed"), segment->sha256);
  else if (soky_input_get_size (input) != segment->length)
    report (self, _ ("blob %s: has another length than was recorded"), segment->sha256);
  return FALSE;
}

/* The signatures of a file that was put together from the blobs. */
static void
check_signatures (Inspector *self, const SokyBook *book, const SokyRevision *revision,
                  const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyExamination) examination =
      soky_workers_examine (self->service->workers, path, 0, &error);

  if (examination == NULL) {
    report (self, _ ("book %s, revision %d: cannot be examined: %s"), book->id, revision->number,
            error->message);
    return;
  }
  for (guint i = 0; i < examination->report->signatures->len; i++) {
    const SokySignatureReport *signature = examination->report->signatures->pdata[i];
    self->result->signatures++;
    if (signature->verdict != SOKY_VERDICT_VALID)
      report (self, _ ("book %s, revision %d: signature %u is not valid: %s"), book->id,
              revision->number, i + 1, signature->reason);
  }
}

static void
check_file (Inspector *self, const SokyBook *book, const SokyRevision *revision)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) segments =
      soky_store_list_segments (self->tx, book->id, revision->number, &error);
  g_autoptr (SokyAssembly) file =
      segments ? soky_assembly_new (self->service->scratch, self->service->blobs, segments,
                                    revision->sha256, NULL, &error)
               : NULL;

  self->result->revisions++;
  if (file == NULL)
    report (self, _ ("book %s, revision %d: %s"), book->id, revision->number, error->message);
  else if (soky_assembly_get_length (file) != revision->length)
    report (self, _ ("book %s, revision %d: has another length than was recorded"), book->id,
            revision->number);
  else
    check_signatures (self, book, revision, soky_assembly_get_path (file));
}

static gboolean
check_book (const char *id, gpointer user_data, GError **error)
{
  Inspector *self = user_data;
  g_autoptr (SokyBook) book = soky_store_get_book (self->tx, id, error);
  if (book == NULL)
    return FALSE;

  g_autofree char *impossible = soky_book_find_impossible (book);
  self->result->books++;
  if (impossible != NULL)
    report (self, _ ("book %s: %s"), id, impossible);
  for (guint i = 0; i < book->revisions->len; i++)
    check_file (self, book, book->revisions->pdata[i]);
  tell_progress (self);
  return TRUE;
}

static gboolean
check_audit (Inspector *self, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (soky_audit_verify (self->tx, &self->result->records, &problem))
    return TRUE;
  if (problem->domain == SOKY_STORE_ERROR) {
    g_propagate_error (error, g_steal_pointer (&problem));
    return FALSE;
  }
  report (self, "%s", problem->message);
  return TRUE;
}

gboolean
soky_inspect_all (SokyService *service, SokyInspection *inspection, GError **error)
{
  g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, SOKY_STORE_READ, error);
  g_autoptr (GHashTable) blobs = tx ? soky_store_list_blobs (tx, error) : NULL;
  Inspector self = {service, inspection, tx};

  if (blobs == NULL)
    return FALSE;
  g_hash_table_find (blobs, check_blob, &self);
  return check_audit (&self, error) && soky_store_visit_books (tx, check_book, &self, error);
}
