/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/workspace.h"

#include "client/session-review.h"

struct _SokyWorkspace {
  GObject parent_instance;

  SokySession *session;
  SokyTrust *trust;
  SokyTokenMonitor *tokens;
  GPtrArray *types;
  SokySchool *school;     /* nullable: until it is loaded */
  SokyPeoplePage *people; /* nullable: likewise */
  SokyBookModel *models[SOKY_N_BOOK_VIEWS];
  SokyOutboxModel *outbox; /* nullable */
  guint counts[SOKY_N_BOOK_VIEWS];
  GHashTable *seen; /* of texts: book and state of its file */
  GCancellable *life;
};

enum { TYPES_LOADED, DELEGATIONS_LOADED, CHOICES_LOADED, COUNTED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyWorkspace, soky_workspace, G_TYPE_OBJECT)

static void
types_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyWorkspace) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *types = soky_session_load_book_types_finish (SOKY_SESSION (source), result, &error);

  if (types == NULL) {
    /* buttons stay hidden; whatever loads next tells the person what is wrong */
    g_debug ("book types: %s", error->message);
    return;
  }
  g_ptr_array_unref (self->types);
  self->types = types;
  g_signal_emit (self, signals[TYPES_LOADED], 0);
}

static void
delegations_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyWorkspace) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list =
      soky_session_list_delegations_finish (SOKY_SESSION (source), result, &error);

  if (list != NULL)
    g_signal_emit (self, signals[DELEGATIONS_LOADED], 0);
  else
    g_debug ("delegations: %s", error->message);
}

/* The session keeps what was delegated to the person. */
static void
load_delegations (SokyWorkspace *self)
{
  soky_session_list_delegations_async (self->session, TRUE, self->life, delegations_loaded_cb,
                                       g_object_ref (self));
}

static void
counted_cb (SokyWorkspace *self, guint outbox, guint inbox, guint published, guint unit)
{
  self->counts[SOKY_BOOK_VIEW_OUTBOX] = outbox;
  self->counts[SOKY_BOOK_VIEW_INBOX] = inbox;
  self->counts[SOKY_BOOK_VIEW_PUBLISHED] = published;
  self->counts[SOKY_BOOK_VIEW_UNIT] = unit;
  g_signal_emit (self, signals[COUNTED], 0);
}

static void
stamps_changed_cb (SokyWorkspace *self, SokyBookModel *queue)
{
  self->counts[SOKY_BOOK_VIEW_TO_STAMP] = g_list_model_get_n_items (G_LIST_MODEL (queue));
  g_signal_emit (self, signals[COUNTED], 0);
}

/* The queue of a clerk is counted by its own length. */
static void
follow_stamps (SokyWorkspace *self)
{
  SokyBookModel *queue = self->models[SOKY_BOOK_VIEW_TO_STAMP];

  if (!soky_person_has_role (soky_session_get_person (self->session), SOKY_ROLE_CLERK))
    return;
  g_signal_connect_object (queue, "changed", G_CALLBACK (stamps_changed_cb), self,
                           G_CONNECT_SWAPPED);
  soky_book_model_reload (queue);
}

static void
soky_workspace_dispose (GObject *object)
{
  SokyWorkspace *self = SOKY_WORKSPACE (object);

  g_cancellable_cancel (self->life);
  for (guint i = 0; i < SOKY_N_BOOK_VIEWS; i++)
    g_clear_object (&self->models[i]);
  if (self->outbox != NULL)
    g_object_run_dispose (G_OBJECT (self->outbox));
  g_clear_object (&self->outbox);
  g_clear_object (&self->session);
  g_clear_object (&self->tokens);
  G_OBJECT_CLASS (soky_workspace_parent_class)->dispose (object);
}

static void
soky_workspace_finalize (GObject *object)
{
  SokyWorkspace *self = SOKY_WORKSPACE (object);
  g_ptr_array_unref (self->types);
  g_clear_pointer (&self->school, soky_school_free);
  g_clear_pointer (&self->people, soky_people_page_free);
  g_clear_pointer (&self->trust, soky_trust_unref);
  g_hash_table_unref (self->seen);
  g_object_unref (self->life);
  G_OBJECT_CLASS (soky_workspace_parent_class)->finalize (object);
}

static void
soky_workspace_class_init (SokyWorkspaceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = soky_workspace_dispose;
  G_OBJECT_CLASS (klass)->finalize = soky_workspace_finalize;
  signals[TYPES_LOADED] = g_signal_new ("types-loaded", SOKY_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DELEGATIONS_LOADED] =
      g_signal_new ("delegations-loaded", SOKY_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 0);
  signals[CHOICES_LOADED] = g_signal_new ("choices-loaded", SOKY_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[COUNTED] = g_signal_new ("counted", SOKY_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
soky_workspace_init (SokyWorkspace *self)
{
  self->life = g_cancellable_new ();
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->types = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_book_type_unref);
}

static void
load_types (SokyWorkspace *self)
{
  soky_session_load_book_types_async (self->session, self->life, types_loaded_cb,
                                      g_object_ref (self));
}

static void
outbox_changed_cb (SokyWorkspace *self)
{
  g_autoptr (GHashTable) books = soky_outbox_model_dup_books (self->outbox);

  for (guint i = 0; i < SOKY_N_BOOK_VIEWS; i++)
    soky_book_model_set_marks (self->models[i], books);
}

static void
school_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyWorkspace) self = user_data;
  SokySchool *school = soky_session_load_school_finish (SOKY_SESSION (source), result, NULL);

  if (school == NULL)
    return;
  g_clear_pointer (&self->school, soky_school_free);
  self->school = school;
  g_signal_emit (self, signals[CHOICES_LOADED], 0);
}

static void
people_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyWorkspace) self = user_data;
  SokyPeoplePage *people = soky_session_find_people_finish (SOKY_SESSION (source), result, NULL);

  if (people == NULL)
    return;
  g_clear_pointer (&self->people, soky_people_page_free);
  self->people = people;
  g_signal_emit (self, signals[CHOICES_LOADED], 0);
}

/* What filters and dialogs choose from is to be known before the network is gone. */
static void
load_choices (SokyWorkspace *self)
{
  soky_session_load_school_async (self->session, self->life, school_loaded_cb, g_object_ref (self));
  soky_session_find_people_async (self->session, NULL, self->life, people_loaded_cb,
                                  g_object_ref (self));
}

static void
open_outbox (SokyWorkspace *self)
{
  if (soky_session_get_library (self->session) == NULL)
    return;
  self->outbox = soky_outbox_model_new (self->session);
  g_signal_connect_object (self->outbox, "changed", G_CALLBACK (outbox_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->outbox, "arrived", G_CALLBACK (soky_workspace_refresh), self,
                           G_CONNECT_SWAPPED);
}

SokyWorkspace *
soky_workspace_new (SokySession *session, SokyTrust *trust, SokyTokenMonitor *tokens)
{
  g_return_val_if_fail (SOKY_IS_SESSION (session), NULL);

  SokyWorkspace *self = g_object_new (SOKY_TYPE_WORKSPACE, NULL);
  self->session = g_object_ref (session);
  self->tokens = g_object_ref (tokens);
  self->trust = trust != NULL ? soky_trust_ref (trust) : NULL;
  for (guint i = 0; i < SOKY_N_BOOK_VIEWS; i++) {
    self->models[i] = soky_book_model_new (session, i);
    g_signal_connect_object (self->models[i], "counted", G_CALLBACK (counted_cb), self,
                             G_CONNECT_SWAPPED);
  }
  soky_book_model_set_whole (self->models[SOKY_BOOK_VIEW_INBOX], TRUE);
  soky_book_model_set_whole (self->models[SOKY_BOOK_VIEW_TO_STAMP], TRUE);
  follow_stamps (self);
  load_types (self);
  open_outbox (self);
  load_choices (self);
  load_delegations (self);
  return self;
}

SokySession *
soky_workspace_get_session (SokyWorkspace *self)
{
  g_return_val_if_fail (SOKY_IS_WORKSPACE (self), NULL);

  return self->session;
}

SokyPerson *
soky_workspace_get_person (SokyWorkspace *self)
{
  g_return_val_if_fail (SOKY_IS_WORKSPACE (self), NULL);

  return soky_session_get_person (self->session);
}

SokyTrust *
soky_workspace_get_trust (SokyWorkspace *self)
{
  g_return_val_if_fail (SOKY_IS_WORKSPACE (self), NULL);

  return self->trust;
}

SokyTokenMonitor *
soky_workspace_get_token_monitor (SokyWorkspace *self)
{
  g_return_val_if_fail (SOKY_IS_WORKSPACE (self), NULL);

  return self->tokens;
}

SokyBookModel *
soky_workspace_get_model (SokyWorkspace *self, SokyBookView view)
{
  g_return_val_if_fail (SOKY_IS_WORKSPACE (self) && view < SOKY_N_BOOK_VIEWS, NULL);

  return self->models[view];
}

SokyOutboxModel *
soky_workspace_get_outbox (SokyWorkspace *self)
{
  g_return_val_if_fail (SOKY_IS_WORKSPACE (self), NULL);

  return self->outbox;
}

SokyBookType *
soky_workspace_get_type_by_id (SokyWorkspace *self, const char *type_id)
{
  g_return_val_if_fail (SOKY_IS_WORKSPACE (self), NULL);

  for (guint i = 0; i < self->types->len; i++) {
    SokyBookType *type = g_ptr_array_index (self->types, i);
    if (g_strcmp0 (type->id, type_id) == 0)
      return type;
  }
  return NULL;
}

GPtrArray *
soky_workspace_get_types (SokyWorkspace *self)
{
  g_return_val_if_fail (SOKY_IS_WORKSPACE (self), NULL);

  return self->types;
}

const SokySchool *
soky_workspace_get_school (SokyWorkspace *self)
{
  g_return_val_if_fail (SOKY_IS_WORKSPACE (self), NULL);

  return self->school;
}

GPtrArray *
soky_workspace_get_people (SokyWorkspace *self)
{
  g_return_val_if_fail (SOKY_IS_WORKSPACE (self), NULL);

  return self->people != NULL ? self->people->people : NULL;
}

guint
soky_workspace_get_count (SokyWorkspace *self, SokyBookView view)
{
  g_return_val_if_fail (SOKY_IS_WORKSPACE (self) && view < SOKY_N_BOOK_VIEWS, 0);

  return self->counts[view];
}

void
soky_workspace_reload_types (SokyWorkspace *self)
{
  g_return_if_fail (SOKY_IS_WORKSPACE (self));

  load_types (self);
}

void
soky_workspace_refresh (SokyWorkspace *self)
{
  g_return_if_fail (SOKY_IS_WORKSPACE (self));

  for (guint i = 0; i < SOKY_N_BOOK_VIEWS; i++)
    if (soky_book_model_is_loaded (self->models[i]) || soky_book_model_get_error (self->models[i]))
      soky_book_model_reload (self->models[i]);
  load_delegations (self);
  if (self->types->len == 0)
    load_types (self);
  if (self->school == NULL || self->people == NULL)
    load_choices (self);
}

/* A signature that is added changes nothing of what was read. */
static char *
seen_key (const SokyBook *book)
{
  return g_strdup_printf ("%s %u", book->id, book->round);
}

void
soky_workspace_note_seen (SokyWorkspace *self, const SokyBook *book)
{
  g_hash_table_add (self->seen, seen_key (book));
}

gboolean
soky_workspace_has_seen (SokyWorkspace *self, const SokyBook *book)
{
  g_autofree char *key = seen_key (book);
  return g_hash_table_contains (self->seen, key);
}

void
soky_workspace_set_trust (SokyWorkspace *self, SokyTrust *trust)
{
  g_return_if_fail (SOKY_IS_WORKSPACE (self) && trust != NULL);

  soky_trust_ref (trust);
  g_clear_pointer (&self->trust, soky_trust_unref);
  self->trust = trust;
}
