/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <p11-kit/pkcs11.h>

G_BEGIN_DECLS

/* Objects of a token, read in the soky-token process. Drivers that answer wrongly to the two-call
 * size query are asked with a buffer of fixed size. */

/* Returns: (element-type CK_OBJECT_HANDLE): those of @object_class, as many as could be read */
GArray *soky_object_find (CK_FUNCTION_LIST *calls, CK_SESSION_HANDLE session,
                          CK_OBJECT_CLASS object_class, CK_RV *rv);

/* Returns: (transfer full) (nullable): the attribute's bytes, NULL when it cannot be read */
GBytes *soky_object_read (CK_FUNCTION_LIST *calls, CK_SESSION_HANDLE session,
                          CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type);
/* FALSE when it cannot be read. */
gboolean soky_object_read_number (CK_FUNCTION_LIST *calls, CK_SESSION_HANDLE session,
                                  CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type,
                                  CK_ULONG *number);
gboolean soky_object_read_flag (CK_FUNCTION_LIST *calls, CK_SESSION_HANDLE session,
                                CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type,
                                gboolean when_unknown);
/* The DER of a certificate without what some tokens keep behind it; NULL when there is none. */
GBytes *soky_object_read_certificate (CK_FUNCTION_LIST *calls, CK_SESSION_HANDLE session,
                                      CK_OBJECT_HANDLE object);

G_END_DECLS
