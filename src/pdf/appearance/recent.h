/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/appearance/picture.h"

G_BEGIN_DECLS

/* The appearances that were drawn last, so that a batch whose signatures show the same draws once.
 * Whoever uses it holds the lock of soky_appearance_draw(). */

/* Everything that decides the bytes of an appearance, the state of its picture's file included. */
char *soky_recent_key (const SokyAppearanceSpec *spec);
/* Returns: (transfer full) (nullable) */
GBytes *soky_recent_find (const char *key);
void soky_recent_keep (const char *key, GBytes *drawn);

/* A picture, decoded once as long as its file stays as it is: a photograph takes a hundred times as
 * long as all else. Returns: (transfer none) (nullable): valid until the next call, or %NULL with
 * an error of soky_picture_load() */
const SokyPicture *soky_recent_picture (const char *path, SokyInk ink, GError **error);

G_END_DECLS
