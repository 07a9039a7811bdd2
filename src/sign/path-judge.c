/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/path-judge.h"

#include "base/clock.h"
#include "crypto/revocation/address.h"

#include <glib/gi18n-lib.h>

#define MAX_ISSUERS_FETCHED 4

static void
fail (SokyPathVerdict *verdict, SokyReportTrust trust, const char *indication, const char *reason)
{
  verdict->trust = trust;
  verdict->indication = indication;
  g_free (verdict->reason);
  verdict->reason = g_strdup (reason);
}

static SokyTrustPath *
find_in (SokyTrust *trust, const SokyValidation *self, SokyCertificate *certificate,
         SokyTrustPurpose purpose, gint64 at_us)
{
  GPtrArray *others = soky_status_pool_get_certificates (self->pool);

  return trust ? soky_trust_find_path (trust, certificate, others, purpose, at_us) : NULL;
}

/* Below what is configured, else, for timestamps, below their own anchors. */
static SokyTrustPath *
find_path (const SokyValidation *self, SokyCertificate *certificate, SokyTrustPurpose purpose,
           gint64 at_us)
{
  SokyTrust *other =
      purpose == SOKY_TRUST_PURPOSE_TIMESTAMPING ? self->policy->timestamp_trust : NULL;
  SokyTrustPath *path = find_in (self->policy->trust, self, certificate, purpose, at_us);

  if (other == NULL || (path != NULL && path->state != SOKY_TRUST_UNKNOWN))
    return path;
  soky_trust_path_free (path);
  return find_in (other, self, certificate, purpose, at_us);
}

/* The same, with the issuers that are missing fetched one by one. */
static SokyTrustPath *
complete_path (const SokyValidation *self, SokyCertificate *certificate, SokyTrustPurpose purpose,
               gint64 at_us)
{
  SokyTrustPath *path = find_path (self, certificate, purpose, at_us);

  for (guint i = 0; i < MAX_ISSUERS_FETCHED && path != NULL && path->state == SOKY_TRUST_UNKNOWN &&
                    path->chain->len > 0;
       i++) {
    SokyCertificate *last = g_ptr_array_index (path->chain, path->chain->len - 1);
    if (!soky_status_pool_fetch_issuer (self->pool, last, self->cancellable))
      break;
    soky_trust_path_free (path);
    path = find_path (self, certificate, purpose, at_us);
  }
  return path;
}

static const char *
indication_of (SokyTrustFault fault, gboolean proven)
{
  switch (fault) {
  case SOKY_TRUST_FAULT_NO_PATH:
    return "NO_CERTIFICATE_CHAIN_FOUND";
  case SOKY_TRUST_FAULT_EXPIRED:
    return "OUT_OF_BOUNDS_NO_POE";
  case SOKY_TRUST_FAULT_NOT_YET_VALID:
    return proven ? "NOT_YET_VALID" : "OUT_OF_BOUNDS_NO_POE";
  case SOKY_TRUST_FAULT_WEAK:
    return "CRYPTO_CONSTRAINTS_FAILURE_NO_POE";
  case SOKY_TRUST_FAULT_NONE:
  case SOKY_TRUST_FAULT_USAGE:
  case SOKY_TRUST_FAULT_OTHER:
  default:
    return "CHAIN_CONSTRAINTS_FAILURE";
  }
}

static void
set_text (char **field, const char *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

static void
add_status (SokyPathVerdict *verdict, SokyCertificate *certificate,
            const SokyRevocation *revocation, const SokyEvidenceSource *source)
{
  SokyStatusReport *status = soky_status_report_new ();
  g_autofree char *text = soky_revocation_describe (revocation);

  set_text (&status->holder, soky_certificate_get_holder (certificate));
  set_text (&status->fingerprint, soky_certificate_get_fingerprint (certificate));
  set_text (&status->cause, soky_revocation_cause_to_string (revocation->cause));
  set_text (&status->text, text);
  status->state = revocation->state;
  status->kind = revocation->kind;
  status->fault = revocation->fault;
  status->origin = source->provenance;
  status->produced_at_us = revocation->produced_at_us;
  status->next_update_us = revocation->next_update_us;
  status->revoked_at_us = revocation->revoked_at_us;
  g_ptr_array_add (verdict->statuses, status);
}

/* Whether the rule lets a certificate pass whose status is not known. */
static gboolean
may_stay_unknown (const SokyValidation *self, SokyCertificate *certificate)
{
  switch (self->policy->revocation) {
  case SOKY_REVOCATION_PREFER:
    return TRUE;
  case SOKY_REVOCATION_REQUIRE:
    return FALSE;
  case SOKY_REVOCATION_PUBLISHED:
  default:
    return !soky_certificate_publishes_status (certificate);
  }
}

static void
fail_unknown (const SokyValidation *self, SokyPathVerdict *verdict, SokyCertificate *certificate,
              const SokyRevocation *revocation)
{
  const char *holder = soky_certificate_get_holder (certificate);
  g_autofree char *found = soky_revocation_describe (revocation);
  g_autofree char *sentence =
      self->policy->fetcher != NULL
          ? g_strdup_printf (_ ("whether “%s” was revoked could not be learned."), holder)
          : g_strdup_printf (_ ("whether “%s” was revoked is not known without asking its "
                                "authority over the network."),
                             holder);
  g_autofree char *reason = revocation->fault == SOKY_EVIDENCE_MISSING
                                ? g_strdup (sentence)
                                : g_strconcat (sentence, " ", found, NULL);

  fail (verdict, SOKY_REPORT_UNKNOWN, "TRY_LATER", reason);
}

static void
fail_revoked (SokyPathVerdict *verdict, SokyCertificate *certificate, gboolean leaf,
              const SokyRevocation *revocation)
{
  g_autofree char *found = soky_revocation_describe (revocation);
  g_autofree char *reason =
      g_strdup_printf ("“%s”: %s", soky_certificate_get_holder (certificate), found);

  if (revocation->cause == SOKY_CAUSE_HOLD)
    fail (verdict, SOKY_REPORT_UNTRUSTED, "TRY_LATER", reason);
  else
    fail (verdict, SOKY_REPORT_UNTRUSTED, leaf ? "REVOKED_NO_POE" : "REVOKED_CA_NO_POE", reason);
}

/* Of the certificate at @depth; its issuer stands above it. */
static void
judge_status (const SokyValidation *self, SokyPathVerdict *verdict, guint depth)
{
  SokyCertificate *certificate = g_ptr_array_index (verdict->chain, depth);
  SokyCertificate *issuer = g_ptr_array_index (verdict->chain, depth + 1);
  SokyEvidenceSource source = {0};
  g_autoptr (SokyRevocation) revocation = soky_status_pool_ask (
      self->pool, certificate, issuer, verdict->at_us, &source, self->cancellable);

  add_status (verdict, certificate, revocation, &source);
  if (source.provenance != SOKY_PROVENANCE_FILE || revocation->state == SOKY_REVOCATION_UNKNOWN)
    verdict->documented = FALSE;
  if (source.since_us >= self->now_us)
    verdict->preserved = FALSE;
  if (verdict->trust != SOKY_REPORT_TRUSTED)
    return;
  if (revocation->state == SOKY_REVOCATION_REVOKED && revocation->revoked_at_us <= verdict->at_us)
    fail_revoked (verdict, certificate, depth == 0, revocation);
  else if (revocation->state == SOKY_REVOCATION_UNKNOWN && may_stay_unknown (self, certificate))
    verdict->unchecked = TRUE;
  else if (revocation->state == SOKY_REVOCATION_UNKNOWN)
    fail_unknown (self, verdict, certificate, revocation);
}

/* The signer's certificate is no longer valid, and nothing proves the signature older. Whether it
 * was ever revoked tells a forger with a stolen key from a mere lack of proof (§5.2.6.4). */
static void
look_behind_expiry (const SokyValidation *self, SokyPathVerdict *verdict,
                    SokyCertificate *certificate, SokyTrustPurpose purpose)
{
  gint64 end_us = soky_certificate_get_not_after_us (certificate);
  gint64 last_us = end_us - G_USEC_PER_SEC;
  if (end_us >= self->now_us)
    return;

  g_autofree char *end = soky_clock_to_vietnam (end_us);
  g_autofree char *reason = g_strdup_printf (
      _ ("the certificate expired on %s, and no timestamp proves that the signature is older."),
      end);
  fail (verdict, SOKY_REPORT_UNTRUSTED, "OUT_OF_BOUNDS_NO_POE", reason);
  g_autoptr (SokyTrustPath) past = complete_path (self, certificate, purpose, last_us);
  if (past == NULL || past->state != SOKY_TRUST_TRUSTED || past->chain->len < 2)
    return;
  SokyEvidenceSource source = {0};
  g_autoptr (SokyRevocation) revocation =
      soky_status_pool_ask (self->pool, certificate, g_ptr_array_index (past->chain, 1), last_us,
                            &source, self->cancellable);
  add_status (verdict, certificate, revocation, &source);
  if (revocation->state == SOKY_REVOCATION_REVOKED)
    fail_revoked (verdict, certificate, TRUE, revocation);
  else if (revocation->state == SOKY_REVOCATION_GOOD)
    verdict->indication = "OUT_OF_BOUNDS_NOT_REVOKED";
}

static void
judge_path (const SokyValidation *self, SokyPathVerdict *verdict, const SokyTrustPath *path,
            SokyTrustPurpose purpose, gboolean proven)
{
  SokyCertificate *leaf = g_ptr_array_index (path->chain, 0);

  if (path->state == SOKY_TRUST_TRUSTED) {
    verdict->documented = path->chain->len > 1;
    verdict->preserved = path->chain->len > 1;
    for (guint i = 0; i + 1 < path->chain->len; i++)
      judge_status (self, verdict, i);
    return;
  }
  fail (verdict, path->state == SOKY_TRUST_UNKNOWN ? SOKY_REPORT_UNKNOWN : SOKY_REPORT_UNTRUSTED,
        indication_of (path->fault, proven), path->reason);
  if (path->fault == SOKY_TRUST_FAULT_EXPIRED && !proven)
    look_behind_expiry (self, verdict, leaf, purpose);
}

SokyPathVerdict *
soky_path_judge (const SokyValidation *self, SokyCertificate *certificate, SokyTrustPurpose purpose,
                 gint64 proven_us)
{
  g_return_val_if_fail (self != NULL && SOKY_IS_CERTIFICATE (certificate), NULL);

  SokyPathVerdict *verdict = g_new0 (SokyPathVerdict, 1);
  verdict->at_us = proven_us != 0 ? MIN (proven_us, self->now_us) : self->now_us;
  verdict->trust = SOKY_REPORT_TRUSTED;
  verdict->statuses = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_status_report_free);

  g_autoptr (SokyTrustPath) path = complete_path (self, certificate, purpose, verdict->at_us);
  if (path == NULL || path->chain->len == 0) {
    fail (verdict, SOKY_REPORT_UNKNOWN, "NO_CERTIFICATE_CHAIN_FOUND",
          _ ("No trusted authority is set up here, so nobody vouches for the certificate."));
    return verdict;
  }
  verdict->chain = g_ptr_array_ref (path->chain);
  judge_path (self, verdict, path, purpose, proven_us != 0);
  return verdict;
}

void
soky_path_verdict_free (SokyPathVerdict *self)
{
  if (self == NULL)
    return;
  g_free (self->reason);
  g_clear_pointer (&self->chain, g_ptr_array_unref);
  g_clear_pointer (&self->statuses, g_ptr_array_unref);
  g_free (self);
}
