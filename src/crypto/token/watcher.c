/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/token/watcher.h"

#include "base/platform.h"
#include "crypto/token/pkcs11.h"

#define LOOK_EVERY_US G_USEC_PER_SEC
#define SETTLE_US (G_USEC_PER_SEC / 4)

typedef struct {
  CK_FUNCTION_LIST *calls;
  int to;
  gboolean waits; /* the driver can be waited in */
  guint shown;    /* tokens in the last list */
} Watcher;

static gboolean
send_message (int to, GByteArray *message)
{
  g_autoptr (GByteArray) owned = message;
  return soky_message_finish (owned) &&
         soky_platform_write_pipe (to, owned->data, owned->len, NULL);
}

static gboolean
send_list (int to, guint64 rv, const char *detail, const SokyListRecord *list)
{
  GByteArray *reply = soky_message_new (SOKY_MESSAGE_REPLY);

  soky_message_put_number (reply, rv);
  soky_message_put_text (reply, detail);
  soky_list_record_put (reply, list);
  return send_message (to, reply);
}

/* What tells one state of the readers from another, without a session with any token. */
static GByteArray *
take_glance (CK_FUNCTION_LIST *calls)
{
  CK_RV rv = CKR_OK;
  GByteArray *glance = soky_message_new (SOKY_MESSAGE_LOOKING);
  g_autoptr (GArray) slots = soky_pkcs11_get_slots (calls, &rv);

  for (guint i = 0; i < slots->len; i++) {
    g_autoptr (SokyTokenRecord) token =
        soky_pkcs11_get_token (calls, g_array_index (slots, CK_SLOT_ID, i), &rv);
    if (token == NULL)
      continue;
    soky_message_put_number (glance, token->slot);
    soky_message_put_number (glance, token->flags);
    soky_message_put_text (glance, token->label);
    soky_message_put_text (glance, token->serial);
  }
  return glance;
}

static gboolean
is_same (const GByteArray *a, const GByteArray *b)
{
  g_autoptr (GBytes) left = g_bytes_new_static (a->data, a->len);
  g_autoptr (GBytes) right = g_bytes_new_static (b->data, b->len);
  return g_bytes_equal (left, right);
}

/* Returns when something may have happened. A driver that says so all the time is not believed
 * more than four times a second. */
static void
wait_for_event (Watcher *self)
{
  CK_SLOT_ID slot = 0;

  if (self->waits)
    self->waits = self->calls->C_WaitForSlotEvent (0, &slot, NULL) == CKR_OK;
  g_usleep (self->waits ? SETTLE_US : LOOK_EVERY_US);
}

/* FALSE when the program has gone, or the driver is to be started anew. */
static gboolean
report (Watcher *self)
{
  g_auto (SokyListRecord) list = {0};

  soky_list_record_init (&list);
  if (!send_message (self->to, soky_message_new (SOKY_MESSAGE_LOOKING)))
    return FALSE;
  CK_RV rv = soky_pkcs11_list (self->calls, &list);
  self->shown = list.tokens->len;
  return send_list (self->to, rv, NULL, &list) && rv == CKR_OK;
}

static void
watch (Watcher *self)
{
  g_autoptr (GByteArray) seen = take_glance (self->calls);
  gboolean go_on = report (self);

  while (go_on) {
    wait_for_event (self);
    g_autoptr (GByteArray) now = take_glance (self->calls);
    if (!is_same (now, seen)) {
      go_on = report (self);
      g_byte_array_unref (seen);
      seen = g_byte_array_ref (now);
    }
    /* some drivers see only what was there when they started */
    go_on = go_on && (self->waits || self->shown > 0);
  }
}

void
soky_watcher_run (const char *path, int to)
{
  Watcher self = {.to = to, .waits = TRUE};
  g_autofree char *detail = NULL;
  guint64 rv = soky_pkcs11_load (path, &self.calls, &detail);

  if (rv == CKR_OK) {
    watch (&self);
    return;
  }
  g_auto (SokyListRecord) none = {0};
  soky_list_record_init (&none);
  send_list (to, rv, detail, &none);
}
