/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/secret.h"
#include "crypto/signer.h"

G_BEGIN_DECLS

/* A certificate authority of our own: for a server's TLS, the demo school and tests. Blocks while
 * keys are made. */
typedef struct _SokyAuthority SokyAuthority;
/* A certificate with its private key, fresh from an authority. */
typedef struct _SokyIssued SokyIssued;

typedef enum {
  SOKY_NEW_KEY_RSA_2048,
  SOKY_NEW_KEY_RSA_3072,
  SOKY_NEW_KEY_RSA_4096,
  SOKY_NEW_KEY_EC_P256,
  SOKY_NEW_KEY_EC_P384,
  SOKY_NEW_KEY_EC_P521,
} SokyNewKey;

typedef enum {
  SOKY_LEAF_PERSON,       /* key usage digitalSignature and nonRepudiation */
  SOKY_LEAF_ORGANISATION, /* likewise; the common name is the organisation's */
  SOKY_LEAF_SERVER,       /* TLS server: digitalSignature, serverAuth, subjectAltName */
} SokyLeafKind;

/* Designated initialisers: names that are left out are left out of the certificate. UTF-8. */
typedef struct {
  SokyLeafKind kind;
  SokyNewKey key;
  const char *common_name;  /* never NULL */
  const char *organisation; /* nullable */
  const char *unit;         /* nullable */
  const char *title;        /* nullable */
  const char *email;        /* nullable: goes into subjectAltName */
  const char *id_number;    /* nullable: serialNumber of the subject, such as a login */
  const char *const *hosts; /* nullable, NULL-terminated: DNS names and IP addresses of a server */
  gint64 not_before_us;
  gint64 not_after_us; /* cut to the authority's own end */
} SokyLeafRequest;

/* Returns: (transfer full) (nullable): a self-signed root, or %NULL with a #SokyCryptoError */
SokyAuthority *soky_authority_new_root (const char *name, SokyNewKey key, gint64 not_before_us,
                                        gint64 not_after_us, GError **error);
/* An authority below @self. */
SokyAuthority *soky_authority_new_intermediate (SokyAuthority *self, const char *name,
                                                SokyNewKey key, gint64 not_before_us,
                                                gint64 not_after_us, GError **error);
/* @certificate_path: the authority's certificate first, those above it after. @password may be
 * NULL. */
SokyAuthority *soky_authority_load (const char *key_path, const char *certificate_path,
                                    SokySecret *password, GError **error);
void soky_authority_free (SokyAuthority *self);

SokyCertificate *soky_authority_get_certificate (SokyAuthority *self);
/* Writes what soky_authority_load() reads, the key with mode 0600. @password may be NULL. */
gboolean soky_authority_write_pem (SokyAuthority *self, const char *key_path,
                                   const char *certificate_path, SokySecret *password,
                                   GError **error);

/* Makes a key and a certificate for it. */
SokyIssued *soky_authority_issue (SokyAuthority *self, const SokyLeafRequest *request,
                                  GError **error);
void soky_issued_free (SokyIssued *self);

SokyCertificate *soky_issued_get_certificate (SokyIssued *self);
/* (transfer full): signs with the new key; the chain holds the authorities, the root included. */
SokySigner *soky_issued_create_signer (SokyIssued *self);
/* The key with mode 0600 (PKCS#8; @password may be NULL), the certificate followed by its chain. */
gboolean soky_issued_write_pem (SokyIssued *self, const char *key_path,
                                const char *certificate_path, SokySecret *password, GError **error);
/* One PKCS#12 file with mode 0600: key, certificate and chain. */
gboolean soky_issued_write_p12 (SokyIssued *self, const char *path, SokySecret *password,
                                GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyAuthority, soky_authority_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyIssued, soky_issued_free)

G_END_DECLS
