/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/token/token.h"

G_BEGIN_DECLS

/* How the state of a token's PIN is told, in the user's language. */
typedef struct {
  const char *icon;
  const char *style; /* a class of style.css and libadwaita */
  const char *words;
} SokyPinWords;

SokyPinWords soky_pin_words (SokyPinState state);

G_END_DECLS
