/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/date.h"
#include "book/delegation.h"
#include "book/role.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* Where a record stands at a moment. */
typedef enum {
  SOKY_DELEGATION_COMING,
  SOKY_DELEGATION_IN_FORCE,
  SOKY_DELEGATION_ENDED,
  SOKY_DELEGATION_REVOKED,
  SOKY_N_DELEGATION_STATES
} SokyDelegationState;

/* Ủy quyền: for some time somebody decides in another's place. Never changed once it is shared. */
typedef struct {
  char *id;
  SokyDelegation kind;
  char *school_id;
  char *giver_id; /* nullable: of %SOKY_DELEGATION_COLLECTIVE, which stands for a body */
  char *giver_name;
  SokyRole office;    /* of the giver, that is given; %SOKY_ROLE_NONE for a body */
  char *office_title; /* in whose place, as printed: "Hiệu trưởng", "Hội đồng trường" */
  char *head_title;   /* nullable: of the head of a body, when the receiver is a deputy there */
  char *receiver_id;
  char *receiver_name;
  char *receiver_title; /* the receiver's own office, as printed: "Phó Hiệu trưởng"; of a body the
                           one in it: "Chủ tịch" */
  GDate first;          /* days of Vietnam, both included */
  GDate last;           /* not valid = open */
  GPtrArray *type_ids; /* of books that it is limited to; empty = all */
  char *note;          /* nullable: number and date of the written warrant */
  char *maker_id;
  char *maker_name;
  gint64 made_us;
  gint64 revoked_us; /* 0 = not */
} SokyDelegationRecord;

#define SOKY_TYPE_DELEGATION_RECORD (soky_delegation_record_get_type ())
GType soky_delegation_record_get_type (void);

/* Without dates and names, for its maker to complete. */
SokyDelegationRecord *soky_delegation_record_new (const char *id, SokyDelegation kind);
/* A copy that may be changed. */
SokyDelegationRecord *soky_delegation_record_copy (const SokyDelegationRecord *self);
SokyDelegationRecord *soky_delegation_record_ref (SokyDelegationRecord *self);
void soky_delegation_record_unref (SokyDelegationRecord *self);

/* Whether it is limited to some types, and @type_id is none of them. */
gboolean soky_delegation_record_leaves_out (const SokyDelegationRecord *self, const char *type_id);
/* What is printed above a signature that is given by it. */
char *soky_delegation_record_print (const SokyDelegationRecord *self);
SokyDelegationState soky_delegation_record_get_state (const SokyDelegationRecord *self,
                                                      gint64 now_us);

/* "coming", "in_force", "ended", "revoked" */
const char *soky_delegation_state_to_string (SokyDelegationState state);
gboolean soky_delegation_state_from_string (const char *text, SokyDelegationState *state);
const char *soky_delegation_state_get_label (SokyDelegationState state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyDelegationRecord, soky_delegation_record_unref)

G_END_DECLS
