/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/token/object.h"

#define FIND_AT_ONCE 32
#define MAX_OBJECTS 1024
#define FIXED_BYTES 16384 /* more than any certificate, key part or label of a token */
#define MAX_BYTES 65536

GArray *
soky_object_find (CK_FUNCTION_LIST *calls, CK_SESSION_HANDLE session, CK_OBJECT_CLASS object_class,
                  CK_RV *rv)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (CK_OBJECT_HANDLE));
  CK_ATTRIBUTE template = {CKA_CLASS, &object_class, sizeof object_class};
  CK_OBJECT_HANDLE some[FIND_AT_ONCE];
  CK_ULONG count = 0;

  *rv = calls->C_FindObjectsInit (session, &template, 1);
  if (*rv != CKR_OK)
    return found;
  do {
    count = 0;
    *rv = calls->C_FindObjects (session, some, FIND_AT_ONCE, &count);
    if (*rv == CKR_OK && count <= FIND_AT_ONCE)
      g_array_append_vals (found, some, (guint) count);
  } while (*rv == CKR_OK && count > 0 && count <= FIND_AT_ONCE && found->len < MAX_OBJECTS);
  calls->C_FindObjectsFinal (session);
  return found;
}

GBytes *
soky_object_read (CK_FUNCTION_LIST *calls, CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object,
                  CK_ATTRIBUTE_TYPE type)
{
  CK_ATTRIBUTE attribute = {type, NULL, 0};
  CK_RV rv = calls->C_GetAttributeValue (session, object, &attribute, 1);
  CK_ULONG size = attribute.ulValueLen;

  if (rv == CKR_ATTRIBUTE_TYPE_INVALID || rv == CKR_ATTRIBUTE_SENSITIVE)
    return NULL;
  if (rv != CKR_OK || size == 0 || size > MAX_BYTES)
    size = FIXED_BYTES;

  g_autofree guint8 *value = g_malloc0 (size);
  attribute.pValue = value;
  attribute.ulValueLen = size;
  rv = calls->C_GetAttributeValue (session, object, &attribute, 1);
  if (rv != CKR_OK || attribute.ulValueLen > size)
    return NULL;
  return g_bytes_new (value, attribute.ulValueLen);
}

gboolean
soky_object_read_number (CK_FUNCTION_LIST *calls, CK_SESSION_HANDLE session,
                         CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type, CK_ULONG *number)
{
  CK_ATTRIBUTE attribute = {type, number, sizeof *number};
  return calls->C_GetAttributeValue (session, object, &attribute, 1) == CKR_OK &&
         attribute.ulValueLen == sizeof *number;
}

gboolean
soky_object_read_flag (CK_FUNCTION_LIST *calls, CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object,
                       CK_ATTRIBUTE_TYPE type, gboolean when_unknown)
{
  CK_BBOOL flag = CK_FALSE;
  CK_ATTRIBUTE attribute = {type, &flag, sizeof flag};
  CK_RV rv = calls->C_GetAttributeValue (session, object, &attribute, 1);

  return rv == CKR_OK && attribute.ulValueLen == sizeof flag ? flag != CK_FALSE : when_unknown;
}

/* The length of the SEQUENCE at the start of @data (X.690 §8.1.3), 0 when there is none. */
static gsize
sequence_length (const guint8 *data, gsize length)
{
  if (length < 2 || data[0] != 0x30)
    return 0;
  if (data[1] < 0x80)
    return (gsize) data[1] + 2;

  gsize digits = data[1] & 0x7f;
  gsize content = 0;
  if (digits == 0 || digits > 3 || length < 2 + digits)
    return 0;
  for (gsize i = 0; i < digits; i++)
    content = content << 8 | data[2 + i];
  return 2 + digits + content;
}

GBytes *
soky_object_read_certificate (CK_FUNCTION_LIST *calls, CK_SESSION_HANDLE session,
                              CK_OBJECT_HANDLE object)
{
  CK_ULONG type = CKC_X_509;
  if (soky_object_read_number (calls, session, object, CKA_CERTIFICATE_TYPE, &type) &&
      type != CKC_X_509)
    return NULL;

  g_autoptr (GBytes) value = soky_object_read (calls, session, object, CKA_VALUE);
  gsize size = 0;
  const guint8 *data = value ? g_bytes_get_data (value, &size) : NULL;
  gsize length = sequence_length (data, size);
  return length > 0 && length <= size ? g_bytes_new_from_bytes (value, 0, length) : NULL;
}
