/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/signing-look.h"
#include "client/session-books.h"
#include "crypto/signer.h"

G_BEGIN_DECLS

/* Everything that a signature on a book needs. Nothing is owned by the struct. */
typedef struct {
  SokySession *session;
  SokySigner *signer; /* of a login that stays open until the end */
  SokyBook *book;     /* it is the turn of the session's person */
  SokyBookType *type;
  gboolean auto_publish;
  SokySigningWish wish;
} SokySigningOrder;

typedef enum {
  SOKY_SIGNING_FETCH,
  SOKY_SIGNING_TOKEN,
  SOKY_SIGNING_SEND,
} SokySigningPhase;

/* Called on the main loop as the work goes on. */
typedef void (*SokySigningProgress) (SokySigningPhase phase, gpointer user_data);

/**
 * soky_book_sign_async:
 * @progress: (nullable): gets @user_data
 *
 * Fetches the head of the book, signs at the place that was chosen, else at the one that the type
 * of the book gives to this step, and sends the appended bytes. When another signature arrived
 * first, the missing bytes are fetched and it is signed again with the same key.
 */
void soky_book_sign_async (const SokySigningOrder *order, SokySigningProgress progress,
                           GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data);
/* Returns: (transfer full) (nullable): the book as the server has it, or %NULL: nothing was sent */
SokyBook *soky_book_sign_finish (GAsyncResult *result, GError **error);

G_END_DECLS
