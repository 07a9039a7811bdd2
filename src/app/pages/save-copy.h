/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/window.h"

G_BEGIN_DECLS

/* Asks where to, and copies the file at @path there; @name is suggested. */
void soky_save_copy (SokyWindow *window, const char *path, const char *name);

G_END_DECLS
