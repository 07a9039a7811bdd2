/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/rules.h"

G_BEGIN_DECLS

/* A small school for tests of the rules: lan teaches (and owns the books), minh heads her group,
 * hanh is the principal, ha the clerk, huy the administrator, binh teaches too, tuan is the
 * principal of another school. */
typedef struct {
  GHashTable *persons;    /* name -> SokyPerson */
  GPtrArray *people;      /* the same */
  SokyBookType *type;     /* lesson plans, to be altered before use */
  const char *route;      /* for submissions: "lan1 minh2 hanh2- ha3s": order, then - without
                             certificate, i initials, s stamp */
  GPtrArray *delegations; /* SokyDelegationRecord, in everybody's hands */
  gboolean auto_publish;
  gboolean granted;
  gint64 now_us;
} School;

School *school_new (void);
void school_free (School *self);
SokyPerson *school_person (School *self, const char *name);
/* One more, whose certificate is a person's. */
void school_add_person (School *self, const char *name, const char *unit_id, const char *school_id,
                        SokyRole role);
void school_fields (SokyBookFields *fields);

SokyBook *school_draft (School *self);
/* Adds the steps of a route to a SUBMIT. */
void school_add_route (School *self, SokyAction *action, const char *route);
/* An action of @kind with everything in it as it should be. */
SokyAction *school_action (School *self, const SokyBook *book, const char *name,
                           SokyActionKind kind);
/* Tries it; the time goes on. */
SokyBook *school_try (School *self, const SokyBook *book, const char *name, SokyActionKind kind,
                      GError **error);
SokyBook *school_apply (School *self, const SokyBook *book, const char *name,
                        const SokyAction *action, GError **error);
/* Plays "lan:attach lan:submit minh:sign" from a new draft; all of it must be allowed. */
SokyBook *school_play (School *self, const char *script);

/* Fails the test unless @error is that refusal; clears it. */
void school_assert_refused (GError **error, SokyBookError expected);
void school_assert_possible (const SokyBook *book);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (School, school_free)

G_END_DECLS
