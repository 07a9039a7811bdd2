/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/verification.h"

#include "base/task.h"
#include "net/http-fetcher.h"

typedef struct {
  SokyInput *input;
  char *name;
  SokyTrust *trust;
  SokyVerifyReach reach;
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

/* Read once, by the first who verifies; there are more than a hundred. */
static SokyTrust *
get_system_authorities (void)
{
  static SokyTrust *authorities;
  static gsize once;

  if (g_once_init_enter (&once)) {
    g_autoptr (GError) error = NULL;
    authorities = soky_trust_new ();
    if (!soky_trust_add_system (authorities, &error))
      g_message ("the authorities of the system cannot be read: %s", error->message);
    g_once_init_leave (&once, 1);
  }
  return authorities;
}

static SokyReport *
verify (SokyInput *input, const char *name, SokyTrust *trust, SokyFetcher *fetcher,
        GCancellable *cancellable, GError **error)
{
  const SokyVerifyPolicy policy = {
      .trust = trust, .timestamp_trust = get_system_authorities (), .fetcher = fetcher};
  return soky_verify_by (input, name, &policy, cancellable, error);
}

SokyReport *
soky_verification_verify (SokyInput *input, const char *name, SokyTrust *trust,
                          GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (input != NULL && name != NULL, NULL);

  return verify (input, name, trust, NULL, cancellable, error);
}

static gpointer
verify_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  Work *work = data;
  g_autoptr (SokyFetcher) fetcher = NULL;

  if (work->reach == SOKY_VERIFY_ONLINE) {
    fetcher = soky_http_fetcher_new (NULL, error);
    if (fetcher == NULL)
      return NULL;
  }
  return verify (work->input, work->name, work->trust, fetcher, cancellable, error);
}

void
soky_verification_run_async (SokyInput *input, const char *name, SokyTrust *trust,
                             SokyVerifyReach reach, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (input != NULL && name != NULL);

  Work *work = g_new0 (Work, 1);
  work->input = soky_input_ref (input);
  work->name = g_strdup (name);
  work->trust = trust != NULL ? soky_trust_ref (trust) : NULL;
  work->reach = reach;
  soky_task_run (NULL, verify_in_thread, work, work_free, (GDestroyNotify) soky_report_free,
                 cancellable, callback, user_data);
}

SokyReport *
soky_verification_run_finish (GAsyncResult *result, GError **error)
{
  return soky_task_finish (result, error);
}
