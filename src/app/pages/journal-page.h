/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/office-page.h"

G_BEGIN_DECLS

/* The audit of the unit and of all below it: who did what, filtered, and saved as a table. */
#define SOKY_TYPE_JOURNAL_PAGE (soky_journal_page_get_type ())
G_DECLARE_FINAL_TYPE (SokyJournalPage, soky_journal_page, SOKY, JOURNAL_PAGE, SokyOfficePage)

G_END_DECLS
