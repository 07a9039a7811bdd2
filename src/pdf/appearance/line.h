/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* The kinds of lines of an appearance, in their order from the top. */
typedef enum {
  SOKY_LINE_TITLE,
  SOKY_LINE_NAME,
  SOKY_LINE_ORGANISATION,
  SOKY_LINE_TIME,
  SOKY_LINE_REASON,
  SOKY_N_LINES
} SokyLine;

/* Fonts at 72 dpi without rounding to pixels, so that text is the same at any scale. */
PangoContext *soky_line_context_new (void);

/* Returns: (transfer full) (nullable): the label of @line and @text, composed and centred, or %NULL
 *   when there is nothing to show */
PangoLayout *soky_line_new (PangoContext *context, SokyLine line, const char *text);

/* Puts what follows the label on a line of its own, or back beside it. */
void soky_line_set_apart (PangoLayout *layout, SokyLine line, gboolean apart);

G_END_DECLS
