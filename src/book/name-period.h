/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/frequency.h"

G_BEGIN_DECLS

/* The period that a name of a file tells, for a type of that frequency; NULL when it tells none.
 * Takes the runs that it is in. @runs: (element-type SokyNameRun) */
char *soky_name_period_find (GPtrArray *runs, SokyFrequency frequency);

G_END_DECLS
