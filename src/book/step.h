/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/delegation.h"
#include "book/numbering.h"
#include "book/role.h"

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum {
  SOKY_STEP_PERSON,
  SOKY_STEP_INITIAL, /* ký nháy */
  SOKY_STEP_STAMP,   /* the organisation's, by a clerk, after every person */
  SOKY_N_STEP_KINDS
} SokyStepKind;

typedef enum {
  SOKY_OUTCOME_PENDING,
  SOKY_OUTCOME_SIGNED,   /* with a certificate */
  SOKY_OUTCOME_APPROVED, /* without */
  SOKY_OUTCOME_RETURNED,
  SOKY_N_OUTCOMES
} SokyOutcome;

/* A certificate as the rules see it. */
typedef struct {
  char *fingerprint; /* SHA-256 of its DER, 64 hexadecimal digits */
  char *holder;      /* whom it names */
  char *person_id;   /* nullable: whom the server has enrolled it for */
  gboolean organisation;
} SokyCertificateInfo;

SokyCertificateInfo *soky_certificate_info_new (const char *fingerprint, const char *holder,
                                                const char *person_id, gboolean organisation);
SokyCertificateInfo *soky_certificate_info_copy (const SokyCertificateInfo *self);
void soky_certificate_info_free (SokyCertificateInfo *self);

/* By which delegation a step was decided: as its record said then. */
typedef struct {
  char *delegation_id;
  SokyDelegation kind;
  char *office;    /* in whose place, as printed: "Hiệu trưởng" */
  char *head;      /* nullable: of the head of a body, whose deputy it was */
  char *person_id; /* who really decided */
  char *person_name;
  char *title; /* of that person's own office, as printed */
} SokyStandIn;

SokyStandIn *soky_stand_in_copy (const SokyStandIn *self);
void soky_stand_in_free (SokyStandIn *self);

/* A row of a route: who, when, how, and what came of it. */
typedef struct {
  guint order; /* Thứ tự ký, from 1; equal numbers in any order */
  char *person_id;
  char *person_name;
  SokyRole role; /* in which the person signs */
  char *title;   /* of that role, as printed */
  SokyStepKind kind;
  gboolean require_cert; /* Ký CA */
  SokyOutcome outcome;
  gint64 decided_us;                /* 0 = not yet */
  gint64 consented_us;              /* to the recall that is asked for; 0 = not */
  char *reason;                     /* nullable: of a return */
  SokyStandIn *stand_in;            /* nullable: who decided in the place of the person */
  SokyCertificateInfo *certificate; /* nullable: of a signature */
  int revision;                     /* number of the revision it made, -1 = none */
  SokyNumbering numbering;          /* of a stamp whose type asks for it */
} SokyStep;

#define SOKY_TYPE_STEP (soky_step_get_type ())
GType soky_step_get_type (void);

/* A pending step; name and title are filled in at submission by soky_book_apply(). */
SokyStep *soky_step_new (guint order, const char *person_id, SokyRole role, SokyStepKind kind,
                         gboolean require_cert);
SokyStep *soky_step_copy (const SokyStep *self);
SokyStep *soky_step_ref (SokyStep *self);
void soky_step_unref (SokyStep *self);
/* Signed or approved. */
gboolean soky_step_is_done (const SokyStep *self);
/* Who decided it, or is to: the person, or who stood in. */
const char *soky_step_get_decider (const SokyStep *self);
const char *soky_step_get_decider_name (const SokyStep *self);
/* Whether it names @person_id, who perhaps stood in. */
gboolean soky_step_concerns (const SokyStep *self, const char *person_id);

/* "person", "initial", "stamp" and "pending", "signed", "approved", "returned" */
const char *soky_step_kind_to_string (SokyStepKind kind);
gboolean soky_step_kind_from_string (const char *text, SokyStepKind *kind);
const char *soky_step_kind_get_label (SokyStepKind kind);
const char *soky_outcome_to_string (SokyOutcome outcome);
gboolean soky_outcome_from_string (const char *text, SokyOutcome *outcome);
const char *soky_outcome_get_label (SokyOutcome outcome);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyCertificateInfo, soky_certificate_info_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyStandIn, soky_stand_in_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyStep, soky_step_unref)

G_END_DECLS
