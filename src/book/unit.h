/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A node of the tree Sở → … → trường → tổ. */
typedef enum {
  SOKY_UNIT_PROVINCE,
  SOKY_UNIT_DISTRICT, /* any level between: the old phòng, a commune */
  SOKY_UNIT_SCHOOL,
  SOKY_UNIT_GROUP,
  SOKY_N_UNIT_LEVELS
} SokyUnitLevel;

typedef struct {
  char *id;
  char *parent_id; /* NULL = a root */
  SokyUnitLevel level;
  char *label; /* what the level is called here: "Tổ chuyên môn"; editable; never NULL */
  char *name;
  gboolean closed; /* keeps what it has; nobody and nothing new is put into it */
  guint64 version; /* for changes; 0 = not known */
} SokyUnit;

#define SOKY_TYPE_UNIT (soky_unit_get_type ())
GType soky_unit_get_type (void);

/* Strings are copied. */
SokyUnit *soky_unit_new (const char *id, const char *parent_id, SokyUnitLevel level,
                         const char *label, const char *name);
SokyUnit *soky_unit_copy (const SokyUnit *self);
SokyUnit *soky_unit_ref (SokyUnit *self);
void soky_unit_unref (SokyUnit *self);

/* "province", "district", "school", "group" */
const char *soky_unit_level_to_string (SokyUnitLevel level);
gboolean soky_unit_level_from_string (const char *text, SokyUnitLevel *level);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyUnit, soky_unit_unref)

G_END_DECLS
