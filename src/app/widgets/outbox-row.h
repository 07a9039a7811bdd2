/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/outbox-model.h"

G_BEGIN_DECLS

/* A change that waits: what, which book, when, how it stands, and what can be done about it.
 * Signals: "open", "cancel", "retry". */
#define SOKY_TYPE_OUTBOX_ROW (soky_outbox_row_get_type ())
G_DECLARE_FINAL_TYPE (SokyOutboxRow, soky_outbox_row, SOKY, OUTBOX_ROW, GtkListBoxRow)

GtkWidget *soky_outbox_row_new (SokyOutboxEntry *entry);
SokyOutboxEntry *soky_outbox_row_get_entry (SokyOutboxRow *self);
/* Whether it is a signature: that is made anew with the token, on the book as it is now. */
gboolean soky_outbox_row_signs (SokyOutboxRow *self);

G_END_DECLS
