/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cmark.h>
#include <glib.h>

G_BEGIN_DECLS

/**
 * soky_help_text_to_markup:
 * @block: (transfer none): a paragraph or heading of CommonMark
 *
 * Its text, emphasis, code and links as Pango's markup; raw HTML is left out.
 *
 * Returns: (transfer full)
 */
char *soky_help_text_to_markup (cmark_node *block);

/* (nullable): the picture that a paragraph holds and nothing else */
cmark_node *soky_help_text_find_picture (cmark_node *block);

G_END_DECLS
