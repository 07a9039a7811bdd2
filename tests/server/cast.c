/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cast.h"

#include "documents.h"

static const char *const logins[N_VISITORS] = {
    [STRANGER] = SCHOOL_STRANGER, [CLERK] = "vt.ha",   [ADMIN] = "qt.huy",
    [HEAD] = "tt.minh",           [CHIEF] = "ht.hanh", [OWNER] = "gv.lan",
};

const char *
cast_get_login (guint who)
{
  return logins[who] ? logins[who] : "nobody";
}

Cast *
cast_new (void)
{
  Cast *self = g_new0 (Cast, 1);

  self->school = school_new ();
  self->server = fixture_server_new (self->school->folder);
  self->pdf = document_make (DOCUMENT_STREAM, 1);
  for (guint i = 0; i < N_VISITORS; i++)
    self->visitors[i] =
        logins[i] ? visitor_new_signed_in (self->server, logins[i]) : visitor_new (self->server);
  visitor_set_token (self->visitors[FORGER], "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
  return self;
}

void
cast_free (Cast *self)
{
  for (guint i = 0; i < N_VISITORS; i++)
    visitor_free (self->visitors[i]);
  fixture_server_free (self->server);
  school_free (self->school);
  g_bytes_unref (self->pdf);
  g_free (self);
}

SokyBook *
cast_act (Cast *self, guint who, const SokyBook *book, const char *text)
{
  Visitor *visitor = self->visitors[who];
  g_autofree char *path = g_strdup_printf ("/api/v1/books/%s/actions", book->id);
  const Request request = {.text = text, .version = book->version};
  visitor_send (visitor, "POST", path, &request);
  visitor_assert (visitor, 200, NULL);
  return visitor_get_book (visitor);
}

SokyBook *
cast_make_book (Cast *self, Stage stage)
{
  SokyBook *book = visitor_make_book (self->visitors[OWNER], "Giáo án", self->pdf);
  if (stage == DRAFT)
    return book;

  g_autoptr (SokyBook) draft = book;
  SokyBook *waiting = cast_act (self, OWNER, draft,
                                "{\"action\":\"submit\",\"route\":["
                                "{\"order\":1,\"person_id\":\"gv-lan\",\"role\":\"teacher\","
                                "\"kind\":\"person\",\"require_cert\":false},"
                                "{\"order\":2,\"person_id\":\"tt-minh\",\"role\":\"group_head\","
                                "\"kind\":\"person\",\"require_cert\":false}]}");
  if (stage == WAITING)
    return waiting;
  g_autoptr (SokyBook) first = waiting;
  g_autoptr (SokyBook) second = cast_act (self, OWNER, first, "{\"action\":\"approve\"}");
  SokyBook *approved = cast_act (self, HEAD, second, "{\"action\":\"approve\"}");
  if (stage == APPROVED)
    return approved;
  g_autoptr (SokyBook) third = approved;
  return cast_act (self, CHIEF, third, "{\"action\":\"publish\"}");
}
