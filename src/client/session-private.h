/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/outbox.h"
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

/* @list: (element-type SokyDelegationRecord) (transfer none) */
void soky_session_set_delegations (SokySession *self, GPtrArray *list);
/* What the person may sign with from now on. @list: (element-type SokyEnrolment) */
void soky_session_set_certificates (SokySession *self, GPtrArray *list);
SokyCache *soky_session_get_cache (SokySession *self);

/* A change of a book: sent at once, or written into the outbox when there is no network or when it
 * has to wait behind others. @request: (transfer full); what @order points to is copied. */
void soky_session_change (SokySession *self, SokyRequest *request, const SokyOutboxOrder *order,
                          const SokyAnswer *answer, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data);

/* The text of an answer as it came. */
extern const SokyAnswer soky_session_text_answer;
/* Whether an error says that the server cannot be asked now. */
gboolean soky_session_is_no_network (const GError *error);
void soky_session_set_offline (SokySession *self, gboolean offline);
void soky_session_set_library (SokySession *self, SokyLibrary *library);
void soky_session_set_info (SokySession *self, SokySessionInfo *info);
/* Whether @path is to be answered from the library alone. */
gboolean soky_session_is_local (SokySession *self, const char *path);
/* Ends @task (taken) with what the library has to say to @path. @cause: (nullable) (transfer
 * full): why the server could not be asked */
void soky_session_recall (GTask *task, const char *path, const SokyAnswer *answer, GError *cause);
/* Remembers @text, then ends @task (taken) with what is to be shown. */
void soky_session_remember (GTask *task, const char *path, const SokyAnswer *answer, char *text);

G_END_DECLS
