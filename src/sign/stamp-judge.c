/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/stamp-judge.h"

#include "crypto/timestamp/token-info.h"

#include <glib/gi18n-lib.h>

#define SLACK_US (5 * 60 * G_USEC_PER_SEC)

static void
set_text (char **field, const char *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

static void
fail (SokyStampVerdict *verdict, const char *indication, const char *problem)
{
  set_text (&verdict->report->indication, indication);
  set_text (&verdict->report->problem, problem);
}

static void
fail_broken (SokyStampVerdict *verdict, const char *indication, const char *problem)
{
  verdict->broken = TRUE;
  fail (verdict, indication, problem);
}

static SokyStampVerdict *
make (gboolean document)
{
  SokyStampVerdict *verdict = g_new0 (SokyStampVerdict, 1);

  verdict->report = soky_timestamp_report_new ();
  verdict->report->document = document;
  return verdict;
}

static void
judge_authority (const SokyValidation *self, SokyStampVerdict *verdict, SokyCms *cms,
                 gint64 proven_us)
{
  SokyCertificate *authority = soky_cms_get_signer (cms);
  gint64 time_us = verdict->report->time_us;

  set_text (&verdict->report->authority, soky_certificate_get_holder (authority));
  if (!soky_cms_names_certificate (cms)) {
    fail (verdict, "SIG_CONSTRAINTS_FAILURE",
          _ ("The timestamp does not say which certificate it was made with."));
    return;
  }
  if (time_us > self->now_us + SLACK_US || (proven_us != 0 && time_us > proven_us + SLACK_US)) {
    fail (verdict, "TIMESTAMP_ORDER_FAILURE",
          _ ("The timestamp states a moment that had not come yet when it already existed."));
    return;
  }
  if (time_us < soky_certificate_get_not_before_us (authority) ||
      time_us > soky_certificate_get_not_after_us (authority)) {
    fail (verdict, "OUT_OF_BOUNDS_NO_POE",
          _ ("The certificate of the timestamp's authority was not valid at the moment that it "
             "states."));
    return;
  }
  verdict->path = soky_path_judge (self, authority, SOKY_TRUST_PURPOSE_TIMESTAMPING, proven_us);
  if (verdict->path->trust == SOKY_REPORT_TRUSTED) {
    verdict->report->proves = TRUE;
    set_text (&verdict->report->indication, "PASSED");
  } else {
    fail (verdict, verdict->path->indication, verdict->path->reason);
  }
}

static GBytes *
digest_of (SokyHash hash, GBytes *bytes)
{
  gsize length = 0;
  const void *data = g_bytes_get_data (bytes, &length);

  return hash == SOKY_HASH_UNKNOWN ? NULL : soky_digest_bytes (hash, data, length);
}

/* Imprint and signature; FALSE when the verdict stands already. */
static gboolean
check_token (SokyStampVerdict *verdict, SokyCms *cms, GBytes *stamped)
{
  GBytes *content = soky_cms_get_content (cms);
  SokyHash hash = SOKY_HASH_UNKNOWN;
  g_autoptr (GBytes) imprint = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *reason = NULL;

  if (content == NULL ||
      !soky_timestamp_read_info (content, &hash, &imprint, &verdict->report->time_us, &error)) {
    fail_broken (verdict, "FORMAT_FAILURE", error ? error->message : _ ("The timestamp is empty."));
    return FALSE;
  }
  g_autoptr (GBytes) expected = digest_of (hash, stamped);
  if (expected != NULL && !g_bytes_equal (expected, imprint)) {
    fail_broken (verdict, "HASH_FAILURE", _ ("The timestamp belongs to another signature."));
    return FALSE;
  }
  g_autoptr (GBytes) digest = digest_of (soky_cms_get_hash (cms), content);
  SokyCmsState state = digest != NULL ? soky_cms_check (cms, digest, &reason) : SOKY_CMS_UNCHECKED;
  if (state == SOKY_CMS_BROKEN)
    fail_broken (verdict, "SIG_CRYPTO_FAILURE", _ ("The timestamp was changed after it was made."));
  else if (state == SOKY_CMS_UNCHECKED || expected == NULL)
    fail (verdict, "GENERIC",
          reason ? reason : _ ("The timestamp uses a method that is not known here."));
  else if (state == SOKY_CMS_WEAK || soky_hash_is_weak (hash))
    fail (verdict, "CRYPTO_CONSTRAINTS_FAILURE_NO_POE",
          _ ("The timestamp rests on a hash or key that is no longer safe."));
  return *verdict->report->indication == '\0';
}

SokyStampVerdict *
soky_stamp_judge (const SokyValidation *self, GBytes *token, GBytes *stamped, gint64 proven_us)
{
  g_return_val_if_fail (self != NULL && token != NULL && stamped != NULL, NULL);

  SokyStampVerdict *verdict = make (FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyCms) cms = soky_cms_parse (token, TRUE, &error);

  if (cms == NULL)
    fail_broken (verdict, "FORMAT_FAILURE", error->message);
  else if (check_token (verdict, cms, stamped))
    judge_authority (self, verdict, cms, proven_us);
  return verdict;
}

SokyStampVerdict *
soky_stamp_judge_document (const SokyValidation *self, SokyCandidate *candidate,
                           const SokyFinding *finding, gint64 proven_us)
{
  g_return_val_if_fail (self != NULL && candidate != NULL && finding != NULL, NULL);

  SokyStampVerdict *verdict = make (TRUE);
  verdict->report->time_us = candidate->timestamp_us;
  if (finding->integrity == SOKY_INTEGRITY_OK) {
    judge_authority (self, verdict, candidate->cms, proven_us);
    return verdict;
  }
  verdict->broken = finding->proven_wrong;
  fail (verdict, finding->indication ? finding->indication : "GENERIC",
        finding->reason ? finding->reason : _ ("The signature does not match."));
  return verdict;
}

void
soky_stamp_verdict_free (SokyStampVerdict *self)
{
  if (self == NULL)
    return;
  soky_timestamp_report_free (self->report);
  soky_path_verdict_free (self->path);
  g_free (self);
}
