/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/enrolment.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A certificate that the person has registered: what it is, whether books can be signed with it,
 * and why not.
 *
 * Signals: "withdraw": it is not to be signed with any more; "ask": the person wants to know more
 * of the administrator. */
#define SOKY_TYPE_OWN_CERTIFICATE_ROW (soky_own_certificate_row_get_type ())
G_DECLARE_FINAL_TYPE (SokyOwnCertificateRow, soky_own_certificate_row, SOKY, OWN_CERTIFICATE_ROW,
                      GtkListBoxRow)

/* @enrolment: (transfer full) */
GtkWidget *soky_own_certificate_row_new (SokyEnrolment *enrolment);
const SokyEnrolment *soky_own_certificate_row_get_enrolment (SokyOwnCertificateRow *self);
/* Whether books can be signed with it, and if not, what to do. */
char *soky_own_certificate_describe (const SokyEnrolment *enrolment, gint64 now_us);
/* Of a revoked one: by whom, when, and why. */
char *soky_enrolment_describe_withdrawal (const SokyEnrolment *enrolment);

G_END_DECLS
