/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/session-enrolment.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What is asked before a certificate is withdrawn. */
typedef struct {
  const char *heading;
  const char *body;
  const char *accept; /* the button that does it */
} SokyWithdrawalWords;

/**
 * soky_withdrawal_ask:
 * @owner: what @done is called with, as long as @life is not cancelled
 *
 * Asks for agreement and for a reason, which may be left empty, and sends both; @done is called
 * with a new reference to @owner and finishes with soky_session_enrolment_finish(). Nothing happens
 * when the person refuses.
 */
void soky_withdrawal_ask (GtkWindow *parent, SokySession *session, const SokyEnrolment *enrolment,
                          const SokyWithdrawalWords *words, GCancellable *life,
                          GAsyncReadyCallback done, GObject *owner);

G_END_DECLS
