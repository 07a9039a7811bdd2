/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The reverse proxies whose word is taken for who asks. Immutable. */
typedef struct _SokyProxies SokyProxies;

/* What the other end of a Unix socket is called: no address, and always such a proxy. */
#define SOKY_PROXY_UNIX "unix"

/* @text: (nullable): addresses and networks, parted by blanks. Returns: (nullable): %NULL with
 * %G_IO_ERROR_INVALID_ARGUMENT that names the wrong one */
SokyProxies *soky_proxies_new (const char *text, GError **error);
void soky_proxies_free (SokyProxies *self);

gboolean soky_proxies_trust (const SokyProxies *self, const char *address);

/**
 * soky_proxies_find_client:
 * @peer: the other end of the connection
 * @forwarded: (nullable): X-Forwarded-For, as it came
 *
 * Returns: (transfer full): who asks: the last address that no trusted proxy stands behind. What
 *   was written before it may be invented.
 */
char *soky_proxies_find_client (const SokyProxies *self, const char *peer, const char *forwarded);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyProxies, soky_proxies_free)

G_END_DECLS
