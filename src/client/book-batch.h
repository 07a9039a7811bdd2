/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/session-books.h"
#include "crypto/signer.h"
#include "sign/batch.h"

G_BEGIN_DECLS

/* Many books with one login: while the key works on one, others are fetched, prepared, checked and
 * sent. Steps that need no certificate are approved without the key. When another signature arrived
 * first, the missing bytes are fetched and it is signed again; a book that is no longer what the
 * person has seen is skipped, and so is one whose file holds something to be looked at. */
typedef struct _SokyBookBatch SokyBookBatch;

/**
 * soky_book_batch_new:
 * @books: (element-type SokyBook): as the person has seen them in a list
 * @types: (element-type SokyBookType): of each of them
 *
 * To be made on the main loop of the session.
 */
SokyBookBatch *soky_book_batch_new (SokySession *session, GPtrArray *books, GPtrArray *types);
void soky_book_batch_free (SokyBookBatch *self);

/* Whether any of the books that still wait needs a certificate. */
gboolean soky_book_batch_needs_key (SokyBookBatch *self);
/* Whether the last approval of a book publishes it. */
typedef enum {
  SOKY_PUBLISH_AS_WISHED, /* by whoever submitted it */
  SOKY_PUBLISH_ALWAYS,
  SOKY_PUBLISH_NEVER,
} SokyPublishing;

/* Between runs only; as the owners wished, to begin with. */
void soky_book_batch_set_publishing (SokyBookBatch *self, SokyPublishing publishing);
/* Whose key signs from the next run on; between runs only. */
void soky_book_batch_set_signer (SokyBookBatch *self, SokySigner *signer);

/* Whether persons' signatures are made with the picture that has the stamp on it; between runs
 * only. All else of the look is as the types say: see soky_signing_look_init(). */
void soky_book_batch_set_sealed (SokyBookBatch *self, gboolean sealed);

/**
 * soky_book_batch_run:
 *
 * As soky_batch_run(): blocks, in any thread but that of the session, whose main loop has to run
 * meanwhile. What was signed and could not be sent is sent by the next run.
 */
gboolean soky_book_batch_run (SokyBookBatch *self, SokyBatchChanged changed, gpointer user_data,
                              GCancellable *cancellable, GError **error);

/* (transfer none): states, reasons and progress, by the index of the book */
SokyBatch *soky_book_batch_get_batch (SokyBookBatch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyBookBatch, soky_book_batch_free)

G_END_DECLS
