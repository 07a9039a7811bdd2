/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/changes-permissions.h"

typedef enum { LOCK_ALL, LOCK_INCLUDE, LOCK_EXCLUDE } LockAction;

typedef struct {
  LockAction action;
  GHashTable *fields; /* char*: fully qualified names */
} SokyLock;

static void
lock_free (SokyLock *lock)
{
  g_hash_table_unref (lock->fields);
  g_free (lock);
}

/* A name locks the field and all below it, and "Signature 1" not "Signature 10". */
static gboolean
names_field (const SokyLock *lock, const char *field)
{
  g_autofree char *name = g_strdup (field);
  char *end = NULL;
  do {
    if (g_hash_table_contains (lock->fields, name))
      return TRUE;
    end = strrchr (name, '.');
    if (end != NULL)
      *end = '\0';
  } while (end != NULL);
  return FALSE;
}

/* @params: /Lock of a field, or the /TransformParams of FieldMDP (ISO 32000-2 tables 236 and 258)
 */
static void
add_lock (SokyPermissions *self, SokyGraph *graph, const SokyValue *params)
{
  const SokyValue *action = soky_graph_get (graph, params, "/Action");
  if (action == NULL)
    return;
  SokyLock *lock = g_new0 (SokyLock, 1);
  /* an unknown action locks everything */
  lock->action = LOCK_ALL;
  if (soky_value_is (action, "/Include"))
    lock->action = LOCK_INCLUDE;
  else if (soky_value_is (action, "/Exclude"))
    lock->action = LOCK_EXCLUDE;
  lock->fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const SokyValue *fields = soky_graph_get (graph, params, "/Fields");
  for (guint i = 0; i < soky_value_get_length (fields); i++) {
    char *name = soky_value_dup_text (soky_graph_resolve (graph, soky_value_get_item (fields, i)));
    if (name != NULL)
      g_hash_table_add (lock->fields, name);
  }
  g_ptr_array_add (self->locks, lock);
}

static void
restrict_level (SokyPermissions *self, const SokyValue *p)
{
  gint64 level = soky_value_get_integer (p, SOKY_CHANGE_FORM);
  level = CLAMP (level, SOKY_CHANGE_ARCHIVE, SOKY_CHANGE_ANNOTATION);
  self->level = MIN (self->level, (SokyChangeLevel) level);
  self->is_limited = TRUE;
}

static const SokyValue *
get_transform (SokyGraph *graph, const SokyValue *signature, const char *method)
{
  const SokyValue *references = soky_graph_get (graph, signature, "/Reference");
  for (guint i = 0; i < soky_value_get_length (references); i++) {
    const SokyValue *reference = soky_graph_resolve (graph, soky_value_get_item (references, i));
    if (soky_value_is (soky_graph_get (graph, reference, "/TransformMethod"), method))
      return reference;
  }
  return NULL;
}

static void
read_certification (SokyPermissions *self, SokyGraph *graph, const SokyValue *signature)
{
  const SokyValue *transform = get_transform (graph, signature, "/DocMDP");
  if (transform == NULL)
    return;
  const SokyValue *params = soky_graph_get (graph, transform, "/TransformParams");
  if (!self->is_certified)
    self->level = SOKY_CHANGE_ANNOTATION;
  self->is_certified = TRUE;
  restrict_level (self, soky_graph_get (graph, params, "/P"));
}

static void
read_field (SokyPermissions *self, SokyGraph *graph, const SokyFormNode *node)
{
  const SokyValue *signature = soky_form_get_value (graph, node);
  if (signature == NULL)
    return;
  read_certification (self, graph, signature);
  const SokyValue *transform = get_transform (graph, signature, "/FieldMDP");
  if (transform != NULL)
    add_lock (self, graph, soky_graph_get (graph, transform, "/TransformParams"));
  add_lock (self, graph, soky_graph_get (graph, node->dict, "/Lock"));
}

static void
read_level_lock (SokyPermissions *self, SokyGraph *graph, const SokyFormNode *node)
{
  const SokyValue *lock = soky_graph_get (graph, node->dict, "/Lock");
  const SokyValue *level = soky_graph_get (graph, lock, "/P");
  if (level != NULL && soky_form_get_value (graph, node) != NULL)
    restrict_level (self, level);
}

SokyPermissions *
soky_permissions_new (SokyGraph *graph, const SokyForm *form, const SokyPdfSignature *signature)
{
  SokyPermissions *self = g_new0 (SokyPermissions, 1);
  self->level = SOKY_CHANGE_FORM;
  self->locks = g_ptr_array_new_with_free_func ((GDestroyNotify) lock_free);
  const SokyValue *root = soky_graph_get (graph, soky_graph_get_trailer (graph), "/Root");
  const SokyValue *perms = soky_graph_get (graph, root, "/Perms");
  read_certification (self, graph, soky_graph_get (graph, perms, "/DocMDP"));
  for (guint i = 0; i < form->nodes->len; i++) {
    const SokyFormNode *node = form->nodes->pdata[i];
    if (node->is_field && g_str_equal (node->type, "/Sig"))
      read_field (self, graph, node);
  }
  /* after all certifications: a lock may only take away */
  for (guint i = 0; i < form->nodes->len; i++) {
    const SokyFormNode *node = form->nodes->pdata[i];
    if (node->is_field && g_str_equal (node->type, "/Sig"))
      read_level_lock (self, graph, node);
  }
  if (signature != NULL && signature->docmdp != 0)
    self->is_certified = TRUE;
  return self;
}

void
soky_permissions_free (SokyPermissions *self)
{
  g_ptr_array_unref (self->locks);
  g_free (self);
}

gboolean
soky_permissions_lock (const SokyPermissions *self, const char *field)
{
  for (guint i = 0; i < self->locks->len; i++) {
    const SokyLock *lock = self->locks->pdata[i];
    if (lock->action == LOCK_ALL)
      return TRUE;
    if (names_field (lock, field) == (lock->action == LOCK_INCLUDE))
      return TRUE;
  }
  return FALSE;
}

gint64
soky_permissions_lock_level (SokyGraph *graph, const SokyValue *field)
{
  const SokyValue *lock = soky_graph_get (graph, field, "/Lock");
  return soky_value_get_integer (soky_graph_get (graph, lock, "/P"), 0);
}

gboolean
soky_permissions_certifies (SokyGraph *graph, const SokyValue *signature)
{
  return get_transform (graph, signature, "/DocMDP") != NULL;
}
