/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/audit.h"

#include "base/hex.h"
#include "book/book-query.h"
#include "crypto/digest.h"
#include "server/log.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Requests that run side by side are recorded in another order than they came. */
#define CLOCK_TOLERANCE_US ((gint64) 60 * G_USEC_PER_SEC)

/* Each text is preceded by its length, so that no two records have the same bytes. */
static void
add_text (SokyDigest *digest, const char *text)
{
  g_autofree char *length = g_strdup_printf ("%" G_GSIZE_FORMAT ":", strlen (text));
  soky_digest_update (digest, length, strlen (length));
  soky_digest_update (digest, text, strlen (text));
}

static char *
hash_record (const SokyAuditRecord *record, const char *previous)
{
  g_autoptr (SokyDigest) digest = soky_digest_new (SOKY_HASH_SHA256);
  g_autofree char *head =
      g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, record->number, record->at_us);

  add_text (digest, previous);
  add_text (digest, head);
  add_text (digest, record->person_id);
  add_text (digest, record->address);
  add_text (digest, record->event);
  add_text (digest, record->subject);
  add_text (digest, record->detail);
  g_autoptr (GBytes) hash = soky_digest_finish (digest);
  return soky_hex_encode (g_bytes_get_data (hash, NULL), g_bytes_get_size (hash));
}

gboolean
soky_audit_add (SokyTransaction *tx, const SokyOrigin *origin, const char *event,
                const char *subject, const char *detail, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (SokyAuditRecord) last = soky_store_get_last_audit (tx, &problem);

  if (last == NULL && !g_error_matches (problem, SOKY_STORE_ERROR, SOKY_STORE_ERROR_NOT_FOUND)) {
    g_propagate_error (error, g_steal_pointer (&problem));
    return FALSE;
  }
  g_autoptr (SokyAuditRecord) record = g_new0 (SokyAuditRecord, 1);
  record->number = last ? last->number + 1 : 1;
  record->at_us = last ? MAX (last->at_us, origin->now_us) : origin->now_us;
  if (record->at_us - origin->now_us > CLOCK_TOLERANCE_US)
    soky_log ("clock-behind", "text", "the clock stands before the last record of the audit", NULL);
  record->person_id = g_strdup (origin->person ? origin->person->id : "");
  record->address = g_strdup (origin->address);
  record->event = g_strdup (event);
  record->subject = g_strdup (subject);
  record->detail = g_strdup (detail ? detail : "");
  record->hash = hash_record (record, last ? last->hash : "");
  return soky_store_add_audit (tx, record, error);
}

static gboolean
add_event (SokyTransaction *tx, const SokyOrigin *origin, const SokyEvent *event,
           const char *change, GError **error)
{
  g_autofree char *version = g_strdup_printf ("%" G_GUINT64_FORMAT, event->version);
  g_autofree char *round = g_strdup_printf ("%u", event->round);
  g_autofree char *order = event->order ? g_strdup_printf ("%u", event->order) : NULL;
  g_autofree char *detail =
      soky_log_pairs ("before", soky_book_state_to_string (event->before), "after",
                      soky_book_state_to_string (event->after), "version", version, "round", round,
                      "order", order, "detail", event->detail, NULL);

  g_autofree char *both = change ? g_strjoin (" ", detail, change, NULL) : g_strdup (detail);

  return soky_audit_add (tx, origin, soky_event_kind_to_string (event->kind), event->book_id, both,
                         error);
}

gboolean
soky_audit_add_events (SokyTransaction *tx, const SokyOrigin *origin, GPtrArray *events,
                       const char *change, GError **error)
{
  for (guint i = 0; i < events->len; i++) {
    if (!add_event (tx, origin, events->pdata[i], i == 0 ? change : NULL, error))
      return FALSE;
  }
  return TRUE;
}

void
soky_audit_add_change (GString *pairs, const char *name, const char *before, const char *after)
{
  if (g_strcmp0 (before, after) == 0)
    return;
  g_autofree char *earlier = g_strconcat (name, ".before", NULL);
  g_autofree char *later = g_strconcat (name, ".after", NULL);
  g_autofree char *both = before ? soky_log_pairs (earlier, before, later, after, NULL)
                                 : soky_log_pairs (later, after, NULL);
  g_string_append_printf (pairs, "%s%s", pairs->len > 0 ? " " : "", both);
}

char *
soky_audit_describe_change (const SokyBook *before, const SokyBook *after)
{
  g_autoptr (GString) pairs = g_string_new (NULL);

  soky_audit_add_change (pairs, "title", before->fields.title, after->fields.title);
  soky_audit_add_change (pairs, "year", before->fields.school_year, after->fields.school_year);
  soky_audit_add_change (pairs, "period", before->fields.period, after->fields.period);
  soky_audit_add_change (pairs, "class", before->fields.class_name, after->fields.class_name);
  soky_audit_add_change (pairs, "subject", before->fields.subject, after->fields.subject);
  soky_audit_add_change (pairs, "sha256", before->head_sha256, after->head_sha256);
  return pairs->len > 0 ? g_strdup (pairs->str) : NULL;
}

typedef struct {
  SokyAuditVisitor visitor; /* nullable */
  gpointer user_data;
  guint64 count;
  char *previous;
} Chain;

static gboolean
check_record (const SokyAuditRecord *record, gpointer user_data, GError **error)
{
  Chain *chain = user_data;
  g_autofree char *hash = hash_record (record, chain->previous);

  if (record->number != (gint64) chain->count + 1 || !g_str_equal (hash, record->hash)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                 _ ("The audit was tampered with: record %lld does not follow from the one "
                    "before."),
                 (long long) record->number);
    return FALSE;
  }
  chain->count++;
  g_free (chain->previous);
  chain->previous = g_steal_pointer (&hash);
  return chain->visitor == NULL || chain->visitor (record, chain->user_data, error);
}

gboolean
soky_audit_visit (SokyTransaction *tx, SokyAuditVisitor visitor, gpointer user_data, guint64 *count,
                  GError **error)
{
  Chain chain = {visitor, user_data, 0, g_strdup ("")};
  gboolean good = soky_store_visit_audit (tx, check_record, &chain, error);

  *count = chain.count;
  g_free (chain.previous);
  return good;
}

gboolean
soky_audit_verify (SokyTransaction *tx, guint64 *count, GError **error)
{
  return soky_audit_visit (tx, NULL, NULL, count, error);
}
