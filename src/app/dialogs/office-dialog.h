/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/widgets/office-rows.h"
#include "client/session.h"

G_BEGIN_DECLS

/* What the dialogs of administration have in common: groups of rows, Cancel and Save, and what is
 * said when somebody else has changed the same thing meanwhile. Property "session" (construct
 * only). Signal "done": it was saved, and the dialog has closed. */
#define SOKY_TYPE_OFFICE_DIALOG (soky_office_dialog_get_type ())
G_DECLARE_DERIVABLE_TYPE (SokyOfficeDialog, soky_office_dialog, SOKY, OFFICE_DIALOG, AdwWindow)

struct _SokyOfficeDialogClass {
  AdwWindowClass parent_class;

  /* Sends what is in the rows; its answer calls soky_office_dialog_finish(). */
  void (*save) (SokyOfficeDialog *self);
  /* (nullable): asks for the thing as it is now, then fills the rows anew. */
  void (*refresh) (SokyOfficeDialog *self);
};

/* (transfer none) */
SokySession *soky_office_dialog_get_session (SokyOfficeDialog *self);
/* Cancelled when the dialog goes. */
GCancellable *soky_office_dialog_get_life (SokyOfficeDialog *self);

/* @title: (nullable) */
AdwPreferencesGroup *soky_office_dialog_add_group (SokyOfficeDialog *self, const char *title);
/* Takes all groups out. */
void soky_office_dialog_clear (SokyOfficeDialog *self);
/* Whether it can be saved as it is. @fault: (nullable): what is wrong, in words */
void soky_office_dialog_set_fault (SokyOfficeDialog *self, gboolean complete, const char *fault);
/* What Save is called here. */
void soky_office_dialog_set_accept (SokyOfficeDialog *self, const char *label);
/* @error: (nullable): %NULL closes the dialog as done; else it is said, and can be mended */
void soky_office_dialog_finish (SokyOfficeDialog *self, const GError *error);
/* Said when it was asked for anew; the rows can be used again. */
void soky_office_dialog_show_fresh (SokyOfficeDialog *self);

G_END_DECLS
