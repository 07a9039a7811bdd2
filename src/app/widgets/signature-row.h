/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sign/report.h"

G_BEGIN_DECLS

/* One signature of a report: who, when, the verdict in a colour and in words; its details open
 * below. */
#define SOKY_TYPE_SIGNATURE_ROW (soky_signature_row_get_type ())
G_DECLARE_FINAL_TYPE (SokySignatureRow, soky_signature_row, SOKY, SIGNATURE_ROW, GtkListBoxRow)

/* @report must outlive the row; @index: of its signature; @with_source: the bytes are at hand, so
 * that earlier states can be opened by actions of the panel. */
GtkWidget *soky_signature_row_new (const SokyReport *report, guint index, gboolean with_source);
const SokySignatureReport *soky_signature_row_get_signature (SokySignatureRow *self);
void soky_signature_row_toggle_details (SokySignatureRow *self);

G_END_DECLS
