/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/appearance/font.h"
#include "pdf/appearance/template.h"

G_BEGIN_DECLS

/* Returns: (transfer full) (nullable): the label of @style and @text, composed, without characters
 *   that do not print; %NULL when there is nothing to show. Only a text of several @lines keeps its
 *   line ends. */
PangoLayout *soky_line_new (PangoContext *context, const SokyTemplateLine *style, const char *text,
                            gboolean lines);

/* Puts what follows the label on a line of its own, or back beside it. */
void soky_line_set_apart (PangoLayout *layout, const SokyTemplateLine *style, gboolean apart);

G_END_DECLS
