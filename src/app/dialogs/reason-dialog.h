/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Asks for a reason in words: of a return, a recall, a revocation.
 *
 * Signal "accepted" (string reason): not empty; the dialog has closed. */
#define SOKY_TYPE_REASON_DIALOG (soky_reason_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SokyReasonDialog, soky_reason_dialog, SOKY, REASON_DIALOG, AdwWindow)

/* @heading: what is going to happen; @accept: the button that does it */
GtkWidget *soky_reason_dialog_new (GtkWindow *parent, const char *heading, const char *accept);

/* How many marks go with the reason. */
void soky_reason_dialog_count_marks (SokyReasonDialog *self, guint count);

G_END_DECLS
