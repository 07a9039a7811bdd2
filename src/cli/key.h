/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/signer.h"
#include "crypto/token/token.h"

G_BEGIN_DECLS

/* Which key signs, as the command line says it; what is not given is NULL. */
typedef struct {
  char *module;
  char *token;
  char *certificate;
  char *pin_file;
  char *key;
  char *certificate_file;
  char *p12;
  gboolean last_try; /* spend the last try before the token locks */
} SokyKeyOptions;

/* A key that is open until it is cleared. */
typedef struct {
  SokySigner *signer;
  SokyTokenHost *host; /* nullable: a software key has none */
  SokyToken *token;    /* nullable */
} SokyKey;

/* Whether the options agree with each other; what is wrong otherwise. */
const char *soky_key_options_check (const SokyKeyOptions *options);
void soky_key_options_clear (SokyKeyOptions *options);

/* Opens the key, asking for the PIN once where one is needed. A wrong PIN is never tried again. */
gboolean soky_key_open (SokyKey *key, const SokyKeyOptions *options, GError **error);
void soky_key_clear (SokyKey *key);

/* Whether a PIN may be tried on @token now; tells what the person should know before. */
gboolean soky_key_check_pin_state (SokyToken *token, gboolean last_try, GError **error);
/* @pin_file: (nullable): else it is asked for. @pin stays NULL for a reader with its own keys. */
gboolean soky_key_ask_pin (SokyToken *token, const char *pin_file, SokySecret **pin,
                           GError **error);

/* The certificate alone, without a PIN where that can be: to show what would be signed. */
SokyCertificate *soky_key_find_certificate (const SokyKeyOptions *options, GError **error);

G_END_DECLS
