/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/book.h"
#include "book/person.h"

G_BEGIN_DECLS

typedef enum {
  SOKY_EVENT_CREATED,
  SOKY_EVENT_EDITED,
  SOKY_EVENT_ATTACHED,
  SOKY_EVENT_SUBMITTED,
  SOKY_EVENT_SIGNED,
  SOKY_EVENT_APPROVED_STEP,
  SOKY_EVENT_COMPLETED, /* the last step is done: the book is approved */
  SOKY_EVENT_RETURNED,
  SOKY_EVENT_RECALL_ASKED,
  SOKY_EVENT_CONSENTED,
  SOKY_EVENT_RECALL_ENDED, /* consent was refused, or the owner gave up */
  SOKY_EVENT_RECALLED,
  SOKY_EVENT_PUBLISHED,
  SOKY_EVENT_REVOKED,
  SOKY_EVENT_DELETED,
  SOKY_EVENT_COMMENTED,
  SOKY_EVENT_RESOLVED, /* a comment: what it asks for is done */
  SOKY_N_EVENTS
} SokyEventKind;

/* One line of the audit: who did what to which book, when, and what it was before and after. One
 * action may give several (the last signature: signed, completed, published). */
typedef struct {
  SokyEventKind kind;
  char *book_id;
  char *actor_id;
  char *actor_name;
  gint64 at_us;
  SokyBookState before;
  SokyBookState after;
  guint64 version; /* of the book after the action */
  guint round;
  guint order;  /* of the step concerned, 0 = none */
  char *detail; /* nullable: reason, SHA-256 of a file, fingerprint of a certificate */
} SokyEvent;

SokyEvent *soky_event_new (SokyEventKind kind, const SokyPerson *actor, const SokyBook *after,
                           gint64 at_us);
SokyEvent *soky_event_copy (const SokyEvent *self);
void soky_event_free (SokyEvent *self);

/* "created", "signed", "recall_asked" … */
const char *soky_event_kind_to_string (SokyEventKind kind);
gboolean soky_event_kind_from_string (const char *text, SokyEventKind *kind);
const char *soky_event_kind_get_label (SokyEventKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyEvent, soky_event_free)

G_END_DECLS
