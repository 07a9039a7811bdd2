/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/document.h"

G_BEGIN_DECLS

/* Which seed values are demands and not wishes (ISO 32000-2 table 237, /Ff). */
typedef enum {
  SOKY_SEED_FILTER = 1 << 0,
  SOKY_SEED_SUBFILTER = 1 << 1,
  SOKY_SEED_VERSION = 1 << 2,
  SOKY_SEED_REASONS = 1 << 3,
  SOKY_SEED_ATTESTATION = 1 << 4,
  SOKY_SEED_REVOCATION = 1 << 5,
  SOKY_SEED_DIGEST = 1 << 6,
  SOKY_SEED_LOCK_DOCUMENT = 1 << 7,
  SOKY_SEED_APPEARANCE = 1 << 8,
} SokySeedDemands;

/* The same of the certificate's seed values (table 238). */
typedef enum {
  SOKY_SEED_SUBJECT = 1 << 0,
  SOKY_SEED_ISSUER = 1 << 1,
  SOKY_SEED_POLICY = 1 << 2,
  SOKY_SEED_SUBJECT_DN = 1 << 3,
  SOKY_SEED_KEY_USAGE = 1 << 5,
  SOKY_SEED_URL = 1 << 6,
} SokySeedCertificateDemands;

/* What a field wants of its signature (/SV, ISO 32000-2 §12.7.5.5). Lists are empty, texts NULL
 * where the field says nothing. */
typedef struct {
  guint demands; /* SokySeedDemands, and bits that are not known */
  char *filter;
  char **subfilters;
  double version;
  char **reasons;
  char **attestations;
  gboolean revocation;
  char **digests; /* "SHA256" */
  gboolean lock_document;
  char *appearance;
  int certify; /* /MDP: -1 nothing said, 0 no certification, 1 to 3 */
  gboolean needs_timestamp;
  char *timestamp_url;
  guint certificate_demands; /* SokySeedCertificateDemands, and bits that are not known */
  GPtrArray *subjects;       /* GBytes: DER of certificates */
  GPtrArray *issuers;        /* GBytes: DER of certificates */
  char **policies;           /* dotted numbers */
  GPtrArray *names;          /* char**: key, value, key, value … of one name */
  char **key_usages;         /* "1X0…" */
  char *url;
  char *url_type;
} SokyPdfSeed;

/**
 * soky_pdf_read_seed:
 * @field: the full name of an empty signature field
 *
 * Returns: (transfer full) (nullable): what it wants, or %NULL without @error when it wants nothing
 *   or there is no such field; %NULL with a SokyPdfError when the form cannot be read
 */
SokyPdfSeed *soky_pdf_read_seed (SokyPdf *document, const char *field, GError **error);
void soky_pdf_seed_free (SokyPdfSeed *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyPdfSeed, soky_pdf_seed_free)

G_END_DECLS
