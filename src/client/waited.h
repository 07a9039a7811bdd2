/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Asynchronous calls of a session, waited for in another thread. Private to this room. */

/* Starts a call with @callback and @user_data; runs on the main loop. */
typedef void (*SokyWaitedStart) (gpointer data, GAsyncReadyCallback callback, gpointer user_data);

/* @context: of the main loop that runs in another thread
 * Returns: (transfer full): for the call's finish function */
GAsyncResult *soky_waited_call (GMainContext *context, SokyWaitedStart start, gpointer data);

G_END_DECLS
