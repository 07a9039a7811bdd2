/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/scratch.h"

#define MOST_KEPT 8
#define MOST_BYTES ((goffset) 4 * 1024 * 1024)

struct _SokyScratch {
  char *target; /* a name beside which they are made */
  GMutex lock;
  GPtrArray *idle; /* SokyOutput */
};

SokyScratch *
soky_scratch_new (const char *folder)
{
  SokyScratch *self = g_new0 (SokyScratch, 1);

  self->target = g_build_filename (folder, "assembly", NULL);
  self->idle = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_output_free);
  g_mutex_init (&self->lock);
  return self;
}

void
soky_scratch_free (SokyScratch *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->idle);
  g_mutex_clear (&self->lock);
  g_free (self->target);
  g_free (self);
}

SokyOutput *
soky_scratch_take (SokyScratch *self, GError **error)
{
  SokyOutput *output = NULL;

  g_mutex_lock (&self->lock);
  if (self->idle->len > 0)
    output = g_ptr_array_steal_index (self->idle, self->idle->len - 1);
  g_mutex_unlock (&self->lock);
  return output ? output : soky_output_new (self->target, error);
}

void
soky_scratch_give_back (SokyScratch *self, SokyOutput *output)
{
  gboolean small = soky_output_get_size (output) <= MOST_BYTES;

  soky_output_restart (output);
  g_mutex_lock (&self->lock);
  gboolean keep = small && self->idle->len < MOST_KEPT;
  if (keep)
    g_ptr_array_add (self->idle, output);
  g_mutex_unlock (&self->lock);
  if (!keep)
    soky_output_free (output);
}
