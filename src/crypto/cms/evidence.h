/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/cms/reader.h"

G_BEGIN_DECLS

/* Adds what @self itself carries of revocation evidence, in DER: the CRLs of the message, and the
 * OCSP responses and CRLs of Adobe's signed attribute (ISO 32000-2 §12.8.3.3.2).
 * @ocsps, @crls: (element-type GBytes) */
void soky_cms_list_evidence (SokyCms *self, GPtrArray *ocsps, GPtrArray *crls);

G_END_DECLS
