/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "book/book.h"

G_BEGIN_DECLS

/* What a book is, and where it is on its way: facts, why it came back, the route as a timeline. */
#define SOKY_TYPE_ROUTE_PANEL (soky_route_panel_get_type ())
G_DECLARE_FINAL_TYPE (SokyRoutePanel, soky_route_panel, SOKY, ROUTE_PANEL, AdwBin)

GtkWidget *soky_route_panel_new (void);
void soky_route_panel_set_book (SokyRoutePanel *self, const SokyBook *book);

/* @words: (nullable): in whose place the person decides it now */
void soky_route_panel_set_stand_in (SokyRoutePanel *self, const char *words);

G_END_DECLS
