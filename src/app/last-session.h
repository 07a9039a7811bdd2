/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/place.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Where a person was when the program ended, however it ended. @settings: (nullable): nothing is
 * remembered then. */

void soky_last_session_note_place (GSettings *settings, SokyPlace place);
/* @id: (nullable): no book is open any more */
void soky_last_session_note_book (GSettings *settings, const char *id);
/* The person has signed out, or another one comes. */
void soky_last_session_forget (GSettings *settings);

/* Returns: the place, if it is one for @person, else @otherwise */
SokyPlace soky_last_session_get_place (GSettings *settings, const SokyPerson *person,
                                       SokyPlace otherwise);
/* Returns: (transfer full) (nullable): the id of the book that was open */
char *soky_last_session_dup_book (GSettings *settings);

G_END_DECLS
