/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client/book-requests.h"
#include "client/outbox-private.h"
#include "wire/headers.h"

static SokyRequest *
make (SokyLibrary *library, const SokyOutboxItem *item)
{
  SokyActionKind kind = SOKY_ACTION_EDIT;

  if (!soky_action_kind_from_string (item->kind, &kind))
    return soky_book_request_create (item->body);
  if (kind == SOKY_ACTION_DELETE)
    return soky_book_request_delete (item->book_id, item->version);
  if (item->sha256 == NULL)
    return soky_book_request_act (item->book_id, item->version, item->body);

  g_autofree char *path = soky_cache_get_path (soky_library_get_cache (library), item->sha256);
  if (kind == SOKY_ACTION_ATTACH)
    return soky_book_request_attach (item->book_id, item->version, path);
  SokyRequest *request = soky_book_request_sign (
      item->book_id, item->version, path, item->base_sha256, item->base_length, item->auto_publish);
  soky_book_request_set_numbering (request, &item->numbering);
  return request;
}

SokyRequest *
soky_outbox_make_request (SokyLibrary *library, const SokyOutboxItem *item)
{
  SokyRequest *request = make (library, item);
  soky_request_set_header (request, SOKY_HEADER_IDEMPOTENCY_KEY, item->key);
  return request;
}
