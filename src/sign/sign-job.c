/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/sign-job.h"

#include "base/clock.h"
#include "base/output.h"
#include "crypto/cms/builder.h"
#include "crypto/cms/reader.h"
#include "crypto/cms/stamp.h"
#include "pdf/prepare.h"
#include "sign/hash-pass.h"
#include "sign/look.h"
#include "sign/placement.h"
#include "sign/plan.h"
#include "sign/verify-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _SokySignJob {
  const SokySignOptions *wanted;  /* borrowed from the item */
  const SokySignOptions *options; /* those of the plan, once it is made */
  SokySignPlan plan;
  SokySigner *signer;
  gint64 time_us;
  SokyHash hash;
  SokyScheme scheme;
  gsize room; /* bytes for the CMS */
  SokyOutput *output;
  SokyPdf *base; /* the document as copied, not yet signed */
  SokyPdfHole hole;
  GBytes *digest; /* of the covered bytes */
  GBytes *cms;
};

/* A signature that is larger than foreseen gets this much more than it needs. */
#define SPARE_ROOM 512
/* No honest signature is larger. */
#define MOST_ROOM (1024 * 1024)

static SokySignJob *
job_new (const SokySignOptions *options, SokySigner *signer)
{
  SokySignJob *self = g_new0 (SokySignJob, 1);

  self->wanted = options;
  self->signer = g_object_ref (signer);
  self->time_us = options->signing_time_us != 0 ? options->signing_time_us : soky_clock_now_us ();
  return self;
}

static gboolean
check_method (SokySignJob *self, GError **error)
{
  if (soky_hash_is_weak (self->wanted->hash)) {
    g_set_error (error, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_FAILED,
                 _ ("%s is no longer safe for signing. Choose SHA-256."),
                 soky_hash_get_name (self->wanted->hash));
    return FALSE;
  }
  return soky_certificate_check_usable (soky_signer_get_certificate (self->signer), self->time_us,
                                        error);
}

static gboolean
make_plan (SokySignJob *self, GError **error)
{
  if (!soky_sign_plan_make (&self->plan, self->base, self->wanted, self->signer, error))
    return FALSE;
  self->options = &self->plan.options;
  self->hash = self->options->hash;
  self->scheme = soky_signer_choose_scheme (self->signer, self->hash, self->options->prefer_pss);
  self->room = soky_cms_estimate_size (self->signer, self->scheme, self->hash);
  return soky_placement_check_permission (self->base, self->options, error);
}

static SokyLevel
get_level (const SokySignJob *self)
{
  return self->options->proof ? self->options->proof->level : SOKY_LEVEL_B;
}

/* Whatever is wrong with servers and certificates is known before the key is used. */
static gboolean
foresee_proof (SokySignJob *self, GCancellable *cancellable, GError **error)
{
  const SokyExtendOptions *proof = self->options->proof;
  gsize size = 0;

  if (get_level (self) < SOKY_LEVEL_T)
    return TRUE;
  if (!soky_timestamper_measure (proof->timestamper, &size, cancellable, error))
    return FALSE;
  self->room += size + SOKY_CMS_TIMESTAMP_OVERHEAD;
  return proof->level < SOKY_LEVEL_LT ||
         soky_extend_check_signer (proof, soky_signer_get_certificate (self->signer),
                                   soky_signer_get_chain (self->signer), cancellable, error);
}

/* The copy is what is parsed and extended, so a change of the original meanwhile does no harm. */
static gboolean
copy_base (SokySignJob *self, const SokySignItem *item, GCancellable *cancellable, GError **error)
{
  g_autoptr (SokyInput) input = soky_input_open (item->input_path, error);
  if (input == NULL)
    return FALSE;

  self->output = soky_output_new (item->output_path, error);
  if (self->output == NULL ||
      !soky_output_copy (self->output, input, 0, soky_input_get_size (input), cancellable, error))
    return FALSE;
  g_autoptr (SokyInput) copy = soky_output_read_back (self->output, error);
  self->base = copy ? soky_pdf_open (copy, error) : NULL;
  return self->base != NULL;
}

static gboolean
append_update (SokySignJob *self, GCancellable *cancellable, GError **error)
{
  SokyCertificate *certificate = soky_signer_get_certificate (self->signer);
  g_auto (SokyLook) look = {0};

  if (!soky_look_make (self->base, self->options, certificate, self->time_us, &look, cancellable,
                       error))
    return FALSE;
  SokyPdfSignatureSpec spec = {
      .field = look.place.field,
      .subfilter = "ETSI.CAdES.detached",
      .page = look.place.page,
      .appearance = look.drawn,
      .name = soky_certificate_get_holder (certificate),
      .reason = self->options->reason,
      .location = self->options->location,
      .contact = self->options->contact,
      .time_us = self->time_us,
      .contents_size = self->room,
      .lock = self->options->lock,
      .certify = self->options->certify,
  };
  memcpy (spec.rect, look.place.rect, sizeof spec.rect);
  return soky_pdf_append_signature (self->base, &spec, self->output, &self->hole, error);
}

static gboolean
hash_and_check (SokySignJob *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (SokyInput) result = soky_output_read_back (self->output, error);
  if (result == NULL ||
      !soky_verify_prepared (self->base, result, self->hole.byte_range, cancellable, error))
    return FALSE;

  g_autoptr (GPtrArray) jobs = g_ptr_array_new ();
  SokyHashJob job = {.hash = self->hash};
  memcpy (job.byte_range, self->hole.byte_range, sizeof job.byte_range);
  g_ptr_array_add (jobs, &job);
  gboolean done = soky_hash_pass (result, jobs, cancellable, error);
  if (done)
    self->digest = g_steal_pointer (&job.digest);
  soky_hash_job_clear (&job);
  return done;
}

static gboolean
refuse_size (GError **error)
{
  g_set_error_literal (error, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_DOES_NOT_FIT,
                       _ ("The signature is larger than its place in the file, so nothing was "
                          "saved. Report the certificate that was used."));
  return FALSE;
}

SokySignJob *
soky_sign_job_prepare (const SokySignItem *item, SokySigner *signer, GCancellable *cancellable,
                       GError **error)
{
  static const SokySignOptions defaults = {0};
  g_autoptr (SokySignJob) self = job_new (item->options ? item->options : &defaults, signer);
  gint64 hole = 0;

  if (!check_method (self, error) || !copy_base (self, item, cancellable, error) ||
      !make_plan (self, error) || !foresee_proof (self, cancellable, error) ||
      !append_update (self, cancellable, error) || !hash_and_check (self, cancellable, error))
    return NULL;
  hole = self->hole.byte_range[2] - self->hole.byte_range[1];
  if (hole < 2 + 2 * (gint64) self->room) {
    refuse_size (error);
    return NULL;
  }
  return g_steal_pointer (&self);
}

static gboolean
ask_key (SokySignJob *self, GCancellable *cancellable, GError **error)
{
  g_clear_pointer (&self->cms, g_bytes_unref);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  self->cms =
      soky_cms_build (self->signer, self->scheme, self->hash, self->digest, cancellable, error);
  return self->cms != NULL;
}

static gboolean
fits (const SokySignJob *self)
{
  return g_bytes_get_size (self->cms) <= self->room;
}

/* What was signed holds the size of the hole, so a larger hole wants another signature. */
static gboolean
make_room (SokySignJob *self, GCancellable *cancellable, GError **error)
{
  gsize needed = g_bytes_get_size (self->cms);

  if (needed > MOST_ROOM)
    return refuse_size (error);
  self->room = needed + SPARE_ROOM;
  g_clear_pointer (&self->digest, g_bytes_unref);
  return soky_output_truncate (self->output, soky_input_get_size (soky_pdf_get_input (self->base)),
                               error) &&
         append_update (self, cancellable, error) && hash_and_check (self, cancellable, error);
}

gboolean
soky_sign_job_use_key (SokySignJob *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (self->cms == NULL, FALSE);

  if (!ask_key (self, cancellable, error))
    return FALSE;
  return fits (self) ||
         (make_room (self, cancellable, error) && ask_key (self, cancellable, error));
}

/* The timestamp goes over the signature's value (EN 319 122-1 §5.3). */
static gboolean
add_timestamp (SokySignJob *self, GError **error)
{
  g_autoptr (SokyCms) cms = soky_cms_parse (self->cms, FALSE, error);
  if (cms == NULL)
    return FALSE;

  g_autoptr (GBytes) value = soky_cms_get_signature_value (cms);
  g_autoptr (GBytes) imprint =
      soky_digest_bytes (self->hash, g_bytes_get_data (value, NULL), g_bytes_get_size (value));
  g_autoptr (GBytes) token =
      soky_timestamper_stamp (self->options->proof->timestamper, self->hash, imprint, NULL, error);
  GBytes *stamped = token ? soky_cms_add_timestamp (self->cms, token, error) : NULL;
  if (stamped == NULL)
    return FALSE;
  g_bytes_unref (self->cms);
  self->cms = stamped;
  return TRUE;
}

gboolean
soky_sign_job_finish (SokySignJob *self, GError **error)
{
  if (get_level (self) >= SOKY_LEVEL_T && !add_timestamp (self, error))
    return FALSE;
  if (!fits (self))
    return refuse_size (error);
  if (!soky_pdf_fill_hole (self->output, &self->hole, self->cms, error))
    return FALSE;

  g_autoptr (SokyInput) result = soky_output_read_back (self->output, error);
  return result != NULL &&
         soky_verify_filled (result, self->hole.byte_range, self->hash, self->digest, error) &&
         (get_level (self) < SOKY_LEVEL_LT ||
          soky_extend_output (self->output, self->options->proof, NULL, error)) &&
         soky_output_commit (self->output, error);
}

void
soky_sign_job_free (SokySignJob *self)
{
  if (self == NULL)
    return;
  soky_pdf_close (self->base);
  soky_output_free (self->output);
  soky_sign_plan_clear (&self->plan);
  g_object_unref (self->signer);
  g_clear_pointer (&self->digest, g_bytes_unref);
  g_clear_pointer (&self->cms, g_bytes_unref);
  g_free (self);
}
