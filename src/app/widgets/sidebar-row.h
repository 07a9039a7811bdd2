/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/place.h"

G_BEGIN_DECLS

/* A place in the sidebar, and how much waits there. */
#define SOKY_TYPE_SIDEBAR_ROW (soky_sidebar_row_get_type ())
G_DECLARE_FINAL_TYPE (SokySidebarRow, soky_sidebar_row, SOKY, SIDEBAR_ROW, GtkListBoxRow)

GtkWidget *soky_sidebar_row_new (SokyPlace place);
SokyPlace soky_sidebar_row_get_place (SokySidebarRow *self);
/* 0 shows no count. */
void soky_sidebar_row_set_count (SokySidebarRow *self, guint count);

G_END_DECLS
