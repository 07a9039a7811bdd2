/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/session-books.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Số and ngày of a stamp: the next number of the type and today are proposed, and may be changed.
 *
 * Signal "changed". */
#define SOKY_TYPE_NUMBER_GROUP (soky_number_group_get_type ())
G_DECLARE_FINAL_TYPE (SokyNumberGroup, soky_number_group, SOKY, NUMBER_GROUP, AdwPreferencesGroup)

/* Asks the server for what to propose; without a network today is, and no number. */
void soky_number_group_set_book (SokyNumberGroup *self, SokySession *session, SokyBook *book);
/* FALSE while one of both is missing or makes no sense. */
gboolean soky_number_group_get (SokyNumberGroup *self, SokyNumbering *numbering);

G_END_DECLS
