/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/secret.h"
#include "crypto/token/record.h"

#include <p11-kit/pkcs11.h>

G_BEGIN_DECLS

/* The logins of one soky-token process. */
typedef struct _SokySession SokySession;

SokySession *soky_session_new (CK_FUNCTION_LIST *calls);

/* One attempt. @pin is NULL for a PIN pad; it is kept only for keys that ask for it at every
 * signature. @result is filled whatever the answer is. */
guint64 soky_session_login (SokySession *self, const SokyLoginRecord *record, SokySecret *pin,
                            SokyLoginResult *result);
guint64 soky_session_sign (SokySession *self, const SokySignRecord *record, GBytes **signature);
/* One attempt with the old PIN, after which nobody is logged in. Both are NULL for a PIN pad. */
guint64 soky_session_change_pin (SokySession *self, const SokyLoginRecord *record,
                                 SokySecret *old_pin, SokySecret *new_pin, SokyLoginResult *result);
guint64 soky_session_logout (SokySession *self, const SokyTokenAddress *address);
/* Logs out of every token and forgets all. */
void soky_session_free (SokySession *self);

G_END_DECLS
