/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "book/delegation-record.h"

G_BEGIN_DECLS

/* A record of delegation in a list.
 *
 * Signal "revoke": the person wants to withdraw it. */
#define SOKY_TYPE_DELEGATION_ROW (soky_delegation_row_get_type ())
G_DECLARE_FINAL_TYPE (SokyDelegationRow, soky_delegation_row, SOKY, DELEGATION_ROW, GtkListBoxRow)

/* @types: (element-type SokyBookType): as they are called; @may_revoke: whether the button is
 * offered */
GtkWidget *soky_delegation_row_new (SokyDelegationRecord *record, GPtrArray *types,
                                    gboolean may_revoke);
/* (transfer none) */
SokyDelegationRecord *soky_delegation_row_get_record (SokyDelegationRow *self);
/* "KT. Hiệu trưởng: Trần Thị Thu" */
char *soky_delegation_record_describe (const SokyDelegationRecord *record);

G_END_DECLS
