/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Judges that are not ours. Each skips what is not installed (and says so), and aborts the test
 * when it does not accept the file. */

/* qpdf --check finds neither errors nor warnings. */
void judge_structure (const char *path);
/* pdfsig calls @count signatures valid and sees no other. */
void judge_pdfsig (const char *path, guint count);
/* mutool finds @count signatures with the right digest, the last over the whole file. */
void judge_mutool (const char *path, guint count);
/* mutool finds one signature over the whole file, with the right digest; fields without one and
 * earlier signatures are not counted. */
void judge_mutool_last (const char *path);
/* openssl cms -verify accepts the CMS of the signature with this byte range, with the authority of
 * @trust_path; @folder is for scratch files. */
void judge_openssl (GBytes *document, const gint64 byte_range[4], const char *trust_path,
                    const char *folder);

G_END_DECLS
