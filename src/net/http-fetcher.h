/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fetch.h"

G_BEGIN_DECLS

/* A SokyFetcher over HTTP: the system's proxy, TLS verified, at most five redirects and none from
 * https to http, no cookies, no compression, and a user's name and password for nobody but the host
 * that was named. */
#define SOKY_TYPE_HTTP_FETCHER (soky_http_fetcher_get_type ())
G_DECLARE_FINAL_TYPE (SokyHttpFetcher, soky_http_fetcher, SOKY, HTTP_FETCHER, GObject)

/**
 * soky_http_fetcher_new:
 * @ca_file: (nullable): PEM file with the authorities whose TLS certificates are accepted, instead
 *   of those of the system
 *
 * Returns: (transfer full) (nullable): or %NULL with the error that reading @ca_file met
 */
SokyFetcher *soky_http_fetcher_new (const char *ca_file, GError **error);

G_END_DECLS
