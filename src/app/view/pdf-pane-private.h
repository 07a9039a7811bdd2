/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/view/pdf-pane.h"

#include "app/view/pdf-search-bar.h"
#include "app/view/pdf-side-pane.h"
#include "app/view/pdf-toolbar.h"

G_BEGIN_DECLS

struct _SokyPdfPane {
  AdwBin parent_instance;

  GtkStack *stack;
  SokyPdfView *view;
  SokyPdfSearchBar *search_bar;
  SokyPdfToolbar *toolbar;
  AdwFlap *flap;
  SokyPdfSidePane *side_pane;
  AdwStatusPage *words_page;

  SokyInput *input;
  GCancellable *opening; /* nullable: while a document is being opened */
  gboolean wants_focus;  /* as soon as the pages are there */
  GCancellable *life;    /* cancelled at the end: what comes later finds no widgets */
};

/* pdf-pane-leave.c */
void _soky_pdf_pane_print (SokyPdfPane *self);
void _soky_pdf_pane_present (SokyPdfPane *self);
/* From the first page on. */
void _soky_pdf_pane_present_all (SokyPdfPane *self);
/* Asks, and then opens the address outside of the program. */
void _soky_pdf_pane_follow (SokyPdfPane *self, const char *uri);

/* pdf-pane-actions.c */
void _soky_pdf_pane_install_actions (GtkWidgetClass *widget_class);
/* Keys that work wherever the focus of the window is, as long as the pane is on the screen. */
void _soky_pdf_pane_add_shortcuts (SokyPdfPane *self);
/* Actions that need a document, or a selection. */
void _soky_pdf_pane_update_actions (SokyPdfPane *self);

G_END_DECLS
