/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/certificate-list.h"
#include "client/session.h"
#include "crypto/token/monitor.h"

G_BEGIN_DECLS

/* Where a person chooses the certificate to sign with. It follows what is plugged in and out, says
 * what to do while there is nothing to choose, and names drivers that do not work.
 *
 * Signal "chosen": another certificate, or none; also when its token is no longer the one it was.
 */
#define SOKY_TYPE_CERTIFICATE_CHOOSER (soky_certificate_chooser_get_type ())
G_DECLARE_FINAL_TYPE (SokyCertificateChooser, soky_certificate_chooser, SOKY, CERTIFICATE_CHOOSER,
                      GtkBox)

/* Follows @monitor for as long as the chooser lives; the account, if any, is set before. */
void soky_certificate_chooser_set_monitor (SokyCertificateChooser *self, SokyTokenMonitor *monitor);
/* Only certificates that are registered for the account of @session can be chosen. */
void soky_certificate_chooser_set_account (SokyCertificateChooser *self, SokySession *session);

/* Both (transfer none) (nullable): nothing is chosen. */
SokyToken *soky_certificate_chooser_get_token (SokyCertificateChooser *self);
SokyTokenCertificate *soky_certificate_chooser_get_certificate (SokyCertificateChooser *self);

/* While busy nothing can be chosen, and what is chosen stays although the token may go. */
void soky_certificate_chooser_set_busy (SokyCertificateChooser *self, gboolean busy);
/* Likewise, and only those that are the organisation's (@organisation), or only those of the
 * person: a stamp is not given with a person's certificate. */
void soky_certificate_chooser_want_organisation (SokyCertificateChooser *self, SokySession *session,
                                                 gboolean organisation);
/* The chosen certificate was used well: it is the first choice from now on. */
void soky_certificate_chooser_remember (SokyCertificateChooser *self);

G_END_DECLS
