/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A token driver that misbehaves: it hands every call on to SoftHSM, but for the habits that the
 * environment variable BAD_MODULE names, and those in the file BAD_MODULE_FILE, which a test may
 * rewrite while the driver runs. Habits are separated by commas. BAD_MODULE_REAL is SoftHSM's file;
 * BAD_MODULE_NTH is the signature that "removed" and "fail-sign" are about. */
#include "config.h"

#include <glib.h>
#include <gmodule.h>
#include <p11-kit/pkcs11.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PAD_PIN "12345678"
#define EVENT_STEP_US 20000

static CK_FUNCTION_LIST *real;
static CK_FUNCTION_LIST own;
static gboolean context_login;
static guint signatures;
static gboolean told_absent;

static gboolean
names (const char *habits, const char *habit)
{
  g_auto (GStrv) all = g_strsplit_set (habits, ",\n", -1);
  return g_strv_contains ((const char *const *) all, habit);
}

static gboolean
is (const char *habit)
{
  const char *fixed = g_getenv ("BAD_MODULE");
  const char *file = g_getenv ("BAD_MODULE_FILE");
  g_autofree char *now = NULL;

  if (fixed != NULL && names (fixed, habit))
    return TRUE;
  return file != NULL && g_file_get_contents (file, &now, NULL, NULL) && names (now, habit);
}

static gboolean
is_nth_signature (void)
{
  const char *nth = g_getenv ("BAD_MODULE_NTH");
  return signatures == (nth ? (guint) g_ascii_strtoull (nth, NULL, 10) : 2);
}

static void
hang (void)
{
  for (;;)
    pause ();
}

static CK_RV
bad_initialize (void *arguments)
{
  if (is ("crash-initialize"))
    abort ();
  if (is ("hang-initialize"))
    hang ();
  if (is ("no-locks") && arguments != NULL)
    return CKR_CANT_LOCK;
  if (is ("refuse-initialize"))
    return CKR_GENERAL_ERROR;
  return real->C_Initialize (arguments);
}

/* The habit "hide:LABEL": that token was taken out, the others were not. */
static gboolean
is_hidden (CK_SLOT_ID slot)
{
  CK_TOKEN_INFO info;

  if (real->C_GetTokenInfo (slot, &info) != CKR_OK)
    return FALSE;
  g_autofree char *label = g_strndup ((const char *) info.label, sizeof info.label);
  g_autofree char *habit = g_strconcat ("hide:", g_strchomp (label), NULL);
  return is (habit);
}

#define MOST_SLOTS 64

static CK_RV
list_shown (CK_SLOT_ID *slots, CK_ULONG *count)
{
  CK_SLOT_ID all[MOST_SLOTS];
  CK_ULONG found = MOST_SLOTS, shown = 0;
  CK_RV rv = real->C_GetSlotList (CK_TRUE, all, &found);

  for (CK_ULONG i = 0; rv == CKR_OK && i < found; i++) {
    if (is_hidden (all[i]))
      continue;
    if (slots != NULL && shown < *count)
      slots[shown] = all[i];
    shown++;
  }
  *count = shown;
  return rv;
}

static CK_RV
bad_get_slot_list (CK_BBOOL present, CK_SLOT_ID *slots, CK_ULONG *count)
{
  if (is ("hang-slots"))
    hang ();
  if (is ("child") && slots == NULL && fork () == 0) {
    sleep (5); /* keeps every pipe of its parent open meanwhile */
    _exit (0);
  }
  if (is ("child"))
    hang ();
  if (is ("garbage")) {
    printf ("debug: C_GetSlotList\n");
    fflush (stdout);
    dprintf (STDOUT_FILENO, "%s", "\xff\xff\xff\xff garbage");
  }
  if (is ("bad-slot") && slots != NULL) {
    CK_RV rv = real->C_GetSlotList (present, slots, count);
    slots[(*count)++] = 4711;
    return rv;
  }
  if (is ("absent") && present) {
    *count = 0;
    return CKR_OK;
  }
  CK_RV rv = present ? list_shown (slots, count) : real->C_GetSlotList (present, slots, count);
  if (is ("zero-sizes") && slots == NULL)
    *count = 0;
  return rv;
}

static CK_RV
bad_get_token_info (CK_SLOT_ID slot, CK_TOKEN_INFO *info)
{
  if (slot == 4711)
    return CKR_DEVICE_ERROR;
  if (is ("absent") || is_hidden (slot))
    return CKR_TOKEN_NOT_PRESENT;
  CK_RV rv = real->C_GetTokenInfo (slot, info);
  if (is ("pin-pad"))
    info->flags |= CKF_PROTECTED_AUTHENTICATION_PATH;
  if (is ("count-low"))
    info->flags |= CKF_USER_PIN_COUNT_LOW;
  if (is ("final-try"))
    info->flags |= CKF_USER_PIN_FINAL_TRY;
  if (is ("locked"))
    info->flags |= CKF_USER_PIN_LOCKED;
  if (is ("pin-lengths")) {
    info->ulMinPinLen = 6;
    info->ulMaxPinLen = 10;
  }
  return rv;
}

static CK_RV
bad_open_session (CK_SLOT_ID slot, CK_FLAGS flags, void *application, CK_NOTIFY notify,
                  CK_SESSION_HANDLE *session)
{
  if (is ("absent") || is_hidden (slot))
    return CKR_TOKEN_NOT_PRESENT;
  if ((flags & CKF_RW_SESSION) != 0 && !is ("writable"))
    return CKR_TOKEN_WRITE_PROTECTED;
  return real->C_OpenSession (slot, flags, application, notify, session);
}

static CK_RV
bad_find_objects (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE *objects, CK_ULONG max,
                  CK_ULONG *count)
{
  CK_SESSION_INFO info = {0};

  if (is ("absent"))
    return CKR_DEVICE_REMOVED;
  if (is ("crash-objects"))
    abort ();
  if (is ("hang-objects") && real->C_GetSessionInfo (session, &info) == CKR_OK &&
      info.state == CKS_RO_PUBLIC_SESSION)
    hang ();
  return real->C_FindObjects (session, objects, max, count);
}

/* SoftHSM itself cannot be waited in. */
static CK_RV
bad_wait_for_slot_event (CK_FLAGS flags, CK_SLOT_ID *slot, void *reserved)
{
  if (is ("empty-events"))
    return CKR_OK;
  if (!is ("events"))
    return real->C_WaitForSlotEvent (flags, slot, reserved);
  /* what happened between two calls is told at the second */
  while (is ("absent") == told_absent)
    g_usleep (EVENT_STEP_US);
  told_absent = !told_absent;
  return CKR_OK;
}

static CK_RV
bad_get_attribute_value (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE *template,
                         CK_ULONG count)
{
  gboolean size_query = template->pValue == NULL;
  CK_RV rv = real->C_GetAttributeValue (session, object, template, count);

  if (is ("zero-sizes") && size_query)
    template->ulValueLen = 0;
  if (is ("no-ids") && template->type == CKA_ID)
    template->ulValueLen = 0;
  if (is ("always-authenticate") && template->type == CKA_ALWAYS_AUTHENTICATE && !size_query)
    *(CK_BBOOL *) template->pValue = CK_TRUE;
  return rv;
}

static CK_RV
bad_get_mechanism_info (CK_SLOT_ID slot, CK_MECHANISM_TYPE type, CK_MECHANISM_INFO *info)
{
  if (is ("no-pss") && type == CKM_RSA_PKCS_PSS)
    return CKR_MECHANISM_INVALID;
  return real->C_GetMechanismInfo (slot, type, info);
}

static CK_RV
bad_login (CK_SESSION_HANDLE session, CK_USER_TYPE user, CK_UTF8CHAR *pin, CK_ULONG length)
{
  if (is ("hang-login"))
    hang ();
  if (is ("pin-pad") && pin != NULL)
    return CKR_ARGUMENTS_BAD;
  if (is ("pin-pad"))
    return real->C_Login (session, user, (CK_UTF8CHAR *) PAD_PIN, strlen (PAD_PIN));
  if (is ("pad-cancelled"))
    return CKR_FUNCTION_CANCELED;
  if (is ("wrong-context-pin") && user == CKU_CONTEXT_SPECIFIC)
    return CKR_PIN_INCORRECT;
  if (user == CKU_CONTEXT_SPECIFIC) {
    context_login = length == strlen (PAD_PIN) && memcmp (pin, PAD_PIN, length) == 0;
    return context_login ? CKR_OK : CKR_PIN_INCORRECT;
  }
  return real->C_Login (session, user, pin, length);
}

/* BAD_MODULE_MS: how long a signature takes. */
static void
be_slow (void)
{
  const char *text = g_getenv ("BAD_MODULE_MS");
  g_usleep (g_ascii_strtoull (text ? text : "500", NULL, 10) * 1000);
}

static CK_RV
bad_sign (CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG length, CK_BYTE *signature,
          CK_ULONG *signature_length)
{
  if (is ("slow"))
    be_slow ();
  if (is ("crash-sign"))
    abort ();
  if (is ("hang-sign"))
    hang ();
  signatures++;
  if (is ("absent") || (is ("removed") && is_nth_signature ()))
    return CKR_DEVICE_REMOVED;
  if (is ("fail-sign") && is_nth_signature ())
    return CKR_FUNCTION_FAILED;
  if (is ("always-authenticate") && !context_login)
    return CKR_USER_NOT_LOGGED_IN;
  context_login = FALSE;
  return real->C_Sign (session, data, length, signature, signature_length);
}

/* A reader with keys of its own asks for both PINs itself. */
static CK_RV
bad_set_pin (CK_SESSION_HANDLE session, CK_UTF8CHAR *old, CK_ULONG old_length, CK_UTF8CHAR *new,
             CK_ULONG new_length)
{
  if (is ("pin-pad") && (old != NULL || new != NULL))
    return CKR_ARGUMENTS_BAD;
  if (is ("pin-pad"))
    return CKR_OK;
  if (is ("pin-lengths") && (new_length < 6 || new_length > 10))
    return CKR_PIN_LEN_RANGE;
  return real->C_SetPIN (session, old, old_length, new, new_length);
}

static CK_RV
bad_logout (CK_SESSION_HANDLE session)
{
  if (is ("hang-logout"))
    hang ();
  return real->C_Logout (session);
}

static void
take_over (void)
{
  own = *real;
  own.C_Initialize = bad_initialize;
  own.C_GetSlotList = bad_get_slot_list;
  own.C_GetTokenInfo = bad_get_token_info;
  own.C_OpenSession = bad_open_session;
  own.C_FindObjects = bad_find_objects;
  own.C_WaitForSlotEvent = bad_wait_for_slot_event;
  own.C_SetPIN = bad_set_pin;
  own.C_GetAttributeValue = bad_get_attribute_value;
  own.C_GetMechanismInfo = bad_get_mechanism_info;
  own.C_Login = bad_login;
  own.C_Sign = bad_sign;
  own.C_Logout = bad_logout;
}

CK_RV
C_GetFunctionList (CK_FUNCTION_LIST **list)
{
  GModule *module = g_module_open (g_getenv ("BAD_MODULE_REAL"), G_MODULE_BIND_LOCAL);
  CK_C_GetFunctionList get_list = NULL;

  if (module == NULL || !g_module_symbol (module, "C_GetFunctionList", (gpointer *) &get_list))
    return CKR_GENERAL_ERROR;
  CK_RV rv = get_list (&real);
  take_over ();
  *list = &own;
  return rv;
}

static void __attribute__ ((constructor)) loaded (void)
{
  if (is ("crash-load"))
    abort ();
}

/* Vendors' modules deadlock when the process that loaded them ends in an orderly way. */
static void __attribute__ ((destructor)) unloaded (void)
{
  if (g_getenv ("BAD_MODULE") != NULL)
    hang ();
}
