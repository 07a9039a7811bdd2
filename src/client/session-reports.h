/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/session.h"
#include "wire/book-filter.h"
#include "wire/overview.h"
#include "wire/reminder.h"

G_BEGIN_DECLS

/* Lists by a filter, reports and the overview. */

/* Which page of a list is asked for. */
typedef struct {
  SokyBookView view;
  const SokyBookFilter *filter;
  const char *query;  /* nullable: words to find */
  const char *cursor; /* nullable: the first page */
  guint limit;        /* most books of the page; 0 = as the server likes */
} SokyBookSearch;

/* soky_session_list_books_finish() gives the page. */
void soky_session_search_books_async (SokySession *self, const SokyBookSearch *search,
                                      GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);

/* @filter: its range is one of weeks, or none for the present week; its order does not count
 * @skip: so many missing ones are passed over: a page of SOKY_MISSING_PAGE is told */
#define SOKY_MISSING_PAGE 200
void soky_session_load_missing_async (SokySession *self, const SokyBookFilter *filter, guint skip,
                                      GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);
SokyMissingReport *soky_session_load_missing_finish (SokySession *self, GAsyncResult *result,
                                                     GError **error);

void soky_session_load_progress_async (SokySession *self, SokyProgressKey by,
                                       const SokyBookFilter *filter, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
SokyProgressReport *soky_session_load_progress_finish (SokySession *self, GAsyncResult *result,
                                                       GError **error);

/* The same as tables for spreadsheets (CSV, UTF-8 with a byte order mark):
 * soky_session_export_finish() gives the text. */
void soky_session_export_missing_async (SokySession *self, const SokyBookFilter *filter,
                                        GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);
void soky_session_export_progress_async (SokySession *self, SokyProgressKey by,
                                         const SokyBookFilter *filter, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
/* The log of stamps, as the list of what is stamped is filtered. */
void soky_session_export_stamps_async (SokySession *self, const SokyBookFilter *filter,
                                       GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data);
/* Returns: (transfer full) (nullable) */
char *soky_session_export_finish (SokySession *self, GAsyncResult *result, GError **error);

/* Nhắc nộp: sends reminders of books that are late. */
void soky_session_remind_async (SokySession *self, const SokyReminderOrder *order,
                                GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
/* Returns: (transfer full) (element-type SokyReminder) (nullable): each with its outcome */
GPtrArray *soky_session_remind_finish (SokySession *self, GAsyncResult *result, GError **error);

void soky_session_load_overview_async (SokySession *self, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
SokyOverview *soky_session_load_overview_finish (SokySession *self, GAsyncResult *result,
                                                 GError **error);

G_END_DECLS
