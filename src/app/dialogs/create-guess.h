/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/file-name-guess.h"
#include "wire/school.h"

G_BEGIN_DECLS

/* What the name of a PDF says of the book to be made of it, by the spellings that came with the
 * program. @types: (element-type SokyBookType): to choose from
 * Returns: (transfer full): perhaps an empty guess */
SokyFileNameGuess *soky_create_guess (const char *name, GPtrArray *types, const SokySchool *school);

G_END_DECLS
