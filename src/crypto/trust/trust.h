/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/trust/usage.h"

G_BEGIN_DECLS

/* The anchors that this school, server or person trusts, and paths to them (RFC 5280). Once all
 * files are added, it may be asked from several threads. */
typedef struct _SokyTrust SokyTrust;

typedef enum {
  SOKY_TRUST_UNKNOWN,   /* no anchor configured, or no path found to one */
  SOKY_TRUST_TRUSTED,   /* a valid path at the moment asked for */
  SOKY_TRUST_UNTRUSTED, /* a path exists and something in it is wrong */
} SokyTrustState;

/* What is wrong with a path, as far as a verifier tells it apart. */
typedef enum {
  SOKY_TRUST_FAULT_NONE,
  SOKY_TRUST_FAULT_NO_PATH,
  SOKY_TRUST_FAULT_EXPIRED,
  SOKY_TRUST_FAULT_NOT_YET_VALID,
  SOKY_TRUST_FAULT_WEAK,  /* a hash or key that is no longer safe */
  SOKY_TRUST_FAULT_USAGE, /* not issued for the purpose */
  SOKY_TRUST_FAULT_OTHER, /* names, lengths, policies, unknown conditions, a wrong signature */
} SokyTrustFault;

typedef struct {
  SokyTrustState state;
  SokyTrustFault fault;
  GPtrArray *chain; /* SokyCertificate, leaf first: all of it when trusted, else what was found */
  char *reason;     /* why it is not trusted; NULL when it is */
} SokyTrustPath;

SokyTrust *soky_trust_new (void);
SokyTrust *soky_trust_ref (SokyTrust *self);
void soky_trust_unref (SokyTrust *self);

/* Adds the certificates of a PEM file (self-signed ones as anchors, others as intermediates). */
gboolean soky_trust_add_file (SokyTrust *self, const char *path, GError **error);
/* Adds every *.pem and *.crt of a folder; a folder that is missing adds nothing. */
gboolean soky_trust_add_folder (SokyTrust *self, const char *path, GError **error);
/* Adds the authorities that the system trusts, which are many and know nothing of signing: for
 * timestamps alone. Adds nothing where the system keeps no list in a file. */
gboolean soky_trust_add_system (SokyTrust *self, GError **error);
/* (transfer none) (element-type SokyCertificate) */
GPtrArray *soky_trust_get_anchors (SokyTrust *self);
guint soky_trust_count_anchors (SokyTrust *self);

/**
 * soky_trust_find_path:
 * @others: (element-type SokyCertificate) (nullable): certificates that may complete the path
 * @at_us: the moment at which all must have been valid
 *
 * RFC 5280 §6 by OpenSSL: validity, basic constraints, key usage, name and policy constraints,
 * path length; no SHA-1 or MD5 and no short key in it. Authorities that were certified twice are
 * tried one after the other.
 *
 * Returns: (transfer full)
 */
SokyTrustPath *soky_trust_find_path (SokyTrust *self, SokyCertificate *certificate,
                                     GPtrArray *others, SokyTrustPurpose purpose, gint64 at_us);
void soky_trust_path_free (SokyTrustPath *self);

/**
 * soky_trust_check:
 * @others: (element-type SokyCertificate) (nullable): certificates that may complete the path
 * @at_us: the moment at which all must have been valid
 * @chain: (out) (transfer full) (element-type SokyCertificate) (nullable): leaf first
 * @reason: (out) (transfer full) (nullable): why it is not trusted
 *
 * soky_trust_find_path() for signing.
 */
SokyTrustState soky_trust_check (SokyTrust *self, SokyCertificate *certificate, GPtrArray *others,
                                 gint64 at_us, GPtrArray **chain, char **reason);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyTrust, soky_trust_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyTrustPath, soky_trust_path_free)

G_END_DECLS
