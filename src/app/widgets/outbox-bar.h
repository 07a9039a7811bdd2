/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/outbox-model.h"

G_BEGIN_DECLS

/* A strip at the foot of the window that tells whether there is a network and what waits to be
 * sent. It is not there when there is nothing to tell. */
#define SOKY_TYPE_OUTBOX_BAR (soky_outbox_bar_get_type ())
G_DECLARE_FINAL_TYPE (SokyOutboxBar, soky_outbox_bar, SOKY, OUTBOX_BAR, AdwBin)

/* @outbox: (nullable): nobody is signed in */
void soky_outbox_bar_set_outbox (SokyOutboxBar *self, SokyOutboxModel *outbox);

G_END_DECLS
