/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/task.h"

typedef struct {
  SokyTaskFunc func;
  gpointer data;
  GDestroyNotify free_data;
  GDestroyNotify free_result;
} Work;

static void
work_free (gpointer pointer)
{
  Work *work = pointer;
  if (work->free_data != NULL)
    work->free_data (work->data);
  g_free (work);
}

static void
work_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Work *work = task_data;
  GError *error = NULL;
  gpointer result = work->func (work->data, cancellable, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, result, work->free_result);
}

void
soky_task_run (gpointer source, SokyTaskFunc func, gpointer data, GDestroyNotify free_data,
               GDestroyNotify free_result, GCancellable *cancellable, GAsyncReadyCallback callback,
               gpointer user_data)
{
  g_return_if_fail (func != NULL);

  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);
  g_task_set_source_tag (task, soky_task_run);

  Work *work = g_new0 (Work, 1);
  work->func = func;
  work->data = data;
  work->free_data = free_data;
  work->free_result = free_result;
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, work_in_thread);
}

gpointer
soky_task_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

gpointer
soky_task_done (void)
{
  static const char done[] = "done";
  return (gpointer) done;
}
