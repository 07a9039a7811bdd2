/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/appearance/appearance.h"

G_BEGIN_DECLS

/* The appearances that were drawn last, so that a batch whose signatures show the same draws once.
 * Whoever uses it holds the lock of soky_appearance_draw(). */

/* Everything that decides the bytes of an appearance, the state of its picture's file included. */
char *soky_recent_key (const SokyAppearanceSpec *spec);
/* Returns: (transfer full) (nullable) */
GBytes *soky_recent_find (const char *key);
void soky_recent_keep (const char *key, GBytes *drawn);

G_END_DECLS
