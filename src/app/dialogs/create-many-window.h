/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/session-books.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Several PDFs become several drafts, one after the other; what failed stays with its reason and
 * can be tried again. Without network they wait in the outbox.
 *
 * Signal "worked" (uint): so many were created since Create was pressed. */
#define SOKY_TYPE_CREATE_MANY_WINDOW (soky_create_many_window_get_type ())
G_DECLARE_FINAL_TYPE (SokyCreateManyWindow, soky_create_many_window, SOKY, CREATE_MANY_WINDOW,
                      AdwWindow)

GtkWidget *soky_create_many_window_new (GtkWindow *parent, SokySession *session);
/* @files: (element-type GFile): PDFs; those that are there already, or are too many, are not added
 */
void soky_create_many_window_add (SokyCreateManyWindow *self, GListModel *files);

G_END_DECLS
