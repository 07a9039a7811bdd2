/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/store.h"

G_BEGIN_DECLS

/* Which certificates people sign with, and the challenges by which they show that they can. */

typedef struct {
  char *id;
  char *fingerprint;
  char *person_id;
  char *holder;
  gboolean organisation;
  GBytes *der;
  gint64 not_before_us;
  gint64 not_after_us;
  gint64 enrolled_us;
  gint64 confirmed_us;    /* 0 = waits for it */
  char *confirmed_by;     /* nullable: person; NULL = the command line, or a rule */
  gint64 withdrawn_us;    /* 0 = in force */
  char *withdrawn_by;     /* nullable: person; NULL = the command line */
  char *withdrawn_reason; /* nullable: in that person's words */
} SokyCertificateRecord;

/* Whether signatures of it are accepted. */
#define SOKY_CERTIFICATE_IN_FORCE(record)                                                          \
  ((record)->confirmed_us != 0 && (record)->withdrawn_us == 0)

typedef struct {
  char *id;
  char *nonce;
  char *purpose;
  char *host;
  char *person_id; /* nullable: nobody is signed in */
  char *address;
  gint64 expires_us;
} SokyChallengeRecord;

struct _SokyEnrolmentTable {
  gboolean (*add) (SokyTransaction *, const SokyCertificateRecord *, GError **);
  gboolean (*update) (SokyTransaction *, const SokyCertificateRecord *, GError **);
  SokyCertificateRecord *(*get) (SokyTransaction *, const char *, const char *, GError **);
  SokyCertificateRecord *(*get_by_id) (SokyTransaction *, const char *, GError **);
  GPtrArray *(*list) (SokyTransaction *, const char *, GError **);
  GPtrArray *(*list_holders) (SokyTransaction *, const char *, GError **);
  GPtrArray *(*list_school) (SokyTransaction *, const char *, GError **);
  gboolean (*set_mark) (SokyTransaction *, const char *, const char *, const char *, GError **);
  char *(*get_mark) (SokyTransaction *, const char *, const char *, GError **);
  gboolean (*add_challenge) (SokyTransaction *, const SokyChallengeRecord *, GError **);
  SokyChallengeRecord *(*take_challenge) (SokyTransaction *, const char *, GError **);
  gboolean (*purge_challenges) (SokyTransaction *, gint64, GError **);
  gint64 (*count_challenges) (SokyTransaction *, const char *, GError **);
};

/* A record of this person and certificate that is there already is SOKY_STORE_ERROR_EXISTS. */
gboolean soky_store_add_certificate (SokyTransaction *tx, const SokyCertificateRecord *certificate,
                                     GError **error);
/* Writes its moments and who confirmed it. */
gboolean soky_store_update_certificate (SokyTransaction *tx,
                                        const SokyCertificateRecord *certificate, GError **error);
SokyCertificateRecord *soky_store_get_certificate (SokyTransaction *tx, const char *fingerprint,
                                                   const char *person_id, GError **error);
SokyCertificateRecord *soky_store_find_certificate (SokyTransaction *tx, const char *id,
                                                    GError **error);
/* Of a person; of all who have the certificate; of a school, those that wait first.
 * (element-type SokyCertificateRecord) */
GPtrArray *soky_store_list_certificates (SokyTransaction *tx, const char *person_id,
                                         GError **error);
GPtrArray *soky_store_list_holders (SokyTransaction *tx, const char *fingerprint, GError **error);
GPtrArray *soky_store_list_school_certificates (SokyTransaction *tx, const char *school_id,
                                                GError **error);

/* @kind: "email" or "id-number"; @value: in lower case, "" for none */
gboolean soky_store_set_mark (SokyTransaction *tx, const char *person_id, const char *kind,
                              const char *value, GError **error);
/* "" when there is none */
char *soky_store_get_mark (SokyTransaction *tx, const char *person_id, const char *kind,
                           GError **error);

gboolean soky_store_add_challenge (SokyTransaction *tx, const SokyChallengeRecord *challenge,
                                   GError **error);
/* Hands it out for the last time: it is gone once the transaction is committed. */
SokyChallengeRecord *soky_store_take_challenge (SokyTransaction *tx, const char *id,
                                                GError **error);
gboolean soky_store_purge_challenges (SokyTransaction *tx, gint64 now_us, GError **error);
/* How many are out; @address: (nullable): for this address. -1 with @error set. */
gint64 soky_store_count_challenges (SokyTransaction *tx, const char *address, GError **error);

void soky_certificate_record_free (SokyCertificateRecord *self);
void soky_challenge_record_free (SokyChallengeRecord *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyCertificateRecord, soky_certificate_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyChallengeRecord, soky_challenge_record_free)

G_END_DECLS
