/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sign/verify.h"

G_BEGIN_DECLS

/* How much is asked: of the network nothing unless the person wants it. */
typedef enum {
  SOKY_VERIFY_OFFLINE,
  SOKY_VERIFY_ONLINE, /* OCSP, revocation lists and missing authorities are fetched */
} SokyVerifyReach;

/* Verifies without the network, and blocks. Timestamps are trusted below @trust (nullable) and
 * below the authorities of the system. */
SokyReport *soky_verification_verify (SokyInput *input, const char *name, SokyTrust *trust,
                                      GCancellable *cancellable, GError **error);

/* Verifies in a thread. @trust is nullable. */
void soky_verification_run_async (SokyInput *input, const char *name, SokyTrust *trust,
                                  SokyVerifyReach reach, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) (nullable) */
SokyReport *soky_verification_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
