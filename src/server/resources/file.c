/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/bookkeeping.h"
#include "server/range.h"
#include "server/resources/resources.h"
#include "wire/error.h"

static gboolean
add_parts (SokyService *service, GPtrArray *segments, SokyReply *reply, GError **error)
{
  reply->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_input_unref);
  for (guint i = 0; i < segments->len; i++) {
    const SokySegment *segment = segments->pdata[i];
    SokyInput *input = soky_blobs_open (service->blobs, segment->sha256, error);
    if (input == NULL)
      return FALSE;
    g_ptr_array_add (reply->parts, input);
    if (soky_input_get_size (input) != segment->length) {
      g_set_error (error, SOKY_STORE_ERROR, SOKY_STORE_ERROR_FAILED, "blob %s has a wrong length",
                   segment->sha256);
      return FALSE;
    }
  }
  return TRUE;
}

/* A range counts only for the file that the client has the rest of (RFC 9110 §13.1.5). */
static SokyRangeKind
choose_range (SokyCall *call, SokyReply *reply)
{
  const char *condition = soky_call_get_header (call, "if-range");

  reply->from = 0;
  reply->to = reply->size;
  if (condition != NULL && !g_str_equal (condition, reply->etag))
    return SOKY_RANGE_WHOLE;
  return soky_range_parse (soky_call_get_header (call, "range"), reply->size, &reply->from,
                           &reply->to);
}

gboolean
soky_reply_set_file (SokyService *service, SokyCall *call, SokyTransaction *tx, const char *book_id,
                     const SokyRevision *revision, SokyReply *reply, GError **error)
{
  g_autoptr (GPtrArray) segments = NULL;

  reply->etag = g_strdup_printf ("\"%s\"", revision->sha256);
  reply->size = revision->length;
  reply->accepts_ranges = TRUE;
  if (g_strcmp0 (soky_call_get_header (call, "if-none-match"), reply->etag) == 0) {
    reply->status = 304;
    return TRUE;
  }
  SokyRangeKind kind = choose_range (call, reply);
  if (kind == SOKY_RANGE_UNSATISFIABLE)
    return soky_wire_refuse (SOKY_WIRE_ERROR_BAD_RANGE, error);
  segments = soky_store_list_segments (tx, book_id, revision->number, error);
  if (segments == NULL)
    return FALSE;
  reply->status = kind == SOKY_RANGE_PART ? 206 : 200;
  reply->content_type = "application/pdf";
  return add_parts (service, segments, reply, error);
}

static gboolean
find_file (SokyService *service, SokyCall *call, SokyTransaction *tx, int number, SokyReply *reply,
           GError **error)
{
  const SokyOrigin origin = soky_call_get_origin (call);
  g_autoptr (SokyBook) book = soky_bookkeeping_get (tx, &origin, call->id, error);
  if (book == NULL)
    return FALSE;

  int wanted = number < 0 ? book->revision_count - 1 : number;
  for (guint i = 0; i < book->revisions->len; i++) {
    const SokyRevision *revision = book->revisions->pdata[i];
    if (revision->number == wanted)
      return soky_reply_set_file (service, call, tx, book->id, revision, reply, error);
  }
  return soky_wire_refuse (SOKY_WIRE_ERROR_NOT_FOUND, error);
}

gboolean
soky_file_get (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
               GError **error)
{
  return find_file (service, call, tx, -1, reply, error);
}

gboolean
soky_revision_file_get (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                        GError **error)
{
  return find_file (service, call, tx, call->number, reply, error);
}
