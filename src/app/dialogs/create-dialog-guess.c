/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/create-dialog-private.h"

#include "app/dialogs/create-guess.h"

#include <glib/gi18n.h>

void
soky_create_dialog_preselect (AdwComboRow *row, char **choices, const char *wanted)
{
  for (guint i = 0; wanted != NULL && choices[i] != NULL; i++) {
    if (g_strcmp0 (choices[i], wanted) == 0)
      adw_combo_row_set_selected (row, i);
  }
}

/* Shown as a guess until the person chooses. */
static void
select_guess (AdwComboRow *row, guint index)
{
  adw_combo_row_set_selected (row, index);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("Guessed from the name of the file"));
}

static void
chosen_by_hand_cb (AdwComboRow *row)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), "");
}

static void
select_name (AdwComboRow *row, char **choices, const char *wanted)
{
  for (guint i = 0; wanted != NULL && choices[i] != NULL; i++) {
    if (g_str_equal (choices[i], wanted))
      select_guess (row, i);
  }
}

static void
select_period (SokyCreateDialog *self, const char *period)
{
  guint index = 0;

  if (period != NULL &&
      g_ptr_array_find_with_equal_func (self->periods->values, period, g_str_equal, &index))
    select_guess (self->period_row, index);
}

void
soky_create_dialog_guess (SokyCreateDialog *self)
{
  if (self->file == NULL || self->school == NULL || self->types == NULL || self->draft != NULL)
    return;
  g_autofree char *name = g_file_get_basename (self->file);
  g_autofree char *shown = g_filename_display_name (name);
  g_autoptr (SokyFileNameGuess) guess = soky_create_guess (shown, self->types, self->school);
  SokyBookType *type = soky_file_name_guess_find_type (guess, self->types);
  guint index = 0;

  if (type != NULL && g_ptr_array_find (self->types, type, &index))
    select_guess (self->type_row, index);
  select_name (self->class_row, self->school->classes, guess->class_name);
  select_name (self->subject_row, self->school->subjects, guess->subject);
  if (self->periods != NULL)
    select_period (self, guess->period);
}

void
soky_create_dialog_select_wanted (SokyCreateDialog *self)
{
  guint index = 0;

  for (guint i = 0; i < self->types->len; i++) {
    const SokyBookType *type = g_ptr_array_index (self->types, i);
    if (g_strcmp0 (type->id, self->wanted_type) == 0)
      adw_combo_row_set_selected (self->type_row, i);
  }
  soky_create_dialog_preselect (self->class_row, self->school->classes, self->wanted_class);
  if (self->periods != NULL && self->wanted_period != NULL &&
      g_ptr_array_find_with_equal_func (self->periods->values, self->wanted_period, g_str_equal,
                                        &index))
    adw_combo_row_set_selected (self->period_row, index);
}

void
soky_create_dialog_watch_guesses (SokyCreateDialog *self)
{
  AdwComboRow *const rows[] = {self->type_row, self->class_row, self->subject_row,
                               self->period_row};

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_signal_connect (rows[i], "notify::selected", G_CALLBACK (chosen_by_hand_cb), NULL);
}
