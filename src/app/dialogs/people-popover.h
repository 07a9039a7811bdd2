/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/person.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Finds a person by part of a name, with or without diacritics.
 *
 * Signal "chosen" (SokyPerson) */
#define SOKY_TYPE_PEOPLE_POPOVER (soky_people_popover_get_type ())
G_DECLARE_FINAL_TYPE (SokyPeoplePopover, soky_people_popover, SOKY, PEOPLE_POPOVER, GtkPopover)

GtkWidget *soky_people_popover_new (void);
/* @people: (element-type SokyPerson): from whom to choose */
void soky_people_popover_set_people (SokyPeoplePopover *self, GPtrArray *people);

G_END_DECLS
