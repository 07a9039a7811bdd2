/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "published.h"

#include "base/paths.h"
#include "book/check-code.h"
#include "fixture.h"
#include "sign/sign.h"
#include "wire/book.h"

static SokyBook *
create (Visitor *owner)
{
  const SokyBookFields fields = {
      .title = (char *) PUBLISHED_TITLE,
      .school_year = (char *) "2026-2027",
      .period = (char *) "year",
      .class_name = (char *) "6A",
  };
  g_autofree char *text = soky_wire_create_to_json ("homeroom_book", &fields);
  g_autofree char *pdf = soky_paths_data_file ("demo/so-chu-nhiem-6a-thang-9.pdf");
  g_autoptr (GBytes) bytes = fixture_read (pdf);
  const Request made = {.text = text};

  visitor_send (owner, "POST", "/api/v1/books", &made);
  visitor_assert (owner, 201, NULL);
  g_autoptr (SokyBook) book = visitor_get_book (owner);
  g_autofree char *path = g_strdup_printf ("/api/v1/books/%s/revisions", book->id);
  const Request attach = {
      .type = "application/pdf", .body = bytes, .version = book->version, .base = "length=0"};
  visitor_send (owner, "POST", path, &attach);
  visitor_assert (owner, 201, NULL);
  return visitor_get_book (owner);
}

static SokyBook *
act (Visitor *visitor, const SokyBook *book, const char *text)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/books/%s/actions", book->id);
  const Request request = {.text = text, .version = book->version};

  visitor_send (visitor, "POST", path, &request);
  visitor_assert (visitor, 200, NULL);
  return visitor_get_book (visitor);
}

/* Signs @base as the application would. @whole: (out): the signed file */
static SokyBook *
sign (Published *self, Visitor *visitor, const char *login, const SokyBook *book, GBytes *base,
      const SokySignOptions *options, GBytes **whole)
{
  g_autofree char *from = g_build_filename (self->school->folder, "to-sign.pdf", NULL);
  g_autofree char *to = g_build_filename (self->school->folder, "signed.pdf", NULL);
  g_autoptr (SokySigner) signer =
      soky_issued_create_signer (g_hash_table_lookup (self->school->issued, login));
  g_autoptr (GError) error = NULL;

  fixture_write (from, g_bytes_get_data (base, NULL), g_bytes_get_size (base));
  soky_sign_file (from, to, options, signer, NULL, &error);
  g_assert_no_error (error);
  *whole = fixture_read (to);
  visitor_upload (visitor, book, *whole, NULL);
  visitor_assert (visitor, 201, NULL);
  return visitor_get_book (visitor);
}

Published *
published_new (gboolean offer)
{
  Published *self = g_new0 (Published, 1);

  self->school = school_new ();
  school_set (self->school, "public", "url", PUBLISHED_URL);
  school_set (self->school, "public", "offer-file", offer ? "yes" : "no");
  self->server = fixture_server_new (self->school->folder);
  g_autoptr (Visitor) lan = visitor_new_signed_in (self->server, "gv.lan");
  g_autoptr (Visitor) hanh = visitor_new_signed_in (self->server, "ht.hanh");
  g_autoptr (SokyBook) draft = create (lan);
  g_autoptr (SokyBook) waiting =
      act (lan, draft,
           "{\"action\":\"submit\",\"route\":["
           "{\"order\":1,\"person_id\":\"gv-lan\",\"role\":\"homeroom_teacher\","
           "\"kind\":\"person\",\"require_cert\":true},"
           "{\"order\":2,\"person_id\":\"ht-hanh\",\"role\":\"principal\","
           "\"kind\":\"person\",\"require_cert\":true}]}");
  g_autoptr (GBytes) base = visitor_download (lan, waiting);
  g_autofree char *code = soky_check_code_get_address (PUBLISHED_URL, waiting->check_code);
  const SokySignOptions plain = {.placement = {.visible = TRUE, .anywhere = TRUE},
                                 .profile = "person"};
  const SokySignOptions coded = {
      .placement = {.visible = TRUE, .anywhere = TRUE}, .profile = "person", .code = code};
  g_autoptr (SokyBook) first = sign (self, lan, "gv.lan", waiting, base, &plain, &self->first);
  g_autoptr (SokyBook) approved =
      sign (self, hanh, "ht.hanh", first, self->first, &coded, &self->file);
  self->book = act (hanh, approved, "{\"action\":\"publish\"}");
  return self;
}

void
published_free (Published *self)
{
  if (self == NULL)
    return;
  fixture_server_free (self->server);
  school_free (self->school);
  soky_book_unref (self->book);
  g_bytes_unref (self->first);
  g_bytes_unref (self->file);
  g_free (self);
}
