/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * soky_sign_out_ask_async:
 * @settings: (nullable): remembers what was chosen
 * @waiting: how many changes are not sent yet
 *
 * Asks before signing out, and whether what this computer keeps of the account goes with it.
 */
void soky_sign_out_ask_async (GtkWindow *parent, GSettings *settings, guint waiting,
                              GAsyncReadyCallback callback, gpointer user_data);
/* @remove: (out): whether what is kept is to be removed. Returns: whether to sign out */
gboolean soky_sign_out_ask_finish (GAsyncResult *result, gboolean *remove);

G_END_DECLS
