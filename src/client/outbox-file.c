/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client/outbox-file.h"

#include "base/output.h"
#include "crypto/digest.h"
#include "sign/examine.h"
#include "wire/error.h"

#include <glib/gstdio.h>

/* Without anchors: whom the server trusts is the server's to say. */
static SokyExamination *
examine (SokyInput *input, goffset base_length, GError **error)
{
  const SokyVerifyPolicy policy = {.revocation = SOKY_REVOCATION_PREFER};
  return soky_examine (input, base_length, &policy, NULL, error);
}

static const SokySignatureReport *
find_fresh (const SokyExamination *examination, goffset base_length)
{
  const GPtrArray *signatures = examination->report->signatures;

  for (guint i = 0; i < signatures->len; i++) {
    const SokySignatureReport *one = signatures->pdata[i];
    if (one->revision_end > base_length && one->certificate != NULL &&
        one->integrity == SOKY_INTEGRITY_OK)
      return one;
  }
  return NULL;
}

static gboolean
is_organisation (SokyLibrary *library, const char *fingerprint)
{
  g_autoptr (SokySessionInfo) info = soky_library_load_session (library, NULL);

  for (guint i = 0; info != NULL && i < info->certificates->len; i++) {
    const SokyEnrolment *one = info->certificates->pdata[i];
    if (g_strcmp0 (one->fingerprint, fingerprint) == 0)
      return one->organisation;
  }
  return FALSE;
}

static gboolean
note_signature (SokyLibrary *library, const SokyBook *book, const SokyExamination *examination,
                SokyOutboxItem *item, GError **error)
{
  const SokySignatureReport *fresh = find_fresh (examination, book->head_length);

  if (fresh == NULL || examination->altered)
    return soky_wire_refuse (SOKY_WIRE_ERROR_UPDATE_REFUSED, error);
  const char *fingerprint = soky_certificate_get_fingerprint (fresh->certificate);
  item->certificate =
      soky_certificate_info_new (fingerprint, soky_certificate_get_holder (fresh->certificate),
                                 NULL, is_organisation (library, fingerprint));
  item->base_sha256 = g_strdup (book->head_sha256);
  item->base_length = book->head_length;
  return TRUE;
}

static gboolean
keep (SokyLibrary *library, SokyInput *input, SokyOutboxItem *item, GError **error)
{
  SokyCache *cache = soky_library_get_cache (library);

  item->length = soky_input_get_size (input);
  if (soky_cache_has (cache, item->sha256, item->length))
    return TRUE;
  g_autofree char *partial = soky_cache_make_partial (cache, error);
  g_autoptr (SokyOutput) output = partial ? soky_output_new (partial, error) : NULL;
  if (output == NULL || !soky_output_copy (output, input, 0, item->length, NULL, error) ||
      !soky_output_commit (output, error)) {
    if (partial != NULL)
      g_unlink (partial);
    return FALSE;
  }
  g_autofree char *path = soky_cache_accept (cache, partial, item->sha256, NULL, error);
  return path != NULL;
}

gboolean
soky_outbox_take_file (SokyLibrary *library, const SokyOutboxOrder *order, SokyOutboxItem *item,
                       GError **error)
{
  gboolean is_signature = order->action->kind == SOKY_ACTION_SIGN;
  g_autoptr (SokyInput) input = soky_input_open (order->path, error);
  g_autoptr (SokyExamination) examination =
      input ? examine (input, is_signature ? order->book->head_length : 0, error) : NULL;

  if (examination == NULL)
    return FALSE;
  if (examination->refused != NULL) {
    g_set_error_literal (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_PDF_REFUSED, examination->refused);
    return FALSE;
  }
  item->sha256 = soky_digest_sha256_hex (input, NULL, error);
  item->pages = examination->pages;
  item->auto_publish = order->action->auto_publish;
  item->numbering = order->action->numbering;
  return item->sha256 != NULL &&
         (!is_signature || note_signature (library, order->book, examination, item, error)) &&
         keep (library, input, item, error);
}
