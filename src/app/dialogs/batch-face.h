/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sign/batch.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The parts of a row of a batch, which are the row's: whether it is chosen (@check), a GtkImage and
 * a GtkLabel for soky_batch_face_show(). */
void soky_batch_face_build (AdwActionRow *row, GtkWidget **check, GtkWidget **icon,
                            GtkWidget **word);

/* Shows in a row of a batch what has become of its item. @icon: a GtkImage; @word: a GtkLabel;
 * @current: the key works on it, if it waits. Returns: the word that is shown */
const char *soky_batch_face_show (GtkWidget *icon, GtkWidget *word, SokyBatchState state,
                                  gboolean current);

G_END_DECLS
