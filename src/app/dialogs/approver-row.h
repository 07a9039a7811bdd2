/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/person.h"
#include "book/step.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A row of the route that is being put together: order, who, as what, Ký CA.
 *
 * Signals: "changed" (order or Ký CA of the step was edited), "moved" (int: by how many
 * rows, negative up): by buttons, by Alt+Up and Alt+Down, or dragged by its handle; "removed". */
#define SOKY_TYPE_APPROVER_ROW (soky_approver_row_get_type ())
G_DECLARE_FINAL_TYPE (SokyApproverRow, soky_approver_row, SOKY, APPROVER_ROW, GtkListBoxRow)

/* @step: edited in place; @person: (nullable): NULL while nobody is chosen;
 * @cert_mandatory: the type wants Ký CA on every row */
GtkWidget *soky_approver_row_new (SokyStep *step, SokyPerson *person, gboolean cert_mandatory);
SokyStep *soky_approver_row_get_step (SokyApproverRow *self);
/* What a screen reader says of the row, and where in the route it is.
 * @index: from 0; @together: how many others may sign at the same time */
void soky_approver_row_set_position (SokyApproverRow *self, guint index, guint count,
                                     guint together);
/* Whether there is a row above and below to change places with. */
void soky_approver_row_set_neighbours (SokyApproverRow *self, gboolean above, gboolean below);

G_END_DECLS
