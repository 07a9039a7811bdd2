/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/verify-private.h"

#include "base/hex.h"
#include "pdf/changes.h"
#include "sign/candidate.h"
#include "sign/sign.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error (error, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_SELF_CHECK,
               _ ("The new signature did not pass its own check, so nothing was saved: %s"), why);
  return FALSE;
}

static const SokyPdfSignature *
find_fresh (GPtrArray *signatures, const gint64 byte_range[4])
{
  for (guint i = 0; i < signatures->len; i++) {
    const SokyPdfSignature *one = g_ptr_array_index (signatures, i);
    if (memcmp (one->byte_range, byte_range, sizeof one->byte_range) == 0)
      return one;
  }
  return NULL;
}

static gboolean
check_place (const SokyPdfSignature *signature, goffset size, GError **error)
{
  if (signature == NULL)
    return refuse (error, _ ("it is not found in the file."));
  if (!signature->byte_range_ok || !signature->ends_revision)
    return refuse (error, signature->problem ? signature->problem : _ ("its place is wrong."));
  if (signature->revision_end != size)
    return refuse (error, _ ("it does not cover the whole file."));
  return TRUE;
}

/* The newest signature of @document whose revision can be compared, before the byte @limit. */
static const SokyPdfSignature *
find_newest (GPtrArray *signatures, goffset limit)
{
  for (guint i = signatures->len; i > 0; i--) {
    const SokyPdfSignature *one = g_ptr_array_index (signatures, i - 1);
    if (one->byte_range_ok && one->ends_revision && one->revision_end <= limit)
      return one;
  }
  return NULL;
}

static gboolean
was_harmed_before (SokyPdf *base, goffset size, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) signatures = soky_pdf_list_signatures (base, NULL);
  const SokyPdfSignature *newest = signatures ? find_newest (signatures, size) : NULL;
  g_autoptr (SokyPdfChanges) changes =
      newest ? soky_pdf_compare (base, newest, cancellable, NULL) : NULL;

  return changes == NULL || changes->level == SOKY_PDF_CHANGES_FORBIDDEN;
}

static const char *
explain (const SokyPdfChanges *changes, const GError *problem)
{
  if (changes == NULL)
    return problem->message;
  if (changes->list->len == 0)
    return "";
  const SokyPdfChange *first = g_ptr_array_index (changes->list, 0);
  return first->text;
}

/* The newest of the earlier signatures stands for all: what it permits is compared with everything
 * that came after it, and only our own update is new. */
static gboolean
check_earlier (SokyPdf *base, SokyPdf *result, GPtrArray *signatures, GCancellable *cancellable,
               GError **error)
{
  goffset size = soky_input_get_size (soky_pdf_get_input (base));
  const SokyPdfSignature *newest = find_newest (signatures, size);
  g_autoptr (GError) problem = NULL;

  if (newest == NULL)
    return TRUE;
  g_autoptr (SokyPdfChanges) changes = soky_pdf_compare (result, newest, cancellable, &problem);
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_propagate_error (error, g_steal_pointer (&problem));
    return FALSE;
  }
  if ((changes != NULL && changes->level != SOKY_PDF_CHANGES_FORBIDDEN) ||
      was_harmed_before (base, size, cancellable))
    return TRUE;
  g_set_error (error, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_NOT_PERMITTED,
               _ ("An earlier signature does not permit this one: %s"), explain (changes, problem));
  return FALSE;
}

static gboolean
collect (const guint8 *data, gsize length, gpointer user_data, GError **error)
{
  g_string_append_len (user_data, (const char *) data, (gssize) length);
  return TRUE;
}

/* What stands between < and > of the hole, decoded. */
static GBytes *
read_hole (SokyInput *result, const gint64 byte_range[4], GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  goffset start = byte_range[1] + 1;

  if (!soky_input_stream (result, start, byte_range[2] - 1 - start, collect, text, NULL, error))
    return NULL;
  GBytes *contents = soky_hex_decode (text->str);
  if (contents == NULL)
    refuse (error, _ ("its place does not hold what was written."));
  return contents;
}

gboolean
soky_verify_prepared (SokyPdf *base, SokyInput *result, const gint64 byte_range[4],
                      GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (SokyPdf) document = soky_pdf_open (result, &problem);
  g_autoptr (GPtrArray) signatures =
      document ? soky_pdf_list_signatures (document, &problem) : NULL;

  if (signatures == NULL)
    return refuse (error, problem->message);
  return check_place (find_fresh (signatures, byte_range), soky_input_get_size (result), error) &&
         check_earlier (base, document, signatures, cancellable, error);
}

static gboolean
verify_hole (SokyInput *result, const gint64 byte_range[4], const char *subfilter, SokyHash hash,
             GBytes *digest, GError **error)
{
  g_autoptr (GBytes) contents = read_hole (result, byte_range, error);
  if (contents == NULL)
    return FALSE;

  SokyPdfSignature signature = {
      .subfilter = (char *) subfilter,
      .contents = contents,
      .byte_range_ok = TRUE,
  };
  memcpy (signature.byte_range, byte_range, sizeof signature.byte_range);
  g_autoptr (SokyCandidate) candidate = soky_candidate_new (&signature);
  SokyFinding finding = {0};
  if (candidate->job.hash == hash)
    candidate->job.digest = g_bytes_ref (digest);
  soky_candidate_check (candidate, &finding);
  gboolean sound =
      finding.integrity == SOKY_INTEGRITY_OK && soky_cms_names_certificate (candidate->cms);
  if (!sound)
    refuse (error, finding.reason ? finding.reason : _ ("its certificate is not named."));
  soky_finding_clear (&finding);
  return sound;
}

gboolean
soky_verify_filled (SokyInput *result, const gint64 byte_range[4], SokyHash hash, GBytes *digest,
                    GError **error)
{
  return verify_hole (result, byte_range, "ETSI.CAdES.detached", hash, digest, error);
}

gboolean
soky_verify_stamped (SokyInput *result, const gint64 byte_range[4], SokyHash hash, GBytes *digest,
                     GError **error)
{
  return verify_hole (result, byte_range, "ETSI.RFC3161", hash, digest, error);
}

gboolean
soky_verify_appended (SokyPdf *base, SokyInput *result, GCancellable *cancellable, GError **error)
{
  g_autoptr (SokyPdf) document = soky_pdf_open (result, error);
  g_autoptr (GPtrArray) signatures = document ? soky_pdf_list_signatures (document, error) : NULL;

  return signatures != NULL && check_earlier (base, document, signatures, cancellable, error);
}
