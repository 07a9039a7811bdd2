/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/certificate.h"

G_BEGIN_DECLS

/* The anchors that this school, server or person trusts, and paths to them (RFC 5280). Once all
 * files are added, it may be asked from several threads. */
typedef struct _SokyTrust SokyTrust;

typedef enum {
  SOKY_TRUST_UNKNOWN,   /* no anchor configured, or no path found to one */
  SOKY_TRUST_TRUSTED,   /* a valid path at the moment asked for */
  SOKY_TRUST_UNTRUSTED, /* a path exists and something in it is wrong */
} SokyTrustState;

SokyTrust *soky_trust_new (void);
SokyTrust *soky_trust_ref (SokyTrust *self);
void soky_trust_unref (SokyTrust *self);

/* Adds the certificates of a PEM file (self-signed ones as anchors, others as intermediates). */
gboolean soky_trust_add_file (SokyTrust *self, const char *path, GError **error);
/* Adds every *.pem and *.crt of a folder; a folder that is missing adds nothing. */
gboolean soky_trust_add_folder (SokyTrust *self, const char *path, GError **error);
guint soky_trust_count_anchors (SokyTrust *self);

/**
 * soky_trust_check:
 * @others: (element-type SokyCertificate) (nullable): certificates that may complete the path
 * @at_us: the moment at which all must have been valid
 * @chain: (out) (transfer full) (element-type SokyCertificate) (nullable): leaf first
 * @reason: (out) (transfer full) (nullable): why it is not trusted
 */
SokyTrustState soky_trust_check (SokyTrust *self, SokyCertificate *certificate, GPtrArray *others,
                                 gint64 at_us, GPtrArray **chain, char **reason);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyTrust, soky_trust_unref)

G_END_DECLS
