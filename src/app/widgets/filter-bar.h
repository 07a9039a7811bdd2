/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Chips for a list of books: type, state, class, subject, period, person; and a button that takes
 * them all away again.
 *
 * Signal "changed": by the person. */
#define SOKY_TYPE_FILTER_BAR (soky_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (SokyFilterBar, soky_filter_bar, SOKY, FILTER_BAR, AdwBin)

/* What there is to choose from; chips that make no sense for @view are not shown.
 * @workspace: (nullable) */
void soky_filter_bar_set_workspace (SokyFilterBar *self, SokyWorkspace *workspace,
                                    SokyBookView view);
/* Shows what @filter asks for; its order does not count. */
void soky_filter_bar_set_filter (SokyFilterBar *self, const SokyBookFilter *filter);
/* Writes what is asked for into @filter; its order and what has no chip stay. */
void soky_filter_bar_get_filter (SokyFilterBar *self, SokyBookFilter *filter);
/* Takes all chips away, as the button does. */
void soky_filter_bar_clear (SokyFilterBar *self);

G_END_DECLS
