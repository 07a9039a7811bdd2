/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/plan.h"

#include "sign/role-field.h"
#include "sign/seed-check.h"

/* The field that was named, or the one that is there for the role. */
static gboolean
choose_field (SokySignPlan *self, SokyPdf *document, const SokySignOptions *wanted, GError **error)
{
  self->field = g_strdup (wanted->field);
  if (wanted->field != NULL || !wanted->placement.visible)
    return TRUE;
  g_autoptr (GPtrArray) fields = soky_pdf_list_fields (document, error);
  if (fields == NULL)
    return FALSE;
  const SokyPdfField *found = soky_role_find_field (fields, wanted);
  self->field = found ? g_strdup (found->name) : NULL;
  return TRUE;
}

static gboolean
obey_field (SokySignPlan *self, SokyPdf *document, SokySigner *signer, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (SokyPdfSeed) seed =
      self->field ? soky_pdf_read_seed (document, self->field, &problem) : NULL;
  SokySeedOffer offer = {
      .signer = signer,
      .subfilter = "ETSI.CAdES.detached",
      .hash = self->options.hash,
      .reason = self->reason,
      .certify = self->options.certify,
      .lock = self->options.lock,
  };

  if (problem != NULL) {
    g_propagate_error (error, g_steal_pointer (&problem));
    return FALSE;
  }
  gboolean obeyed = seed == NULL || soky_seed_obey (seed, &offer, error);
  self->reason = offer.reason;
  self->options.hash = offer.hash;
  self->options.certify = offer.certify;
  self->options.lock = offer.lock;
  return obeyed;
}

gboolean
soky_sign_plan_make (SokySignPlan *self, SokyPdf *document, const SokySignOptions *wanted,
                     SokySigner *signer, GError **error)
{
  self->options = *wanted;
  self->reason = g_strdup (wanted->reason);
  if (!choose_field (self, document, wanted, error) || !obey_field (self, document, signer, error))
    return FALSE;
  if (self->options.hash == SOKY_HASH_UNKNOWN)
    self->options.hash = SOKY_HASH_SHA256;
  self->options.field = self->field;
  self->options.reason = self->reason;
  return TRUE;
}

void
soky_sign_plan_clear (SokySignPlan *self)
{
  g_clear_pointer (&self->field, g_free);
  g_clear_pointer (&self->reason, g_free);
}
