/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A value that a chip offers. @value: what is asked for; @label: for people */
#define SOKY_TYPE_FILTER_CHOICE (soky_filter_choice_get_type ())
G_DECLARE_FINAL_TYPE (SokyFilterChoice, soky_filter_choice, SOKY, FILTER_CHOICE, GObject)

SokyFilterChoice *soky_filter_choice_new (const char *value, const char *label);

/* One question of a filter: a button that says what is asked for, with the choices behind it. Long
 * lists can be searched, with or without diacritics.
 *
 * Property "title" (string): what is chosen here. Signal "changed": by the person. */
#define SOKY_TYPE_FILTER_CHIP (soky_filter_chip_get_type ())
G_DECLARE_FINAL_TYPE (SokyFilterChip, soky_filter_chip, SOKY, FILTER_CHIP, AdwBin)

/* @choices: (element-type SokyFilterChoice): in the order of the list */
void soky_filter_chip_set_choices (SokyFilterChip *self, GPtrArray *choices);
/* @value: (nullable): nothing in particular. What is no choice (yet) is shown as it is. */
void soky_filter_chip_set_value (SokyFilterChip *self, const char *value);
/* (transfer none) (nullable) */
const char *soky_filter_chip_get_value (SokyFilterChip *self);

G_END_DECLS
