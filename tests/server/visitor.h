/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/book.h"
#include "server-fixture.h"

G_BEGIN_DECLS

/* Somebody who speaks HTTPS to a server, a request at a time. */
typedef struct _Visitor Visitor;

/* What was answered to the last request. */
typedef struct {
  guint status; /* 0: no answer */
  GBytes *body;
  char *etag;
  char *code;          /* of a problem document, else "" */
  GHashTable *headers; /* names in lower case */
} Answer;

/* What goes with a request; everything may be left out. */
typedef struct {
  const char *type; /* of the body; NULL = application/json */
  const char *text; /* the body as text */
  GBytes *body;     /* or as bytes */
  guint64 version;  /* If-Match */
  const char *key;  /* Idempotency-Key; NULL = a new one for a write, "" = none */
  const char *base; /* Soky-Base */
  const char *range;
  const char *name, *value; /* one more header */
} Request;

Visitor *visitor_new (FixtureServer *server);
void visitor_free (Visitor *self);
/* Signs in; aborts the test when that fails. */
Visitor *visitor_new_signed_in (FixtureServer *server, const char *login);
/* The status of a try. */
guint visitor_sign_in (Visitor *self, const char *login, const char *password);
/* The token that is sent from now on; NULL = none. */
void visitor_set_token (Visitor *self, const char *token);

/* (transfer none): valid until the next request. @request: (nullable) */
const Answer *visitor_send (Visitor *self, const char *method, const char *path,
                            const Request *request);
const Answer *visitor_get_answer (Visitor *self);
const char *visitor_get_text (Visitor *self);
/* The book of the last answer. */
SokyBook *visitor_get_book (Visitor *self);
void visitor_assert (Visitor *self, guint status, const char *code);

/* Whole steps, each of which must succeed. */

/* A draft of a lesson plan with @pdf. */
SokyBook *visitor_make_book (Visitor *self, const char *title, GBytes *pdf);
/* Submits to the persons of @ids, one after the other; all with a certificate. */
SokyBook *visitor_submit (Visitor *self, const SokyBook *book, const char *const *ids);
/* Uploads what @whole has more than the head of @book. */
const Answer *visitor_upload (Visitor *self, const SokyBook *book, GBytes *whole, const char *key);
/* The present file. */
GBytes *visitor_download (Visitor *self, const SokyBook *book);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Visitor, visitor_free)

G_END_DECLS
