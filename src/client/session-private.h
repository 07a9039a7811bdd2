/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/session.h"

G_BEGIN_DECLS

typedef gpointer (*SokyParse) (const char *text, gssize length, GError **error);

/* How the answer of a call becomes its result. */
typedef struct {
  SokyParse parse; /* NULL: the result is soky_task_done() */
  GDestroyNotify free;
} SokyAnswer;

/* Sends @request (taken); the caller's finish is g_task_propagate_pointer(). */
void soky_session_call (SokySession *self, SokyRequest *request, const SokyAnswer *answer,
                        GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer user_data);
gpointer soky_session_call_finish (SokySession *self, GAsyncResult *result, GError **error);

SokyCache *soky_session_get_cache (SokySession *self);

G_END_DECLS
