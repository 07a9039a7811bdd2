/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * soky_address_normalise:
 * @typed: what a person typed or a setting holds
 *
 * A bare host name gets https; plain http is for loopback addresses alone; a path, a query and a
 * user name are left out.
 *
 * Returns: (transfer full) (nullable): "https://host[:port]", or %NULL when it is no such address
 */
char *soky_address_normalise (const char *typed);

G_END_DECLS
