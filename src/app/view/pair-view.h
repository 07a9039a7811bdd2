/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/view/comparison.h"

G_BEGIN_DECLS

typedef enum {
  SOKY_PAIR_BESIDE,  /* both pages; one above the other where it is narrow */
  SOKY_PAIR_OVERLAY, /* one picture: what went red, what came blue */
} SokyPairMode;

/* A page of two states of a document, with boxes around what differs; goes into a viewport. */
#define SOKY_TYPE_PAIR_VIEW (soky_pair_view_get_type ())
G_DECLARE_FINAL_TYPE (SokyPairView, soky_pair_view, SOKY, PAIR_VIEW, GtkWidget)

GtkWidget *soky_pair_view_new (void);

void soky_pair_view_set_documents (SokyPairView *self, SokyViewDocument *before,
                                   SokyViewDocument *after);
/* @pair: (nullable): must live until another one is shown */
void soky_pair_view_show (SokyPairView *self, const SokyPagePair *pair);
void soky_pair_view_set_mode (SokyPairView *self, SokyPairMode mode);
/* The difference to point at, by its index; -1 = none. */
void soky_pair_view_set_current (SokyPairView *self, int index);
/* 1 = as wide as the window; larger ones have to be scrolled. */
void soky_pair_view_set_zoom (SokyPairView *self, double zoom);
double soky_pair_view_get_zoom (SokyPairView *self);

/* Where the current difference is drawn, in pixels of the widget; FALSE when there is none. */
gboolean soky_pair_view_get_current_area (SokyPairView *self, SokyViewArea *area);
/* TRUE when what is shown is drawn sharply. */
gboolean soky_pair_view_is_settled (SokyPairView *self);

G_END_DECLS
