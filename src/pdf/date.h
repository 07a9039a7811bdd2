/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "D:20260905143000+07'00'" (ISO 32000-2 §7.9.4), always in Vietnam's zone. */
char *soky_pdf_date_format (gint64 moment_us);

/* The moment in microseconds since 1970, or 0 when @text is no date. Parts may be left out from the
 * end; without a zone it counts as UTC. */
gint64 soky_pdf_date_parse (const char *text);

G_END_DECLS
