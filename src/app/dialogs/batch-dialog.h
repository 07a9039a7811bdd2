/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* "Ký hàng loạt": the books that wait for a person, what will be done with each and why not, one
 * certificate and PIN for all; then how far it is, a stop between two books, what has become of
 * each, and going on where it stopped. Steps that need no certificate are approved.
 *
 * Signal "worked": something was signed or approved. */
#define SOKY_TYPE_BATCH_DIALOG (soky_batch_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SokyBatchDialog, soky_batch_dialog, SOKY, BATCH_DIALOG, AdwWindow)

/* @books: (element-type SokyBook): of the list "To Sign" */
GtkWidget *soky_batch_dialog_new (GtkWindow *parent, SokyWorkspace *workspace, GPtrArray *books);

G_END_DECLS
