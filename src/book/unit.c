/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/unit.h"

#include "book/names.h"

static const char *const levels[SOKY_N_UNIT_LEVELS] = {
    [SOKY_UNIT_PROVINCE] = "province",
    [SOKY_UNIT_DISTRICT] = "district",
    [SOKY_UNIT_SCHOOL] = "school",
    [SOKY_UNIT_GROUP] = "group",
};

G_DEFINE_BOXED_TYPE (SokyUnit, soky_unit, soky_unit_ref, soky_unit_unref)

static void
clear_unit (gpointer data)
{
  SokyUnit *self = data;

  g_free (self->id);
  g_free (self->parent_id);
  g_free (self->label);
  g_free (self->name);
}

SokyUnit *
soky_unit_new (const char *id, const char *parent_id, SokyUnitLevel level, const char *label,
               const char *name)
{
  g_return_val_if_fail (id != NULL && label != NULL && name != NULL, NULL);

  SokyUnit *self = g_atomic_rc_box_new0 (SokyUnit);
  self->id = g_strdup (id);
  self->parent_id = g_strdup (parent_id);
  self->level = level;
  self->label = g_strdup (label);
  self->name = g_strdup (name);
  return self;
}

SokyUnit *
soky_unit_copy (const SokyUnit *self)
{
  SokyUnit *copy = soky_unit_new (self->id, self->parent_id, self->level, self->label, self->name);

  copy->closed = self->closed;
  copy->version = self->version;
  return copy;
}

SokyUnit *
soky_unit_ref (SokyUnit *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
soky_unit_unref (SokyUnit *self)
{
  g_atomic_rc_box_release_full (self, clear_unit);
}

SOKY_DEFINE_NAMES (SokyUnitLevel, soky_unit_level, levels)
