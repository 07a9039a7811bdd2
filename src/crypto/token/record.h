/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/token/message.h"

G_BEGIN_DECLS

/* What messages carry, as both ends hold it. Readers give records whatever the bytes are; whoever
 * reads asks soky_message_reader_ended() before using them. */

typedef struct {
  GBytes *id; /* CKA_ID */
  char *label;
  GBytes *der;
} SokyCertificateRecord;

typedef struct {
  guint64 slot;
  guint64 flags; /* CK_TOKEN_INFO's */
  char *label;
  char *manufacturer;
  char *model;
  char *serial;
  guint64 pin_min;
  guint64 pin_max;
  GPtrArray *certificates; /* of SokyCertificateRecord */
} SokyTokenRecord;

/* A slot that could not be asked. */
typedef struct {
  guint64 slot;
  guint64 rv;
} SokySlotProblem;

typedef struct {
  GPtrArray *tokens; /* of SokyTokenRecord */
  GArray *problems;  /* of SokySlotProblem */
} SokyListRecord;

/* Which token: found by label and serial; the slot decides where several have the same. */
typedef struct {
  guint64 slot;
  char *label;
  char *serial;
} SokyTokenAddress;

typedef struct {
  SokyTokenAddress address;
  GBytes *certificate;  /* DER; to change a PIN it may be empty */
  gboolean pin_follows; /* as a line after the frame; else the PIN is typed on the reader. To change
                         * a PIN the new one follows on a line of its own */
} SokyLoginRecord;

typedef struct {
  guint64 login; /* what SokyLoginResult named */
  guint64 scheme;
  guint64 hash;
  GBytes *digest;
} SokySignRecord;

/* Comes with every answer to a login or a change of the PIN, the refused one too. */
typedef struct {
  guint64 login;
  guint64 flags;   /* CK_TOKEN_INFO's, read after the attempt; 0 when they could not be read */
  guint64 schemes; /* a bit for each SokyScheme that the token can do with this key */
} SokyLoginResult;

void soky_token_record_free (SokyTokenRecord *self);
SokyTokenRecord *soky_token_record_new (void);
void soky_token_record_add_certificate (SokyTokenRecord *self, GBytes *id, const char *label,
                                        GBytes *der);

void soky_list_record_init (SokyListRecord *self);
void soky_list_record_clear (SokyListRecord *self);
void soky_list_record_put (GByteArray *message, const SokyListRecord *self);
void soky_list_record_get (SokyMessageReader *reader, SokyListRecord *self);

void soky_token_address_clear (SokyTokenAddress *self);
void soky_token_address_put (GByteArray *message, const SokyTokenAddress *self);
void soky_token_address_get (SokyMessageReader *reader, SokyTokenAddress *self);

void soky_login_record_clear (SokyLoginRecord *self);
void soky_login_record_put (GByteArray *message, const SokyLoginRecord *self);
void soky_login_record_get (SokyMessageReader *reader, SokyLoginRecord *self);
void soky_login_result_put (GByteArray *message, const SokyLoginResult *self);
void soky_login_result_get (SokyMessageReader *reader, SokyLoginResult *self);

void soky_sign_record_clear (SokySignRecord *self);
void soky_sign_record_put (GByteArray *message, const SokySignRecord *self);
void soky_sign_record_get (SokyMessageReader *reader, SokySignRecord *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyTokenRecord, soky_token_record_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SokyListRecord, soky_list_record_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SokyTokenAddress, soky_token_address_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SokyLoginRecord, soky_login_record_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SokySignRecord, soky_sign_record_clear)

G_END_DECLS
