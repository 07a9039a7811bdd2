/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/input.h"

G_BEGIN_DECLS

/* What is kept of the text of a PDF, for searches. */
#define SOKY_TEXT_MAX_BYTES (1024 * 1024)

/**
 * soky_page_text_read:
 * @input: a hostile PDF: only a worker process opens it
 * @seconds: after which no further page is read
 *
 * The words of the pages in order, with a blank between them, until there is as much as is kept;
 * pages that cannot be read say nothing.
 *
 * Returns: (transfer full) (nullable): valid UTF-8, perhaps empty; or %NULL with the words of
 *   Poppler when no page can be read
 */
char *soky_page_text_read (SokyInput *input, guint seconds, GError **error);

/* What a worker says it found, made fit to be stored: valid, of no more than that length, white
 * space as one blank, nothing that is not printed. */
char *soky_page_text_clean (const char *text, gsize length);

G_END_DECLS
