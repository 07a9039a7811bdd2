/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Several books go back with one reason. Those that are not this person's to return are listed with
 * the cause.
 *
 * Signal "worked": some were returned. */
#define SOKY_TYPE_RETURN_MANY_DIALOG (soky_return_many_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SokyReturnManyDialog, soky_return_many_dialog, SOKY, RETURN_MANY_DIALOG,
                      AdwWindow)

/* @books: (element-type SokyBook): as the person has seen them in a list; @chosen: all are ticked
 * to begin with, else none */
GtkWidget *soky_return_many_dialog_new (GtkWindow *parent, SokyWorkspace *workspace,
                                        GPtrArray *books, gboolean chosen);

G_END_DECLS
