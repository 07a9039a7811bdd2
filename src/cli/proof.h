/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sign/extend.h"

G_BEGIN_DECLS

/* The level of a signature and where its proof comes from, as the command line says it. */
typedef struct {
  char *level;
  char *tsa;
  char *tsa_user;
  char *tsa_password_file;
  char **tsa_trust;
  char **trust;
  char *tls_ca;
  SokyExtendOptions options; /* once opened; points to what follows */
  SokyFetcher *fetcher;
  SokyTimestamper *timestamper;
  SokyTrust *signers;
  SokyTrust *timestamps;
} SokyProofArguments;

/* Adds their options to those of a command. */
void soky_proof_arguments_add (SokyProofArguments *self, GOptionGroup *group);
/* Reads the level, @usual when none is named. What is wrong with them, or NULL. */
const char *soky_proof_arguments_read (SokyProofArguments *self, SokyLevel usual);
/* Opens files and makes what talks to servers, into options; nothing at level B. */
gboolean soky_proof_arguments_open (SokyProofArguments *self, GError **error);
void soky_proof_arguments_clear (SokyProofArguments *self);

G_END_DECLS
