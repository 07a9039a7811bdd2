/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/secret.h"
#include "book/person.h"
#include "wire/challenge.h"
#include "wire/enrolment.h"

G_BEGIN_DECLS

/* The answer of POST /session (with the token) and GET /session (without). */
typedef struct {
  SokySecret *token; /* nullable */
  gint64 expires_us;
  SokyPerson *person;
  GPtrArray *certificates; /* SokyEnrolment */
  char *public_url;        /* nullable: as in SokyAbout */
  gboolean must_change;    /* nothing else is answered until the password was changed */
} SokySessionInfo;

SokySessionInfo *soky_session_info_new (SokyPerson *person, gint64 expires_us);
void soky_session_info_free (SokySessionInfo *self);
/* The bytes are wiped when they are freed: they may hold the token. */
GBytes *soky_session_info_to_json (const SokySessionInfo *self);
SokySessionInfo *soky_session_info_from_json (const char *text, gssize length, GError **error);

/* The body of POST /session; the bytes are wiped when they are freed. @proof (nullable): where the
 * account wants the token as well. */
GBytes *soky_login_to_json (const char *login, const SokySecret *password, const SokyProof *proof);
gboolean soky_login_from_json (const char *text, gssize length, char **login, SokySecret **password,
                               SokyProof **proof, GError **error);

/* The body of POST /session/password; likewise. */
GBytes *soky_password_change_to_json (const SokySecret *old, const SokySecret *fresh);
gboolean soky_password_change_from_json (const char *text, gssize length, SokySecret **old,
                                         SokySecret **fresh, GError **error);
/* The answer of POST /people/{id}/password-reset; likewise. */
GBytes *soky_one_time_to_json (const SokySecret *password);
SokySecret *soky_one_time_from_json (const char *text, gssize length, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokySessionInfo, soky_session_info_free)

G_END_DECLS
