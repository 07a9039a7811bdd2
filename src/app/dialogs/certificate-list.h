/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/dialogs/certificate-row.h"
#include "client/session.h"

G_BEGIN_DECLS

/* The certificates on the tokens that are plugged in, those that can be used first, the others
 * folded away with their reasons.
 *
 * Signal "chosen": another certificate was chosen. */
#define SOKY_TYPE_CERTIFICATE_LIST (soky_certificate_list_get_type ())
G_DECLARE_FINAL_TYPE (SokyCertificateList, soky_certificate_list, SOKY, CERTIFICATE_LIST,
                      AdwPreferencesGroup)

/* What @tokens (element-type SokyToken) hold for the person of @session; one that can be used is
 * chosen, if possible the one that was. FALSE: nothing has changed since the last call. */
gboolean soky_certificate_list_set_tokens (SokyCertificateList *self, SokySession *session,
                                           GPtrArray *tokens);
guint soky_certificate_list_get_count (SokyCertificateList *self);
/* (transfer none) (nullable) */
SokyCertificateRow *soky_certificate_list_get_chosen (SokyCertificateList *self);

G_END_DECLS
