/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/session.h"

G_BEGIN_DECLS

typedef enum {
  SOKY_NOTICE_WAITS,     /* for the person's decision */
  SOKY_NOTICE_CAME_BACK, /* one of the person's own, returned */
} SokyNoticeKind;

/* Tells what has come to a person since it looked last; the first look only learns what is there.
 *
 * Signals: "noticed" (int: a SokyNoticeKind, GPtrArray: of SokyBook, at least one);
 * "reminded" (GPtrArray: of SokyReminder to the person, newest first, at least one). */
#define SOKY_TYPE_NOTICES (soky_notices_get_type ())
G_DECLARE_FINAL_TYPE (SokyNotices, soky_notices, SOKY, NOTICES, GObject)

SokyNotices *soky_notices_new (SokySession *session);
/* Asks the server; does nothing while it still waits for the last answer. */
void soky_notices_look (SokyNotices *self);

/* Says it on the desktop, by title alone: who presses it comes to the book, or to the list of them.
 * Needs the actions app.open-book (s) and app.show-place (s). */
void soky_notices_show (GApplication *application, SokyNoticeKind kind, GPtrArray *books);
/* The same of reminders: who presses it comes to the overview, where they stand. */
void soky_notices_show_reminders (GApplication *application, GPtrArray *reminders);
/* The person has the book open: nothing needs to be said of it any more. */
void soky_notices_withdraw (GApplication *application, const char *book_id);

G_END_DECLS
