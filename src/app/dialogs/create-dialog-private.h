/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/dialogs/create-dialog.h"

#include "app/dialogs/period-choices.h"
#include "app/widgets/remarks-list.h"
#include "app/widgets/status-line.h"

G_BEGIN_DECLS

struct _SokyCreateDialog {
  AdwWindow parent_instance;

  GtkButton *create_button;
  GtkStack *stack;
  AdwStatusPage *failed_page;
  AdwActionRow *file_row;
  GtkWidget *choose_button;
  SokyRemarksList *remarks;
  GtkWidget *fields;
  AdwComboRow *type_row;
  AdwEntryRow *title_row;
  AdwComboRow *class_row;
  AdwComboRow *subject_row;
  AdwComboRow *period_row;
  AdwEntryRow *custom_row;
  SokyStatusLine *status;

  SokySession *session;
  GCancellable *life;
  SokySchool *school;         /* nullable until loaded */
  GPtrArray *types;           /* nullable until loaded: SokyBookType the person may create */
  SokyPeriodChoices *periods; /* nullable: of the chosen type */
  GFile *file;                /* nullable */
  char *converted;            /* nullable: the PDF that was made of it; it goes with the dialog */
  GCancellable *converting;   /* nullable: while it is made */
  char *wanted_type;          /* nullable, with the two below: what the book is to be about */
  char *wanted_period;
  char *wanted_class;
  goffset limit;   /* bytes that the server takes; 0 = not known yet */
  SokyBook *draft; /* nullable: made, but its PDF has not arrived yet */
};

/* create-dialog-guess.c: what is chosen before the person chooses. */

/* One of @choices, as a fact. @wanted: (nullable) */
void soky_create_dialog_preselect (AdwComboRow *row, char **choices, const char *wanted);
/* Fills the form with what the name of the file says. */
void soky_create_dialog_guess (SokyCreateDialog *self);
/* What was asked for stays, whatever the name of the file says. */
void soky_create_dialog_select_wanted (SokyCreateDialog *self);
/* From now on what is chosen by hand is no guess any more. */
void soky_create_dialog_watch_guesses (SokyCreateDialog *self);

/* create-dialog-word.c: a file of a word processor in the place of a PDF. */

/* Where the file is one, it is converted, shown, and taken once the person agrees. */
void soky_create_dialog_take_word_file (SokyCreateDialog *self);
/* Stops that, and removes what was made. */
void soky_create_dialog_forget_word_file (SokyCreateDialog *self);

/* create-dialog.c: the file that is to be sent has changed. */
void soky_create_dialog_look_at_file (SokyCreateDialog *self);
/* Whether the book can be created now. */
void soky_create_dialog_update (SokyCreateDialog *self);

G_END_DECLS
