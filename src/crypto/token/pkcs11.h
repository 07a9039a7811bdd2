/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/token/record.h"

#include <p11-kit/pkcs11.h>

G_BEGIN_DECLS

/* The driver as the soky-token process loads it: once, and never unloaded. */

/**
 * soky_pkcs11_load:
 * @detail: (out): what the system said when @path could not be loaded
 *
 * Returns: CKR_OK with the functions in @calls, or a CK_RV or SOKY_TOKEN_ERROR_… without
 */
guint64 soky_pkcs11_load (const char *path, CK_FUNCTION_LIST **calls, char **detail);

/* Returns: (element-type CK_SLOT_ID): the slots that hold a token */
GArray *soky_pkcs11_get_slots (CK_FUNCTION_LIST *calls, CK_RV *rv);
/* (nullable): what the slot's token says of itself, without its certificates */
SokyTokenRecord *soky_pkcs11_get_token (CK_FUNCTION_LIST *calls, CK_SLOT_ID slot, CK_RV *rv);
/* Read-only: some drivers refuse anything else without a PIN. */
CK_RV soky_pkcs11_open (CK_FUNCTION_LIST *calls, CK_SLOT_ID slot, CK_SESSION_HANDLE *session);

/* All tokens with their certificates. A slot that fails becomes a problem of the list. */
CK_RV soky_pkcs11_list (CK_FUNCTION_LIST *calls, SokyListRecord *list);

G_END_DECLS
