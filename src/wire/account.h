/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/person.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What an administrator sees and changes of a person: the answer of GET /people/{id}. */
typedef struct {
  SokyPerson *person;    /* with login and version */
  char *email;           /* by which a certificate is known to be the person's; "" = none */
  char *id_number;       /* likewise */
  gboolean second_proof; /* the token is asked for after the password */
  gboolean must_change;  /* the password was given out for one time; not written by a change */
  gboolean has_password; /* likewise */
} SokyAccount;

SokyAccount *soky_account_new (SokyPerson *person);
void soky_account_free (SokyAccount *self);
char *soky_account_to_json (const SokyAccount *self);
SokyAccount *soky_account_from_json (const char *text, gssize length, GError **error);

/* The body of POST /people, and of PATCH /people/{id} (without a login). */
char *soky_account_change_to_json (const SokyAccount *self, gboolean is_new);
/**
 * soky_account_change_from_json:
 * @present: what members that are missing are taken from; of a new person one without a name
 * @is_new: a login is needed
 */
SokyAccount *soky_account_change_from_json (const char *text, gssize length,
                                            const SokyAccount *present, gboolean is_new,
                                            GError **error);

/* A session that is going on, as lists show it. */
typedef struct {
  char *id;
  char *person_id;
  char *person_name;
  char *address;
  gint64 created_us;
  gint64 used_us;
  gint64 expires_us;
  gboolean current; /* the one that asks */
} SokySessionItem;

void soky_session_item_free (SokySessionItem *self);
/* {items: […]}; @items: (element-type SokySessionItem) */
char *soky_session_items_to_json (GPtrArray *items);
GPtrArray *soky_session_items_from_json (const char *text, gssize length, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyAccount, soky_account_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokySessionItem, soky_session_item_free)

G_END_DECLS
