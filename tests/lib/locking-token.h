/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* openCryptoki's soft token, which locks after three wrong PINs and stays locked: a test program of
 * its own for each, run by with-soft-token. */

#define LOCKING_TOKEN_PIN "13572468"
#define LOCKING_TOKEN_NEW_PIN "86427531"
#define LOCKING_TOKEN_WRONG_PIN "11111111"

/* Whether the test can run; where not, a TAP skip with the reason has been printed. */
gboolean locking_token_is_there (void);
const char *locking_token_find_module (void);
/* Gives it PINs, a key and a certificate of Nguyễn Thị Lan. */
void locking_token_prepare (void);

G_END_DECLS
