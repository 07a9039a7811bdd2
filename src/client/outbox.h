/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/action.h"
#include "book/book.h"
#include "client/library.h"
#include "client/request.h"

G_BEGIN_DECLS

/* What waits to be sent: changes of books, in the order in which they were made, each written in
 * one transaction with its effect on the book that is shown here. Every item has its
 * Idempotency-Key from the beginning, so that it is done once however often it is sent. All calls
 * block and may be made in any thread. */

typedef enum {
  SOKY_OUTBOX_WAITING,
  SOKY_OUTBOX_SENDING, /* it was sent, and no answer has come yet */
  SOKY_OUTBOX_REFUSED, /* the person decides: soky_outbox_cancel() or soky_outbox_retry() */
} SokyOutboxState;

typedef struct {
  gint64 position;
  char *key;
  char *kind; /* "create", or soky_action_kind_to_string() */
  char *book_id;
  char *title;     /* of the book */
  char *body;      /* JSON of the request; empty where a file is sent */
  guint64 version; /* that the server must have; 0 while an earlier item of the book waits */
  guint seen_round;
  char *seen_sha256; /* nullable: head of the book that the person looked at */
  goffset seen_length;
  int seen_revisions;
  char *base_sha256; /* nullable: the file that was signed */
  goffset base_length;
  char *sha256; /* nullable: the whole new file */
  goffset length;
  guint pages;
  SokyCertificateInfo *certificate; /* nullable */
  gboolean auto_publish;
  SokyNumbering numbering; /* of a stamp */
  SokyOutboxState state;
  char *code;   /* nullable: of the refusal */
  char *reason; /* nullable: of the refusal, in words */
  gint64 created_us;
  gint64 tried_us;  /* 0 = not sent yet */
  gboolean first;   /* of soky_outbox_take(): it was never sent before */
  gboolean blocked; /* in lists: an earlier item of the same book is refused */
  char *book_state; /* nullable; in lists, of the refused: what the book is now, in words */
} SokyOutboxItem;

void soky_outbox_item_free (SokyOutboxItem *self);
/* What it does, in words: "Submit". */
const char *soky_outbox_item_get_label (const SokyOutboxItem *self);

/* A change as it is made. Nothing is owned. */
typedef struct {
  SokyBook *book;               /* as the person sees it; NULL when one is created */
  const char *type_id;          /* of a new book */
  const SokyBookFields *fields; /* of a new book */
  const SokyAction *action;     /* NULL when a book is created */
  const char *path;             /* ATTACH, SIGN: the whole new file */
  const char *key;              /* nullable: of the same request, when it was sent in vain */
} SokyOutboxOrder;

/**
 * soky_outbox_write:
 *
 * Returns: (transfer full) (nullable): the book with the effect of the change, or %NULL with a
 *   #SokyBookError of the rules, or %SOKY_CLIENT_ERROR_UNDECIDED when an earlier change of the book
 *   was refused; nothing is kept then
 */
SokyBook *soky_outbox_write (SokyLibrary *library, const SokyOutboxOrder *order, GError **error);
/* Whether a change of the book has to wait behind others. */
gboolean soky_outbox_has_waiting (SokyLibrary *library, const char *book_id);
/* Returns: (transfer full) (nullable) (element-type SokyOutboxItem): all of them, in order */
GPtrArray *soky_outbox_list (SokyLibrary *library, GError **error);

/**
 * soky_outbox_cancel:
 * @position: of an item that is not being sent
 *
 * Takes back an item and the later ones of the same book, with their effects. Returns: how many, or
 * 0 with @error: %SOKY_CLIENT_ERROR_UNDECIDED when it may have arrived already
 */
guint soky_outbox_cancel (SokyLibrary *library, gint64 position, GError **error);
/* Makes a refused change anew, on the book as it is now; a #SokyBookError when it cannot be. */
gboolean soky_outbox_retry (SokyLibrary *library, gint64 position, GError **error);

/* Sending, in order. */

/* Returns: (transfer full) (nullable): the first that can be sent, marked as being sent; %NULL
 * without an error when there is none */
SokyOutboxItem *soky_outbox_take (SokyLibrary *library, GError **error);
/* Returns: (transfer full): the same request each time, with the item's key */
SokyRequest *soky_outbox_make_request (SokyLibrary *library, const SokyOutboxItem *item);
/* It could not leave after all: it waits as before. */
gboolean soky_outbox_note_unsent (SokyLibrary *library, const SokyOutboxItem *item, GError **error);
/* The server has done it. @text: the book as it answered, empty for a deletion. An item that is
 * not there any more is no error. */
gboolean soky_outbox_note_done (SokyLibrary *library, gint64 position, const char *text,
                                GError **error);
/* The server will not do it. */
gboolean soky_outbox_note_refused (SokyLibrary *library, gint64 position, const GError *refusal,
                                   GError **error);
/* After the book of a refused item was read again (soky_library_note()): an approval of a book
 * that has only grown is made anew, and what is done already is done. Returns: FALSE with @error */
gboolean soky_outbox_reconsider (SokyLibrary *library, gint64 position, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyOutboxItem, soky_outbox_item_free)

G_END_DECLS
