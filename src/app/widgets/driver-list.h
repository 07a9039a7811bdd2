/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/token/monitor.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The token drivers that are installed: whether each works, and what to do when it does not; a file
 * of the person's own can be added and taken away again. */
#define SOKY_TYPE_DRIVER_LIST (soky_driver_list_get_type ())
G_DECLARE_FINAL_TYPE (SokyDriverList, soky_driver_list, SOKY, DRIVER_LIST, AdwPreferencesGroup)

/* Shows how the drivers of @monitor fare now. */
void soky_driver_list_update (SokyDriverList *self, SokyTokenMonitor *monitor);

G_END_DECLS
