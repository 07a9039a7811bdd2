/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/pages/book-reader.h"

#include "app/view/pdf-pane.h"
#include "app/widgets/banner.h"
#include "app/widgets/comments-panel.h"
#include "app/widgets/history-panel.h"
#include "app/widgets/route-panel.h"
#include "app/widgets/series-bar.h"
#include "app/widgets/signatures-panel.h"

G_BEGIN_DECLS

struct _SokyBookReader {
  AdwBin parent_instance;

  AdwWindowTitle *title;
  SokySeriesBar *series_bar;
  GtkBox *header_actions;
  GtkBox *bottom_actions;
  GtkWidget *actions;
  GtkWidget *busy_spinner;
  SokyBanner *banner;
  GtkWidget *note_bar;
  GtkLabel *note_label;
  GtkWidget *flap;
  SokyPdfPane *pane;
  SokyRoutePanel *route;
  SokySignaturesPanel *signatures;
  AdwViewStackPage *signatures_page;
  SokyCommentsPanel *comments_panel;
  AdwViewStackPage *comments_page;
  SokyHistoryPanel *history;
  GtkWidget *buttons[SOKY_N_ACTIONS];

  SokyWorkspace *workspace;
  SokyBook *book;
  char *shown_sha256;      /* nullable: of the PDF that is shown or on its way */
  char *path;              /* nullable: of the PDF that is shown */
  GCancellable *file_life; /* nullable: of the PDF on its way, and of its verification */
  GPtrArray *comments;     /* nullable: SokyComment, until they are loaded */
  GPtrArray *marks;        /* SokyComment, for a return that is not made yet */
  SokyViewMark drawn;      /* for the comment being written; page 0 = none */
  gboolean busy;
  GCancellable *life;     /* of the book that is open now */
  SokyBookSeries *series; /* nullable */
  SokyPinSession *login;  /* nullable: for the signatures of @series */
};

/* Shows and enables what the rules allow now. */
void _soky_book_reader_update_actions (SokyBookReader *self);

/* book-reader-file.c: fetches, shows and verifies the PDF of the book, unless it is shown. */
void _soky_book_reader_fetch (SokyBookReader *self);

/* book-reader-series.c: fetches the book that is to be read next; another one of the series. */
void _soky_book_reader_preload (SokyBookReader *self);
void _soky_book_reader_go_to (SokyBookReader *self, guint position);
void _soky_book_reader_move (SokyBookReader *self, int delta);
void _soky_book_reader_forget_series (SokyBookReader *self);

/* book-reader-history.c: what the panel of revisions asks for; @use is a SokyHistoryUse. */
void _soky_book_reader_use_revision_cb (SokyBookReader *self, int number, int use);

/* book-reader-comments.c: asks for the comments of the book; shows those it has. */
void _soky_book_reader_load_comments (SokyBookReader *self);
void _soky_book_reader_show_comments (SokyBookReader *self);
void _soky_book_reader_forget_comments (SokyBookReader *self);
void _soky_book_reader_send_comment_cb (SokyBookReader *self, SokyComment *wish);
void _soky_book_reader_keep_mark_cb (SokyBookReader *self, SokyComment *wish);
void _soky_book_reader_drop_mark_cb (SokyBookReader *self, guint index);
void _soky_book_reader_resolve_comment_cb (SokyBookReader *self, guint number);
void _soky_book_reader_show_comment_cb (SokyBookReader *self, SokyComment *comment);
void _soky_book_reader_choose_place_cb (SokyBookReader *self, gboolean choosing);
void _soky_book_reader_place_chosen_cb (SokyBookReader *self, guint page, double x, double y,
                                        double width, double height);

G_END_DECLS
