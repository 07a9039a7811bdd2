/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/anchors.h"

G_BEGIN_DECLS

/* Which authorities are trusted; one is added from a file, or forgotten. */
#define SOKY_TYPE_TRUST_DIALOG (soky_trust_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SokyTrustDialog, soky_trust_dialog, SOKY, TRUST_DIALOG, AdwWindow)

GtkWidget *soky_trust_dialog_new (GtkWindow *parent, SokyAnchors *anchors);
/* Reads @file and asks whether the authorities in it shall be trusted. */
void soky_trust_dialog_offer (SokyTrustDialog *self, GFile *file);

G_END_DECLS
