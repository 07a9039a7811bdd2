/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/token/monitor.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The drivers that were left aside, each with its reason and a button that tries them again; hidden
 * while all work. */
#define SOKY_TYPE_DRIVER_PROBLEMS (soky_driver_problems_get_type ())
G_DECLARE_FINAL_TYPE (SokyDriverProblems, soky_driver_problems, SOKY, DRIVER_PROBLEMS,
                      AdwPreferencesGroup)

/* Shows how the drivers of @monitor fare now. */
void soky_driver_problems_update (SokyDriverProblems *self, SokyTokenMonitor *monitor);

G_END_DECLS
