/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workspace.h"
#include "base/input.h"

G_BEGIN_DECLS

/* One book: its PDF, its route, its signatures, and what may be done with it now.
 *
 * Signal "go-back": to the list. */
#define SOKY_TYPE_BOOK_READER (soky_book_reader_get_type ())
G_DECLARE_FINAL_TYPE (SokyBookReader, soky_book_reader, SOKY, BOOK_READER, AdwBin)

/* Opens @book, as a list knows it; the whole of it is asked of the server. %NULL for both empties
 * the page. */
void soky_book_reader_open (SokyBookReader *self, SokyWorkspace *workspace, SokyBook *book);
/* Asks the server for the book again. */
void soky_book_reader_reload (SokyBookReader *self);
/* Shows the book as the server answered; its PDF is fetched when there is a new one. */
void soky_book_reader_update (SokyBookReader *self, SokyBook *book);
void soky_book_reader_leave (SokyBookReader *self);
/* Verifies what is shown once more: another authority is trusted now. */
void soky_book_reader_verify (SokyBookReader *self);
/* Holds all actions back while one is under way. */
void soky_book_reader_set_busy (SokyBookReader *self, gboolean busy);

/* All (transfer none). */
SokyWorkspace *soky_book_reader_get_workspace (SokyBookReader *self);
SokyBook *soky_book_reader_get_book (SokyBookReader *self);
/* (nullable): until the types are known */
SokyBookType *soky_book_reader_get_book_type (SokyBookReader *self);

G_END_DECLS
