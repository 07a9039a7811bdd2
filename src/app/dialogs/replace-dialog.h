/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/session-books.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Another PDF for a draft or a returned book: what should be mended in it is said before it is
 * sent.
 *
 * Signal "replaced" (SokyBook): the server has it. */
#define SOKY_TYPE_REPLACE_DIALOG (soky_replace_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SokyReplaceDialog, soky_replace_dialog, SOKY, REPLACE_DIALOG, AdwWindow)

GtkWidget *soky_replace_dialog_new (GtkWindow *parent, SokySession *session, SokyBook *book);
void soky_replace_dialog_set_file (SokyReplaceDialog *self, GFile *file);

G_END_DECLS
