/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/widgets/office-rows.h"
#include "app/workspace.h"

G_BEGIN_DECLS

/* What the pages of administration have in common: tools above, groups of rows below, and what is
 * shown while they are loaded, when that fails, and when there is nothing. A page loads when it is
 * made and stays as long as it is shown. Property "workspace" (construct only). */
#define SOKY_TYPE_OFFICE_PAGE (soky_office_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (SokyOfficePage, soky_office_page, SOKY, OFFICE_PAGE, AdwBin)

struct _SokyOfficePageClass {
  AdwBinClass parent_class;

  /* Asks the server; its answer calls soky_office_page_begin() or soky_office_page_fail(). */
  void (*load) (SokyOfficePage *self);
};

/* All (transfer none). */
SokyWorkspace *soky_office_page_get_workspace (SokyOfficePage *self);
SokySession *soky_office_page_get_session (SokyOfficePage *self);
/* Cancelled when the page goes. */
GCancellable *soky_office_page_get_life (SokyOfficePage *self);
/* The window that it is in. */
GtkWindow *soky_office_page_get_window (SokyOfficePage *self);
/* The unit that the person administers; with several of them the first. */
const char *soky_office_page_get_unit_id (SokyOfficePage *self);

/* What stands above the list, from left to right. */
void soky_office_page_add_tool (SokyOfficePage *self, GtkWidget *tool);

/* Loads again; what is shown stays until the answer comes. */
void soky_office_page_reload (SokyOfficePage *self);
/* Takes out what is shown, for what was loaded. */
void soky_office_page_begin (SokyOfficePage *self);
/* There is nothing to show. */
void soky_office_page_show_empty (SokyOfficePage *self, const char *icon, const char *title,
                                  const char *description);
/* TRUE when @error says that the page has gone: nothing is to be done any more. Else it is shown:
 * in place of everything while nothing was loaded, later on as a strip above. */
gboolean soky_office_page_fail (SokyOfficePage *self, const GError *error);
/* The strip goes, or says something that is lasting. @text: (nullable) */
void soky_office_page_say (SokyOfficePage *self, const char *text);

/* @title: (nullable) */
AdwPreferencesGroup *soky_office_page_add_group (SokyOfficePage *self, const char *title);
G_END_DECLS
