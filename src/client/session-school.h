/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/session.h"
#include "wire/book-type.h"
#include "wire/year-plan.h"

G_BEGIN_DECLS

/* The calls of a session by which types of books, school years, classes and subjects are
 * administered; changes as in client/session-administration.h. */

/* The types as @unit_id has them (NULL: the person's own unit); @below: those that this unit and
 * all below it have defined. soky_session_load_book_types_finish() */
void soky_session_list_book_types_async (SokySession *self, const char *unit_id, gboolean below,
                                         GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer user_data);
/* @type: its id is of no matter; its unit may be NULL. These give the type as it is then. */
void soky_session_add_book_type_async (SokySession *self, const SokyBookType *type,
                                       GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data);
/* @unit_id: (nullable): where it is to hold; NULL = where it was defined, or the person administers
 */
void soky_session_change_book_type_async (SokySession *self, const SokyBookType *type,
                                          const char *unit_id, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
void soky_session_approve_book_type_async (SokySession *self, const char *id,
                                           GCancellable *cancellable, GAsyncReadyCallback callback,
                                           gpointer user_data);
SokyBookType *soky_session_book_type_finish (SokySession *self, GAsyncResult *result,
                                             GError **error);
/* Of the person's own school. A year that is not laid down yet is offered after the one before. */
void soky_session_get_year_async (SokySession *self, const char *name, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
void soky_session_put_year_async (SokySession *self, const SokyYearPlan *plan,
                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
SokyYearPlan *soky_session_year_finish (SokySession *self, GAsyncResult *result, GError **error);
/* @version: of the school. Both give the school as it is then: soky_session_load_school_finish() */
void soky_session_set_classes_async (SokySession *self, const SokyNameList *list, guint64 version,
                                     GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
void soky_session_set_subjects_async (SokySession *self, const SokyNameList *list, guint64 version,
                                      GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);

G_END_DECLS
