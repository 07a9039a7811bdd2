/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/file-checks.h"

#include "app/file-search.h"
#include "app/verification.h"
#include "base/task.h"

/* files that are verified at once */
#define MAX_RUNNING 2

struct _SokyFileChecks {
  GObject parent_instance;

  GListStore *items;
  GHashTable *known; /* URIs */
  SokyTrust *trust;  /* nullable */
  GCancellable *life;
  guint searching; /* searches that are under way */
  guint running;
  guint next; /* the first item that may be waiting */
};

typedef struct {
  SokyFileChecks *owner;
  SokyFileCheck *item;
} Turn;

typedef struct {
  GFile *file;
  SokyTrust *trust;
} Work;

enum { PROGRESSED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void run_next (SokyFileChecks *self);

static GType
get_item_type (GListModel *model)
{
  return SOKY_TYPE_FILE_CHECK;
}

static guint
get_n_items (GListModel *model)
{
  SokyFileChecks *self = SOKY_FILE_CHECKS (model);
  return g_list_model_get_n_items (G_LIST_MODEL (self->items));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (SOKY_FILE_CHECKS (model)->items), position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SokyFileChecks, soky_file_checks, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
work_free (gpointer data)
{
  Work *work = data;
  g_object_unref (work->file);
  g_clear_pointer (&work->trust, soky_trust_unref);
  g_free (work);
}

static gpointer
check_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  Work *work = data;
  g_autofree char *name = g_file_get_parse_name (work->file);
  g_autoptr (SokyInput) input = soky_file_search_open (work->file, cancellable, error);

  return input != NULL ? soky_verification_verify (input, name, work->trust, cancellable, error)
                       : NULL;
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Turn *turn = user_data;
  g_autoptr (SokyFileChecks) self = turn->owner;
  g_autoptr (SokyFileCheck) item = turn->item;
  g_autoptr (GError) error = NULL;
  SokyReport *report = soky_task_finish (result, &error);

  g_free (turn);
  self->running--;
  if (report != NULL)
    soky_file_check_take_report (item, report);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    soky_file_check_set_state (item, SOKY_CHECK_STOPPED);
  else
    soky_file_check_fail (item, error->message);
  run_next (self);
  g_signal_emit (self, signals[PROGRESSED], 0);
}

static void
run_one (SokyFileChecks *self, SokyFileCheck *item)
{
  Turn *turn = g_new0 (Turn, 1);
  turn->owner = g_object_ref (self);
  turn->item = g_object_ref (item);
  Work *work = g_new0 (Work, 1);
  work->file = g_object_ref (soky_file_check_get_file (item));
  work->trust = self->trust != NULL ? soky_trust_ref (self->trust) : NULL;

  self->running++;
  soky_file_check_set_state (item, SOKY_CHECK_RUNNING);
  soky_task_run (NULL, check_in_thread, work, work_free, (GDestroyNotify) soky_report_free,
                 self->life, checked_cb, turn);
}

static void
run_next (SokyFileChecks *self)
{
  guint count = get_n_items (G_LIST_MODEL (self));

  for (; self->running < MAX_RUNNING && self->next < count; self->next++) {
    g_autoptr (SokyFileCheck) item = get_item (G_LIST_MODEL (self), self->next);
    if (soky_file_check_get_state (item) == SOKY_CHECK_WAITING)
      run_one (self, item);
  }
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyFileChecks) self = user_data;
  g_autoptr (GPtrArray) files = soky_task_finish (result, NULL);

  self->searching--;
  for (guint i = 0; files != NULL && i < files->len; i++) {
    GFile *file = g_ptr_array_index (files, i);
    if (get_n_items (G_LIST_MODEL (self)) >= SOKY_FILE_CHECKS_MAX ||
        !g_hash_table_add (self->known, g_file_get_uri (file)))
      continue;
    g_autoptr (SokyFileCheck) item = soky_file_check_new (file);
    g_list_store_append (self->items, item);
  }
  run_next (self);
  g_signal_emit (self, signals[PROGRESSED], 0);
}

static gpointer
search_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  return soky_file_search_expand (data, SOKY_FILE_CHECKS_MAX, cancellable, error);
}

static void
soky_file_checks_dispose (GObject *object)
{
  g_cancellable_cancel (SOKY_FILE_CHECKS (object)->life);
  G_OBJECT_CLASS (soky_file_checks_parent_class)->dispose (object);
}

static void
soky_file_checks_finalize (GObject *object)
{
  SokyFileChecks *self = SOKY_FILE_CHECKS (object);
  g_object_unref (self->items);
  g_hash_table_unref (self->known);
  g_clear_pointer (&self->trust, soky_trust_unref);
  g_object_unref (self->life);
  G_OBJECT_CLASS (soky_file_checks_parent_class)->finalize (object);
}

static void
soky_file_checks_class_init (SokyFileChecksClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = soky_file_checks_dispose;
  G_OBJECT_CLASS (klass)->finalize = soky_file_checks_finalize;
  signals[PROGRESSED] = g_signal_new ("progressed", SOKY_TYPE_FILE_CHECKS, G_SIGNAL_RUN_LAST, 0,
                                      NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
soky_file_checks_init (SokyFileChecks *self)
{
  self->items = g_list_store_new (SOKY_TYPE_FILE_CHECK);
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->life = g_cancellable_new ();
  g_signal_connect_object (self->items, "items-changed", G_CALLBACK (g_list_model_items_changed),
                           self, G_CONNECT_SWAPPED);
}

SokyFileChecks *
soky_file_checks_new (SokyTrust *trust)
{
  SokyFileChecks *self = g_object_new (SOKY_TYPE_FILE_CHECKS, NULL);
  self->trust = trust != NULL ? soky_trust_ref (trust) : NULL;
  return self;
}

void
soky_file_checks_add (SokyFileChecks *self, GPtrArray *files)
{
  g_return_if_fail (SOKY_IS_FILE_CHECKS (self) && files != NULL);

  self->searching++;
  soky_task_run (NULL, search_in_thread, g_ptr_array_ref (files),
                 (GDestroyNotify) g_ptr_array_unref, (GDestroyNotify) g_ptr_array_unref, self->life,
                 found_cb, g_object_ref (self));
  g_signal_emit (self, signals[PROGRESSED], 0);
}

static void
set_all (SokyFileChecks *self, gboolean only_waiting, SokyCheckState state)
{
  for (guint i = 0; i < get_n_items (G_LIST_MODEL (self)); i++) {
    g_autoptr (SokyFileCheck) item = get_item (G_LIST_MODEL (self), i);
    if (!only_waiting || soky_file_check_get_state (item) == SOKY_CHECK_WAITING)
      soky_file_check_set_state (item, state);
  }
}

static void
renew_life (SokyFileChecks *self)
{
  g_cancellable_cancel (self->life);
  g_object_unref (self->life);
  self->life = g_cancellable_new ();
}

void
soky_file_checks_stop (SokyFileChecks *self)
{
  g_return_if_fail (SOKY_IS_FILE_CHECKS (self));

  renew_life (self);
  set_all (self, TRUE, SOKY_CHECK_STOPPED);
  g_signal_emit (self, signals[PROGRESSED], 0);
}

void
soky_file_checks_restart (SokyFileChecks *self, SokyTrust *trust)
{
  g_return_if_fail (SOKY_IS_FILE_CHECKS (self));

  if (self->running > 0)
    return;
  g_clear_pointer (&self->trust, soky_trust_unref);
  self->trust = trust != NULL ? soky_trust_ref (trust) : NULL;
  set_all (self, FALSE, SOKY_CHECK_WAITING);
  self->next = 0;
  run_next (self);
  g_signal_emit (self, signals[PROGRESSED], 0);
}

gboolean
soky_file_checks_is_running (SokyFileChecks *self)
{
  g_return_val_if_fail (SOKY_IS_FILE_CHECKS (self), FALSE);

  return self->running > 0 || self->searching > 0;
}

guint
soky_file_checks_count (SokyFileChecks *self, SokyCheckState state)
{
  g_return_val_if_fail (SOKY_IS_FILE_CHECKS (self), 0);

  guint count = 0;
  for (guint i = 0; i < get_n_items (G_LIST_MODEL (self)); i++) {
    g_autoptr (SokyFileCheck) item = get_item (G_LIST_MODEL (self), i);
    count += soky_file_check_get_state (item) == state;
  }
  return count;
}

guint
soky_file_checks_count_done (SokyFileChecks *self)
{
  return get_n_items (G_LIST_MODEL (self)) - soky_file_checks_count (self, SOKY_CHECK_WAITING) -
         soky_file_checks_count (self, SOKY_CHECK_RUNNING);
}
