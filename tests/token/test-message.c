/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/token/record.h"

#include <string.h>

static void
start (SokyMessageReader *reader, GByteArray *message, SokyMessageKind kind)
{
  g_assert_true (soky_message_finish (message));
  gsize length = soky_message_body_length (message->data);
  g_assert_cmpuint (length, ==, message->len - SOKY_MESSAGE_HEADER);
  g_assert_cmpint (soky_message_reader_start (reader, message->data + SOKY_MESSAGE_HEADER, length),
                   ==, kind);
}

static void
test_fields (void)
{
  g_autoptr (GByteArray) message = soky_message_new (SOKY_MESSAGE_PING);
  SokyMessageReader reader;

  soky_message_put_number (message, G_GUINT64_CONSTANT (0x0102030405060708));
  soky_message_put_text (message, "Nguyễn Thị Lan");
  soky_message_put_bytes (message, "\0\1", 2);
  soky_message_put_text (message, NULL);
  start (&reader, message, SOKY_MESSAGE_PING);

  g_assert_cmphex (soky_message_get_number (&reader), ==, G_GUINT64_CONSTANT (0x0102030405060708));
  g_autofree char *text = soky_message_get_text (&reader);
  g_assert_cmpstr (text, ==, "Nguyễn Thị Lan");
  g_autoptr (GBytes) bytes = soky_message_get_gbytes (&reader);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "\0\1", 2);
  g_autofree char *none = soky_message_get_text (&reader);
  g_assert_cmpstr (none, ==, "");
  g_assert_true (soky_message_reader_ended (&reader));
  g_assert_cmpuint (soky_message_get_number (&reader), ==, 0);
  g_assert_false (soky_message_reader_ended (&reader));
}

static void
test_text_is_cleaned (void)
{
  g_autofree char *clean = soky_message_clean_text ((const guint8 *) " a\nb\xff\0c  ", 9);
  g_assert_cmpstr (clean, ==,
                   "a b\xef\xbf\xbd\xef\xbf\xbd"
                   "c");
}

static void
test_too_long (void)
{
  const guint8 huge[SOKY_MESSAGE_HEADER] = {0xff, 0xff, 0xff, 0xff};
  g_autoptr (GByteArray) message = soky_message_new (SOKY_MESSAGE_LIST);

  g_assert_cmpuint (soky_message_body_length (huge), ==, 0);
  g_byte_array_set_size (message, SOKY_MESSAGE_MAX + SOKY_MESSAGE_HEADER + 1);
  g_assert_false (soky_message_finish (message));
}

static void
put_sample_list (GByteArray *message)
{
  g_auto (SokyListRecord) list = {0};
  SokySlotProblem problem = {7, 0x30};
  g_autoptr (GBytes) id = g_bytes_new ("\x01", 1);
  g_autoptr (GBytes) der = g_bytes_new ("\x30\x00", 2);
  SokyTokenRecord *token = soky_token_record_new ();

  soky_list_record_init (&list);
  token->slot = 3;
  token->flags = 0x40d;
  token->label = g_strdup ("Thẻ của Lan");
  token->serial = g_strdup ("0001");
  token->pin_min = 4;
  token->pin_max = 16;
  soky_token_record_add_certificate (token, id, "ký", der);
  g_ptr_array_add (list.tokens, token);
  g_array_append_val (list.problems, problem);
  soky_list_record_put (message, &list);
}

static void
test_list (void)
{
  g_autoptr (GByteArray) message = soky_message_new (SOKY_MESSAGE_REPLY);
  g_auto (SokyListRecord) list = {0};
  SokyMessageReader reader;

  put_sample_list (message);
  start (&reader, message, SOKY_MESSAGE_REPLY);
  soky_list_record_get (&reader, &list);
  g_assert_true (soky_message_reader_ended (&reader));
  g_assert_cmpuint (list.tokens->len, ==, 1);
  const SokyTokenRecord *token = list.tokens->pdata[0];
  g_assert_cmpuint (token->slot, ==, 3);
  g_assert_cmphex (token->flags, ==, 0x40d);
  g_assert_cmpstr (token->label, ==, "Thẻ của Lan");
  g_assert_cmpstr (token->model, ==, "");
  g_assert_cmpuint (token->pin_max, ==, 16);
  g_assert_cmpuint (token->certificates->len, ==, 1);
  g_assert_cmpstr (((SokyCertificateRecord *) token->certificates->pdata[0])->label, ==, "ký");
  g_assert_cmpuint (g_array_index (list.problems, SokySlotProblem, 0).rv, ==, 0x30);
}

/* However much of a message is missing, it is noticed and nothing beyond it is read. */
static void
test_cut_short (void)
{
  g_autoptr (GByteArray) message = soky_message_new (SOKY_MESSAGE_REPLY);
  put_sample_list (message);

  for (guint length = 1; length < message->len - SOKY_MESSAGE_HEADER; length++) {
    g_autofree guint8 *exact = g_memdup2 (message->data + SOKY_MESSAGE_HEADER, length);
    g_auto (SokyListRecord) list = {0};
    SokyMessageReader reader;
    soky_message_reader_start (&reader, exact, length);
    soky_list_record_get (&reader, &list);
    g_assert_false (soky_message_reader_ended (&reader));
  }
}

static void
test_count_is_bounded (void)
{
  g_autoptr (GByteArray) message = soky_message_new (SOKY_MESSAGE_REPLY);
  g_auto (SokyListRecord) list = {0};
  SokyMessageReader reader;

  soky_message_put_number (message, G_MAXUINT64);
  start (&reader, message, SOKY_MESSAGE_REPLY);
  soky_list_record_get (&reader, &list);
  g_assert_cmpuint (list.tokens->len, ==, 0);
  g_assert_false (soky_message_reader_ended (&reader));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/token/message/fields", test_fields);
  g_test_add_func ("/token/message/text", test_text_is_cleaned);
  g_test_add_func ("/token/message/too-long", test_too_long);
  g_test_add_func ("/token/message/list", test_list);
  g_test_add_func ("/token/message/cut-short", test_cut_short);
  g_test_add_func ("/token/message/count", test_count_is_bounded);
  return g_test_run ();
}
