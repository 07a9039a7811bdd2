/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/book-series.h"

G_BEGIN_DECLS

/* "‹ 3 / 62 ›": where in a list of books the person reads, and what was done with the others. Not
 * there for a book that is read by itself. Its buttons do the actions "book.previous" and
 * "book.next" of what it stands in.
 *
 * Signal "chosen" (uint position): another book of the series. */
#define SOKY_TYPE_SERIES_BAR (soky_series_bar_get_type ())
G_DECLARE_FINAL_TYPE (SokySeriesBar, soky_series_bar, SOKY, SERIES_BAR, AdwBin)

/* @series: (nullable) */
void soky_series_bar_set_series (SokySeriesBar *self, SokyBookSeries *series);

G_END_DECLS
