/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/hash-pass.h"

#define BUDGET_BASE (G_GINT64_CONSTANT (64) * 1024 * 1024)
#define BUDGET_FACTOR 16
#define HASHES SOKY_HASH_COUNT

typedef struct {
  GPtrArray *jobs; /* SokyHashJob*, only those to be done */
  SokyDigest *running[HASHES];
} Pass;

static gint64
hole_start (const SokyHashJob *job)
{
  return job->byte_range[1];
}

static gint64
hole_end (const SokyHashJob *job)
{
  return job->byte_range[2];
}

static gint64
range_end (const SokyHashJob *job)
{
  return job->byte_range[2] + job->byte_range[3];
}

static gboolean
is_in_order (const SokyHashJob *job, gint64 size)
{
  const gint64 *range = job->byte_range;

  return job->hash > SOKY_HASH_UNKNOWN && job->hash < HASHES && range[0] == 0 && range[1] > 0 &&
         range[1] < range[2] && range[2] <= size && range[3] >= 0 && range[3] <= size - range[2];
}

/* The jobs that can be done, with a running digest for each algorithm. */
static void
choose_jobs (Pass *self, GPtrArray *jobs, gint64 size)
{
  gint64 budget = BUDGET_BASE + BUDGET_FACTOR * MIN (size, G_MAXINT64 / BUDGET_FACTOR / 2);

  for (guint i = 0; i < jobs->len; i++) {
    SokyHashJob *job = g_ptr_array_index (jobs, i);
    if (job->digest != NULL || !is_in_order (job, size) || job->byte_range[3] > budget)
      continue;
    if (self->running[job->hash] == NULL)
      self->running[job->hash] = soky_digest_new (job->hash);
    if (self->running[job->hash] == NULL)
      continue;
    budget -= job->byte_range[3];
    g_ptr_array_add (self->jobs, job);
  }
}

static gint
compare_places (gconstpointer a, gconstpointer b)
{
  const gint64 *left = a;
  const gint64 *right = b;
  return *left < *right ? -1 : *left > *right;
}

/* Every place where a hole or a range begins or ends, in order. */
static GArray *
list_cuts (GPtrArray *jobs)
{
  GArray *cuts = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 zero = 0;

  g_array_append_val (cuts, zero);
  for (guint i = 0; i < jobs->len; i++) {
    const SokyHashJob *job = g_ptr_array_index (jobs, i);
    const gint64 places[] = {hole_start (job), hole_end (job), range_end (job)};
    g_array_append_vals (cuts, places, G_N_ELEMENTS (places));
  }
  g_array_sort (cuts, compare_places);
  return cuts;
}

static void
fork_at (Pass *self, gint64 place)
{
  for (guint i = 0; i < self->jobs->len; i++) {
    SokyHashJob *job = g_ptr_array_index (self->jobs, i);
    if (job->fork == NULL && hole_start (job) == place)
      job->fork = soky_digest_copy (self->running[job->hash]);
  }
}

static void
finish_at (Pass *self, gint64 place)
{
  for (guint i = 0; i < self->jobs->len; i++) {
    SokyHashJob *job = g_ptr_array_index (self->jobs, i);
    if (job->fork == NULL || range_end (job) != place)
      continue;
    job->digest = soky_digest_finish (job->fork);
    g_clear_pointer (&job->fork, soky_digest_free);
  }
}

/* The digests that the bytes from @from to @to go into. */
static GPtrArray *
list_takers (Pass *self, gint64 from, gint64 to)
{
  GPtrArray *takers = g_ptr_array_new ();
  gboolean wanted[HASHES] = {FALSE};

  for (guint i = 0; i < self->jobs->len; i++) {
    SokyHashJob *job = g_ptr_array_index (self->jobs, i);
    if (hole_start (job) >= to)
      wanted[job->hash] = TRUE;
    else if (job->fork != NULL && hole_end (job) <= from && to <= range_end (job))
      g_ptr_array_add (takers, job->fork);
  }
  for (guint hash = 0; hash < HASHES; hash++)
    if (wanted[hash])
      g_ptr_array_add (takers, self->running[hash]);
  return takers;
}

static gboolean
feed (const guint8 *data, gsize length, gpointer user_data, GError **error)
{
  GPtrArray *takers = user_data;

  for (guint i = 0; i < takers->len; i++)
    soky_digest_update (g_ptr_array_index (takers, i), data, length);
  return TRUE;
}

static gboolean
run (Pass *self, SokyInput *input, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) cuts = list_cuts (self->jobs);

  for (guint i = 0; i + 1 < cuts->len; i++) {
    gint64 from = g_array_index (cuts, gint64, i);
    gint64 to = g_array_index (cuts, gint64, i + 1);
    if (from == to)
      continue;
    fork_at (self, from);
    g_autoptr (GPtrArray) takers = list_takers (self, from, to);
    if (takers->len > 0 &&
        !soky_input_stream (input, from, to - from, feed, takers, cancellable, error))
      return FALSE;
    finish_at (self, to);
  }
  return TRUE;
}

void
soky_hash_job_clear (SokyHashJob *self)
{
  g_clear_pointer (&self->digest, g_bytes_unref);
  g_clear_pointer (&self->fork, soky_digest_free);
}

gboolean
soky_hash_pass (SokyInput *input, GPtrArray *jobs, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();
  Pass pass = {.jobs = chosen};

  choose_jobs (&pass, jobs, soky_input_get_size (input));
  gboolean done = run (&pass, input, cancellable, error);
  for (guint hash = 0; hash < HASHES; hash++)
    g_clear_pointer (&pass.running[hash], soky_digest_free);
  return done;
}
