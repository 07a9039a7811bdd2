/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/book-type.h"

G_BEGIN_DECLS

/* What the name of a PDF says of the book in it: "Giáo án Tin 6A tuần 3.pdf". A guess is for a
 * person to look at, never to act on unseen. */

/* Spellings of types and subjects: data/import/file-names.ini. */
typedef struct _SokyFileNamePatterns SokyFileNamePatterns;

typedef struct {
  char *type_code;  /* nullable, as all below */
  char *class_name; /* in the school's spelling */
  char *subject;    /* likewise */
  char *period;     /* of the type's frequency: "week-03" */
  guint confidence; /* per cent of what a book of this type needs; 0 = the type is not known */
} SokyFileNameGuess;

/* What the school has to choose from; nothing here is owned. */
typedef struct {
  GPtrArray *types; /* SokyBookType: only these are guessed */
  const char *const *classes;
  const char *const *subjects;
} SokyFileNameChoices;

/* @text: of the file with the spellings. Returns: (transfer full) (nullable): or a #GKeyFileError
 */
SokyFileNamePatterns *soky_file_name_patterns_new (const char *text, gsize length, GError **error);
void soky_file_name_patterns_free (SokyFileNamePatterns *self);

/* @name: without folders. Returns: (transfer full): a guess, perhaps an empty one */
SokyFileNameGuess *soky_file_name_guess (const SokyFileNamePatterns *self,
                                         const SokyFileNameChoices *choices, const char *name);
void soky_file_name_guess_free (SokyFileNameGuess *self);
/* The type of @choices that was guessed. Returns: (transfer none) (nullable) */
SokyBookType *soky_file_name_guess_find_type (const SokyFileNameGuess *self, GPtrArray *types);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyFileNamePatterns, soky_file_name_patterns_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyFileNameGuess, soky_file_name_guess_free)

G_END_DECLS
