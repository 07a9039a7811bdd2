/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A line of a dialog that says what is going on, or what went wrong; hidden when there is nothing
 * to say. */
#define SOKY_TYPE_STATUS_LINE (soky_status_line_get_type ())
G_DECLARE_FINAL_TYPE (SokyStatusLine, soky_status_line, SOKY, STATUS_LINE, GtkBox)

void soky_status_line_clear (SokyStatusLine *self);
void soky_status_line_set_working (SokyStatusLine *self, const char *text);
void soky_status_line_set_error (SokyStatusLine *self, const char *text);
/* A cancelled task says nothing. */
void soky_status_line_set_gerror (SokyStatusLine *self, const GError *error);
gboolean soky_status_line_is_working (SokyStatusLine *self);

G_END_DECLS
