/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/verdict.h"

#include <glib/gi18n-lib.h>

static void
decide (SokySignatureReport *report, SokyVerdict verdict, const char *indication,
        const char *reason)
{
  report->verdict = verdict;
  g_free (report->indication);
  g_free (report->reason);
  report->indication = g_strdup (indication);
  report->reason = g_strdup (reason);
}

static void
decide_changed (SokySignatureReport *report)
{
  const SokyPdfChange *first =
      report->change_list->len > 0 ? g_ptr_array_index (report->change_list, 0) : NULL;
  g_autofree char *reason =
      first != NULL
          ? g_strdup_printf (_ ("The document was changed after this signature: %s"), first->text)
          : g_strdup (_ ("The document was changed after this signature."));

  decide (report, SOKY_VERDICT_INVALID, "FORMAT_FAILURE", reason);
}

static void
decide_unaccepted (SokySignatureReport *report, const SokyTrustVerdict *trust)
{
  g_autofree char *reason = g_strdup_printf (
      report->trust == SOKY_REPORT_UNTRUSTED
          ? _ ("The content is unchanged, but the signer's certificate is not accepted: %s")
          : _ ("The content is unchanged, but who signed cannot be confirmed: %s"),
      trust->reason);

  if (trust->after_revocation)
    decide (report, SOKY_VERDICT_INVALID, "REVOKED", reason);
  else
    decide (report, SOKY_VERDICT_INDETERMINATE, trust->indication, reason);
}

static void
decide_by_trust (SokySignatureReport *report, const SokyTrustVerdict *trust)
{
  if (trust->indication != NULL && !g_str_equal (trust->indication, "NO_CERTIFICATE_CHAIN_FOUND"))
    decide_unaccepted (report, trust);
  else if (report->trust == SOKY_REPORT_TRUSTED)
    decide (report, SOKY_VERDICT_VALID, "TOTAL-PASSED",
            report->changes == SOKY_CHANGES_NONE
                ? _ ("The content has not been changed since this signature.")
                : _ ("The content is unchanged; what was added later is permitted."));
  else
    decide (report, SOKY_VERDICT_INDETERMINATE, "NO_CERTIFICATE_CHAIN_FOUND",
            _ ("The content is unchanged, but who signed cannot be confirmed: no trusted "
               "certificate authority leads to the signer's certificate."));
}

void
soky_verdict_decide (SokySignatureReport *report, const SokyEvidence *evidence)
{
  const SokyFinding *finding = evidence->finding;
  const char *found = finding->reason ? finding->reason : _ ("The signature does not match.");

  if (finding->proven_wrong)
    decide (report, SOKY_VERDICT_INVALID, finding->indication, found);
  else if (report->coverage == SOKY_COVERAGE_PARTIAL)
    decide (report, SOKY_VERDICT_INVALID, "FORMAT_FAILURE",
            evidence->coverage_problem ? evidence->coverage_problem
                                       : _ ("The signature covers only a part of the document."));
  else if (report->changes == SOKY_CHANGES_FORBIDDEN)
    decide_changed (report);
  else if (finding->integrity != SOKY_INTEGRITY_OK)
    decide (report, SOKY_VERDICT_INDETERMINATE, finding->indication, found);
  else if (!evidence->names_certificate)
    decide (report, SOKY_VERDICT_INDETERMINATE, "SIG_CONSTRAINTS_FAILURE",
            _ ("The signature does not say which certificate it was made with."));
  else if (evidence->trust->timestamp_problem != NULL)
    decide (report, SOKY_VERDICT_INDETERMINATE, "SIG_CONSTRAINTS_FAILURE",
            evidence->trust->timestamp_problem);
  else
    decide_by_trust (report, evidence->trust);
}
