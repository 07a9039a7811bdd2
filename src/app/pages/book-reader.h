/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/book-series.h"
#include "app/pin-session.h"
#include "app/workspace.h"
#include "base/input.h"
#include "book/action.h"

G_BEGIN_DECLS

/* One book: its PDF, its route, its signatures, and what may be done with it now.
 *
 * Signal "go-back": to the list. */
#define SOKY_TYPE_BOOK_READER (soky_book_reader_get_type ())
G_DECLARE_FINAL_TYPE (SokyBookReader, soky_book_reader, SOKY, BOOK_READER, AdwBin)

/* Opens @book, as a list knows it; the whole of it is asked of the server. %NULL for both empties
 * the page. */
void soky_book_reader_open (SokyBookReader *self, SokyWorkspace *workspace, SokyBook *book);
/* What is open is one of a list that is read through; @series is nullable. It goes when another
 * book is opened. */
void soky_book_reader_set_series (SokyBookReader *self, SokyBookSeries *series);
/* Whether a decision leads to the next book. */
gboolean soky_book_reader_is_series (SokyBookReader *self);
/* @kind was done with @book, as it is now: the series says so, and the next one is opened after a
 * decision. */
void soky_book_reader_note_done (SokyBookReader *self, SokyActionKind kind, SokyBook *book);
/* The login (nullable) that serves the signatures of a series: it ends when reading does. */
SokyPinSession *soky_book_reader_get_login (SokyBookReader *self);
void soky_book_reader_keep_login (SokyBookReader *self, SokyPinSession *login);
/* What goes with a return: (element-type SokyComment) (transfer none) */
GPtrArray *soky_book_reader_get_marks (SokyBookReader *self);
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
