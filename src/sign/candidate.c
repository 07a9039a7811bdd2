/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/candidate.h"

#include "crypto/cms/pkcs1.h"
#include "crypto/timestamp/token-info.h"

#include <glib/gi18n-lib.h>

/* The forms of ISO 32000-2 table 260 and ETSI EN 319 142-1. */
typedef enum { FORM_OTHER, FORM_DETACHED, FORM_BARE, FORM_DIGEST_INSIDE, FORM_TIMESTAMP } Form;

static Form
form_of (const SokyPdfSignature *signature)
{
  static const struct {
    const char *subfilter;
    Form form;
  } forms[] = {
      {"ETSI.CAdES.detached", FORM_DETACHED},  {"adbe.pkcs7.detached", FORM_DETACHED},
      {"adbe.pkcs7.sha1", FORM_DIGEST_INSIDE}, {"adbe.x509.rsa_sha1", FORM_BARE},
      {"ETSI.RFC3161", FORM_TIMESTAMP},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    if (g_strcmp0 (signature->subfilter, forms[i].subfilter) == 0)
      return forms[i].form;
  return FORM_OTHER;
}

static gboolean
read_timestamp (SokyCandidate *self, GError **error)
{
  GBytes *content = soky_cms_get_content (self->cms);

  if (content == NULL) {
    g_set_error_literal (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_MALFORMED,
                         _ ("The timestamp is empty."));
    return FALSE;
  }
  return soky_timestamp_read_info (content, &self->job.hash, &self->imprint, &self->timestamp_us,
                                   error);
}

/* Whether the signature is over the file itself. */
static gboolean
is_detached (Form form)
{
  return form == FORM_DETACHED || form == FORM_BARE;
}

static SokyCms *
read_cms (const SokyPdfSignature *signature, Form form, GError **error)
{
  if (form != FORM_BARE)
    return soky_cms_parse (signature->contents, !is_detached (form), error);
  g_autoptr (GPtrArray) nobody = g_ptr_array_new ();
  return soky_cms_from_pkcs1 (signature->contents,
                              signature->certificates ? signature->certificates : nobody, error);
}

static gboolean
read_contents (SokyCandidate *self, Form form, GError **error)
{
  self->cms = read_cms (self->signature, form, error);
  if (self->cms == NULL)
    return FALSE;
  if (form == FORM_TIMESTAMP)
    return read_timestamp (self, error);
  self->job.hash = form == FORM_DIGEST_INSIDE ? SOKY_HASH_SHA1 : soky_cms_get_hash (self->cms);
  return TRUE;
}

static void
set_finding (SokyFinding *finding, SokyIntegrity integrity, gboolean proven_wrong,
             const char *indication, const char *reason)
{
  finding->integrity = integrity;
  finding->proven_wrong = proven_wrong;
  finding->indication = indication;
  g_free (finding->reason);
  finding->reason = g_strdup (reason);
}

static void
set_hash_failure (SokyFinding *finding)
{
  set_finding (finding, SOKY_INTEGRITY_BROKEN, TRUE, "HASH_FAILURE",
               _ ("The signed part of the file was changed after it was signed."));
}

/* What the CMS itself is made over: the file's digest, or the content that it carries. */
static GBytes *
content_digest (SokyCandidate *self, Form form)
{
  if (is_detached (form))
    return g_bytes_ref (self->job.digest);

  SokyHash hash = soky_cms_get_hash (self->cms);
  GBytes *content = soky_cms_get_content (self->cms);
  gsize length = 0;
  const void *data = content ? g_bytes_get_data (content, &length) : NULL;
  return hash == SOKY_HASH_UNKNOWN ? NULL : soky_digest_bytes (hash, data, length);
}

/* Whether the content that a CMS carries is about this file. */
static gboolean
names_this_file (SokyCandidate *self, Form form)
{
  GBytes *named = form == FORM_TIMESTAMP ? self->imprint : soky_cms_get_content (self->cms);

  return is_detached (form) || (named != NULL && g_bytes_equal (named, self->job.digest));
}

static void
check_cms (SokyCandidate *self, Form form, SokyFinding *finding)
{
  g_autofree char *reason = NULL;
  g_autoptr (GBytes) digest = content_digest (self, form);
  SokyCmsState state = digest ? soky_cms_check (self->cms, digest, &reason) : SOKY_CMS_UNCHECKED;

  switch (state) {
  case SOKY_CMS_VALID:
    set_finding (finding, SOKY_INTEGRITY_OK, FALSE, NULL, NULL);
    break;
  case SOKY_CMS_WEAK:
    set_finding (finding, SOKY_INTEGRITY_WEAK, FALSE, "CRYPTO_CONSTRAINTS_FAILURE_NO_POE", reason);
    break;
  case SOKY_CMS_BROKEN:
    if (form == FORM_DETACHED && !soky_cms_digest_matches (self->cms, digest))
      set_hash_failure (finding);
    else
      set_finding (finding, SOKY_INTEGRITY_BROKEN, TRUE, "SIG_CRYPTO_FAILURE", reason);
    break;
  default:
    set_finding (finding, SOKY_INTEGRITY_WEAK, FALSE,
                 soky_cms_get_signer (self->cms) ? "GENERIC" : "NO_SIGNING_CERTIFICATE_FOUND",
                 reason ? reason : _ ("The signature uses a method that is not known here."));
    break;
  }
}

SokyCandidate *
soky_candidate_new (const SokyPdfSignature *signature)
{
  SokyCandidate *self = g_new0 (SokyCandidate, 1);
  g_autoptr (GError) error = NULL;
  Form form = form_of (signature);

  self->signature = signature;
  self->supported = form != FORM_OTHER;
  for (guint i = 0; i < 4; i++)
    self->job.byte_range[i] = signature->byte_range[i];

  if (signature->contents == NULL || g_bytes_get_size (signature->contents) == 0)
    self->problem = g_strdup (_ ("The signature is empty."));
  else if (self->supported && !read_contents (self, form, &error))
    self->problem = g_strdup (error->message);
  if (!signature->byte_range_ok)
    self->job.hash = SOKY_HASH_UNKNOWN;
  return self;
}

void
soky_candidate_free (SokyCandidate *self)
{
  if (self == NULL)
    return;
  soky_cms_free (self->cms);
  g_clear_pointer (&self->imprint, g_bytes_unref);
  soky_hash_job_clear (&self->job);
  g_free (self->problem);
  g_free (self);
}

void
soky_candidate_check (SokyCandidate *self, SokyFinding *finding)
{
  Form form = form_of (self->signature);

  if (self->problem != NULL)
    set_finding (finding, SOKY_INTEGRITY_BROKEN, TRUE, "FORMAT_FAILURE", self->problem);
  else if (!self->signature->byte_range_ok)
    set_finding (finding, SOKY_INTEGRITY_BROKEN, TRUE, "FORMAT_FAILURE", self->signature->problem);
  else if (!self->supported)
    set_finding (finding, SOKY_INTEGRITY_WEAK, FALSE, "GENERIC",
                 _ ("This form of signature is not supported, so it cannot be checked here."));
  else if (self->job.hash == SOKY_HASH_UNKNOWN)
    set_finding (finding, SOKY_INTEGRITY_WEAK, FALSE, "GENERIC",
                 _ ("The signature uses a hash that is not known here."));
  else if (self->job.digest == NULL)
    set_finding (finding, SOKY_INTEGRITY_WEAK, FALSE, "GENERIC",
                 _ ("The file asks for more work than any honest file needs."));
  else if (!names_this_file (self, form))
    set_hash_failure (finding);
  else
    check_cms (self, form, finding);

  if (finding->integrity == SOKY_INTEGRITY_OK && soky_hash_is_weak (self->job.hash))
    set_finding (finding, SOKY_INTEGRITY_WEAK, FALSE, "CRYPTO_CONSTRAINTS_FAILURE_NO_POE",
                 _ ("The signature rests on a hash that is no longer safe (SHA-1 or MD5)."));
}

void
soky_finding_clear (SokyFinding *self)
{
  g_clear_pointer (&self->reason, g_free);
}
