/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/book.h"

G_BEGIN_DECLS

/* How the revisions of a book read. All need a whole book, with its rounds. */

/* What it was made by: "File attached", "Signed by Trần Văn Minh". */
char *soky_revision_describe (const SokyBook *book, const SokyRevision *revision);
/* In what capacity, or by whom, and in which round: "Tổ trưởng · Round 1". */
char *soky_revision_describe_round (const SokyBook *book, const SokyRevision *revision);
/* "Revision 2 of 05/09/2026 14:30 · Signed by Trần Văn Minh" */
char *soky_revision_make_caption (const SokyBook *book, const SokyRevision *revision);
/* A name for the file when it is saved: "Tin học 6A (revision 2).pdf". */
char *soky_revision_suggest_file_name (const SokyBook *book, const SokyRevision *revision);
/* What was written to those who decide when this file of the owner was submitted: of several rounds
 * a line each. Returns: (transfer full) (nullable) */
char *soky_revision_get_notes (const SokyBook *book, const SokyRevision *revision);
const char *soky_revision_get_icon (const SokyBook *book, const SokyRevision *revision);

/* (nullable): the revision of that number */
const SokyRevision *soky_revision_find (const SokyBook *book, int number);
/* Whether it is the beginning of the present file: the owner chose no other file since. */
gboolean soky_revision_is_prefix (const SokyBook *book, const SokyRevision *revision);

G_END_DECLS
