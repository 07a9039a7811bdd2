/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/key.h"
#include "sign/sign.h"

G_BEGIN_DECLS

/* How a signature looks and where it stands, as the command line says it; what is not given is NULL
 * or 0. */
typedef struct {
  gboolean visible;
  int page;
  char *rect;
  char *anchor;
  char *side;
  char *role;
  char *profile;
  char *template_name;
  char **title; /* a line each */
  char *image;
  char *number;
  char *form;
  char *code;
  char *preview; /* write the look here, and do not sign */
  char *lines;   /* the title, as the signature takes it */
} SokyLookOptions;

/* Returns: (transfer full): the options that fill @self, for soky_cli_parse_group() */
GOptionGroup *soky_look_options_group (SokyLookOptions *self);
/* Fills in @options, which borrows from @self. Returns: (nullable): what is wrong with them */
const char *soky_look_options_apply (SokyLookOptions *self, SokySignOptions *options);
void soky_look_options_clear (SokyLookOptions *self);

/* Draws what would be signed into the file of --preview (PNG, or PDF by its name).
 * Returns: the exit status */
int soky_look_preview (const SokyLookOptions *self, const SokyKeyOptions *key,
                       const SokySignOptions *options, const char *input);

G_END_DECLS
