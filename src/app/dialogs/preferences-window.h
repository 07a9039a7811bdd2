/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* "Tùy chọn": language, look, notifications, server, and what is kept on this computer. Every
 * choice holds at once, the language from the next start. */
#define SOKY_TYPE_PREFERENCES_WINDOW (soky_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (SokyPreferencesWindow, soky_preferences_window, SOKY, PREFERENCES_WINDOW,
                      AdwPreferencesWindow)

GtkWidget *soky_preferences_window_new (GtkWindow *parent);

G_END_DECLS
