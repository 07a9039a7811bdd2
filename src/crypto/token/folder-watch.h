/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Notices that something was installed or removed below some folders. A folder that is not there is
 * waited for in the nearest one above it that is. Lives on the main loop.
 *
 * Signal "changed": a moment after the last of a row of changes. */
#define SOKY_TYPE_FOLDER_WATCH (soky_folder_watch_get_type ())
G_DECLARE_FINAL_TYPE (SokyFolderWatch, soky_folder_watch, SOKY, FOLDER_WATCH, GObject)

SokyFolderWatch *soky_folder_watch_new (void);
/* Watches these from now on, and no others. */
void soky_folder_watch_set (SokyFolderWatch *self, const char *const *folders);

G_END_DECLS
