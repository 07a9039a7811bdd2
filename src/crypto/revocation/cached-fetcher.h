/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fetch.h"

G_BEGIN_DECLS

/* A SokyFetcher in front of another one that keeps OCSP responses, revocation lists and issuers'
 * certificates on disk, and hands them out again while they hold: until the newer one is due that
 * they announce, and an hour (OCSP), half a day (lists), a day (certificates) at most. So many
 * books of one signer ask once, and what somebody forged is soon forgotten. An address that failed
 * is left alone for a minute. All other requests pass through. Safe from several threads and
 * processes. */
#define SOKY_TYPE_CACHED_FETCHER (soky_cached_fetcher_get_type ())
G_DECLARE_FINAL_TYPE (SokyCachedFetcher, soky_cached_fetcher, SOKY, CACHED_FETCHER, GObject)

/* @folder: (type filename): made with mode 0700 when it is missing; what is old in it is removed.
 * A folder that cannot be written to is a pity, and no error. */
SokyFetcher *soky_cached_fetcher_new (SokyFetcher *below, const char *folder);

G_END_DECLS
