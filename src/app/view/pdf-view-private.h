/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/view/pdf-view.h"

#include <adwaita.h>

#include "app/view/page-layout.h"
#include "app/view/pdf-view-text.h"
#include "app/view/renderer.h"

G_BEGIN_DECLS

struct _SokyPdfView {
  GtkWidget parent_instance;

  SokyViewDocument *document;
  SokyPageLayout *layout;
  SokyRenderer *renderer;
  gsize budget;

  GtkAdjustment *adjustments[2]; /* by GtkOrientation */
  gulong adjustment_handlers[2];
  GtkScrollablePolicy policies[2];

  double zoom;
  SokyZoomMode mode;
  gboolean two_pages;
  guint turns;         /* quarters clockwise */
  guint page;          /* from 1 */
  double last_y;       /* tells the direction of scrolling */
  gboolean shown;      /* all that was in sight at first has been drawn */
  guint settle_source; /* runs while the zoom is changing */
  double pinch_start;  /* the zoom when the fingers came down */
  double pointer_x, pointer_y;

  AdwAnimation *scrolling;
  AdwAnimation *fading;
  guint marked_page; /* from 1; 0 = none */
  SokyViewArea marked;
  double mark_strength;
  guint mark_source;

  GArray *marks; /* nullable: SokyViewMark */
  gboolean choosing;
  SokyViewMark band; /* what is being drawn; page 0 = nothing */
  SokyPagePoint band_from;

  SokyPageStore *store;         /* nullable: no document */
  SokyTextSearch *search;       /* nullable, likewise */
  SokyTextPlace anchor, cursor; /* ends of the selection; equal = none */
  gboolean dragged;             /* the ends follow the points below */
  SokyPagePoint drag_from, drag_to;
  double drag_x, drag_y; /* of the widget */
  guint autoscroll;      /* a tick callback; 0 = none */
  GCancellable *copying; /* nullable */
  const char *shape;     /* nullable: of the pointer */
  guint link_page;       /* from 1, of the link that Tab went to; 0 = none */
  int link;              /* its place among those of the page */
};

/* pdf-view-draw.c */
void _soky_pdf_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot);
void _soky_pdf_view_request (SokyPdfView *self);

/* pdf-view-input.c */
void _soky_pdf_view_install_bindings (GtkWidgetClass *widget_class);
void _soky_pdf_view_add_controllers (SokyPdfView *self);

/* pdf-view-move.c */
void _soky_pdf_view_scroll_to (SokyPdfView *self, double y, gboolean animate);

/* pdf-view-marks.c */
void _soky_pdf_view_add_marking (SokyPdfView *self);
/* @left, @top: of what is seen, in pixels of the layout */
void _soky_pdf_view_draw_marks (SokyPdfView *self, GtkSnapshot *snapshot, double left, double top);

/* pdf-view-layout.c */
double _soky_pdf_view_get_value (SokyPdfView *self, GtkOrientation orientation);
/* Sets the adjustment to what there is to scroll, and to @value as far as that goes. */
void _soky_pdf_view_configure (SokyPdfView *self, GtkOrientation orientation, double value);
void _soky_pdf_view_update_page (SokyPdfView *self);
double _soky_pdf_view_zoom_for_mode (SokyPdfView *self);
void _soky_pdf_view_lay_out (SokyPdfView *self, double zoom);
/* After a change of columns or turns; the page that is read stays. */
void _soky_pdf_view_arrange (SokyPdfView *self);
/* After a change of size or mode; the top of what is seen stays. */
void _soky_pdf_view_lay_out_again (SokyPdfView *self);
/* Zooms so that the point at @x, @y of the widget stays where it is. */
void _soky_pdf_view_zoom_at (SokyPdfView *self, double zoom, double x, double y);

G_END_DECLS
