/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/store.h"

G_BEGIN_DECLS

/* Who may come in, and who is in. */

typedef struct {
  char *token_hash; /* SHA-256 of the token, hexadecimal */
  char *id;         /* public: for lists and the audit */
  char *person_id;
  char *address;
  gint64 created_us;
  gint64 used_us;
  gint64 expires_us;
  char *person_name;    /* not written */
  gboolean must_change; /* the password, before anything else; not written */
} SokySessionRecord;

/* How a person comes in. */
typedef struct {
  char *hash;            /* nullable: there is no password yet */
  gboolean must_change;  /* it was given out for one time */
  gboolean second_proof; /* the token is asked for as well */
} SokyAccountRecord;

struct _SokyAccountTable {
  gboolean (*set_password) (SokyTransaction *, const char *person_id, const char *hash,
                            gint64 now_us, GError **);
  char *(*get_password) (SokyTransaction *, const char *person_id, GError **);
  SokyAccountRecord *(*get_account) (SokyTransaction *, const char *person_id, GError **);
  gboolean (*set_must_change) (SokyTransaction *, const char *, gboolean, GError **);
  gboolean (*set_second_proof) (SokyTransaction *, const char *, gboolean, GError **);
  SokySessionRecord *(*find_session) (SokyTransaction *, const char *id, GError **);
  GPtrArray *(*list_sessions_below) (SokyTransaction *, const char *unit_id, gint64, GError **);
  gboolean (*end_other_sessions) (SokyTransaction *, const char *, const char *, GError **);
  gboolean (*add_session) (SokyTransaction *, const SokySessionRecord *, GError **);
  SokySessionRecord *(*get_session) (SokyTransaction *, const char *token_hash, GError **);
  GPtrArray *(*list_sessions) (SokyTransaction *, const char *person_id, GError **);
  gboolean (*touch_session) (SokyTransaction *, const SokySessionRecord *, GError **);
  gboolean (*end_session) (SokyTransaction *, const char *id, GError **);
  gboolean (*end_sessions) (SokyTransaction *, const char *person_id, GError **);
  gboolean (*purge_sessions) (SokyTransaction *, gint64 now_us, GError **);
  gboolean (*count_sessions) (SokyTransaction *, gint64 now_us, guint64 *count, GError **);
};

/* @hash: of password.h; replaces an older one */
gboolean soky_store_set_password (SokyTransaction *tx, const char *person_id, const char *hash,
                                  gint64 now_us, GError **error);
char *soky_store_get_password (SokyTransaction *tx, const char *person_id, GError **error);

SokyAccountRecord *soky_store_get_account (SokyTransaction *tx, const char *person_id,
                                           GError **error);
/* Until the next soky_store_set_password() that is followed by FALSE. */
gboolean soky_store_set_must_change (SokyTransaction *tx, const char *person_id,
                                     gboolean must_change, GError **error);
gboolean soky_store_set_second_proof (SokyTransaction *tx, const char *person_id, gboolean wanted,
                                      GError **error);

gboolean soky_store_add_session (SokyTransaction *tx, const SokySessionRecord *session,
                                 GError **error);
SokySessionRecord *soky_store_get_session (SokyTransaction *tx, const char *token_hash,
                                           GError **error);
/* Newest first. (element-type SokySessionRecord) */
GPtrArray *soky_store_list_sessions (SokyTransaction *tx, const char *person_id, GError **error);
SokySessionRecord *soky_store_find_session (SokyTransaction *tx, const char *id, GError **error);
/* Those of people of @unit_id and of all units below that have not expired at @now_us, newest
 * first. (element-type SokySessionRecord) */
GPtrArray *soky_store_list_sessions_below (SokyTransaction *tx, const char *unit_id, gint64 now_us,
                                           GError **error);
/* All of a person but one. */
gboolean soky_store_end_other_sessions (SokyTransaction *tx, const char *person_id,
                                        const char *kept_id, GError **error);
/* Sets when it was used and when it expires. */
gboolean soky_store_touch_session (SokyTransaction *tx, const SokySessionRecord *session,
                                   GError **error);
/* Ends one session, those of a person, or all that have expired; none there is no error. */
gboolean soky_store_end_session (SokyTransaction *tx, const char *id, GError **error);
gboolean soky_store_end_sessions (SokyTransaction *tx, const char *person_id, GError **error);
/* Those that have not ended. */
gboolean soky_store_count_sessions (SokyTransaction *tx, gint64 now_us, guint64 *count,
                                    GError **error);
gboolean soky_store_purge_sessions (SokyTransaction *tx, gint64 now_us, GError **error);

void soky_session_record_free (SokySessionRecord *self);
void soky_account_record_free (SokyAccountRecord *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokySessionRecord, soky_session_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyAccountRecord, soky_account_record_free)

G_END_DECLS
