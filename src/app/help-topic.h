/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The topic of the help about what this window is for.
 * @window: (nullable): no window gives the first steps */
const char *soky_help_topic_of (GtkWindow *window);

G_END_DECLS
