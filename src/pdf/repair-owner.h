/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether @password opens the encrypted PDF as its owner, to whom no restriction applies; libqpdf's
 * C interface does not tell. */
gboolean soky_repair_is_owner (const void *data, gsize length, const char *password);

G_END_DECLS
