/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/pages/book-reader.h"

#include "app/view/pdf-pane.h"
#include "app/widgets/banner.h"
#include "app/widgets/route-panel.h"
#include "app/widgets/signatures-panel.h"
#include "book/action.h"

G_BEGIN_DECLS

struct _SokyBookReader {
  AdwBin parent_instance;

  AdwWindowTitle *title;
  GtkBox *header_actions;
  GtkBox *bottom_actions;
  GtkWidget *actions;
  GtkWidget *busy_spinner;
  SokyBanner *banner;
  GtkWidget *flap;
  SokyPdfPane *pane;
  SokyRoutePanel *route;
  SokySignaturesPanel *signatures;
  AdwViewStackPage *signatures_page;
  GtkWidget *buttons[SOKY_N_ACTIONS];

  SokyWorkspace *workspace;
  SokyBook *book;
  char *shown_sha256;      /* nullable: of the PDF that is shown or on its way */
  char *path;              /* nullable: of the PDF that is shown */
  GCancellable *file_life; /* nullable: of the PDF on its way, and of its verification */
  gboolean busy;
  GCancellable *life; /* of the book that is open now */
};

/* Shows and enables what the rules allow now. */
void _soky_book_reader_update_actions (SokyBookReader *self);

/* book-reader-file.c: fetches, shows and verifies the PDF of the book, unless it is shown. */
void _soky_book_reader_fetch (SokyBookReader *self);

G_END_DECLS
