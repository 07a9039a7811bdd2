/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sign/sign.h"

G_BEGIN_DECLS

/* How to sign, as the command line says it. */
typedef struct {
  char *hash;
  char *lock;
  int certify;
  gboolean prefer_pss;
  char **locked; /* what options.lock points to, once read */
} SokyMethodArguments;

/* Adds their options to those of a command. */
void soky_method_arguments_add (SokyMethodArguments *self, GOptionGroup *group);
/* Reads them into @options, which points into @self. What is wrong with them, or NULL. */
const char *soky_method_arguments_read (SokyMethodArguments *self, SokySignOptions *options);
void soky_method_arguments_clear (SokyMethodArguments *self);

G_END_DECLS
