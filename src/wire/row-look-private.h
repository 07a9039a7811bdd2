/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/json.h"

G_BEGIN_DECLS

/* On which side of its anchor a signature stands: "below" or "above"; below when it is missing. */
const char *soky_wire_side_to_string (gboolean above);
gboolean soky_wire_side_read (SokyJson *json);

G_END_DECLS
