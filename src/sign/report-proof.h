/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/revocation/revocation.h"

G_BEGIN_DECLS

/* What a report says of the proof that a signature rests on: times and revocation. */

/* How far a signature carries its own proof (EN 319 142-1). NONE: no baseline signature. */
typedef enum {
  SOKY_LEVEL_NONE,
  SOKY_LEVEL_B,   /* signer and content */
  SOKY_LEVEL_T,   /* and the time */
  SOKY_LEVEL_LT,  /* and that no certificate was revoked */
  SOKY_LEVEL_LTA, /* and that all this existed, by a timestamp over it */
} SokyLevel;

/* What proves that the signature existed at a moment. NONE: nothing but the present. */
typedef enum {
  SOKY_TIME_NONE,
  SOKY_TIME_SIGNATURE_TIMESTAMP,
  SOKY_TIME_DOCUMENT_TIMESTAMP,
} SokyTimeSource;

/* Where evidence came from. */
typedef enum { SOKY_PROVENANCE_NONE, SOKY_PROVENANCE_FILE, SOKY_PROVENANCE_NETWORK } SokyProvenance;

/* One timestamp that speaks for a signature. */
typedef struct {
  gboolean document; /* over the whole revision; else over the signature itself */
  gboolean proves;   /* sound, and its authority is trusted: its time counts */
  gint64 time_us;    /* 0 when it cannot be read */
  char *authority;   /* holder of its certificate; "" when unknown */
  char *indication; /* EN 319 102-1, as of a signature: "PASSED", "NO_CERTIFICATE_CHAIN_FOUND"… */
  char *problem;    /* one sentence; "" when it proves its time */
} SokyTimestampReport;

/* What is known of the revocation of one certificate of a path, the anchor left out. */
typedef struct {
  char *holder;
  char *fingerprint; /* as soky_certificate_get_fingerprint() */
  SokyRevocationState state;
  SokyEvidenceKind kind;
  SokyEvidenceFault fault;
  SokyProvenance origin;
  gint64 produced_at_us; /* of the evidence; 0 = none */
  gint64 next_update_us; /* 0 = none */
  gint64 revoked_at_us;  /* 0 unless revoked */
  char *cause;           /* CRLReason: "keyCompromise"; "" when none */
  char *text;            /* one sentence */
} SokyStatusReport;

SokyTimestampReport *soky_timestamp_report_new (void);
SokyTimestampReport *soky_timestamp_report_copy (const SokyTimestampReport *self);
void soky_timestamp_report_free (SokyTimestampReport *self);
SokyStatusReport *soky_status_report_new (void);
void soky_status_report_free (SokyStatusReport *self);

/* The words of JSON: "none", "B-B", "B-T", "B-LT", "B-LTA"; "none", "signature-timestamp",
 * "document-timestamp"; "none", "file", "network". */
const char *soky_level_to_string (SokyLevel value);
const char *soky_time_source_to_string (SokyTimeSource value);
const char *soky_provenance_to_string (SokyProvenance value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyTimestampReport, soky_timestamp_report_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyStatusReport, soky_status_report_free)

G_END_DECLS
