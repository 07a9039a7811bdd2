/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/office-page.h"

G_BEGIN_DECLS

/* The certificates that people of the school have registered: those to confirm, and those that end.
 */
#define SOKY_TYPE_CERTIFICATES_PAGE (soky_certificates_page_get_type ())
G_DECLARE_FINAL_TYPE (SokyCertificatesPage, soky_certificates_page, SOKY, CERTIFICATES_PAGE,
                      SokyOfficePage)

G_END_DECLS
