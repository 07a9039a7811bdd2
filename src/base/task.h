/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Work that blocks is one synchronous function; this helper runs it off the main loop.
 * Returns the result (freed by the caller of soky_task_finish) or NULL with @error set;
 * work without a result returns soky_task_done (). */
typedef gpointer (*SokyTaskFunc) (gpointer data, GCancellable *cancellable, GError **error);

/**
 * soky_task_run:
 * @source: (nullable): the object kept alive meanwhile and handed to @callback
 * @func: the work; runs in a thread and must not touch widgets
 * @data: (transfer full): its parameters, freed by @free_data in the caller's main context
 * @free_result: (nullable): frees a result that nobody took
 */
void soky_task_run (gpointer source, SokyTaskFunc func, gpointer data, GDestroyNotify free_data,
                    GDestroyNotify free_result, GCancellable *cancellable,
                    GAsyncReadyCallback callback, gpointer user_data);

/* Returns: (transfer full) (nullable): what @func returned, or %NULL with its error; a cancelled
 * task always gives %G_IO_ERROR_CANCELLED. */
gpointer soky_task_finish (GAsyncResult *result, GError **error);

/* A result that says no more than "it went well"; needs no freeing. */
gpointer soky_task_done (void);

G_END_DECLS
