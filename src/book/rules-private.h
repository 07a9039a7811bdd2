/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/rules.h"

G_BEGIN_DECLS

/* A change while it is made: @after is a copy of @before that the rule alters. */
typedef struct {
  const SokyBook *before;
  SokyBook *after;
  const SokyBookType *type;
  const SokyActor *actor;
  const SokyPerson *person; /* who acts: the actor's */
  const SokyAction *action;
  gint64 now_us;
  GPtrArray *events; /* SokyEvent */
} SokyChange;

/* Notes what happened; later notes of one change start where the last one ended.
 * Returns: (transfer none): the event, whose detail and order may be set. */
SokyEvent *soky_change_note (SokyChange *self, SokyEventKind kind);

/* Each makes its part of the change, after soky_book_may() agreed; FALSE with a refusal. */
gboolean soky_rules_edit (SokyChange *change, GError **error);
gboolean soky_rules_attach (SokyChange *change, GError **error);
gboolean soky_rules_delete (SokyChange *change, GError **error);
gboolean soky_rules_submit (SokyChange *change, GError **error);
gboolean soky_rules_sign (SokyChange *change, GError **error);
gboolean soky_rules_approve (SokyChange *change, GError **error);
gboolean soky_rules_return (SokyChange *change, GError **error);
gboolean soky_rules_recall (SokyChange *change, GError **error);
gboolean soky_rules_consent (SokyChange *change, GError **error);
gboolean soky_rules_publish (SokyChange *change, GError **error);
gboolean soky_rules_revoke (SokyChange *change, GError **error);

/* Whether @actor heads or administers the school of @book. */
gboolean soky_rules_may_publish (const SokyBook *book, const SokyActor *actor, gint64 now_us);
/* Whether @actor has to do with @book, or heads its school. */
gboolean soky_rules_takes_part (const SokyBook *book, const SokyActor *actor, gint64 now_us);
/* The revision that a new file becomes the head by; it is @change's person's. */
void soky_rules_add_revision (SokyChange *change, gboolean base);
gboolean soky_rules_check_file (const SokyAction *action, GError **error);
/* Ends the present round and whatever was asked for in it. */
void soky_rules_end_round (SokyChange *change, SokyRoundEnd end, const char *reason);

/* Cleans @fields as people may have typed or pasted them into @clean, and checks them. */
gboolean soky_rules_clean_fields (const SokyBookFields *fields, const SokyBookType *type,
                                  SokyBookFields *clean, GError **error);
/* @text as it is kept: composed, trimmed, white space as single blanks; line ends stay where @lines
 * says so. NULL when it has more than @longest characters. */
char *soky_rules_clean_text (const char *text, gboolean lines, glong longest, GError **error);
/* Cleans a reason; NULL with %SOKY_BOOK_ERROR_REASON_MISSING when nothing is left and it is
 * @needed, else an empty text. */
char *soky_rules_clean_reason (const char *reason, gboolean needed, GError **error);

G_END_DECLS
