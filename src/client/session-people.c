/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People come in pages; whoever looks for an approver wants all of them. */
#include "config.h"

#include "client/session-private.h"

#define PAGE 200
#define MAX_PEOPLE 10000

static const SokyAnswer people_page = {(SokyParse) soky_people_page_from_json,
                                       (GDestroyNotify) soky_people_page_free};

typedef struct {
  char *query;          /* encoded */
  SokyPeoplePage *page; /* all that have come so far */
} Search;

static void
search_free (gpointer pointer)
{
  Search *self = pointer;
  g_free (self->query);
  g_clear_pointer (&self->page, soky_people_page_free);
  g_free (self);
}

static void load (GTask *task, const char *cursor);

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Search *search = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (SokyPeoplePage) page =
      soky_session_call_finish (SOKY_SESSION (source), result, &error);

  if (page != NULL) {
    for (guint i = 0; i < page->people->len; i++)
      g_ptr_array_add (search->page->people, soky_person_ref (g_ptr_array_index (page->people, i)));
    if (page->next_cursor != NULL && page->people->len > 0 &&
        search->page->people->len < MAX_PEOPLE) {
      load (task, page->next_cursor);
      return;
    }
    g_task_return_pointer (task, g_steal_pointer (&search->page),
                           (GDestroyNotify) soky_people_page_free);
  } else
    g_task_return_error (task, error);
  g_object_unref (task);
}

/* Takes @task. */
static void
load (GTask *task, const char *cursor)
{
  const Search *search = g_task_get_task_data (task);
  g_autofree char *after = cursor ? g_uri_escape_string (cursor, NULL, FALSE) : NULL;
  g_autofree char *path = g_strdup_printf ("/people?limit=%d&q=%s%s%s", PAGE, search->query,
                                           after ? "&cursor=" : "", after ? after : "");

  soky_session_call (g_task_get_source_object (task), soky_request_new ("GET", path), &people_page,
                     g_task_get_cancellable (task), loaded_cb, task);
}

void
soky_session_find_people_async (SokySession *self, const char *query, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (SOKY_IS_SESSION (self));

  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Search *search = g_new0 (Search, 1);

  g_task_set_source_tag (task, soky_session_find_people_async);
  search->query = g_uri_escape_string (query ? query : "", NULL, FALSE);
  search->page = soky_people_page_new ();
  g_task_set_task_data (task, search, search_free);
  load (task, NULL);
}

SokyPeoplePage *
soky_session_find_people_finish (SokySession *self, GAsyncResult *result, GError **error)
{
  return soky_session_call_finish (self, result, error);
}
