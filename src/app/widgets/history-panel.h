/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "book/book.h"

G_BEGIN_DECLS

/* What is to be done with an earlier revision. */
typedef enum {
  SOKY_HISTORY_OPEN,
  SOKY_HISTORY_COMPARE,
  SOKY_HISTORY_SAVE,
} SokyHistoryUse;

/* Every revision that a book had, the newest first.
 *
 * Signal "revision-wanted" (int number, int use): a SokyHistoryUse was chosen. */
#define SOKY_TYPE_HISTORY_PANEL (soky_history_panel_get_type ())
G_DECLARE_FINAL_TYPE (SokyHistoryPanel, soky_history_panel, SOKY, HISTORY_PANEL, AdwBin)

GtkWidget *soky_history_panel_new (void);
/* @book: as a list knows it, until the whole of it is there */
void soky_history_panel_show (SokyHistoryPanel *self, SokyBook *book);
/* The whole book cannot be had; what is shown already stays. */
void soky_history_panel_set_error (SokyHistoryPanel *self, const GError *error);
/* @number: of the revision whose bytes are being fetched, -1 = none */
void soky_history_panel_set_busy (SokyHistoryPanel *self, int number);

G_END_DECLS
