/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/settings.h"

G_BEGIN_DECLS

/* The server's certificate, and how connections are ciphered: TLS 1.2 with forward secrecy and
 * authenticated ciphers, or TLS 1.3. */

/* Before any connection and thread. Whoever knows better has set G_TLS_GNUTLS_PRIORITY. */
void soky_tls_prepare (void);

/* Certificate, chain and key. Returns: (transfer full) (nullable): %NULL with a #GTlsError or a
 * #GFileError that names the file */
GTlsCertificate *soky_tls_load (const SokySettings *settings, GError **error);

/* Looks at the files of the certificate now and then, on the main loop. */
typedef struct _SokyTlsWatch SokyTlsWatch;

SokyTlsWatch *soky_tls_watch_new (const SokySettings *settings, void (*changed) (gpointer data),
                                  gpointer data);
void soky_tls_watch_free (SokyTlsWatch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyTlsWatch, soky_tls_watch_free)

G_END_DECLS
