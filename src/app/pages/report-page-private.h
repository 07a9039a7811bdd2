/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/pages/report-page.h"
#include "app/widgets/banner.h"
#include "app/widgets/filter-bar.h"
#include "wire/report.h"

G_BEGIN_DECLS

struct _SokyReportPage {
  SokyFoldBin parent_instance;

  SokyFilterBar *filter_bar;
  SokyBanner *banner;
  GtkStack *stack;
  AdwStatusPage *error_page;
  GtkLabel *range_label;
  GtkLabel *expected_label;
  GtkLabel *submitted_label;
  GtkLabel *late_label;
  GtkLabel *missing_label;
  GtkWidget *weeks_group;
  GtkWidget *chart;
  GtkDropDown *by_drop_down;
  AdwPreferencesGroup *progress_group;
  AdwPreferencesGroup *missing_group;
  GtkWidget *remind_box;
  GtkEntry *note_entry;
  GtkWidget *remind_button;
  GtkCheckButton *all_check;

  SokyWorkspace *workspace;     /* nullable */
  GCancellable *loading;        /* nullable */
  SokyMissingReport *missing;   /* nullable: until it came, as all below */
  SokyProgressReport *progress; /* by what is chosen */
  SokyProgressReport *weeks;    /* by period */
  guint waiting;                /* answers that are to come */
  GError *problem;              /* nullable: of one of them */
  GPtrArray *rows;              /* GtkWidget: of both groups */
  GtkWidget *more_row;          /* nullable: its button asks for the next page */
  GPtrArray *ticks;             /* GtkCheckButton: of those who can be reminded */
};

/* report-page-rows.c: fills the page with what came. */
void soky_report_page_fill (SokyReportPage *self);
void soky_report_page_clear (SokyReportPage *self);
void soky_report_page_add_more (SokyReportPage *self, SokyMissingReport *more);
/* report-page.c: asks for them. */
void soky_report_page_load_more (SokyReportPage *self);
/* report-page-remind.c: a tick before a row of what is missing, where its person can be reminded.
 */
void soky_report_page_add_tick (SokyReportPage *self, AdwActionRow *row,
                                const SokyMissingBook *book);
void soky_report_page_clear_ticks (SokyReportPage *self);
/* Ticks all, or none. */
void soky_report_page_tick_all (SokyReportPage *self);
/* Sends the reminders that are ticked. */
void soky_report_page_remind (SokyReportPage *self);
/* By what the progress is told. */
SokyProgressKey soky_report_page_get_key (SokyReportPage *self);
/* Writes what the chips ask for into @filter; a week that is asked for, or those until now, are its
 * range. */
void soky_report_page_get_missing_filter (SokyReportPage *self, SokyBookFilter *filter);
/* Likewise for what was submitted, in the present school year. */
void soky_report_page_get_progress_filter (SokyReportPage *self, SokyBookFilter *filter);

G_END_DECLS
