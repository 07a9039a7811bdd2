/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What a person should know of a PDF before it is submitted or signed, the gravest first, each with
 * what to do about it.
 *
 * Signal "checked": it knows now, or could not find out.
 * Signal "page-activated" (int, from 1): a remark was pressed that concerns one page. */
#define SOKY_TYPE_REMARKS_LIST (soky_remarks_list_get_type ())
G_DECLARE_FINAL_TYPE (SokyRemarksList, soky_remarks_list, SOKY, REMARKS_LIST, AdwPreferencesGroup)

typedef enum {
  SOKY_REMARKS_FOR_SUBMITTER,
  SOKY_REMARKS_FOR_SIGNER,
} SokyRemarksPurpose;

/**
 * soky_remarks_list_check:
 * @path: (type filename): a PDF
 * @limit: for a submitter: the largest file that the server takes, in bytes; 0 = not known
 *
 * Looks through the file in a thread; what was shown before goes at once. Who submits a file that
 * has to be repaired is offered a clean copy of it.
 */
void soky_remarks_list_check (SokyRemarksList *self, const char *path, SokyRemarksPurpose purpose,
                              goffset limit);
/* (transfer none) (type filename) (nullable): what may be sent: the file, or the clean copy that
 * was made of it */
const char *soky_remarks_list_get_path (SokyRemarksList *self);
/* As if there was no file. */
void soky_remarks_list_clear (SokyRemarksList *self);
/* While it looks, nobody knows yet. */
gboolean soky_remarks_list_is_checking (SokyRemarksList *self);
/* Whether the file cannot be read as a PDF at all. */
gboolean soky_remarks_list_is_unreadable (SokyRemarksList *self);
/* Whether something is there that a person has to look at before signing. */
gboolean soky_remarks_list_has_warnings (SokyRemarksList *self);

G_END_DECLS
