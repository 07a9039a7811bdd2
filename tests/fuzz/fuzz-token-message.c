/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a driver's process may answer, and what a program may ask of it. */
#include "config.h"

#include "crypto/token/record.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t length);

static void
read_reply (const uint8_t *data, size_t length)
{
  SokyMessageReader reader;
  SokyLoginResult result = {0};
  g_auto (SokyListRecord) list = {0};

  soky_message_reader_start (&reader, data, length);
  soky_message_get_number (&reader);
  g_autofree char *detail = soky_message_get_text (&reader);
  g_assert (g_utf8_validate (detail, -1, NULL));
  SokyMessageReader login = reader;
  soky_login_result_get (&login, &result);
  soky_list_record_get (&reader, &list);
}

static void
read_requests (const uint8_t *data, size_t length)
{
  SokyMessageReader reader;
  g_auto (SokyLoginRecord) login = {0};
  g_auto (SokySignRecord) sign = {0};
  g_auto (SokyTokenAddress) address = {0};

  soky_message_reader_start (&reader, data, length);
  soky_login_record_get (&reader, &login);
  soky_message_reader_start (&reader, data, length);
  soky_sign_record_get (&reader, &sign);
  soky_message_reader_start (&reader, data, length);
  soky_token_address_get (&reader, &address);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t length)
{
  read_reply (data, length);
  read_requests (data, length);
  return 0;
}
