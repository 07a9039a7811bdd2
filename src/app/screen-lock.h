/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Notices that the person has left: the screen is locked or blanked, or the computer goes to sleep.
 * It listens to the desktops' screen savers on the session bus and to logind on the system bus;
 * where there is no bus it stays silent.
 *
 * Signal "locked". */
#define SOKY_TYPE_SCREEN_LOCK (soky_screen_lock_get_type ())
G_DECLARE_FINAL_TYPE (SokyScreenLock, soky_screen_lock, SOKY, SCREEN_LOCK, GObject)

SokyScreenLock *soky_screen_lock_new (void);

G_END_DECLS
