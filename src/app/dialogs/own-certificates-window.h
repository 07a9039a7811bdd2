/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/session.h"
#include "crypto/token/monitor.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The certificates that a person has registered to sign books with: what state each is in and why,
 * to register another, to withdraw one. */
#define SOKY_TYPE_OWN_CERTIFICATES_WINDOW (soky_own_certificates_window_get_type ())
G_DECLARE_FINAL_TYPE (SokyOwnCertificatesWindow, soky_own_certificates_window, SOKY,
                      OWN_CERTIFICATES_WINDOW, AdwWindow)

/* @session: signed in */
GtkWidget *soky_own_certificates_window_new (GtkWindow *parent, SokySession *session,
                                             SokyTokenMonitor *monitor);

G_END_DECLS
