/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/error.h"

G_BEGIN_DECLS

/* Both set @error and return FALSE. @reason is a translated sentence, to which they add what to do
 * next. */
gboolean soky_pdf_fail_damaged (GError **error, const char *reason);
gboolean soky_pdf_fail_limit (GError **error, const char *reason);

G_END_DECLS
