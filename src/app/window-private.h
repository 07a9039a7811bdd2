/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Only for window*.c. */
#pragma once

#include "app/notices.h"
#include "app/pages/administration-page.h"
#include "app/pages/book-list-page.h"
#include "app/pages/book-reader.h"
#include "app/pages/overview-page.h"
#include "app/pages/report-page.h"
#include "app/pages/sign-in-page.h"
#include "app/widgets/outbox-bar.h"
#include "app/widgets/sidebar.h"
#include "app/window.h"

G_BEGIN_DECLS

struct _SokyWindow {
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkStack *stack;
  SokySignInPage *sign_in_page;
  GtkWidget *leaflet;
  GtkStack *places;
  SokyOverviewPage *overview_page;
  SokyAdministrationPage *administration_page;
  SokySidebar *sidebar;
  SokyBookListPage *list_page;
  SokyReportPage *report_page;
  SokyBookReader *book_reader;
  SokyOutboxBar *outbox_bar;

  GSettings *settings; /* nullable */
  SokyTrust *trust;
  SokyTokenMonitor *tokens;
  SokyWorkspace *workspace; /* nullable: nobody is signed in */
  SokyNotices *notices;     /* likewise */
  guint refresh_source;
  SokyPlace place; /* that is shown */
};

/* Shows what @session may see, from now on. */
void soky_window_take_session (SokyWindow *self, SokySession *session);
/* Without asking. */
void soky_window_sign_out (SokyWindow *self);
/* How many changes wait to be sent. */
guint soky_window_count_waiting (SokyWindow *self);
/* The ways in: by password, by token, by both; and what a person changes of the account. */
void soky_window_install_sign_in (GtkWidgetClass *widget_class);
/* The actions that open dialogs, and their keys. */
void soky_window_install_actions (GtkWidgetClass *widget_class);

G_END_DECLS
