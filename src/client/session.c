/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/task.h"
#include "book/check-code.h"
#include "client/failure.h"
#include "client/session-private.h"
#include "wire/error.h"

struct _SokySession {
  GObject parent_instance;

  SokyConnection *connection;
  SokyCache *cache;
  SokySessionInfo *info;  /* nullable */
  SokyLibrary *library;   /* nullable */
  GPtrArray *delegations; /* nullable: until they have been listed */
  gboolean offline;
};

enum { PROP_0, PROP_OFFLINE, N_PROPS };
static GParamSpec *properties[N_PROPS];

enum { ENDED, QUEUED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokySession, soky_session, G_TYPE_OBJECT)

static void
soky_session_finalize (GObject *object)
{
  SokySession *self = SOKY_SESSION (object);

  g_clear_object (&self->connection);
  g_clear_object (&self->cache);
  g_clear_object (&self->library);
  g_clear_pointer (&self->info, soky_session_info_free);
  g_clear_pointer (&self->delegations, g_ptr_array_unref);
  G_OBJECT_CLASS (soky_session_parent_class)->finalize (object);
}

static void
soky_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_OFFLINE)
    g_value_set_boolean (value, SOKY_SESSION (object)->offline);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
soky_session_class_init (SokySessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = soky_session_finalize;
  G_OBJECT_CLASS (klass)->get_property = soky_session_get_property;

  properties[PROP_OFFLINE] = g_param_spec_boolean ("offline", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
  signals[QUEUED] = g_signal_new ("queued", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  signals[ENDED] = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
soky_session_init (SokySession *self)
{
}

SokySession *
soky_session_new (SokyConnection *connection, SokyCache *cache)
{
  g_return_val_if_fail (SOKY_IS_CONNECTION (connection) && SOKY_IS_CACHE (cache), NULL);

  SokySession *self = g_object_new (SOKY_TYPE_SESSION, NULL);
  self->connection = g_object_ref (connection);
  self->cache = g_object_ref (cache);
  return self;
}

SokyConnection *
soky_session_get_connection (SokySession *self)
{
  return self->connection;
}

SokyCache *
soky_session_get_cache (SokySession *self)
{
  return self->cache;
}

SokySessionInfo *
soky_session_get_info (SokySession *self)
{
  g_return_val_if_fail (SOKY_IS_SESSION (self), NULL);

  return self->info;
}

SokyPerson *
soky_session_get_person (SokySession *self)
{
  g_return_val_if_fail (SOKY_IS_SESSION (self), NULL);

  return self->info ? self->info->person : NULL;
}

char *
soky_session_get_check_address (SokySession *self, const SokyBook *book)
{
  g_return_val_if_fail (SOKY_IS_SESSION (self), NULL);

  return soky_check_code_get_address (self->info ? self->info->public_url : NULL, book->check_code);
}

SokyLibrary *
soky_session_get_library (SokySession *self)
{
  g_return_val_if_fail (SOKY_IS_SESSION (self), NULL);

  return self->library;
}

void
soky_session_set_library (SokySession *self, SokyLibrary *library)
{
  g_set_object (&self->library, library);
  g_set_object (&self->cache, soky_library_get_cache (library));
}

gboolean
soky_session_is_offline (SokySession *self)
{
  g_return_val_if_fail (SOKY_IS_SESSION (self), FALSE);

  return self->offline;
}

void
soky_session_set_offline (SokySession *self, gboolean offline)
{
  if (self->library == NULL || self->offline == offline)
    return;
  self->offline = offline;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OFFLINE]);
}

gboolean
soky_session_has_token (SokySession *self)
{
  g_return_val_if_fail (SOKY_IS_SESSION (self), FALSE);

  return self->info != NULL && self->info->token != NULL;
}

void
soky_session_set_info (SokySession *self, SokySessionInfo *info)
{
  g_clear_pointer (&self->info, soky_session_info_free);
  self->info = info;
}

SokyActor
soky_session_get_actor (SokySession *self)
{
  return (SokyActor){soky_session_get_person (self), self->delegations};
}

void
soky_session_set_delegations (SokySession *self, GPtrArray *list)
{
  g_ptr_array_ref (list);
  g_clear_pointer (&self->delegations, g_ptr_array_unref);
  self->delegations = list;
}

gboolean
soky_session_has_certificate (SokySession *self, const char *fingerprint)
{
  g_return_val_if_fail (SOKY_IS_SESSION (self), FALSE);

  for (guint i = 0; self->info != NULL && i < self->info->certificates->len; i++) {
    const SokyEnrolment *enrolment = g_ptr_array_index (self->info->certificates, i);
    if (g_strcmp0 (enrolment->fingerprint, fingerprint) == 0 &&
        g_strcmp0 (enrolment->state, "enrolled") == 0)
      return TRUE;
  }
  return FALSE;
}

void
soky_session_set_certificates (SokySession *self, GPtrArray *list)
{
  if (self->info == NULL)
    return;
  g_ptr_array_set_size (self->info->certificates, 0);
  for (guint i = 0; i < list->len; i++) {
    const SokyEnrolment *one = list->pdata[i];
    g_ptr_array_add (self->info->certificates, soky_enrolment_new (one->fingerprint, one->holder,
                                                                   one->organisation, one->state));
  }
  if (self->library != NULL)
    soky_session_keep (self, self->library);
}

static void
forget (SokySession *self)
{
  soky_connection_set_token (self->connection, NULL);
  g_clear_pointer (&self->info, soky_session_info_free);
  g_clear_pointer (&self->delegations, g_ptr_array_unref);
}

/* A call under way. */
typedef struct {
  const SokyAnswer *answer;
  char *path;        /* nullable: what was asked, where the library may answer as well */
  SokySecret *token; /* nullable: the session that it was sent in */
} Call;

static void
call_free (gpointer pointer)
{
  Call *self = pointer;
  g_clear_pointer (&self->token, soky_secret_unref);
  g_free (self->path);
  g_free (self);
}

static gpointer
parse (const SokyAnswer *answer, const SokyResponse *response, GError **error)
{
  if (answer->parse == NULL)
    return soky_task_done ();

  g_autoptr (GError) problem = NULL;
  gsize length = 0;
  const char *text = g_bytes_get_data (response->body, &length);
  gpointer value = answer->parse (text ? text : "", (gssize) length, &problem);

  if (value == NULL) {
    g_debug ("an answer that cannot be read: %s", problem->message);
    g_propagate_error (error, soky_failure_bad_answer ());
  }
  return value;
}

/* Takes @value. */
static void
succeed (GTask *task, const SokyResponse *response, gpointer value)
{
  const Call *call = g_task_get_task_data (task);

  if (call->path == NULL) {
    g_task_return_pointer (task, value, call->answer->free);
    return;
  }
  call->answer->free (value);
  gsize length = 0;
  const char *text = g_bytes_get_data (response->body, &length);
  soky_session_remember (g_object_ref (task), call->path, call->answer, g_strndup (text, length));
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SokySession *self = g_task_get_source_object (task);
  const Call *call = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (SokyResponse) response =
      soky_connection_send_finish (SOKY_CONNECTION (source), result, &error);
  gpointer value = response ? parse (call->answer, response, &error) : NULL;

  if (value != NULL) {
    succeed (task, response, value);
    return;
  }
  gboolean ended = self->info != NULL && call->token == self->info->token &&
                   g_error_matches (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_UNAUTHENTICATED);
  if (soky_session_is_no_network (error)) {
    soky_session_set_offline (self, TRUE);
    if (call->path != NULL) {
      soky_session_recall (g_object_ref (task), call->path, call->answer, error);
      return;
    }
  }
  g_task_return_error (task, error);
  if (ended) {
    forget (self);
    g_signal_emit (self, signals[ENDED], 0);
  }
}

void
soky_session_call (SokySession *self, SokyRequest *request, const SokyAnswer *answer,
                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (SOKY_IS_SESSION (self));

  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Call *call = g_new0 (Call, 1);
  gboolean reads = self->library != NULL && g_str_equal (request->method, "GET");

  g_task_set_source_tag (task, soky_session_call);
  call->answer = answer;
  call->path = reads && request->save_as == NULL ? g_strdup (request->path) : NULL;
  if (self->info != NULL && self->info->token != NULL)
    call->token = soky_secret_ref (self->info->token);
  g_task_set_task_data (task, call, call_free);
  if (reads && soky_session_is_local (self, request->path)) {
    soky_session_recall (task, call->path, answer, NULL);
    soky_request_free (request);
    return;
  }
  soky_connection_send_async (self->connection, request, cancellable, answered_cb, task);
}

gpointer
soky_session_call_finish (SokySession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static const SokyAnswer nothing = {NULL, NULL};
static const SokyAnswer session_info = {(SokyParse) soky_session_info_from_json,
                                        (GDestroyNotify) soky_session_info_free};
static const SokyAnswer about = {(SokyParse) soky_about_from_json,
                                 (GDestroyNotify) soky_about_free};
static const SokyAnswer school = {(SokyParse) soky_school_from_json,
                                  (GDestroyNotify) soky_school_free};
static const SokyAnswer book_types = {(SokyParse) soky_wire_book_types_from_json,
                                      (GDestroyNotify) g_ptr_array_unref};

void
soky_session_sign_in_async (SokySession *self, const char *login, SokySecret *password,
                            GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  forget (self);
  SokyRequest *request = soky_request_new ("POST", "/session");
  soky_request_set_json_bytes (request, soky_login_to_json (login, password, NULL));
  soky_session_call (self, request, &session_info, cancellable, callback, user_data);
}

gboolean
soky_session_sign_in_finish (SokySession *self, GAsyncResult *result, GError **error)
{
  SokySessionInfo *info = soky_session_call_finish (self, result, error);
  if (info == NULL)
    return FALSE;

  forget (self);
  self->info = info;
  soky_connection_set_token (self->connection, info->token);
  return TRUE;
}

void
soky_session_sign_out (SokySession *self)
{
  g_return_if_fail (SOKY_IS_SESSION (self));

  if (self->info == NULL)
    return;
  SokyRequest *request = soky_request_new ("DELETE", "/session");
  soky_session_call (self, request, &nothing, NULL, NULL, NULL);
  forget (self);
}

void
soky_session_load_about_async (SokySession *self, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  soky_session_call (self, soky_request_new ("GET", "/about"), &about, cancellable, callback,
                     user_data);
}

SokyAbout *
soky_session_load_about_finish (SokySession *self, GAsyncResult *result, GError **error)
{
  return soky_session_call_finish (self, result, error);
}

void
soky_session_load_school_async (SokySession *self, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  soky_session_call (self, soky_request_new ("GET", "/school"), &school, cancellable, callback,
                     user_data);
}

SokySchool *
soky_session_load_school_finish (SokySession *self, GAsyncResult *result, GError **error)
{
  return soky_session_call_finish (self, result, error);
}

void
soky_session_load_book_types_async (SokySession *self, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data)
{
  soky_session_call (self, soky_request_new ("GET", "/book-types"), &book_types, cancellable,
                     callback, user_data);
}

GPtrArray *
soky_session_load_book_types_finish (SokySession *self, GAsyncResult *result, GError **error)
{
  return soky_session_call_finish (self, result, error);
}
