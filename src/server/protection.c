/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/protection.h"

#include "base/clock.h"
#include "base/output.h"
#include "base/platform.h"
#include "book/protection.h"
#include "crypto/digest.h"
#include "server/acceptance.h"
#include "server/assembly.h"
#include "server/audit.h"
#include "server/log.h"
#include "server/store/books.h"

#include <glib/gstdio.h>

/* how often it is looked whether a book was published */
#define LOOK_SECONDS 5
/* a book that failed often waits so many times longer than one that failed once */
#define MAX_DELAY 36

struct _SokyProtection {
  SokyService *service;
  char *program;
  GThread *thread;
  GMutex lock;
  GCond stirred;
  gboolean stopping;
  GCancellable *cancellable;
};

/* One book on its way. */
typedef struct {
  SokyBook *book;
  SokyAssembly *base; /* its present file */
  char *output;       /* the lifted file */
  char *tail;         /* what was appended */
  char *tail_sha256;
  goffset tail_length;
  char *sha256; /* of the whole */
  goffset length;
} Lift;

static void
lift_clear (Lift *self)
{
  g_clear_pointer (&self->book, soky_book_unref);
  g_clear_pointer (&self->base, soky_assembly_free);
  if (self->output != NULL)
    g_unlink (self->output);
  if (self->tail != NULL)
    g_unlink (self->tail);
  g_free (self->output);
  g_free (self->tail);
  g_free (self->tail_sha256);
  g_free (self->sha256);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Lift, lift_clear)

static gboolean
take_base (SokyProtection *self, const char *id, Lift *lift, GError **error)
{
  SokyService *service = self->service;
  g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, SOKY_STORE_READ, error);

  lift->book = tx ? soky_store_get_book (tx, id, error) : NULL;
  if (lift->book == NULL)
    return FALSE;
  g_autoptr (GPtrArray) segments =
      soky_store_list_segments (tx, id, lift->book->revision_count - 1, error);
  if (segments == NULL)
    return FALSE;
  lift->base = soky_assembly_new (service->scratch, service->blobs, segments,
                                  lift->book->head_sha256, NULL, error);
  return lift->base != NULL;
}

/* The process says on its standard error why it did not succeed. */
static gboolean
run_process (SokyProtection *self, Lift *lift, gboolean *gone, GError **error)
{
  const char *path = soky_assembly_get_path (lift->base);
  lift->output = g_strconcat (path, ".lifted", NULL);
  g_autoptr (GSubprocess) process = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDERR_PIPE, error, self->program, "protect", "--state",
      self->service->settings->state, "--input", path, "--output", lift->output, NULL);
  g_autoptr (GBytes) words = NULL;

  if (process == NULL)
    return FALSE;
  if (!g_subprocess_communicate (process, NULL, self->cancellable, NULL, &words, error)) {
    g_subprocess_force_exit (process);
    return FALSE;
  }
  *gone = g_subprocess_get_if_exited (process) &&
          g_subprocess_get_exit_status (process) == SOKY_PROTECT_NOTHING;
  if (*gone || g_subprocess_get_successful (process))
    return TRUE;
  gsize length = 0;
  const char *text = g_bytes_get_data (words, &length);
  g_autofree char *valid = g_utf8_make_valid (text ? text : "", (gssize) length);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", g_strstrip (valid));
  return FALSE;
}

static gboolean
write_tail (SokyProtection *self, Lift *lift, SokyInput *whole, GError **error)
{
  goffset start = lift->book->head_length;
  lift->tail = g_strconcat (soky_assembly_get_path (lift->base), ".tail", NULL);
  g_autoptr (SokyOutput) output = soky_output_new (lift->tail, error);

  lift->tail_length = lift->length - start;
  if (output == NULL || !soky_output_copy (output, whole, start, lift->tail_length, NULL, error) ||
      !soky_output_commit (output, error))
    return FALSE;
  g_autoptr (SokyInput) tail = soky_input_open (lift->tail, error);
  lift->tail_sha256 = tail ? soky_digest_sha256_hex (tail, NULL, error) : NULL;
  return lift->tail_sha256 != NULL;
}

/* Nothing of what the process wrote is believed: a worker verifies it as if it was uploaded. */
static gboolean
verify (SokyProtection *self, Lift *lift, GError **error)
{
  g_autoptr (SokyInput) whole = soky_input_open (lift->output, error);
  g_autoptr (SokyInput) base =
      whole ? soky_input_open (soky_assembly_get_path (lift->base), error) : NULL;
  if (base == NULL)
    return FALSE;

  goffset start = lift->book->head_length;
  lift->length = soky_input_get_size (whole);
  lift->sha256 = soky_digest_sha256_hex (whole, NULL, error);
  g_autoptr (SokyInput) prefix = soky_input_prefix (whole, MIN (start, lift->length));
  g_autofree char *prefix_sha256 =
      lift->sha256 ? soky_digest_sha256_hex (prefix, NULL, error) : NULL;
  if (prefix_sha256 == NULL)
    return FALSE;
  if (lift->length <= start || !g_str_equal (prefix_sha256, lift->book->head_sha256) ||
      lift->length > SOKY_MAX_PDF_BYTES (self->service->settings))
    return soky_wire_refuse (SOKY_WIRE_ERROR_UPDATE_REFUSED, error);
  g_autoptr (SokyExamination) examination =
      soky_workers_examine (self->service->workers, lift->output, start, error);
  return examination != NULL && soky_acceptance_check_protection (examination, start, error) &&
         write_tail (self, lift, whole, error);
}

static gboolean
record (SokyProtection *self, Lift *lift, GError **error)
{
  SokyService *service = self->service;
  const SokySegment segment = {lift->tail_sha256, lift->tail_length};
  const SokyOrigin origin = {NULL, "", soky_clock_now_us ()};

  if (!soky_blobs_put (service->blobs, lift->tail, lift->tail_sha256, error))
    return FALSE;
  g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, SOKY_STORE_WRITE, error);
  g_autoptr (SokyBook) now = tx ? soky_store_get_book (tx, lift->book->id, error) : NULL;
  g_autoptr (SokyBook) after = now ? soky_book_protect (now, lift->book->head_sha256, lift->sha256,
                                                        lift->length, origin.now_us, error)
                                   : NULL;
  if (after == NULL)
    return FALSE;
  g_autofree char *detail =
      soky_log_pairs ("level", service->settings->protection_level, "sha256", lift->sha256, NULL);
  const SokyRevision *revision = after->revisions->pdata[after->revisions->len - 1];
  return soky_store_update_book (tx, after, now->version, error) &&
         soky_store_add_revision (tx, after->id, revision, &segment, error) &&
         soky_store_remove_protection (tx, after->id, error) &&
         soky_audit_add (tx, &origin, "protected", after->id, detail, error) &&
         soky_transaction_commit (tx, error);
}

static gboolean
lift_book (SokyProtection *self, const char *id, gboolean *gone, GError **error)
{
  g_auto (Lift) lift = {0};

  if (!take_base (self, id, &lift, error))
    return FALSE;
  *gone = lift.book->state != SOKY_BOOK_PUBLISHED;
  if (*gone)
    return TRUE;
  return run_process (self, &lift, gone, error) &&
         (*gone || (verify (self, &lift, error) && record (self, &lift, error)));
}

/* The next time: later and later, as a server that is down today is often down tomorrow. */
static gboolean
postpone (SokyProtection *self, const SokyDueProtection *due, GError **error)
{
  gint64 seconds = self->service->settings->protection_retry_seconds;
  gint64 due_us = soky_clock_now_us () + seconds * MIN (due->tries + 1, MAX_DELAY) * G_USEC_PER_SEC;
  g_autoptr (SokyTransaction) tx = soky_store_begin (self->service->store, SOKY_STORE_WRITE, error);

  return tx != NULL && soky_store_postpone_protection (tx, due->book_id, due_us, error) &&
         soky_transaction_commit (tx, error);
}

static gboolean
forget (SokyProtection *self, const char *id, GError **error)
{
  g_autoptr (SokyTransaction) tx = soky_store_begin (self->service->store, SOKY_STORE_WRITE, error);

  return tx != NULL && soky_store_remove_protection (tx, id, error) &&
         soky_transaction_commit (tx, error);
}

static SokyDueProtection *
find_due (SokyProtection *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyTransaction) tx = soky_store_begin (self->service->store, SOKY_STORE_READ, &error);
  SokyDueProtection *due =
      tx ? soky_store_get_due_protection (tx, soky_clock_now_us (), &error) : NULL;

  if (due == NULL && !g_error_matches (error, SOKY_STORE_ERROR, SOKY_STORE_ERROR_NOT_FOUND))
    soky_log ("protection-failed", "reason", error->message, NULL);
  return due;
}

/* FALSE when there is nothing to do now. */
static gboolean
do_next (SokyProtection *self)
{
  g_autoptr (SokyDueProtection) due = find_due (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) problem = NULL;
  gboolean gone = FALSE;
  if (due == NULL)
    return FALSE;

  gboolean good = lift_book (self, due->book_id, &gone, &error);
  if (good && !gone)
    soky_log ("protected", "book", due->book_id, NULL);
  else if (!good && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    soky_log ("protection-failed", "book", due->book_id, "reason", error->message, NULL);
  if ((gone && !forget (self, due->book_id, &problem)) ||
      (!good && !postpone (self, due, &problem))) {
    soky_log ("protection-failed", "book", due->book_id, "reason", problem->message, NULL);
    return FALSE;
  }
  return TRUE;
}

static gpointer
run (gpointer data)
{
  SokyProtection *self = data;

  g_mutex_lock (&self->lock);
  while (!self->stopping) {
    g_mutex_unlock (&self->lock);
    gboolean did = do_next (self);
    g_mutex_lock (&self->lock);
    if (!did && !self->stopping)
      g_cond_wait_until (&self->stirred, &self->lock,
                         g_get_monotonic_time () + LOOK_SECONDS * G_USEC_PER_SEC);
  }
  g_mutex_unlock (&self->lock);
  return NULL;
}

SokyProtection *
soky_protection_start (SokyService *service, const char *program)
{
  g_return_val_if_fail (service != NULL, NULL);

  if (g_str_equal (service->settings->protection_level, "B-B"))
    return NULL;
  SokyProtection *self = g_new0 (SokyProtection, 1);
  g_autofree char *folder = soky_platform_program_folder ();
  self->service = service;
  self->program =
      program ? g_strdup (program) : g_build_filename (folder ? folder : "", "soky-server", NULL);
  self->cancellable = g_cancellable_new ();
  g_mutex_init (&self->lock);
  g_cond_init (&self->stirred);
  self->thread = g_thread_new ("protection", run, self);
  return self;
}

void
soky_protection_stop (SokyProtection *self)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->lock);
  self->stopping = TRUE;
  g_cond_signal (&self->stirred);
  g_mutex_unlock (&self->lock);
  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);
  g_object_unref (self->cancellable);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->stirred);
  g_free (self->program);
  g_free (self);
}
