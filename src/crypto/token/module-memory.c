/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/token/module-memory.h"

#include "crypto/token/token.h"

#include <string.h>

#define STAMP_KEY "Stamp"
#define FAILURE_KEY "Failure"
#define MAX_MODULES 256

struct _SokyModuleMemory {
  gatomicrefcount references;
  char *file;
  GMutex lock; /* guards what follows, and the file */
  GKeyFile *modules;
};

SokyModuleMemory *
soky_module_memory_new (const char *file)
{
  SokyModuleMemory *self = g_new0 (SokyModuleMemory, 1);
  g_autoptr (GError) error = NULL;

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->lock);
  self->file = g_strdup (file);
  self->modules = g_key_file_new ();
  if (!g_key_file_load_from_file (self->modules, file, G_KEY_FILE_NONE, &error))
    g_debug ("%s: %s", file, error->message);
  return self;
}

SokyModuleMemory *
soky_module_memory_ref (SokyModuleMemory *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
soky_module_memory_unref (SokyModuleMemory *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_key_file_unref (self->modules);
  g_mutex_clear (&self->lock);
  g_free (self->file);
  g_free (self);
}

void
soky_module_memory_recall (SokyModuleMemory *self, GPtrArray *modules)
{
  g_mutex_lock (&self->lock);
  for (guint i = 0; i < modules->len; i++) {
    SokyModule *module = g_ptr_array_index (modules, i);
    guint64 stamp = g_key_file_get_uint64 (self->modules, module->path, STAMP_KEY, NULL);
    guint64 failure = g_key_file_get_uint64 (self->modules, module->path, FAILURE_KEY, NULL);
    gboolean known =
        stamp != 0 && stamp == module->stamp &&
        (failure == SOKY_TOKEN_ERROR_DRIVER_DIED || failure == SOKY_TOKEN_ERROR_DRIVER_HUNG);
    module->failure = known ? (guint) failure : 0;
  }
  g_mutex_unlock (&self->lock);
}

/* A path with brackets or line ends is no name of a group. */
static gboolean
can_be_named (const char *path)
{
  return strpbrk (path, "[]\r\n") == NULL && g_utf8_validate (path, -1, NULL);
}

static void
save (SokyModuleMemory *self)
{
  g_autoptr (GError) error = NULL;
  if (!g_key_file_save_to_file (self->modules, self->file, &error))
    g_debug ("%s", error->message);
}

void
soky_module_memory_note (SokyModuleMemory *self, const SokyModule *module, guint failure)
{
  if (!can_be_named (module->path))
    return;
  g_mutex_lock (&self->lock);
  gsize count = 0;
  g_strfreev (g_key_file_get_groups (self->modules, &count));
  if (count < MAX_MODULES || g_key_file_has_group (self->modules, module->path)) {
    g_key_file_set_uint64 (self->modules, module->path, STAMP_KEY, module->stamp);
    g_key_file_set_uint64 (self->modules, module->path, FAILURE_KEY, failure);
    save (self);
  }
  g_mutex_unlock (&self->lock);
}

void
soky_module_memory_forget (SokyModuleMemory *self)
{
  g_mutex_lock (&self->lock);
  g_key_file_unref (self->modules);
  self->modules = g_key_file_new ();
  save (self);
  g_mutex_unlock (&self->lock);
}
