/* SPDX-License-Identifier: GPL-3.0-or-later */
/* soky-token [--watch] MODULE: talks to one token driver for the program that started it, by
 * messages on standard input and output. The driver may crash, hang and deadlock here without
 * harm. */
#include "config.h"

#include "base/platform.h"
#include "crypto/token/pkcs11.h"
#include "crypto/token/record.h"
#include "crypto/token/session.h"
#include "crypto/token/watcher.h"

#define LEAVE_MS 2000 /* to log out in, after the program has gone */

typedef struct {
  const char *path;
  int from;
  int to;
  gboolean tried;
  guint64 load_rv;
  char *load_detail;
  CK_FUNCTION_LIST *calls;
  SokySession *session;
} Process;

/* The driver is loaded when it is first needed, so that the program knows what it died of. */
static guint64
load (Process *self)
{
  if (!self->tried) {
    self->tried = TRUE;
    self->load_rv = soky_pkcs11_load (self->path, &self->calls, &self->load_detail);
    if (self->load_rv == CKR_OK)
      self->session = soky_session_new (self->calls);
  }
  return self->load_rv;
}

static GByteArray *
new_reply (Process *self, guint64 rv)
{
  GByteArray *reply = soky_message_new (SOKY_MESSAGE_REPLY);
  soky_message_put_number (reply, rv);
  soky_message_put_text (reply, self->load_detail);
  return reply;
}

static GByteArray *
answer_list (Process *self)
{
  g_auto (SokyListRecord) list = {0};
  soky_list_record_init (&list);
  guint64 rv = load (self);
  if (rv == CKR_OK)
    rv = soky_pkcs11_list (self->calls, &list);

  GByteArray *reply = new_reply (self, rv);
  soky_list_record_put (reply, &list);
  return reply;
}

static GByteArray *
answer_login (Process *self, SokyMessageReader *reader)
{
  g_auto (SokyLoginRecord) record = {0};
  g_autoptr (SokySecret) pin = NULL;
  SokyLoginResult result = {0};

  soky_login_record_get (reader, &record);
  if (!soky_message_reader_ended (reader))
    return NULL;
  if (record.pin_follows && (pin = soky_secret_read_line (self->from, NULL)) == NULL)
    return NULL;
  guint64 rv = load (self);
  if (rv == CKR_OK)
    rv = soky_session_login (self->session, &record, pin, &result);

  GByteArray *reply = new_reply (self, rv);
  soky_login_result_put (reply, &result);
  return reply;
}

static GByteArray *
answer_change_pin (Process *self, SokyMessageReader *reader)
{
  g_auto (SokyLoginRecord) record = {0};
  g_autoptr (SokySecret) old_pin = NULL;
  g_autoptr (SokySecret) new_pin = NULL;
  SokyLoginResult result = {0};

  soky_login_record_get (reader, &record);
  if (!soky_message_reader_ended (reader))
    return NULL;
  if (record.pin_follows && ((old_pin = soky_secret_read_line (self->from, NULL)) == NULL ||
                             (new_pin = soky_secret_read_line (self->from, NULL)) == NULL))
    return NULL;
  guint64 rv = load (self);
  if (rv == CKR_OK)
    rv = soky_session_change_pin (self->session, &record, old_pin, new_pin, &result);

  GByteArray *reply = new_reply (self, rv);
  soky_login_result_put (reply, &result);
  return reply;
}

static GByteArray *
answer_sign (Process *self, SokyMessageReader *reader)
{
  g_auto (SokySignRecord) record = {0};
  g_autoptr (GBytes) signature = NULL;

  soky_sign_record_get (reader, &record);
  if (!soky_message_reader_ended (reader))
    return NULL;
  guint64 rv = load (self);
  if (rv == CKR_OK)
    rv = soky_session_sign (self->session, &record, &signature);

  GByteArray *reply = new_reply (self, rv);
  if (signature != NULL)
    soky_message_put_gbytes (reply, signature);
  else
    soky_message_put_bytes (reply, NULL, 0);
  return reply;
}

static GByteArray *
answer_logout (Process *self, SokyMessageReader *reader)
{
  g_auto (SokyTokenAddress) address = {0};

  soky_token_address_get (reader, &address);
  if (!soky_message_reader_ended (reader))
    return NULL;
  guint64 rv = load (self);
  return new_reply (self, rv == CKR_OK ? soky_session_logout (self->session, &address) : rv);
}

/* Returns: NULL when the request is none, which only a broken program sends */
static GByteArray *
answer (Process *self, const guint8 *body, gsize length)
{
  SokyMessageReader reader;

  switch (soky_message_reader_start (&reader, body, length)) {
  case SOKY_MESSAGE_PING:
    return new_reply (self, CKR_OK);
  case SOKY_MESSAGE_LIST:
    return answer_list (self);
  case SOKY_MESSAGE_LOGIN:
    return answer_login (self, &reader);
  case SOKY_MESSAGE_CHANGE_PIN:
    return answer_change_pin (self, &reader);
  case SOKY_MESSAGE_SIGN:
    return answer_sign (self, &reader);
  case SOKY_MESSAGE_LOGOUT:
    return answer_logout (self, &reader);
  default:
    return NULL;
  }
}

/* Serves one request; FALSE when the program has gone. */
static gboolean
serve (Process *self)
{
  guint8 header[SOKY_MESSAGE_HEADER];
  if (!soky_platform_read_pipe (self->from, header, sizeof header, NULL))
    return FALSE;
  gsize length = soky_message_body_length (header);
  g_autofree guint8 *body = g_malloc (length);
  if (length == 0 || !soky_platform_read_pipe (self->from, body, length, NULL))
    return FALSE;
  g_autoptr (GByteArray) reply = answer (self, body, length);
  return reply != NULL && soky_message_finish (reply) &&
         soky_platform_write_pipe (self->to, reply->data, reply->len, NULL);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  Process self = {0};
  gboolean watches = argc == 3 && g_str_equal (argv[1], SOKY_WATCH_OPTION);

  if (argc != 2 && !watches) {
    g_printerr ("soky-token MODULE\nis started by SoKy itself.\n");
    return 2;
  }
  soky_platform_protect_self ();
  soky_platform_ignore_interrupt ();
  self.path = argv[argc - 1];
  if (!soky_platform_claim_pipes (&self.from, &self.to, &error)) {
    g_printerr ("soky-token: %s\n", error->message);
    return 1;
  }
  soky_platform_end_with_pipe (self.from, watches ? 0 : LEAVE_MS);
  if (watches)
    soky_watcher_run (self.path, self.to);
  while (!watches && serve (&self))
    continue;
  soky_session_free (self.session);
  /* drivers that clean up at exit deadlock there */
  soky_platform_exit_now (0);
}
