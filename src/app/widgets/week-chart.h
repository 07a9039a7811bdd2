/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "wire/report.h"

G_BEGIN_DECLS

/* How many books each week has, a bar of its states for each; as many of the last weeks as there is
 * room for. What it shows is told in words as well: to assistive technology, and of each bar in a
 * tooltip. Arrow keys go from bar to bar.
 *
 * Signal "week-chosen" (string: a period): a bar was clicked, or Enter pressed on it. */
#define SOKY_TYPE_WEEK_CHART (soky_week_chart_get_type ())
G_DECLARE_FINAL_TYPE (SokyWeekChart, soky_week_chart, SOKY, WEEK_CHART, GtkWidget)

GtkWidget *soky_week_chart_new (void);
/* @report: by period; periods other than weeks are left out. Returns: whether there is any week */
gboolean soky_week_chart_set_report (SokyWeekChart *self, const SokyProgressReport *report);

/* The colour of a state in charts: a name of the style sheet; %NULL for drafts, which no chart
 * shows. */
const char *soky_book_state_get_colour (SokyBookState state);

G_END_DECLS
