/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/certificate.h"
#include "pdf/change.h"
#include "sign/policy.h"
#include "sign/report-proof.h"

G_BEGIN_DECLS

/* What a verification says of one file: the one model behind the JSON, the text and the panel. */

/* OK: digest and signature are right. WEAK: right but resting on a weak hash or key, or not
 * checkable here (no certificate, unknown algorithm). BROKEN: proven wrong, or not readable. */
typedef enum { SOKY_INTEGRITY_OK, SOKY_INTEGRITY_WEAK, SOKY_INTEGRITY_BROKEN } SokyIntegrity;
/* FILE: all of it but the hole. REVISION: all of the file as it was saved then. */
typedef enum { SOKY_COVERAGE_FILE, SOKY_COVERAGE_REVISION, SOKY_COVERAGE_PARTIAL } SokyCoverage;
typedef enum { SOKY_CHANGES_NONE, SOKY_CHANGES_PERMITTED, SOKY_CHANGES_FORBIDDEN } SokyChanges;
typedef enum { SOKY_REPORT_TRUSTED, SOKY_REPORT_UNTRUSTED, SOKY_REPORT_UNKNOWN } SokyReportTrust;
typedef enum { SOKY_VERDICT_VALID, SOKY_VERDICT_INVALID, SOKY_VERDICT_INDETERMINATE } SokyVerdict;

typedef struct {
  char *field;     /* fully qualified name */
  char *subfilter; /* "ETSI.CAdES.detached" */
  char *signer;    /* holder of the certificate; "" when unknown */
  char *organisation;
  char *claimed_name;     /* /Name of the dictionary; "" when absent */
  char *signature_reason; /* /Reason; "" when absent */
  char *location;
  gint64 signed_at_us; /* claimed: /M, else signing-time; 0 = none */
  int page;            /* from 1; 0 = invisible */
  double rect[4];      /* points: x0 y0 x1 y1 */
  gint64 byte_range[4];
  gint64 revision_end;          /* bytes of the file as it was when signed */
  gboolean is_timestamp;        /* a document timestamp (ETSI.RFC3161) */
  SokyCertificate *certificate; /* nullable */
  GPtrArray *chain;             /* nullable, SokyCertificate, leaf first */
  char *algorithm;              /* "RSA PKCS#1 v1.5, SHA-256" */
  SokyIntegrity integrity;
  SokyCoverage coverage;
  SokyChanges changes;
  GPtrArray
      *change_list; /* SokyPdfChange*: each change after this signature, the forbidden first */
  SokyReportTrust trust;
  gint64 trust_time_us; /* the moment for which trust was asked; 0 = it was not */
  SokyLevel level;
  SokyTimeSource best_time_source;
  gint64 best_time_us;   /* since when the signature is proven to have existed; 0 = the present */
  GPtrArray *timestamps; /* SokyTimestampReport*: those that speak for this signature */
  GPtrArray *statuses;   /* SokyStatusReport*: of each certificate of the path below the anchor */
  SokyVerdict verdict;
  char
      *indication; /* EN 319 102-1: "TOTAL-PASSED", "HASH_FAILURE", "NO_CERTIFICATE_CHAIN_FOUND"… */
  char *reason;    /* one sentence in the user's language; never empty */
  char *note;      /* what else a reader should know (expired since then); "" when nothing */
} SokySignatureReport;

typedef struct {
  char *file; /* as it was named by the caller */
  gint64 size;
  gint64 verified_at_us;         /* 0 = not known */
  SokyRevocationRule revocation; /* the rule that was followed */
  gboolean network;              /* whether evidence could be fetched */
  GPtrArray *signatures;         /* SokySignatureReport*, in the order of their revisions */
} SokyReport;

SokyReport *soky_report_new (const char *file, gint64 size);
void soky_report_free (SokyReport *self);
SokySignatureReport *soky_signature_report_new (void);
void soky_signature_report_free (SokySignatureReport *self);

/* The worst verdict of all signatures; indeterminate when there is none. */
SokyVerdict soky_report_get_verdict (const SokyReport *self);

/* The words used in JSON ("ok", "file", "permitted", "trusted", "valid"…). */
const char *soky_integrity_to_string (SokyIntegrity value);
const char *soky_coverage_to_string (SokyCoverage value);
const char *soky_changes_to_string (SokyChanges value);
const char *soky_report_trust_to_string (SokyReportTrust value);
const char *soky_verdict_to_string (SokyVerdict value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyReport, soky_report_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokySignatureReport, soky_signature_report_free)

G_END_DECLS
