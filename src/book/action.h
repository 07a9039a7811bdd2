/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/book.h"
#include "book/person.h"

G_BEGIN_DECLS

typedef enum {
  SOKY_ACTION_EDIT,
  SOKY_ACTION_ATTACH, /* a new base PDF */
  SOKY_ACTION_SUBMIT,
  SOKY_ACTION_SIGN,
  SOKY_ACTION_APPROVE, /* without a certificate */
  SOKY_ACTION_RETURN,
  SOKY_ACTION_RECALL,
  SOKY_ACTION_CONSENT, /* answers a recall; refused consent, or the owner's own answer, ends it */
  SOKY_ACTION_PUBLISH,
  SOKY_ACTION_REVOKE,
  SOKY_ACTION_DELETE,
  SOKY_N_ACTIONS
} SokyActionKind;

/* Who acts. */
typedef struct {
  const SokyPerson *person;
  GPtrArray *delegations; /* nullable: SokyDelegationRecord, those that the person received */
} SokyActor;

/* What is done. Only the fields of its kind are read. */
typedef struct {
  SokyActionKind kind;
  guint64 version;       /* of the book that was looked at (If-Match); must be the present one */
  SokyBookFields fields; /* EDIT */
  GPtrArray *route;      /* SUBMIT: SokyStep */
  GPtrArray *people; /* SUBMIT: SokyPerson, those whom the route names, as the store knows them */
  char *note;        /* SUBMIT: nullable: to those who decide */
  char *reason;      /* RETURN and REVOKE: needed; RECALL: nullable */
  GPtrArray *marks;  /* RETURN: SokyComment, what is to be mended and where */
  gboolean
      auto_publish;  /* SUBMIT: the wish; SIGN and APPROVE: do it, if this is the last approval */
  gboolean granted;  /* CONSENT */
  char *base_sha256; /* SIGN: the head that was signed */
  char *sha256;      /* ATTACH, SIGN: of the whole new file */
  goffset length;    /* ATTACH, SIGN: of the whole new file */
  guint page_count;  /* ATTACH */
  SokyCertificateInfo *certificate; /* SIGN */
  SokyNumbering numbering;          /* SIGN: of a stamp whose type asks for it */
} SokyAction;

/* Everything else is empty, CONSENT is granted. */
SokyAction *soky_action_new (SokyActionKind kind, guint64 version);
void soky_action_free (SokyAction *self);
/* Adds a step of a SUBMIT's route. @step: (transfer full) */
void soky_action_add_step (SokyAction *self, SokyStep *step);
/* Adds a person whom the route names. @person: (transfer none) */
void soky_action_add_person (SokyAction *self, SokyPerson *person);
void soky_action_set_reason (SokyAction *self, const char *reason);
/* @note: (nullable) */
void soky_action_set_note (SokyAction *self, const char *note);
/* The new file of an ATTACH or SIGN. */
void soky_action_set_file (SokyAction *self, const char *sha256, goffset length, guint page_count);
/* The head that a SIGN extends, and with which certificate. @certificate: (transfer full) */
void soky_action_set_signature (SokyAction *self, const char *base_sha256,
                                SokyCertificateInfo *certificate);

/* "edit", "attach", "submit", "sign", "approve", "return", "recall", "consent", "publish",
 * "revoke", "delete" */
const char *soky_action_kind_to_string (SokyActionKind kind);
gboolean soky_action_kind_from_string (const char *text, SokyActionKind *kind);
/* What its button says: "Return". */
const char *soky_action_kind_get_label (SokyActionKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyAction, soky_action_free)

G_END_DECLS
