/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/event.h"
#include "server/store/journal.h"

G_BEGIN_DECLS

/* The audit: who did what, when, from where. Records are only ever added; each one's hash covers
 * the hash of the one before, so that no record can be changed, taken out or put in unnoticed. */

/* Who acts, and from where. Nothing here is owned. */
typedef struct {
  const SokyPerson *person; /* nullable: the command line, or nobody signed in */
  const char *address;      /* "" = this machine's command line */
  gint64 now_us;
} SokyOrigin;

/* A record is never earlier than the one before, whatever the clock says.
 * @event: "signed-in", "submitted" …; @subject: the identifier of what it is about;
 * @detail: (nullable): pairs of soky_log_pairs() */
gboolean soky_audit_add (SokyTransaction *tx, const SokyOrigin *origin, const char *event,
                         const char *subject, const char *detail, GError **error);
/* What the rules say happened to a book. @events: (element-type SokyEvent); @change: (nullable):
 * soky_audit_describe_change(), which goes with the first of them */
gboolean soky_audit_add_events (SokyTransaction *tx, const SokyOrigin *origin, GPtrArray *events,
                                const char *change, GError **error);
/* Adds "NAME.before=… NAME.after=…" where the two differ; either may be NULL: there was none. */
void soky_audit_add_change (GString *pairs, const char *name, const char *before,
                            const char *after);
/* Returns: (transfer full) (nullable): pairs, "title.before=… title.after=…" of each member that a
 * change of a book gave another value; %NULL when there is none */
char *soky_audit_describe_change (const SokyBook *before, const SokyBook *after);

/**
 * soky_audit_visit:
 * @visitor: (nullable): gets each record once it is known to follow from the one before
 * @count: (out): records that are in order
 *
 * Like soky_audit_verify().
 */
gboolean soky_audit_visit (SokyTransaction *tx, SokyAuditVisitor visitor, gpointer user_data,
                           guint64 *count, GError **error);
/**
 * soky_audit_verify:
 * @count: (out): records that are in order
 *
 * Computes the chain anew. Returns: %FALSE with %G_IO_ERROR_INVALID_DATA naming the first record
 * that is not in order, or a #SokyStoreError
 */
gboolean soky_audit_verify (SokyTransaction *tx, guint64 *count, GError **error);

G_END_DECLS
