/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/token/session.h"

#include "crypto/token/pkcs11.h"
#include "crypto/token/token-key.h"
#include "crypto/token/token.h"

/* A token that is open. */
typedef struct {
  CK_SLOT_ID slot;
  CK_SESSION_HANDLE handle;
  SokySecret *pin; /* NULL unless a key asks for it at every signature, and for a PIN pad */
} Card;

/* A certificate that somebody logged in for. It stays known when its token is opened anew. */
typedef struct {
  guint64 number;
  CK_SLOT_ID slot;
  GBytes *certificate;
  SokyTokenKey key; /* handle 0: to be looked for in the present session */
} Login;

struct _SokySession {
  CK_FUNCTION_LIST *calls;
  GPtrArray *cards;
  GPtrArray *logins;
  guint64 count;
};

static void
card_free (gpointer data)
{
  Card *card = data;
  soky_secret_unref (card->pin);
  g_free (card);
}

static void
login_free (gpointer data)
{
  Login *login = data;
  g_bytes_unref (login->certificate);
  g_free (login);
}

SokySession *
soky_session_new (CK_FUNCTION_LIST *calls)
{
  SokySession *self = g_new0 (SokySession, 1);
  self->calls = calls;
  self->cards = g_ptr_array_new_with_free_func (card_free);
  self->logins = g_ptr_array_new_with_free_func (login_free);
  return self;
}

static Card *
find_card (SokySession *self, CK_SLOT_ID slot)
{
  for (guint i = 0; i < self->cards->len; i++) {
    Card *card = self->cards->pdata[i];
    if (card->slot == slot)
      return card;
  }
  return NULL;
}

static Login *
find_login (SokySession *self, guint64 number)
{
  for (guint i = 0; i < self->logins->len; i++) {
    Login *login = self->logins->pdata[i];
    if (login->number == number)
      return login;
  }
  return NULL;
}

/* Logs out; the keys of the token are dead for good after it, also after a new login. */
static guint64
close_card (SokySession *self, CK_SLOT_ID slot)
{
  Card *card = find_card (self, slot);
  if (card == NULL)
    return CKR_USER_NOT_LOGGED_IN;

  CK_RV rv = self->calls->C_Logout (card->handle);
  self->calls->C_CloseSession (card->handle);
  g_ptr_array_remove (self->cards, card);
  for (guint i = 0; i < self->logins->len; i++) {
    Login *login = self->logins->pdata[i];
    if (login->slot == slot)
      login->key.handle = 0;
  }
  return rv;
}

static gboolean
is_at (SokySession *self, CK_SLOT_ID slot, const SokyTokenAddress *address)
{
  CK_RV rv = CKR_OK;
  g_autoptr (SokyTokenRecord) token = soky_pkcs11_get_token (self->calls, slot, &rv);
  return token != NULL && g_str_equal (token->label, address->label) &&
         g_str_equal (token->serial, address->serial);
}

/* A token that was plugged in elsewhere keeps its label and serial, not its slot. */
static gboolean
find_slot (SokySession *self, const SokyTokenAddress *address, CK_SLOT_ID *slot)
{
  *slot = (CK_SLOT_ID) address->slot;
  if (is_at (self, *slot, address))
    return TRUE;

  CK_RV rv = CKR_OK;
  g_autoptr (GArray) slots = soky_pkcs11_get_slots (self->calls, &rv);
  for (guint i = 0; i < slots->len; i++) {
    *slot = g_array_index (slots, CK_SLOT_ID, i);
    if (*address->serial != '\0' && is_at (self, *slot, address))
      return TRUE;
  }
  return FALSE;
}

static CK_UTF8CHAR *
text_of (SokySecret *pin)
{
  return pin ? (CK_UTF8CHAR *) (gpointer) soky_secret_peek (pin) : NULL;
}

static CK_ULONG
length_of (SokySecret *pin)
{
  return pin ? soky_secret_get_length (pin) : 0;
}

static CK_RV
attempt (CK_FUNCTION_LIST *calls, CK_SESSION_HANDLE handle, SokySecret *pin)
{
  CK_RV rv = calls->C_Login (handle, CKU_USER, text_of (pin), length_of (pin));

  /* left open by another program, so that this PIN was not looked at */
  if (rv == CKR_USER_ALREADY_LOGGED_IN && calls->C_Logout (handle) == CKR_OK)
    rv = calls->C_Login (handle, CKU_USER, text_of (pin), length_of (pin));
  return rv;
}

/* Opens a session and logs in, but only to a token that holds the certificate. */
static guint64
open_card (SokySession *self, CK_SLOT_ID slot, GBytes *certificate, SokySecret *pin)
{
  CK_SESSION_HANDLE handle = 0;
  CK_RV rv = soky_pkcs11_open (self->calls, slot, &handle);
  if (rv != CKR_OK)
    return rv;

  if (soky_token_key_find_certificate (self->calls, handle, certificate) == 0)
    rv = CKR_TOKEN_NOT_PRESENT;
  else
    rv = attempt (self->calls, handle, pin);
  if (rv != CKR_OK) {
    self->calls->C_CloseSession (handle);
    return rv;
  }
  Card *card = g_new0 (Card, 1);
  card->slot = slot;
  card->handle = handle;
  g_ptr_array_add (self->cards, card);
  return CKR_OK;
}

static guint64
find_key (SokySession *self, const Card *card, GBytes *certificate, SokyTokenKey *key)
{
  CK_OBJECT_HANDLE object =
      soky_token_key_find_certificate (self->calls, card->handle, certificate);
  return object == 0 ? CKR_TOKEN_NOT_PRESENT
                     : soky_token_key_find (self->calls, card->handle, object, certificate, key);
}

static Login *
add_login (SokySession *self, CK_SLOT_ID slot, GBytes *certificate, const SokyTokenKey *key)
{
  Login *login = g_new0 (Login, 1);
  login->number = ++self->count;
  login->slot = slot;
  login->certificate = g_bytes_ref (certificate);
  login->key = *key;
  g_ptr_array_add (self->logins, login);
  return login;
}

static guint64
read_flags (SokySession *self, CK_SLOT_ID slot)
{
  CK_RV rv = CKR_OK;
  g_autoptr (SokyTokenRecord) token = soky_pkcs11_get_token (self->calls, slot, &rv);
  return token ? token->flags : 0;
}

guint64
soky_session_login (SokySession *self, const SokyLoginRecord *record, SokySecret *pin,
                    SokyLoginResult *result)
{
  CK_SLOT_ID slot = 0;
  if (!find_slot (self, &record->address, &slot))
    return CKR_TOKEN_NOT_PRESENT;

  close_card (self, slot);
  guint64 rv = open_card (self, slot, record->certificate, pin);
  result->flags = read_flags (self, slot);
  if (rv != CKR_OK)
    return rv;

  Card *card = find_card (self, slot);
  SokyTokenKey key = {0};
  rv = find_key (self, card, record->certificate, &key);
  if (rv != CKR_OK) {
    close_card (self, slot);
    return rv;
  }
  if (key.always_authenticate && pin != NULL)
    card->pin = soky_secret_ref (pin);
  result->login = add_login (self, slot, record->certificate, &key)->number;
  result->schemes = soky_token_key_get_schemes (self->calls, slot, &key);
  return CKR_OK;
}

/* The old PIN is tried by a login, which every token counts, and only a right one is used again. On
 * a reader with its own keys the person would have to type it twice for that. */
static CK_RV
set_pin (CK_FUNCTION_LIST *calls, CK_SESSION_HANDLE handle, SokySecret *old_pin,
         SokySecret *new_pin)
{
  CK_RV rv = old_pin ? attempt (calls, handle, old_pin) : CKR_OK;
  if (rv == CKR_OK)
    rv = calls->C_SetPIN (handle, text_of (old_pin), length_of (old_pin), text_of (new_pin),
                          length_of (new_pin));
  if (old_pin != NULL)
    calls->C_Logout (handle);
  return rv;
}

guint64
soky_session_change_pin (SokySession *self, const SokyLoginRecord *record, SokySecret *old_pin,
                         SokySecret *new_pin, SokyLoginResult *result)
{
  CK_SLOT_ID slot = 0;
  CK_SESSION_HANDLE handle = 0;
  if (!find_slot (self, &record->address, &slot))
    return CKR_TOKEN_NOT_PRESENT;

  close_card (self, slot);
  CK_RV rv =
      self->calls->C_OpenSession (slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, NULL, NULL, &handle);
  if (rv != CKR_OK)
    return rv;
  if (g_bytes_get_size (record->certificate) > 0 &&
      soky_token_key_find_certificate (self->calls, handle, record->certificate) == 0)
    rv = CKR_TOKEN_NOT_PRESENT;
  else
    rv = set_pin (self->calls, handle, old_pin, new_pin);
  self->calls->C_CloseSession (handle);
  result->flags = read_flags (self, slot);
  return rv;
}

/* Errors that leave the session usable; after any other the person has to log in again. */
static gboolean
is_harmless (guint64 rv)
{
  return rv == CKR_OK || rv == CKR_MECHANISM_INVALID || rv == CKR_MECHANISM_PARAM_INVALID ||
         rv == CKR_KEY_TYPE_INCONSISTENT || rv == CKR_KEY_FUNCTION_NOT_PERMITTED ||
         rv == CKR_DATA_LEN_RANGE || rv == CKR_DATA_INVALID || rv == CKR_FUNCTION_CANCELED;
}

guint64
soky_session_sign (SokySession *self, const SokySignRecord *record, GBytes **signature)
{
  Login *login = find_login (self, record->login);
  Card *card = login ? find_card (self, login->slot) : NULL;
  if (card == NULL)
    return CKR_USER_NOT_LOGGED_IN;

  guint64 rv = CKR_OK;
  if (login->key.handle == 0)
    rv = find_key (self, card, login->certificate, &login->key);
  if (rv == CKR_OK)
    rv = soky_token_key_sign (self->calls, card->handle, &login->key, record,
                              card->pin ? soky_secret_peek (card->pin) : NULL, signature);
  if (!is_harmless (rv))
    close_card (self, login->slot);
  return rv;
}

guint64
soky_session_logout (SokySession *self, const SokyTokenAddress *address)
{
  CK_SLOT_ID slot = 0;
  return find_slot (self, address, &slot) ? close_card (self, slot) : CKR_TOKEN_NOT_PRESENT;
}

void
soky_session_free (SokySession *self)
{
  if (self == NULL)
    return;
  while (self->cards->len > 0)
    close_card (self, ((Card *) self->cards->pdata[0])->slot);
  g_ptr_array_unref (self->cards);
  g_ptr_array_unref (self->logins);
  g_free (self);
}
