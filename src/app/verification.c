/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/verification.h"

#include "base/task.h"

typedef struct {
  SokyInput *input;
  char *name;
  SokyTrust *trust;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;
  soky_input_unref (work->input);
  g_free (work->name);
  g_clear_pointer (&work->trust, soky_trust_unref);
  g_free (work);
}

static gpointer
verify_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  Work *work = data;
  return soky_verify (work->input, work->name, work->trust, cancellable, error);
}

void
soky_verification_run_async (SokyInput *input, const char *name, SokyTrust *trust,
                             GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (input != NULL && name != NULL);

  Work *work = g_new0 (Work, 1);
  work->input = soky_input_ref (input);
  work->name = g_strdup (name);
  work->trust = trust != NULL ? soky_trust_ref (trust) : NULL;
  soky_task_run (NULL, verify_in_thread, work, work_free, (GDestroyNotify) soky_report_free,
                 cancellable, callback, user_data);
}

SokyReport *
soky_verification_run_finish (GAsyncResult *result, GError **error)
{
  return soky_task_finish (result, error);
}
