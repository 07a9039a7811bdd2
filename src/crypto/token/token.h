/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/secret.h"
#include "crypto/signer.h"

G_BEGIN_DECLS

/* The code is the token's own CK_RV (CKR_PIN_INCORRECT, CKR_PIN_LOCKED, CKR_DEVICE_REMOVED…),
 * or one of these, which lie where PKCS#11 has no codes and leaves none to vendors. */
#define SOKY_TOKEN_ERROR (soky_token_error_quark ())
GQuark soky_token_error_quark (void);

enum {
  SOKY_TOKEN_ERROR_DRIVER_DIED = 0x7EDE0001,  /* the driver's process crashed */
  SOKY_TOKEN_ERROR_DRIVER_HUNG = 0x7EDE0002,  /* no answer in time; its process was ended */
  SOKY_TOKEN_ERROR_NOT_A_DRIVER = 0x7EDE0003, /* the file is no PKCS#11 module for this machine */
  SOKY_TOKEN_ERROR_NO_KEY = 0x7EDE0004,
};

/* What an error of a token means for whoever signs many books. */
typedef enum {
  SOKY_TOKEN_TROUBLE_NONE,   /* no error of a token, or of this one signature alone */
  SOKY_TOKEN_TROUBLE_GONE,   /* unplugged: plug it in, log in again, go on */
  SOKY_TOKEN_TROUBLE_CLOSED, /* the login has ended: log in again, go on */
  SOKY_TOKEN_TROUBLE_PIN,    /* a PIN was refused: stop, a person has to look */
  SOKY_TOKEN_TROUBLE_LOCKED, /* no PIN opens it any more */
  SOKY_TOKEN_TROUBLE_DRIVER, /* the driver crashed, hung or gave up: log in again, go on */
} SokyTokenTrouble;

/* @error: (nullable): from a login or a signature */
SokyTokenTrouble soky_token_error_classify (const GError *error);

typedef enum {
  SOKY_PIN_OK,
  SOKY_PIN_COUNT_LOW, /* at least one wrong PIN since the last right one */
  SOKY_PIN_FINAL_TRY, /* one more wrong PIN locks the token */
  SOKY_PIN_LOCKED,
  SOKY_PIN_NOT_SET,
} SokyPinState;

/* A certificate stored on a token. */
#define SOKY_TYPE_TOKEN_CERTIFICATE (soky_token_certificate_get_type ())
G_DECLARE_FINAL_TYPE (SokyTokenCertificate, soky_token_certificate, SOKY, TOKEN_CERTIFICATE,
                      GObject)

SokyCertificate *soky_token_certificate_get_certificate (SokyTokenCertificate *self);
/* CKA_ID in hexadecimal, by which key and certificate are matched; may be empty. */
const char *soky_token_certificate_get_id (SokyTokenCertificate *self);
const char *soky_token_certificate_get_label (SokyTokenCertificate *self);
/* FALSE only when a private key was looked for after login and none was there. */
gboolean soky_token_certificate_may_have_key (SokyTokenCertificate *self);

/* A token in a reader, as it was when it was listed. */
#define SOKY_TYPE_TOKEN (soky_token_get_type ())
G_DECLARE_FINAL_TYPE (SokyToken, soky_token, SOKY, TOKEN, GObject)

const char *soky_token_get_label (SokyToken *self);
const char *soky_token_get_serial (SokyToken *self);
const char *soky_token_get_manufacturer (SokyToken *self);
const char *soky_token_get_model (SokyToken *self);
const char *soky_token_get_module_path (SokyToken *self);
SokyPinState soky_token_get_pin_state (SokyToken *self);
guint soky_token_get_pin_min (SokyToken *self);
guint soky_token_get_pin_max (SokyToken *self);
/* The PIN is typed on the reader (protected authentication path): log in with a NULL PIN. */
gboolean soky_token_has_pin_pad (SokyToken *self);
/* (transfer none) (element-type SokyTokenCertificate): signers' and authorities' alike */
GPtrArray *soky_token_get_certificates (SokyToken *self);

/* Drivers, each in a soky-token process of its own. All calls block: run them by soky_task_run().
 */
#define SOKY_TYPE_TOKEN_HOST (soky_token_host_get_type ())
G_DECLARE_FINAL_TYPE (SokyTokenHost, soky_token_host, SOKY, TOKEN_HOST, GObject)

/* The modules of p11-kit's configuration and of drivers.ini that are installed here. */
SokyTokenHost *soky_token_host_new (void);
/* Only this module (a command line's --module). */
SokyTokenHost *soky_token_host_new_for_module (const char *path);

/**
 * soky_token_host_list:
 * @problems: (out) (optional) (transfer full) (element-type GError): drivers that did not work,
 *   each error's message naming the file; they never make the call fail
 *
 * Asks every driver anew. One that hangs or crashes is left aside, and not asked again before its
 * file changes or soky_token_host_forget_problems() is called; one that was named is always asked.
 *
 * Returns: (transfer full) (element-type SokyToken): the tokens plugged in, possibly none
 */
GPtrArray *soky_token_host_list (SokyTokenHost *self, GPtrArray **problems,
                                 GCancellable *cancellable, GError **error);

/* Drivers that were left aside get another try. Blocks for a moment. */
void soky_token_host_forget_problems (SokyTokenHost *self);

/**
 * soky_token_host_login:
 * @certificate: checked to be on the token still, before a PIN is spent
 * @pin: (nullable): %NULL for a PIN pad; wiped from the pipe's buffers once sent
 *
 * One attempt, never repeated by the program. After it soky_token_get_pin_state() of @token is
 * current. The login lasts until soky_token_host_logout() or the host's end.
 *
 * Returns: (transfer full) (nullable): a signer, good for any number of signatures in this login
 */
SokySigner *soky_token_host_login (SokyTokenHost *self, SokyToken *token,
                                   SokyTokenCertificate *certificate, SokySecret *pin,
                                   GCancellable *cancellable, GError **error);
void soky_token_host_logout (SokyTokenHost *self, SokyToken *token);

/* (transfer full): how long a PIN of @token may be, in the user's language */
char *soky_token_describe_pin_rule (SokyToken *token);
/* Whether @pin, typed twice, may be @token's new PIN, by the token's own rules; what is wrong is a
 * SokyTokenError (CKR_PIN_LEN_RANGE, CKR_PIN_INVALID). */
gboolean soky_token_check_new_pin (SokyToken *token, SokySecret *pin, SokySecret *again,
                                   GError **error);

/**
 * soky_token_host_change_pin:
 * @old_pin: (nullable): %NULL for a PIN pad, like @new_pin
 *
 * One attempt, which counts like a login, and ends any login to the token. After it
 * soky_token_get_pin_state() of @token is current.
 */
gboolean soky_token_host_change_pin (SokyTokenHost *self, SokyToken *token, SokySecret *old_pin,
                                     SokySecret *new_pin, GCancellable *cancellable,
                                     GError **error);

G_END_DECLS
