/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/token/token.h"

G_BEGIN_DECLS

/* Sets @error to what @rv means in words, and what to do about it. A PIN pad's own cancel key
 * gives %G_IO_ERROR_CANCELLED.
 * @driver: the module's file name, named where the driver is to blame
 * @detail: (nullable): what the driver or the system said itself */
void soky_token_error_set (GError **error, guint64 rv, const char *driver, const char *detail);
/* The same after a refused login, when @state says how many tries are left. */
void soky_token_error_set_login (GError **error, guint64 rv, SokyPinState state,
                                 const char *driver);

G_END_DECLS
