/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/book-filter.h"
#include "book/reach.h"
#include "server/store/store.h"
#include "wire/report.h"

G_BEGIN_DECLS

/* Which books are asked after. */
typedef struct {
  const SokyPerson *person;
  const SokyReach *reach;       /* of the person, whose own books always count */
  const SokyBookFilter *filter; /* its range is one of weeks; nullable: all of the present week */
  gboolean until_now;           /* in place of that range: from the first week to the present one */
  gboolean due; /* what is due until the end of the weeks, whenever its period ends */
  guint skip;   /* so many missing ones are passed over, */
  guint most;   /* and so many are told */
  gint64 now_us;
} SokyMissingQuestion;

/**
 * soky_report_missing:
 *
 * Holds what the rules expect against what was submitted. A school without a calendar expects
 * nothing.
 *
 * Returns: (transfer full) (nullable): a #SokyBookError for a range that is none of weeks, or a
 *   #SokyStoreError
 */
SokyMissingReport *soky_report_missing (SokyTransaction *tx, const SokyMissingQuestion *question,
                                        GError **error);

G_END_DECLS
