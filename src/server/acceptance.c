/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/acceptance.h"

#include <glib/gi18n-lib.h>

static gboolean
refuse (SokyWireError code, const char *why, GError **error)
{
  if (why == NULL || *why == '\0')
    return soky_wire_refuse (code, error);
  g_set_error_literal (error, SOKY_WIRE_ERROR, code, why);
  return FALSE;
}

/* A signature that was there before must be sound, and what came after it permitted. */
static gboolean
check_earlier (const SokySignatureReport *signature, GError **error)
{
  if (signature->integrity == SOKY_INTEGRITY_BROKEN || signature->coverage == SOKY_COVERAGE_PARTIAL)
    return refuse (SOKY_WIRE_ERROR_SIGNATURE_INVALID, signature->reason, error);
  if (signature->changes == SOKY_CHANGES_FORBIDDEN)
    return refuse (SOKY_WIRE_ERROR_UPDATE_REFUSED, signature->reason, error);
  return TRUE;
}

static gboolean
check_file (const SokyExamination *examination, GError **error)
{
  if (examination->refused != NULL)
    return refuse (SOKY_WIRE_ERROR_PDF_REFUSED, examination->refused, error);
  if (examination->pages == 0)
    return refuse (SOKY_WIRE_ERROR_PDF_REFUSED, _ ("The PDF has no pages. Save it anew."), error);
  return TRUE;
}

gboolean
soky_acceptance_check_base (const SokyExamination *examination, GError **error)
{
  const GPtrArray *signatures = examination->report->signatures;

  if (!check_file (examination, error))
    return FALSE;
  for (guint i = 0; i < signatures->len; i++) {
    if (!check_earlier (signatures->pdata[i], error))
      return FALSE;
  }
  return TRUE;
}

/* The one signature that ends after the base; NULL when there is none or more. */
static const SokySignatureReport *
find_fresh (const GPtrArray *signatures, goffset base_length)
{
  const SokySignatureReport *fresh = NULL;

  for (guint i = 0; i < signatures->len; i++) {
    const SokySignatureReport *one = signatures->pdata[i];
    if (one->revision_end <= base_length)
      continue;
    if (fresh != NULL)
      return NULL;
    fresh = one;
  }
  return fresh;
}

static gboolean
check_fresh (const SokySignatureReport *fresh, goffset length, gint64 now_us, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (fresh->is_timestamp || fresh->coverage != SOKY_COVERAGE_FILE || fresh->revision_end != length)
    return refuse (SOKY_WIRE_ERROR_UPDATE_REFUSED,
                   _ ("The new signature does not cover the whole document. Sign again."), error);
  if (fresh->integrity != SOKY_INTEGRITY_OK || fresh->certificate == NULL)
    return refuse (SOKY_WIRE_ERROR_SIGNATURE_INVALID, fresh->reason, error);
  if (!soky_certificate_check_usable (fresh->certificate, now_us, &problem))
    return refuse (SOKY_WIRE_ERROR_CERTIFICATE_UNUSABLE, problem->message, error);
  if (fresh->trust != SOKY_REPORT_TRUSTED)
    return refuse (SOKY_WIRE_ERROR_SIGNATURE_UNTRUSTED, fresh->reason, error);
  if (fresh->verdict != SOKY_VERDICT_VALID)
    return refuse (SOKY_WIRE_ERROR_SIGNATURE_INVALID, fresh->reason, error);
  return TRUE;
}

SokyCertificate *
soky_acceptance_check_update (const SokyExamination *examination, goffset base_length,
                              goffset length, gint64 now_us, GError **error)
{
  const GPtrArray *signatures = examination->report->signatures;
  const SokySignatureReport *fresh = find_fresh (signatures, base_length);

  if (fresh == NULL) {
    refuse (SOKY_WIRE_ERROR_UPDATE_REFUSED,
            _ ("Exactly one signature must be added to the document. Sign again."), error);
    return NULL;
  }
  if (!check_file (examination, error) || !check_fresh (fresh, length, now_us, error))
    return NULL;
  for (guint i = 0; i < signatures->len; i++) {
    if (signatures->pdata[i] != fresh && !check_earlier (signatures->pdata[i], error))
      return NULL;
  }
  if (examination->altered) {
    refuse (SOKY_WIRE_ERROR_UPDATE_REFUSED, examination->alteration, error);
    return NULL;
  }
  return fresh->certificate;
}

gboolean
soky_acceptance_check_protection (const SokyExamination *examination, goffset base_length,
                                  GError **error)
{
  const GPtrArray *signatures = examination->report->signatures;

  if (!check_file (examination, error))
    return FALSE;
  for (guint i = 0; i < signatures->len; i++) {
    const SokySignatureReport *one = signatures->pdata[i];
    if (one->revision_end > base_length && !one->is_timestamp)
      return soky_wire_refuse (SOKY_WIRE_ERROR_UPDATE_REFUSED, error);
    if (one->verdict != SOKY_VERDICT_VALID)
      return refuse (SOKY_WIRE_ERROR_SIGNATURE_INVALID, one->reason, error);
  }
  return !examination->altered ||
         refuse (SOKY_WIRE_ERROR_UPDATE_REFUSED, examination->alteration, error);
}
