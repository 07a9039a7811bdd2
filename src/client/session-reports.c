/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client/session-reports.h"

#include "client/session-private.h"

static const SokyAnswer book_page = {(SokyParse) soky_book_page_from_json,
                                     (GDestroyNotify) soky_book_page_free};
static const SokyAnswer missing = {(SokyParse) soky_missing_report_from_json,
                                   (GDestroyNotify) soky_missing_report_free};
static const SokyAnswer progress = {(SokyParse) soky_progress_report_from_json,
                                    (GDestroyNotify) soky_progress_report_free};
static const SokyAnswer overview = {(SokyParse) soky_overview_from_json,
                                    (GDestroyNotify) soky_overview_free};

static const SokyAnswer outcomes = {(SokyParse) soky_reminder_outcomes_from_json,
                                    (GDestroyNotify) g_ptr_array_unref};

static gpointer
copy_table (const char *text, gssize length, GError **error)
{
  return length < 0 ? g_strdup (text) : g_strndup (text, (gsize) length);
}

static const SokyAnswer table = {copy_table, g_free};

void
soky_session_search_books_async (SokySession *self, const SokyBookSearch *search,
                                 GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GString) path = g_string_new ("/books?view=");

  g_string_append (path, soky_book_view_to_string (search->view));
  soky_wire_filter_append (search->filter, path);
  soky_wire_append_parameter (path, "q", search->query);
  soky_wire_append_parameter (path, "cursor", search->cursor);
  if (search->limit > 0)
    g_string_append_printf (path, "&limit=%u", search->limit);
  soky_session_call (self, soky_request_new ("GET", path->str), &book_page, cancellable, callback,
                     user_data);
}

void
soky_session_load_missing_async (SokySession *self, const SokyBookFilter *filter, guint skip,
                                 GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GString) path = g_string_new ("/reports/missing?format=json");

  g_string_append_printf (path, "&limit=%u&skip=%u", SOKY_MISSING_PAGE, skip);
  soky_wire_filter_append (filter, path);
  soky_session_call (self, soky_request_new ("GET", path->str), &missing, cancellable, callback,
                     user_data);
}

SokyMissingReport *
soky_session_load_missing_finish (SokySession *self, GAsyncResult *result, GError **error)
{
  return soky_session_call_finish (self, result, error);
}

void
soky_session_load_progress_async (SokySession *self, SokyProgressKey by,
                                  const SokyBookFilter *filter, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GString) path = g_string_new ("/reports/progress?by=");

  g_string_append (path, soky_progress_key_to_string (by));
  soky_wire_filter_append (filter, path);
  soky_session_call (self, soky_request_new ("GET", path->str), &progress, cancellable, callback,
                     user_data);
}

SokyProgressReport *
soky_session_load_progress_finish (SokySession *self, GAsyncResult *result, GError **error)
{
  return soky_session_call_finish (self, result, error);
}

void
soky_session_export_missing_async (SokySession *self, const SokyBookFilter *filter,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GString) path = g_string_new ("/reports/missing?format=csv");

  soky_wire_filter_append (filter, path);
  soky_session_call (self, soky_request_new ("GET", path->str), &table, cancellable, callback,
                     user_data);
}

void
soky_session_export_progress_async (SokySession *self, SokyProgressKey by,
                                    const SokyBookFilter *filter, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GString) path = g_string_new ("/reports/progress?format=csv&by=");

  g_string_append (path, soky_progress_key_to_string (by));
  soky_wire_filter_append (filter, path);
  soky_session_call (self, soky_request_new ("GET", path->str), &table, cancellable, callback,
                     user_data);
}

void
soky_session_export_stamps_async (SokySession *self, const SokyBookFilter *filter,
                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GString) path = g_string_new ("/reports/stamps?format=csv");

  soky_wire_filter_append (filter, path);
  soky_session_call (self, soky_request_new ("GET", path->str), &table, cancellable, callback,
                     user_data);
}

char *
soky_session_export_finish (SokySession *self, GAsyncResult *result, GError **error)
{
  return soky_session_call_finish (self, result, error);
}

void
soky_session_remind_async (SokySession *self, const SokyReminderOrder *order,
                           GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  SokyRequest *request = soky_request_new ("POST", "/reminders");

  soky_request_set_json (request, soky_reminder_order_to_json (order));
  soky_session_call (self, request, &outcomes, cancellable, callback, user_data);
}

GPtrArray *
soky_session_remind_finish (SokySession *self, GAsyncResult *result, GError **error)
{
  return soky_session_call_finish (self, result, error);
}

void
soky_session_load_overview_async (SokySession *self, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  soky_session_call (self, soky_request_new ("GET", "/overview"), &overview, cancellable, callback,
                     user_data);
}

SokyOverview *
soky_session_load_overview_finish (SokySession *self, GAsyncResult *result, GError **error)
{
  return soky_session_call_finish (self, result, error);
}
