/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/cache.h"
#include "wire/session.h"

G_BEGIN_DECLS

/* What this computer keeps of one account at one server, so that it can be worked with without
 * network: lists, books, people, book types as they were last seen, PDF files, and what waits to be
 * sent (client/outbox.h). It is protected as the user's other files are: a private folder of
 * private files, open to whoever uses this account of the computer.
 *
 * Every call but the first three blocks and may be made in any thread. Failures are
 * %SOKY_CLIENT_ERROR_LIBRARY or, with a full disk, %G_IO_ERROR_NO_SPACE. */
#define SOKY_TYPE_LIBRARY (soky_library_get_type ())
G_DECLARE_FINAL_TYPE (SokyLibrary, soky_library, SOKY, LIBRARY, GObject)

/* Where the library of an account is, or would be. @url: normalised */
char *soky_library_find_folder (const char *url, const char *login);
/* Nothing is opened or made before the first call below. */
SokyLibrary *soky_library_new (const char *folder);
/* (transfer none): the PDF files, in the same folder */
SokyCache *soky_library_get_cache (SokyLibrary *self);

/* Who works here: the person, and the certificates; never the token. */
gboolean soky_library_keep_session (SokyLibrary *self, const SokySessionInfo *info, GError **error);
/* Returns: (transfer full) (nullable): %SOKY_CLIENT_ERROR_NOT_SEEN when nobody has yet */
SokySessionInfo *soky_library_load_session (SokyLibrary *self, GError **error);

/**
 * soky_library_note:
 * @path: what the server was asked, "/books?view=inbox"
 * @text: its answer
 *
 * Remembers an answer. Returns: (transfer full) (nullable): what is to be shown in its place,
 * because something waits to be sent; %NULL without an error when it stays as it is
 */
char *soky_library_note (SokyLibrary *self, const char *path, const char *text, GError **error);
/* The answer as it would be now. %SOKY_CLIENT_ERROR_NOT_SEEN when it is not known here,
 * %SOKY_WIRE_ERROR_NOT_FOUND for a book that was deleted here. */
char *soky_library_answer (SokyLibrary *self, const char *path, GError **error);

/* Bytes on the disk. */
goffset soky_library_get_size (SokyLibrary *self);
/* Removes PDF files, those first that were not looked at for longest, until they take no more than
 * @limit bytes. What waits to be sent stays. */
gboolean soky_library_trim (SokyLibrary *self, goffset limit, GError **error);
/* Removes everything, what waits to be sent as well; nothing is kept by this library any more. */
gboolean soky_library_wipe (SokyLibrary *self, GError **error);

G_END_DECLS
