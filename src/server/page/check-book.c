/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/check-code.h"
#include "server/page/check.h"
#include "server/page/facts.h"
#include "server/resources/resources.h"
#include "server/store/books.h"
#include "server/store/directory.h"
#include "wire/error.h"

#include <glib/gi18n-lib.h>

gboolean
soky_check_may_ask (SokyService *service, SokyCall *call, SokyReply *reply, GError **error)
{
  guint wait =
      soky_throttle_ask (service->check_throttle, call->address, call->address, call->now_us);

  if (wait == 0)
    return TRUE;
  if (reply != NULL)
    reply->retry_after = wait;
  return soky_wire_refuse (SOKY_WIRE_ERROR_TOO_MANY_REQUESTS, error);
}

void
soky_check_count_miss (SokyService *service, SokyCall *call)
{
  soky_throttle_tell (service->check_throttle, call->address, call->address, FALSE, call->now_us);
}

char *
soky_check_get_title (SokyTransaction *tx, GError **error)
{
  g_autoptr (GPtrArray) units = soky_store_list_units (tx, error);
  return units ? soky_about_get_title (units) : NULL;
}

char *
soky_check_get_school (SokyTransaction *tx, const SokyBook *book, GError **error)
{
  g_autoptr (SokyUnit) unit = soky_store_get_unit (tx, book->school_id, error);
  return unit ? g_strdup (unit->name) : NULL;
}

/* What a question about a code needs from the store. */
typedef struct {
  SokyBook *book;
  char *school;
  GPtrArray *segments; /* of the published file */
} Found;

static void
found_clear (Found *self)
{
  g_clear_pointer (&self->book, soky_book_unref);
  g_clear_pointer (&self->school, g_free);
  g_clear_pointer (&self->segments, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Found, found_clear)

static gboolean
read_book (SokyTransaction *tx, const char *text, Found *found, GError **error)
{
  g_autofree char *code = soky_check_code_parse (text);
  g_autofree char *id = code ? soky_store_find_check_code (tx, code, error) : NULL;

  if (code == NULL)
    return soky_wire_refuse (SOKY_WIRE_ERROR_NOT_FOUND, error);
  found->book = id ? soky_store_get_book (tx, id, error) : NULL;
  if (found->book == NULL)
    return FALSE;
  if (found->book->state != SOKY_BOOK_PUBLISHED)
    return soky_wire_refuse (SOKY_WIRE_ERROR_NOT_FOUND, error);
  found->school = soky_check_get_school (tx, found->book, error);
  found->segments =
      found->school
          ? soky_store_list_segments (tx, found->book->id, found->book->revision_count - 1, error)
          : NULL;
  return found->segments != NULL;
}

/* The published book with this code. Whatever is not one is "not found", and counted. */
static gboolean
find_published (SokyService *service, SokyCall *call, SokyTransaction *tx, const char *text,
                Found *found, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (read_book (tx, text, found, &problem))
    return TRUE;
  if (g_error_matches (problem, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_NOT_FOUND) ||
      g_error_matches (problem, SOKY_STORE_ERROR, SOKY_STORE_ERROR_NOT_FOUND)) {
    soky_check_count_miss (service, call);
    return soky_wire_refuse (SOKY_WIRE_ERROR_NOT_FOUND, error);
  }
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

gboolean
soky_check_form_get (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                     GError **error)
{
  const char *text = soky_call_get_query (call, "code");
  g_autofree char *code = soky_check_code_parse (text);

  if (text != NULL && code == NULL)
    return soky_wire_refuse (SOKY_WIRE_ERROR_NOT_FOUND, error);
  g_autofree char *title = soky_check_get_title (tx, error);
  if (title == NULL)
    return FALSE;
  g_autoptr (SokyPage) page = soky_page_new (service, call, title);
  if (code != NULL) {
    reply->status = 303;
    reply->location =
        g_strdup_printf ("/v/%s?lang=%s", code, soky_words_get_language (page->words));
    return TRUE;
  }
  soky_page_set_verdict (page, SOKY_TONE_CALM, N_ ("Is This Book Genuine?"),
                         N_ ("Here anybody can check whether a school book was published by the "
                             "school, whether it was changed since then, and who signed it."));
  soky_page_send (page, 200, "form.html", reply);
  return TRUE;
}

static void
fill (SokyService *service, SokyPage *page, const Found *found, GPtrArray *signatures)
{
  const SokyBook *book = found->book;

  soky_page_add_book (page, book, found->school, TRUE);
  if (soky_page_add_signers (page, book, signatures))
    soky_page_set_verdict (page, SOKY_TONE_GOOD, N_ ("This Book Is Published"),
                           N_ ("The school has published it, and every digital signature on the "
                               "published file is valid."));
  else
    soky_page_set_verdict (page, SOKY_TONE_WARN, N_ ("This Book Is Published"),
                           N_ ("The school has published it, but a digital signature on it cannot "
                               "be confirmed. See below."));
  soky_texts_set (page->texts, "sha256-label",
                  soky_page_say (page, N_ ("SHA-256 of the published file")));
  soky_texts_set (page->texts, "sha256", book->head_sha256);
  soky_texts_take (page->texts, "size", g_format_size_full ((guint64) book->head_length, 0));
  if (service->settings->offer_file)
    soky_texts_take (page->texts, "file-href", g_strdup_printf ("/v/%s/file", book->check_code));
}

gboolean
soky_check_book_get (SokyService *service, SokyCall *call, SokyTransaction *no_tx, SokyReply *reply,
                     GError **error)
{
  g_auto (Found) found = {0};

  if (!soky_check_may_ask (service, call, reply, error))
    return FALSE;
  g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, SOKY_STORE_READ, error);
  if (tx == NULL || !find_published (service, call, tx, call->code, &found, error))
    return FALSE;
  /* nothing of the store is held while a worker works */
  g_clear_pointer (&tx, soky_transaction_free);
  g_autoptr (SokyPage) page = soky_page_new (service, call, found.school);
  g_autoptr (GError) problem = NULL;
  g_autoptr (GPtrArray) signatures =
      soky_verdicts_get (service->verdicts, found.segments, found.book->head_sha256,
                         soky_words_get_language (page->words), call->now_us, &problem);
  fill (service, page, &found, signatures);
  soky_page_send (page, 200, "book.html", reply);
  return TRUE;
}

gboolean
soky_check_download_get (SokyService *service, SokyCall *call, SokyTransaction *no_tx,
                         SokyReply *reply, GError **error)
{
  g_auto (Found) found = {0};

  if (!service->settings->offer_file)
    return soky_wire_refuse (SOKY_WIRE_ERROR_NOT_FOUND, error);
  if (!soky_check_may_ask (service, call, reply, error))
    return FALSE;
  g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, SOKY_STORE_READ, error);
  if (tx == NULL || !find_published (service, call, tx, call->code, &found, error))
    return FALSE;
  const SokyRevision *head = found.book->revisions->pdata[found.book->revisions->len - 1];
  return soky_reply_set_file (service, call, tx, found.book->id, head, reply, error);
}
