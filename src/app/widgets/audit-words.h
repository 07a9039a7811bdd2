/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/audit.h"

G_BEGIN_DECLS

/* How records of the audit are told to people. */

/* The events that have a word of their own, in the order of lists; ended by NULL. */
extern const char *const soky_audit_events[];
/* "Signed in" for "signed-in"; an event without a word is its own. */
const char *soky_audit_event_get_label (const char *event);
/* A table for spreadsheets, with a byte order mark. @items: (element-type SokyAuditItem) */
GBytes *soky_audit_items_to_csv (GPtrArray *items);

G_END_DECLS
