/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A change of a book is sent at once, or waits in the outbox; whoever made it sees its effect
 * either way. */
#include "config.h"

#include "base/task.h"
#include "client/book-requests.h"
#include "client/session-private.h"
#include "wire/headers.h"

typedef struct {
  SokyLibrary *library;
  SokyRequest *request;
  const SokyAnswer *answer;
  SokyBook *book; /* nullable */
  char *type_id;  /* nullable */
  SokyBookFields fields;
  SokyActionKind kind;
  gboolean auto_publish;
  SokyNumbering numbering;
  char *body; /* nullable: of an action that travels as JSON */
  char *path; /* nullable */
  char *key;
  gboolean left; /* it may have arrived */
  GError *cause; /* nullable: why it was not sent */
} Change;

static void
change_free (gpointer pointer)
{
  Change *self = pointer;

  g_object_unref (self->library);
  g_clear_pointer (&self->request, soky_request_free);
  g_clear_pointer (&self->book, soky_book_unref);
  g_free (self->type_id);
  soky_book_fields_clear (&self->fields);
  g_free (self->body);
  g_free (self->path);
  g_free (self->key);
  g_clear_error (&self->cause);
  g_free (self);
}

static Change *
change_new (SokyLibrary *library, const SokyOutboxOrder *order)
{
  Change *self = g_new0 (Change, 1);

  self->library = g_object_ref (library);
  self->key = g_uuid_string_random ();
  self->path = g_strdup (order->path);
  if (order->action == NULL) {
    self->type_id = g_strdup (order->type_id);
    soky_book_fields_copy (order->fields, &self->fields);
    return self;
  }
  self->book = soky_book_ref (order->book);
  self->kind = order->action->kind;
  self->auto_publish = order->action->auto_publish;
  self->numbering = order->action->numbering;
  if (order->path == NULL && self->kind != SOKY_ACTION_DELETE)
    self->body = soky_wire_action_to_json (order->action);
  return self;
}

static SokyAction *
make_action (const Change *self, GError **error)
{
  if (self->body != NULL)
    return soky_wire_action_from_json (self->body, -1, self->book->version, error);
  SokyAction *action = soky_action_new (self->kind, self->book->version);
  action->auto_publish = self->auto_publish;
  action->numbering = self->numbering;
  return action;
}

static gpointer
write_order (gpointer data, GCancellable *cancellable, GError **error)
{
  Change *self = data;
  const char *key = self->left ? self->key : NULL;

  if (self->book == NULL) {
    const SokyOutboxOrder order = {.type_id = self->type_id, .fields = &self->fields, .key = key};
    return soky_outbox_write (self->library, &order, error);
  }
  g_autoptr (SokyAction) action = make_action (self, error);
  const SokyOutboxOrder order = {
      .book = self->book, .action = action, .path = self->path, .key = key};
  return action ? soky_outbox_write (self->library, &order, error) : NULL;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Change *change = g_task_get_task_data (task);
  SokySession *self = g_task_get_source_object (task);
  GError *error = NULL;
  SokyBook *book = soky_task_finish (result, &error);

  if (book == NULL && change->left) {
    g_error_free (error);
    error = g_steal_pointer (&change->cause);
  }
  if (book == NULL) {
    g_task_return_error (task, error);
    return;
  }
  g_signal_emit_by_name (self, "queued");
  if (change->answer->parse != NULL) {
    g_task_return_pointer (task, book, (GDestroyNotify) soky_book_unref);
    return;
  }
  soky_book_unref (book);
  g_task_return_pointer (task, soky_task_done (), NULL);
}

/* What is written is kept, whoever loses interest meanwhile. Takes @task. */
static void
write_later (GTask *task)
{
  soky_task_run (NULL, write_order, g_task_get_task_data (task), NULL,
                 (GDestroyNotify) soky_book_unref, NULL, written_cb, task);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SokySession *self = SOKY_SESSION (source);
  Change *change = g_task_get_task_data (task);
  GError *error = NULL;
  g_autofree char *text = soky_session_call_finish (self, result, &error);

  if (text == NULL && soky_session_is_no_network (error)) {
    change->cause = error;
    write_later (g_steal_pointer (&task));
    return;
  }
  if (text == NULL) {
    g_task_return_error (task, error);
    return;
  }
  if (change->answer->parse == NULL) {
    g_task_return_pointer (task, soky_task_done (), NULL);
    return;
  }
  g_autoptr (SokyBook) book = change->answer->parse (text, -1, &error);
  if (book == NULL) {
    g_task_return_error (task, error);
    return;
  }
  g_autofree char *path = soky_book_request_path (book->id, NULL);
  soky_session_remember (g_steal_pointer (&task), path, change->answer, g_steal_pointer (&text));
}

static gpointer
check_waiting (gpointer data, GCancellable *cancellable, GError **error)
{
  Change *self = data;
  gboolean waits = self->book != NULL && (g_str_has_prefix (self->book->id, "local-") ||
                                          soky_outbox_has_waiting (self->library, self->book->id));
  return GINT_TO_POINTER (waits ? 2 : 1);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SokySession *self = g_task_get_source_object (task);
  Change *change = g_task_get_task_data (task);
  GError *error = NULL;
  gpointer answer = soky_task_finish (result, &error);

  if (answer == NULL) {
    g_task_return_error (task, error);
    return;
  }
  if (GPOINTER_TO_INT (answer) == 2 || soky_session_is_offline (self)) {
    write_later (g_steal_pointer (&task));
    return;
  }
  GCancellable *cancellable = g_task_get_cancellable (task);
  soky_session_call (self, g_steal_pointer (&change->request), &soky_session_text_answer,
                     cancellable, sent_cb, g_steal_pointer (&task));
}

void
soky_session_change (SokySession *self, SokyRequest *request, const SokyOutboxOrder *order,
                     const SokyAnswer *answer, GCancellable *cancellable,
                     GAsyncReadyCallback callback, gpointer user_data)
{
  SokyLibrary *library = soky_session_get_library (self);

  if (library == NULL) {
    soky_session_call (self, request, answer, cancellable, callback, user_data);
    return;
  }
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Change *change = change_new (library, order);
  change->request = request;
  request->left = &change->left;
  change->answer = answer;
  soky_request_set_header (request, SOKY_HEADER_IDEMPOTENCY_KEY, change->key);
  g_task_set_source_tag (task, soky_session_change);
  g_task_set_task_data (task, change, change_free);
  soky_task_run (NULL, check_waiting, change, NULL, NULL, cancellable, checked_cb, task);
}
