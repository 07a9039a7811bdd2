/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/outbox.h"

G_BEGIN_DECLS

/**
 * soky_outbox_take_file:
 * @order: a new PDF or a signature
 *
 * Blocks: looks through the file as the server will, keeps a copy among the library's PDF files,
 * and fills in what @item has to say of it. Private to this room.
 *
 * Returns: %FALSE with the reason in words when the server would refuse the file
 */
gboolean soky_outbox_take_file (SokyLibrary *library, const SokyOutboxOrder *order,
                                SokyOutboxItem *item, GError **error);

G_END_DECLS
