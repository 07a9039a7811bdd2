/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sign/signature-images.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* White paper to write a signature on, with mouse, finger or pen. Undo is Ctrl+Z.
 *
 * Signal "changed": a stroke was added or taken away. */
#define SOKY_TYPE_DRAWING_PAD (soky_drawing_pad_get_type ())
G_DECLARE_FINAL_TYPE (SokyDrawingPad, soky_drawing_pad, SOKY, DRAWING_PAD, GtkWidget)

GtkWidget *soky_drawing_pad_new (void);

gboolean soky_drawing_pad_is_empty (SokyDrawingPad *self);
void soky_drawing_pad_clear (SokyDrawingPad *self);
/* Takes the last stroke away. */
void soky_drawing_pad_undo (SokyDrawingPad *self);

/* What is written, in pixels: (transfer container) (element-type SokyInkStroke), valid until
 * something is written or taken away. */
GArray *soky_drawing_pad_list_strokes (SokyDrawingPad *self);
/* How wide the paper is, in the same pixels. */
double soky_drawing_pad_get_span (SokyDrawingPad *self);

G_END_DECLS
