/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/dialogs/office-dialog.h"

G_BEGIN_DECLS

/* A school year: when it begins, its weeks, terms, holidays and classes. One that is not laid down
 * yet begins with what is offered after the year before it. */
#define SOKY_TYPE_YEAR_DIALOG (soky_year_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SokyYearDialog, soky_year_dialog, SOKY, YEAR_DIALOG, SokyOfficeDialog)

/* @name: "2026-2027" */
GtkWidget *soky_year_dialog_new (GtkWindow *parent, SokySession *session, const char *name);

G_END_DECLS
