/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A certificate that a person may sign with here, or has asked to. */
typedef struct {
  char *fingerprint; /* SHA-256 of its DER, 64 hexadecimal digits */
  char *holder;
  gboolean organisation;
  char *state; /* "enrolled", "waiting" (to be confirmed), "revoked" */
  /* in lists of enrolments; NULL or 0 inside a session */
  char *id;
  char *person_id;
  char *person_name;
  char *issuer;
  char *holder_organisation;
  gint64 asked_us;
  gint64 expires_us;   /* the certificate's own end */
  gint64 withdrawn_us; /* of a revoked one */
  char *withdrawn_by;  /* nullable: name of the person who did it */
  char *reason;        /* nullable: in that person's words */
} SokyEnrolment;

SokyEnrolment *soky_enrolment_new (const char *fingerprint, const char *holder,
                                   gboolean organisation, const char *state);
void soky_enrolment_free (SokyEnrolment *self);

char *soky_enrolment_to_json (const SokyEnrolment *self);
SokyEnrolment *soky_enrolment_from_json (const char *text, gssize length, GError **error);
/* @list: (element-type SokyEnrolment) */
char *soky_enrolments_to_json (GPtrArray *list);
/* Returns: (transfer full) (element-type SokyEnrolment) (nullable) */
GPtrArray *soky_enrolments_from_json (const char *text, gssize length, GError **error);

/* Why a certificate is withdrawn; @reason: (nullable) */
char *soky_withdrawal_to_json (const char *reason);
/* @reason: (out) (transfer full): trimmed; %NULL when none is given */
gboolean soky_withdrawal_from_json (const char *text, gssize length, char **reason, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyEnrolment, soky_enrolment_free)

G_END_DECLS
