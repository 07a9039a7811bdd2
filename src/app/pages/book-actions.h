/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/pages/book-reader.h"
#include "book/action.h"

G_BEGIN_DECLS

/* Does @kind on the book of @page, with the dialog it needs, and shows what came of it. */
void soky_book_actions_run (SokyBookReader *page, SokyActionKind kind);

G_END_DECLS
