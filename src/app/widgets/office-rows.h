/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The rows that pages and dialogs of administration are made of. Texts are plain, not markup. */

/* @subtitle: (nullable) */
AdwActionRow *soky_office_row_new (AdwPreferencesGroup *group, const char *title,
                                   const char *subtitle);
/* A word with a colour, at the end of a row. @style: "valid", "returned" …, as of .chip */
void soky_office_row_add_chip (AdwActionRow *row, const char *style, const char *word);
/* @name: what the button is to somebody who does not see the row */
GtkWidget *soky_office_row_add_button (AdwActionRow *row, const char *label, const char *name);
/* An arrow at the end: a click on the row leads on. */
void soky_office_row_lead_on (AdwActionRow *row);

GtkEditable *soky_office_entry_new (AdwPreferencesGroup *group, const char *title,
                                    const char *text);
/* What was typed, without blanks around it. */
char *soky_office_entry_dup (GtkEditable *entry);
/* @words: (nullable): what it means */
GtkSwitch *soky_office_switch_new (AdwPreferencesGroup *group, const char *title, const char *words,
                                   gboolean active);
/* One of @labels (element-type utf8). */
AdwComboRow *soky_office_choice_new (AdwPreferencesGroup *group, const char *title,
                                     GPtrArray *labels, guint selected);
/* A whole number. */
GtkSpinButton *soky_office_number_new (AdwPreferencesGroup *group, const char *title, int least,
                                       int most, int value);

G_END_DECLS
