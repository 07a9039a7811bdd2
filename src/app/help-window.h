/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The help: topics beside the page of one. Pages are data/help/LANGUAGE/TOPIC.md. */
#define SOKY_TYPE_HELP_WINDOW (soky_help_window_get_type ())
G_DECLARE_FINAL_TYPE (SokyHelpWindow, soky_help_window, SOKY, HELP_WINDOW, AdwWindow)

GtkWidget *soky_help_window_new (GtkApplication *application);

/* @topic: "start", "troubles"…; one that is not known shows the first */
void soky_help_window_show_topic (SokyHelpWindow *self, const char *topic);

G_END_DECLS
