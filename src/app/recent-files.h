/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* PDF files that were opened with SoKy, as the desktop remembers them for all programs. */

/* @file was opened. */
void soky_recent_files_note (GFile *file);
/* Returns: (transfer none): the last ones, newest first, each an item of "app.open-uri" (s); it
 * follows what is opened */
GMenuModel *soky_recent_files_get_menu (void);
/* Puts them into @menu, after its first section. */
void soky_recent_files_add_to_menu (GMenu *menu);

G_END_DECLS
