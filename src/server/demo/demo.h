/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/authority.h"
#include "server/service.h"

G_BEGIN_DECLS

/* The demo school: a small school to try things with. Every part may be made again: what is there
 * is left alone. */

#define SOKY_DEMO_PASSWORD "soky-demo" /* of every account */
#define SOKY_DEMO_PIN "12345678"       /* of every token */
#define SOKY_DEMO_ANCHOR "demo-ca.pem"
#define SOKY_DEMO_ANCHOR_KEY "demo-ca-key.pem"

/* Somebody of the demo school. */
typedef struct {
  const char *login; /* also the label of the token */
  const char *name;
  const char *holder;    /* nullable: whom the certificate names; NULL = no token */
  gboolean organisation; /* it is the school's */
} SokyDemoPerson;

/* NULL-terminated by a NULL login. */
extern const SokyDemoPerson soky_demo_people[];
#define SOKY_DEMO_SCHOOL "Trường THCS Hoa Sen"

/* Units, people with their passwords, school year, classes and subjects. */
gboolean soky_demo_add_school (SokyService *service, GError **error);

/**
 * soky_demo_add_tokens:
 *
 * A demo authority, a certificate for each person from it, enrolled, and on a SoftHSM token.
 *
 * Returns: (transfer full) (nullable) (element-type utf8 SokyIssued): login -> what was made now
 */
GHashTable *soky_demo_add_tokens (SokyService *service, GError **error);

/* Two books that are under way. @issued: from soky_demo_add_tokens() */
gboolean soky_demo_add_books (SokyService *service, GHashTable *issued, GError **error);

G_END_DECLS
