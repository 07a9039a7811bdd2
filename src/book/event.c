/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/event.h"

#include "book/names.h"

#include <glib/gi18n-lib.h>

static const char *const names[SOKY_N_EVENTS] = {
    [SOKY_EVENT_CREATED] = "created",
    [SOKY_EVENT_EDITED] = "edited",
    [SOKY_EVENT_ATTACHED] = "attached",
    [SOKY_EVENT_SUBMITTED] = "submitted",
    [SOKY_EVENT_SIGNED] = "signed",
    [SOKY_EVENT_APPROVED_STEP] = "approved_step",
    [SOKY_EVENT_COMPLETED] = "completed",
    [SOKY_EVENT_RETURNED] = "returned",
    [SOKY_EVENT_RECALL_ASKED] = "recall_asked",
    [SOKY_EVENT_CONSENTED] = "consented",
    [SOKY_EVENT_RECALL_ENDED] = "recall_ended",
    [SOKY_EVENT_RECALLED] = "recalled",
    [SOKY_EVENT_PUBLISHED] = "published",
    [SOKY_EVENT_REVOKED] = "revoked",
    [SOKY_EVENT_DELETED] = "deleted",
    [SOKY_EVENT_COMMENTED] = "commented",
    [SOKY_EVENT_RESOLVED] = "resolved",
};

static const char *const labels[SOKY_N_EVENTS] = {
    [SOKY_EVENT_CREATED] = N_ ("Created"),
    [SOKY_EVENT_EDITED] = N_ ("Edited"),
    [SOKY_EVENT_ATTACHED] = N_ ("PDF replaced"),
    [SOKY_EVENT_SUBMITTED] = N_ ("Submitted"),
    [SOKY_EVENT_SIGNED] = N_ ("Signed"),
    [SOKY_EVENT_APPROVED_STEP] = N_ ("Approved without a signature"),
    [SOKY_EVENT_COMPLETED] = N_ ("Approved by all"),
    [SOKY_EVENT_RETURNED] = N_ ("Returned"),
    [SOKY_EVENT_RECALL_ASKED] = N_ ("Asked to recall"),
    [SOKY_EVENT_CONSENTED] = N_ ("Agreed to the recall"),
    [SOKY_EVENT_RECALL_ENDED] = N_ ("Recall given up"),
    [SOKY_EVENT_RECALLED] = N_ ("Recalled"),
    [SOKY_EVENT_PUBLISHED] = N_ ("Published"),
    [SOKY_EVENT_REVOKED] = N_ ("Publication revoked"),
    [SOKY_EVENT_DELETED] = N_ ("Deleted"),
    [SOKY_EVENT_COMMENTED] = N_ ("Commented"),
    [SOKY_EVENT_RESOLVED] = N_ ("Comment resolved"),
};

SokyEvent *
soky_event_new (SokyEventKind kind, const SokyPerson *actor, const SokyBook *after, gint64 at_us)
{
  SokyEvent *self = g_new0 (SokyEvent, 1);

  self->kind = kind;
  self->book_id = g_strdup (after->id);
  self->actor_id = g_strdup (actor->id);
  self->actor_name = g_strdup (actor->name);
  self->at_us = at_us;
  self->before = after->state;
  self->after = after->state;
  self->version = after->version;
  self->round = after->round;
  return self;
}

SokyEvent *
soky_event_copy (const SokyEvent *self)
{
  SokyEvent *copy = g_new0 (SokyEvent, 1);

  *copy = *self;
  copy->book_id = g_strdup (self->book_id);
  copy->actor_id = g_strdup (self->actor_id);
  copy->actor_name = g_strdup (self->actor_name);
  copy->detail = g_strdup (self->detail);
  return copy;
}

void
soky_event_free (SokyEvent *self)
{
  g_free (self->book_id);
  g_free (self->actor_id);
  g_free (self->actor_name);
  g_free (self->detail);
  g_free (self);
}

SOKY_DEFINE_NAMES (SokyEventKind, soky_event_kind, names)

const char *
soky_event_kind_get_label (SokyEventKind kind)
{
  return _ (soky_names_get (labels, kind));
}
