/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/token/pkcs11.h"

#include "crypto/token/object.h"
#include "crypto/token/token.h"

#include <gmodule.h>

#define FIXED_SLOTS 64
#define MAX_SLOTS 256

guint64
soky_pkcs11_load (const char *path, CK_FUNCTION_LIST **calls, char **detail)
{
  GModule *library = g_module_open (path, G_MODULE_BIND_LOCAL);
  CK_C_GetFunctionList get_function_list = NULL;

  if (library == NULL ||
      !g_module_symbol (library, "C_GetFunctionList", (gpointer *) &get_function_list)) {
    *detail = g_strdup (g_module_error ());
    return SOKY_TOKEN_ERROR_NOT_A_DRIVER;
  }
  g_module_make_resident (library);

  CK_RV rv = get_function_list (calls);
  if (rv != CKR_OK || *calls == NULL)
    return rv != CKR_OK ? rv : SOKY_TOKEN_ERROR_NOT_A_DRIVER;

  CK_C_INITIALIZE_ARGS arguments = {.flags = CKF_OS_LOCKING_OK};
  rv = (*calls)->C_Initialize (&arguments);
  /* the process uses the driver from one thread, so a driver without locks is good enough */
  if (rv == CKR_CANT_LOCK || rv == CKR_ARGUMENTS_BAD)
    rv = (*calls)->C_Initialize (NULL);
  return rv == CKR_CRYPTOKI_ALREADY_INITIALIZED ? CKR_OK : rv;
}

GArray *
soky_pkcs11_get_slots (CK_FUNCTION_LIST *calls, CK_RV *rv)
{
  GArray *slots = g_array_new (FALSE, TRUE, sizeof (CK_SLOT_ID));
  CK_ULONG count = 0;

  /* the call without a buffer also makes a driver look for new readers */
  *rv = calls->C_GetSlotList (CK_TRUE, NULL, &count);
  if (*rv != CKR_OK)
    return slots;
  /* room for drivers that answer 0, and for a token plugged in between the calls */
  count = MIN (count, MAX_SLOTS - FIXED_SLOTS) + FIXED_SLOTS;
  g_array_set_size (slots, (guint) count);
  *rv = calls->C_GetSlotList (CK_TRUE, (CK_SLOT_ID *) (void *) slots->data, &count);
  g_array_set_size (slots, *rv == CKR_OK && count <= slots->len ? (guint) count : 0);
  return slots;
}

static char *
clean (const CK_UTF8CHAR *padded, gsize size)
{
  gsize length = 0;
  while (length < size && padded[length] != '\0')
    length++;
  return soky_message_clean_text (padded, length);
}

SokyTokenRecord *
soky_pkcs11_get_token (CK_FUNCTION_LIST *calls, CK_SLOT_ID slot, CK_RV *rv)
{
  CK_TOKEN_INFO info = {0};
  *rv = calls->C_GetTokenInfo (slot, &info);
  if (*rv != CKR_OK)
    return NULL;

  SokyTokenRecord *token = soky_token_record_new ();
  token->slot = slot;
  token->flags = info.flags;
  token->label = clean (info.label, sizeof info.label);
  token->manufacturer = clean (info.manufacturerID, sizeof info.manufacturerID);
  token->model = clean (info.model, sizeof info.model);
  token->serial = clean (info.serialNumber, sizeof info.serialNumber);
  token->pin_min = info.ulMinPinLen;
  token->pin_max = info.ulMaxPinLen;
  return token;
}

CK_RV
soky_pkcs11_open (CK_FUNCTION_LIST *calls, CK_SLOT_ID slot, CK_SESSION_HANDLE *session)
{
  return calls->C_OpenSession (slot, CKF_SERIAL_SESSION, NULL, NULL, session);
}

static CK_RV
read_certificates (CK_FUNCTION_LIST *calls, SokyTokenRecord *token)
{
  CK_SESSION_HANDLE session = 0;
  CK_RV rv = soky_pkcs11_open (calls, token->slot, &session);
  if (rv != CKR_OK)
    return rv;

  g_autoptr (GArray) objects = soky_object_find (calls, session, CKO_CERTIFICATE, &rv);
  for (guint i = 0; i < objects->len; i++) {
    CK_OBJECT_HANDLE object = g_array_index (objects, CK_OBJECT_HANDLE, i);
    g_autoptr (GBytes) der = soky_object_read_certificate (calls, session, object);
    g_autoptr (GBytes) id = soky_object_read (calls, session, object, CKA_ID);
    g_autoptr (GBytes) label = soky_object_read (calls, session, object, CKA_LABEL);
    g_autoptr (GBytes) none = g_bytes_new (NULL, 0);
    gsize size = 0;
    const guint8 *text = label ? g_bytes_get_data (label, &size) : NULL;
    g_autofree char *shown = soky_message_clean_text (text, size);
    if (der != NULL)
      soky_token_record_add_certificate (token, id ? id : none, shown, der);
  }
  calls->C_CloseSession (session);
  return rv;
}

/* A slot that became empty, or a token of another driver, is no problem of this one. */
static gboolean
is_nothing_there (CK_RV rv)
{
  return rv == CKR_TOKEN_NOT_PRESENT || rv == CKR_TOKEN_NOT_RECOGNIZED ||
         rv == CKR_SLOT_ID_INVALID || rv == CKR_DEVICE_REMOVED;
}

static void
list_slot (CK_FUNCTION_LIST *calls, CK_SLOT_ID slot, SokyListRecord *list)
{
  CK_RV rv = CKR_OK;
  g_autoptr (SokyTokenRecord) token = soky_pkcs11_get_token (calls, slot, &rv);

  if (token != NULL)
    rv = read_certificates (calls, token);
  if (rv != CKR_OK && !is_nothing_there (rv)) {
    SokySlotProblem problem = {slot, rv};
    g_array_append_val (list->problems, problem);
  }
  /* not every driver sets the flag for a token that was handed out ready */
  gboolean blank =
      token != NULL && (token->flags & CKF_TOKEN_INITIALIZED) == 0 && token->certificates->len == 0;
  if (token != NULL && !blank && !is_nothing_there (rv))
    g_ptr_array_add (list->tokens, g_steal_pointer (&token));
}

CK_RV
soky_pkcs11_list (CK_FUNCTION_LIST *calls, SokyListRecord *list)
{
  CK_RV rv = CKR_OK;
  g_autoptr (GArray) slots = soky_pkcs11_get_slots (calls, &rv);

  for (guint i = 0; i < slots->len; i++)
    list_slot (calls, g_array_index (slots, CK_SLOT_ID, i), list);
  return rv;
}
