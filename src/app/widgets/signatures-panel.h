/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "base/input.h"
#include "crypto/trust/trust.h"
#include "sign/report.h"

G_BEGIN_DECLS

/* What a verification says of a file, signature by signature.
 *
 * Signal "show-signature" (int page, double x0, y0, x1, y1): a visible signature was chosen. */
#define SOKY_TYPE_SIGNATURES_PANEL (soky_signatures_panel_get_type ())
G_DECLARE_FINAL_TYPE (SokySignaturesPanel, soky_signatures_panel, SOKY, SIGNATURES_PANEL, AdwBin)

GtkWidget *soky_signatures_panel_new (void);

/* What the reports are about, so that earlier states of it can be opened; %NULL: they cannot.
 * @name: of the file; @trust: (nullable): for the signatures of earlier states */
void soky_signatures_panel_set_source (SokySignaturesPanel *self, SokyInput *input,
                                       const char *name, SokyTrust *trust);
/* Says that the file is being checked. */
void soky_signatures_panel_set_checking (SokySignaturesPanel *self);
/* Takes @report. */
void soky_signatures_panel_take_report (SokySignaturesPanel *self, SokyReport *report);
/* (nullable): the report that is shown */
const SokyReport *soky_signatures_panel_get_report (SokySignaturesPanel *self);
/* Says why the file could not be checked. */
void soky_signatures_panel_set_error (SokySignaturesPanel *self, const GError *error);

G_END_DECLS
