/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fetch.h"

G_BEGIN_DECLS

/* What went wrong on the way, in words. Only for http-fetcher.c. */

/* Takes @cause, an error of GIO or libsoup; those of our own and "cancelled" stay as they are. */
GError *soky_net_failure_explain (const char *url, GError *cause);
GError *soky_net_failure_from_status (const SokyFetchRequest *request, guint status);
GError *soky_net_failure_timed_out (const SokyFetchRequest *request);
GError *soky_net_failure_too_large (const SokyFetchRequest *request);
GError *soky_net_failure_bad_redirect (const SokyFetchRequest *request);

G_END_DECLS
