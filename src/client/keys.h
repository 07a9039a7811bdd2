/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The Idempotency-Keys of writes that may or may not have arrived, so that the same write, tried
 * again by a person within some minutes, is not done twice. */
typedef struct _SokyKeys SokyKeys;

SokyKeys *soky_keys_new (void);
void soky_keys_free (SokyKeys *self);

/* The key of an equal write whose answer was lost, else a new one.
 * @fingerprint: soky_request_fingerprint() */
char *soky_keys_choose (SokyKeys *self, const char *fingerprint);
/* No answer came. */
void soky_keys_keep (SokyKeys *self, const char *fingerprint, const char *key);
/* An answer came; @all: it makes every other write a new one. */
void soky_keys_forget (SokyKeys *self, const char *fingerprint, gboolean all);

G_END_DECLS
