/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Says for a moment that something went well, in a window whose content is a toast overlay. */
void soky_toast_show (GtkWindow *window, const char *text);

G_END_DECLS
