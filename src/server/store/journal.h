/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/store.h"

G_BEGIN_DECLS

/* What was done (the audit, append-only) and what was answered. */

/* One record of the audit; audit.h makes them and chains them. */
typedef struct {
  gint64 number; /* from 1, without gaps */
  gint64 at_us;
  char *person_id; /* never NULL, as all below; "" = nobody */
  char *address;
  char *event;
  char *subject;
  char *detail;
  char *hash;
  char *person_name; /* nullable; only of soky_store_list_audit() */
} SokyAuditRecord;

/* Which records are asked for; NULL and 0 for all. */
typedef struct {
  const char *unit_id; /* those of people, books, units and types of it and of all units below */
  const char *person_id;
  const char *subject;
  const char *event;
  gint64 from_us;
  gint64 to_us;  /* not counted */
  gint64 before; /* the number of the last one of the page before */
  guint limit;
} SokyAuditQuestion;

typedef gboolean (*SokyAuditVisitor) (const SokyAuditRecord *record, gpointer user_data,
                                      GError **error);

/* The answer that was given to a write. */
typedef struct {
  char *request; /* SHA-256 of what was asked */
  guint status;
  char *etag;     /* nullable */
  char *location; /* nullable */
  char *body;
  gint64 at_us;
} SokyAnswer;

/* A published book that waits for proof to be appended. */
typedef struct {
  char *book_id;
  guint tries;
} SokyDueProtection;

struct _SokyJournalTable {
  SokyAuditRecord *(*get_last_audit) (SokyTransaction *, GError **);
  gboolean (*add_audit) (SokyTransaction *, const SokyAuditRecord *, GError **);
  gboolean (*visit_audit) (SokyTransaction *, SokyAuditVisitor, gpointer, GError **);
  GPtrArray *(*list_audit) (SokyTransaction *, const SokyAuditQuestion *, GError **);
  SokyAnswer *(*get_answer) (SokyTransaction *, const char *person_id, const char *key, GError **);
  gboolean (*add_answer) (SokyTransaction *, const char *person_id, const char *key,
                          const SokyAnswer *, GError **);
  gboolean (*purge_answers) (SokyTransaction *, gint64 before_us, GError **);
  gboolean (*add_protection) (SokyTransaction *, const char *book_id, gint64 due_us, GError **);
  SokyDueProtection *(*get_due_protection) (SokyTransaction *, gint64 now_us, GError **);
  gboolean (*postpone_protection) (SokyTransaction *, const char *book_id, gint64 due_us,
                                   GError **);
  gboolean (*remove_protection) (SokyTransaction *, const char *book_id, GError **);
};

SokyAuditRecord *soky_store_get_last_audit (SokyTransaction *tx, GError **error);
gboolean soky_store_add_audit (SokyTransaction *tx, const SokyAuditRecord *record, GError **error);
/* In order; a visitor that returns FALSE with an error ends it. */
gboolean soky_store_visit_audit (SokyTransaction *tx, SokyAuditVisitor visitor, gpointer user_data,
                                 GError **error);

/* Newest first. (element-type SokyAuditRecord) */
GPtrArray *soky_store_list_audit (SokyTransaction *tx, const SokyAuditQuestion *question,
                                  GError **error);

SokyAnswer *soky_store_get_answer (SokyTransaction *tx, const char *person_id, const char *key,
                                   GError **error);
gboolean soky_store_add_answer (SokyTransaction *tx, const char *person_id, const char *key,
                                const SokyAnswer *answer, GError **error);
gboolean soky_store_purge_answers (SokyTransaction *tx, gint64 before_us, GError **error);

/* Once more is no error: it begins anew. */
gboolean soky_store_add_protection (SokyTransaction *tx, const char *book_id, gint64 due_us,
                                    GError **error);
/* The one that waits longest; %SOKY_STORE_ERROR_NOT_FOUND when none is due at @now_us. */
SokyDueProtection *soky_store_get_due_protection (SokyTransaction *tx, gint64 now_us,
                                                  GError **error);
/* Counts a try. */
gboolean soky_store_postpone_protection (SokyTransaction *tx, const char *book_id, gint64 due_us,
                                         GError **error);
gboolean soky_store_remove_protection (SokyTransaction *tx, const char *book_id, GError **error);

void soky_due_protection_free (SokyDueProtection *self);
void soky_audit_record_free (SokyAuditRecord *self);
void soky_answer_free (SokyAnswer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyDueProtection, soky_due_protection_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyAuditRecord, soky_audit_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyAnswer, soky_answer_free)

G_END_DECLS
