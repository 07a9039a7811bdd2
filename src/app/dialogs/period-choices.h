/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/frequency.h"
#include "wire/school.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The periods that a book of some frequency can be chosen for, as labels and as stored values. */
typedef struct {
  GtkStringList *labels;
  GPtrArray *values; /* char*, "week-03" */
  guint present;     /* index of the period of @today */
} SokyPeriodChoices;

/* @today: in the machine's own zone. Empty for a custom frequency. */
SokyPeriodChoices *soky_period_choices_new (SokyFrequency frequency, const SokySchool *school,
                                            GDateTime *today);
void soky_period_choices_free (SokyPeriodChoices *self);

G_END_DECLS
