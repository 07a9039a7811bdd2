/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* LibreOffice as it is installed on this system, and processes that it starts. */

/* (nullable): its program, which converts without a window */
char *soky_platform_find_office (void);
/* What @launcher starts, and all that this starts, can be ended together. */
void soky_platform_begin_group (GSubprocessLauncher *launcher);
/* Ends a process that began a group, and all that it started, at once. @identifier: of a
 * #GSubprocess */
void soky_platform_end_group (const char *identifier);

G_END_DECLS
