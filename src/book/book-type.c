/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/book-type.h"

#include "book/names.h"
#include "book/route-template.h"

#include <glib/gi18n-lib.h>

static const char *const scopes[SOKY_N_SCOPES] = {
    [SOKY_SCOPE_CLASS] = "class",     [SOKY_SCOPE_GROUP] = "group",
    [SOKY_SCOPE_TEACHER] = "teacher", [SOKY_SCOPE_SUBJECT] = "subject",
    [SOKY_SCOPE_PUPIL] = "pupil",     [SOKY_SCOPE_SCHOOL] = "school",
};

static const char *const scope_labels[SOKY_N_SCOPES] = {
    [SOKY_SCOPE_CLASS] = N_ ("Class"),     [SOKY_SCOPE_GROUP] = N_ ("Group"),
    [SOKY_SCOPE_TEACHER] = N_ ("Teacher"), [SOKY_SCOPE_SUBJECT] = N_ ("Subject"),
    [SOKY_SCOPE_PUPIL] = N_ ("Pupil"),     [SOKY_SCOPE_SCHOOL] = N_ ("School"),
};

static const char *const profiles[SOKY_N_PROFILES] = {
    [SOKY_PROFILE_TEXT] = "text",
    [SOKY_PROFILE_PERSON] = "person",
    [SOKY_PROFILE_INITIAL] = "initial",
    [SOKY_PROFILE_ORG] = "org",
    [SOKY_PROFILE_ATTACHMENT] = "attachment",
    [SOKY_PROFILE_COPY] = "copy",
};

static const SokyProfile kind_profiles[SOKY_N_STEP_KINDS] = {
    [SOKY_STEP_PERSON] = SOKY_PROFILE_PERSON,
    [SOKY_STEP_INITIAL] = SOKY_PROFILE_INITIAL,
    [SOKY_STEP_STAMP] = SOKY_PROFILE_ORG,
};

G_DEFINE_BOXED_TYPE (SokyBookType, soky_book_type, soky_book_type_ref, soky_book_type_unref)

static void
free_row (gpointer data)
{
  SokyRouteRow *row = data;

  g_free (row->anchor);
  g_free (row);
}

static GPtrArray *
rows_new (void)
{
  return g_ptr_array_new_with_free_func (free_row);
}

static void
free_template (gpointer data)
{
  SokyRouteTemplate *template = data;

  g_free (template->name);
  g_ptr_array_unref (template->rows);
  g_free (template);
}

static void
clear_type (gpointer data)
{
  SokyBookType *self = data;

  g_free (self->id);
  g_free (self->code);
  g_free (self->name);
  g_free (self->unit_id);
  g_ptr_array_unref (self->route);
  g_free (self->route_name);
  g_ptr_array_unref (self->more_routes);
}

SokyBookType *
soky_book_type_new (const char *id, const char *code, const char *name)
{
  g_return_val_if_fail (id != NULL && code != NULL && name != NULL, NULL);

  SokyBookType *self = g_atomic_rc_box_new0 (SokyBookType);
  self->id = g_strdup (id);
  self->code = g_strdup (code);
  self->name = g_strdup (name);
  self->approved = TRUE;
  self->retention_years = -1;
  self->route = rows_new ();
  self->more_routes = g_ptr_array_new_with_free_func (free_template);
  return self;
}

static gpointer
copy_row (gconstpointer source, gpointer user_data)
{
  SokyRouteRow *row = g_memdup2 (source, sizeof (SokyRouteRow));

  row->anchor = g_strdup (row->anchor);
  return row;
}

static GPtrArray *
copy_rows (GPtrArray *rows)
{
  GPtrArray *copy = g_ptr_array_copy (rows, copy_row, NULL);

  g_ptr_array_set_free_func (copy, free_row);
  return copy;
}

static gpointer
copy_template (gconstpointer source, gpointer user_data)
{
  const SokyRouteTemplate *from = source;
  SokyRouteTemplate *template = g_new0 (SokyRouteTemplate, 1);

  template->name = g_strdup (from->name);
  template->rows = copy_rows (from->rows);
  return template;
}

SokyBookType *
soky_book_type_copy (const SokyBookType *self)
{
  SokyBookType *copy = g_atomic_rc_box_dup (sizeof (SokyBookType), (gpointer) self);

  copy->id = g_strdup (self->id);
  copy->code = g_strdup (self->code);
  copy->name = g_strdup (self->name);
  copy->unit_id = g_strdup (self->unit_id);
  copy->route = copy_rows (self->route);
  copy->route_name = g_strdup (self->route_name);
  copy->more_routes = g_ptr_array_copy (self->more_routes, copy_template, NULL);
  g_ptr_array_set_free_func (copy->more_routes, free_template);
  return copy;
}

SokyRouteTemplate *
soky_book_type_add_template (SokyBookType *self, const char *name)
{
  SokyRouteTemplate *template = g_new0 (SokyRouteTemplate, 1);

  template->name = g_strdup (name);
  template->rows = rows_new ();
  g_ptr_array_add (self->more_routes, template);
  return template;
}

SokyBookType *
soky_book_type_with_route (const SokyBookType *self, guint index)
{
  SokyBookType *copy = index <= self->more_routes->len ? soky_book_type_copy (self) : NULL;

  if (copy == NULL || index == 0)
    return copy;
  SokyRouteTemplate *chosen = g_ptr_array_index (copy->more_routes, index - 1);
  GPtrArray *rows = copy->route;
  char *name = copy->route_name;
  copy->route = chosen->rows;
  copy->route_name = chosen->name;
  chosen->rows = rows;
  chosen->name = name != NULL ? name : g_strdup ("");
  return copy;
}

SokyBookType *
soky_book_type_ref (SokyBookType *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
soky_book_type_unref (SokyBookType *self)
{
  g_atomic_rc_box_release_full (self, clear_type);
}

SokyRouteRow *
soky_route_add_row (GPtrArray *rows, guint order, SokyRole role, SokyStepKind kind)
{
  SokyRouteRow *row = g_new0 (SokyRouteRow, 1);

  row->order = order;
  row->role = role;
  row->kind = kind;
  row->require_cert = TRUE;
  row->profile = kind_profiles[kind];
  g_ptr_array_add (rows, row);
  return row;
}

SokyRouteRow *
soky_book_type_add_row (SokyBookType *self, guint order, SokyRole role, SokyStepKind kind)
{
  return soky_route_add_row (self->route, order, role, kind);
}

static const SokyRouteRow *
find_among (GPtrArray *rows, SokyStepKind kind, SokyRole role, gboolean any_role)
{
  for (guint i = 0; i < rows->len; i++) {
    const SokyRouteRow *row = g_ptr_array_index (rows, i);
    if (row->kind == kind && (any_role || row->role == role))
      return row;
  }
  return NULL;
}

static const SokyRouteRow *
find_row (const SokyBookType *self, SokyStepKind kind, SokyRole role, gboolean any_role)
{
  const SokyRouteRow *row = find_among (self->route, kind, role, any_role);

  for (guint i = 0; row == NULL && i < self->more_routes->len; i++) {
    const SokyRouteTemplate *template = g_ptr_array_index (self->more_routes, i);
    row = find_among (template->rows, kind, role, any_role);
  }
  return row;
}

const SokyRouteRow *
soky_book_type_find_row (const SokyBookType *self, const SokyStep *step)
{
  const SokyRouteRow *row = find_row (self, step->kind, step->role, FALSE);

  if (row == NULL && step->role == SOKY_ROLE_VICE_PRINCIPAL)
    row = find_row (self, step->kind, SOKY_ROLE_PRINCIPAL, FALSE);
  return row != NULL ? row : find_row (self, step->kind, step->role, TRUE);
}

SOKY_DEFINE_NAMES (SokyScope, soky_scope, scopes)
SOKY_DEFINE_NAMES (SokyProfile, soky_profile, profiles)

const char *
soky_scope_get_label (SokyScope scope)
{
  return _ (soky_names_get (scope_labels, scope));
}
