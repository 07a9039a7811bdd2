/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/token/monitor.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A row that tells how a driver of @monitor fares; one that was left aside says why, and has a
 * button that tries it again. */
GtkWidget *soky_driver_row_new (const SokyDriverState *state, SokyTokenMonitor *monitor);

/* Whether rows for @drivers would say something else than those made when @shown was written;
 * @shown (inout, transfer full, nullable) is brought up to date. */
gboolean soky_driver_rows_changed (GPtrArray *drivers, char **shown);

G_END_DECLS
