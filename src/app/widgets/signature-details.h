/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sign/report.h"

G_BEGIN_DECLS

/* Fills @box with all that is known of a signature, and with buttons for the actions of the panel
 * around it. @index: of the signature; @with_version: the file as it was then can be opened */
void soky_signature_details_fill (GtkBox *box, const SokySignatureReport *signature, guint index,
                                  gboolean with_version);

G_END_DECLS
