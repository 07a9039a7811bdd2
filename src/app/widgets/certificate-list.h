/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/certificate-row.h"

G_BEGIN_DECLS

/* The certificates on the tokens that are plugged in, those that can be used first, the others
 * folded away with their reasons.
 *
 * Signal "chosen": another certificate was chosen. */
#define SOKY_TYPE_CERTIFICATE_LIST (soky_certificate_list_get_type ())
G_DECLARE_FINAL_TYPE (SokyCertificateList, soky_certificate_list, SOKY, CERTIFICATE_LIST,
                      AdwPreferencesGroup)

/* Why a certificate that could sign is not to be used here, in the user's language; %NULL when it
 * is. */
typedef const char *(*SokyCertificateCheck) (SokyTokenCertificate *certificate, gpointer user_data);

/* Without a check every certificate that can sign is good. */
void soky_certificate_list_set_check (SokyCertificateList *self, SokyCertificateCheck check,
                                      gpointer user_data, GDestroyNotify free_data);
/* @fingerprint: (nullable): of the certificate to choose when it is there */
void soky_certificate_list_set_preferred (SokyCertificateList *self, const char *fingerprint);

/* What @tokens (element-type SokyToken) hold; one that can be used is chosen, if possible the one
 * that was. FALSE: nothing has changed since the last call. */
gboolean soky_certificate_list_set_tokens (SokyCertificateList *self, GPtrArray *tokens);
guint soky_certificate_list_get_count (SokyCertificateList *self);
/* (transfer none) (nullable) */
SokyCertificateRow *soky_certificate_list_get_chosen (SokyCertificateList *self);

G_END_DECLS
