/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/session.h"
#include "wire/account.h"
#include "wire/audit.h"
#include "wire/unit.h"

G_BEGIN_DECLS

/* The calls of a session by which units and people are administered, and the audit is read. A
 * change is sent with the version that was looked at; a record that somebody else has changed
 * meanwhile is SOKY_WIRE_ERROR_CHANGED. */

/* What records of the audit are asked for; everything may be NULL. */
typedef struct {
  const char *unit_id; /* NULL: where the person administers */
  const char *person_id;
  const char *subject;
  const char *event;
  const char *from; /* RFC 3339 */
  const char *to;   /* likewise, not counted */
  const char *cursor;
} SokyAuditFilter;

/* The units that the person may know of, parents before children. (element-type SokyUnit) */
void soky_session_list_units_async (SokySession *self, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *soky_session_list_units_finish (SokySession *self, GAsyncResult *result, GError **error);
/* Adding and changing give the unit as it is then. @unit: its id is of no matter */
void soky_session_add_unit_async (SokySession *self, const SokyUnit *unit,
                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
void soky_session_change_unit_async (SokySession *self, const SokyUnit *unit,
                                     GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
SokyUnit *soky_session_unit_finish (SokySession *self, GAsyncResult *result, GError **error);
/* Only one that nobody and nothing is of; others are closed. */
void soky_session_remove_unit_async (SokySession *self, const SokyUnit *unit,
                                     GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean soky_session_remove_unit_finish (SokySession *self, GAsyncResult *result, GError **error);
/* People of a unit and of all below it, with logins and those who have left, a page at a time;
 * @query and @cursor are nullable. soky_session_find_people_finish() */
void soky_session_list_members_async (SokySession *self, const char *unit_id, const char *query,
                                      const char *cursor, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
void soky_session_get_account_async (SokySession *self, const char *person_id,
                                     GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
/* @account: its person's id is of no matter. There is no password until it is reset. */
void soky_session_add_account_async (SokySession *self, const SokyAccount *account,
                                     GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
void soky_session_change_account_async (SokySession *self, const SokyAccount *account,
                                        GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);
/* As it is then. */
SokyAccount *soky_session_account_finish (SokySession *self, GAsyncResult *result, GError **error);
/* A password for one time, to be handed to the person, whose sessions all end. */
void soky_session_reset_password_async (SokySession *self, const char *person_id,
                                        GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);
SokySecret *soky_session_reset_password_finish (SokySession *self, GAsyncResult *result,
                                                GError **error);
void soky_session_read_audit_async (SokySession *self, const SokyAuditFilter *filter,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
SokyAuditPage *soky_session_read_audit_finish (SokySession *self, GAsyncResult *result,
                                               GError **error);

G_END_DECLS
