/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/rules.h"
#include "server/acceptance.h"
#include "server/answers.h"
#include "server/assembly.h"
#include "server/bookkeeping.h"
#include "server/delegations.h"
#include "server/dispatch.h"
#include "server/resources/resources.h"
#include "server/store/administration.h"
#include "wire/error.h"
#include "wire/headers.h"

/* An upload is answered in three steps: what it extends is looked up, a worker examines the whole
 * file, and in a second transaction the rules decide. Nothing is locked while a worker works. */
typedef struct {
  SokyBase base;
  guint64 version;
  gboolean auto_publish;
  SokyNumbering numbering;
  gboolean replayed;
  GPtrArray *segments; /* nullable: of the head */
  SokyAssembly *file;  /* nullable: the whole of it */
  SokyAction *action;
  char *text; /* nullable: what a new PDF says, for searches */
} Posting;

static void
posting_clear (Posting *self)
{
  g_clear_pointer (&self->segments, g_ptr_array_unref);
  g_clear_pointer (&self->file, soky_assembly_free);
  g_clear_pointer (&self->action, soky_action_free);
  g_clear_pointer (&self->text, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Posting, posting_clear)

static gboolean
parse_headers (const SokyCall *call, Posting *self, GError **error)
{
  const char *auto_publish = soky_call_get_header (call, "soky-auto-publish");

  self->auto_publish = g_strcmp0 (auto_publish, "1") == 0;
  return soky_base_parse (soky_call_get_header (call, "soky-base"), &self->base, error) &&
         soky_numbering_parse (soky_call_get_header (call, "soky-number"), &self->numbering,
                               error) &&
         soky_version_parse (soky_call_get_header (call, "if-match"), &self->version, error);
}

static SokyActionKind
kind_of (const Posting *self)
{
  return self->base.length == 0 ? SOKY_ACTION_ATTACH : SOKY_ACTION_SIGN;
}

/* Whether this person may add such a thing to this book now. */
static gboolean
check_may (const SokyCall *call, SokyTransaction *tx, const Posting *self, const SokyBook *book,
           GError **error)
{
  const SokyOrigin origin = soky_call_get_origin (call);
  g_autoptr (GPtrArray) delegations = soky_delegations_in_force (tx, &origin, error);
  const SokyActor actor = {call->person, delegations};
  g_autoptr (SokyBookType) type =
      delegations ? soky_store_get_book_type_of (tx, book->type_id, book->unit_id, error) : NULL;

  return type != NULL && soky_book_may (book, type, &actor, kind_of (self), call->now_us, error);
}

gboolean
soky_revisions_may_post (SokyService *service, SokyCall *call, GError **error)
{
  g_auto (Posting) self = {0};
  g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, SOKY_STORE_READ, error);

  if (tx == NULL || !soky_dispatch_authenticate (tx, call, error) ||
      !parse_headers (call, &self, error))
    return FALSE;
  const SokyOrigin origin = soky_call_get_origin (call);
  g_autoptr (SokyBook) book = soky_bookkeeping_get (tx, &origin, call->id, error);
  if (book == NULL)
    return FALSE;
  /* what came before gets the same answer as before, whatever the book is now */
  return soky_answers_knows (tx, call) || check_may (call, tx, &self, book, error);
}

/* The first step. */
static gboolean
look_up (SokyService *service, SokyCall *call, Posting *self, SokyReply *reply, GError **error)
{
  g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, SOKY_STORE_READ, error);

  if (tx == NULL || !soky_dispatch_authenticate (tx, call, error) ||
      !parse_headers (call, self, error) ||
      !soky_answers_replay (tx, call, reply, &self->replayed, error))
    return FALSE;
  if (self->replayed)
    return TRUE;

  const SokyOrigin origin = soky_call_get_origin (call);
  g_autoptr (SokyBook) book = soky_bookkeeping_get (tx, &origin, call->id, error);
  if (book == NULL)
    return FALSE;
  soky_reply_note_head (reply, book);
  if (!check_may (call, tx, self, book, error))
    return FALSE;
  if (self->base.length == 0)
    return TRUE;
  if (self->base.length != book->head_length ||
      g_strcmp0 (self->base.sha256, book->head_sha256) != 0)
    return soky_book_refuse (SOKY_BOOK_ERROR_HEAD_MOVED, error);
  self->segments = soky_store_list_segments (tx, call->id, book->revision_count - 1, error);
  return self->segments != NULL;
}

/* The second step, for a whole new PDF and for appended bytes. */
static gboolean
examine_base (SokyService *service, SokyCall *call, Posting *self, GError **error)
{
  g_autoptr (SokyExamination) examination =
      soky_workers_examine (service->workers, soky_upload_get_path (call->upload), 0, error);

  if (examination == NULL || !soky_acceptance_check_base (examination, error))
    return FALSE;
  self->action = soky_action_new (SOKY_ACTION_ATTACH, self->version);
  soky_action_set_file (self->action, soky_upload_get_sha256 (call->upload),
                        soky_upload_get_length (call->upload), examination->pages);
  /* a PDF whose words cannot be read is as good as any */
  self->text = soky_workers_read_text (service->workers, soky_upload_get_path (call->upload));
  return TRUE;
}

static gboolean
assemble (SokyService *service, SokyCall *call, Posting *self, GError **error)
{
  goffset length = self->base.length + soky_upload_get_length (call->upload);

  if (length > SOKY_MAX_PDF_BYTES (service->settings))
    return soky_wire_refuse (SOKY_WIRE_ERROR_TOO_LARGE, error);
  self->file = soky_assembly_new (service->scratch, service->blobs, self->segments,
                                  self->base.sha256, soky_upload_get_path (call->upload), error);
  return self->file != NULL;
}

static gboolean
examine_update (SokyService *service, SokyCall *call, Posting *self, GError **error)
{
  if (!assemble (service, call, self, error))
    return FALSE;
  g_autoptr (SokyExamination) examination = soky_workers_examine (
      service->workers, soky_assembly_get_path (self->file), self->base.length, error);
  SokyCertificate *certificate =
      examination ? soky_acceptance_check_update (examination, self->base.length,
                                                  soky_assembly_get_length (self->file),
                                                  call->now_us, error)
                  : NULL;
  if (certificate == NULL)
    return FALSE;
  self->action = soky_action_new (SOKY_ACTION_SIGN, self->version);
  self->action->auto_publish = self->auto_publish;
  self->action->numbering = self->numbering;
  soky_action_set_file (self->action, soky_assembly_get_sha256 (self->file),
                        soky_assembly_get_length (self->file), examination->pages);
  soky_action_set_signature (
      self->action, self->base.sha256,
      soky_certificate_info_new (soky_certificate_get_fingerprint (certificate),
                                 soky_certificate_get_holder (certificate), NULL, FALSE));
  return TRUE;
}

/* Whose certificate it is; the rules refuse one that is nobody's or somebody else's. */
static gboolean
add_enrolment (SokyCall *call, SokyTransaction *tx, SokyCertificateInfo *info, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (SokyCertificateRecord) record =
      soky_store_get_certificate (tx, info->fingerprint, call->person->id, &problem);

  if (record == NULL && !g_error_matches (problem, SOKY_STORE_ERROR, SOKY_STORE_ERROR_NOT_FOUND)) {
    g_propagate_error (error, g_steal_pointer (&problem));
    return FALSE;
  }
  if (record != NULL && SOKY_CERTIFICATE_IN_FORCE (record)) {
    g_free (info->person_id);
    info->person_id = g_strdup (record->person_id);
    info->organisation = record->organisation;
  }
  return TRUE;
}

static gboolean
decide (SokyCall *call, SokyTransaction *tx, Posting *self, SokyReply *reply, GError **error)
{
  const SokyOrigin origin = soky_call_get_origin (call);
  const SokySegment segment = {(char *) soky_upload_get_sha256 (call->upload),
                               soky_upload_get_length (call->upload)};
  SokyCertificateInfo *certificate = self->action->certificate;
  g_autoptr (SokyBook) now = soky_bookkeeping_get (tx, &origin, call->id, error);

  if (now == NULL || (certificate != NULL && !add_enrolment (call, tx, certificate, error)))
    return FALSE;
  soky_reply_note_head (reply, now);
  g_autoptr (SokyBook) after =
      soky_bookkeeping_apply (tx, &origin, call->id, self->action, &segment, error);
  if (after == NULL)
    return FALSE;
  if (self->base.length == 0 &&
      !soky_store_set_book_text (tx, after, self->text ? self->text : "", error))
    return FALSE;
  soky_reply_set_book (reply, 201, after);
  return TRUE;
}

/* The third step. The bytes are on the disk before the record says so. */
static gboolean
record (SokyService *service, SokyCall *call, Posting *self, SokyReply *reply, GError **error)
{
  if (!soky_blobs_put (service->blobs, soky_upload_get_path (call->upload),
                       soky_upload_get_sha256 (call->upload), error))
    return FALSE;
  g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, SOKY_STORE_WRITE, error);

  if (tx == NULL || !soky_dispatch_authenticate (tx, call, error) ||
      !soky_answers_replay (tx, call, reply, &self->replayed, error))
    return FALSE;
  if (self->replayed)
    return TRUE;
  return decide (call, tx, self, reply, error) && soky_answers_keep (tx, call, reply, error) &&
         soky_transaction_commit (tx, error);
}

gboolean
soky_revisions_post (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                     GError **error)
{
  g_auto (Posting) self = {0};

  if (call->upload == NULL || soky_upload_get_length (call->upload) == 0)
    return soky_wire_refuse (SOKY_WIRE_ERROR_MALFORMED, error);
  if (!soky_upload_finish (call->upload, error) || !look_up (service, call, &self, reply, error))
    return FALSE;
  if (self.replayed)
    return TRUE;
  gboolean good = self.base.length == 0 ? examine_base (service, call, &self, error)
                                        : examine_update (service, call, &self, error);
  return good && record (service, call, &self, reply, error);
}
