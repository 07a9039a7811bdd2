/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/step.h"

#include "book/names.h"

#include <glib/gi18n-lib.h>

static const char *const kinds[SOKY_N_STEP_KINDS] = {
    [SOKY_STEP_PERSON] = "person",
    [SOKY_STEP_INITIAL] = "initial",
    [SOKY_STEP_STAMP] = "stamp",
};

static const char *const kind_labels[SOKY_N_STEP_KINDS] = {
    [SOKY_STEP_PERSON] = N_ ("Signature"),
    [SOKY_STEP_INITIAL] = N_ ("Initials"),
    [SOKY_STEP_STAMP] = N_ ("Stamp"),
};

static const char *const outcomes[SOKY_N_OUTCOMES] = {
    [SOKY_OUTCOME_PENDING] = "pending",
    [SOKY_OUTCOME_SIGNED] = "signed",
    [SOKY_OUTCOME_APPROVED] = "approved",
    [SOKY_OUTCOME_RETURNED] = "returned",
};

static const char *const outcome_labels[SOKY_N_OUTCOMES] = {
    [SOKY_OUTCOME_PENDING] = N_ ("Waiting"),
    [SOKY_OUTCOME_SIGNED] = N_ ("Signed"),
    [SOKY_OUTCOME_APPROVED] = N_ ("Approved without a signature"),
    [SOKY_OUTCOME_RETURNED] = N_ ("Returned"),
};

G_DEFINE_BOXED_TYPE (SokyStep, soky_step, soky_step_ref, soky_step_unref)

static void
clear_step (gpointer data)
{
  SokyStep *self = data;

  g_free (self->person_id);
  g_free (self->person_name);
  g_free (self->title);
  g_free (self->reason);
  g_clear_pointer (&self->stand_in, soky_stand_in_free);
  g_clear_pointer (&self->certificate, soky_certificate_info_free);
}

SokyCertificateInfo *
soky_certificate_info_new (const char *fingerprint, const char *holder, const char *person_id,
                           gboolean organisation)
{
  SokyCertificateInfo *self = g_new0 (SokyCertificateInfo, 1);

  self->fingerprint = g_strdup (fingerprint);
  self->holder = g_strdup (holder);
  self->person_id = g_strdup (person_id);
  self->organisation = organisation;
  return self;
}

SokyCertificateInfo *
soky_certificate_info_copy (const SokyCertificateInfo *self)
{
  return soky_certificate_info_new (self->fingerprint, self->holder, self->person_id,
                                    self->organisation);
}

void
soky_certificate_info_free (SokyCertificateInfo *self)
{
  g_free (self->fingerprint);
  g_free (self->holder);
  g_free (self->person_id);
  g_free (self);
}

SokyStandIn *
soky_stand_in_copy (const SokyStandIn *self)
{
  SokyStandIn *copy = g_new0 (SokyStandIn, 1);

  copy->delegation_id = g_strdup (self->delegation_id);
  copy->kind = self->kind;
  copy->office = g_strdup (self->office);
  copy->head = g_strdup (self->head);
  copy->person_id = g_strdup (self->person_id);
  copy->person_name = g_strdup (self->person_name);
  copy->title = g_strdup (self->title);
  return copy;
}

void
soky_stand_in_free (SokyStandIn *self)
{
  g_free (self->delegation_id);
  g_free (self->office);
  g_free (self->head);
  g_free (self->person_id);
  g_free (self->person_name);
  g_free (self->title);
  g_free (self);
}

SokyStep *
soky_step_new (guint order, const char *person_id, SokyRole role, SokyStepKind kind,
               gboolean require_cert)
{
  g_return_val_if_fail (person_id != NULL, NULL);

  SokyStep *self = g_atomic_rc_box_new0 (SokyStep);
  self->order = order;
  self->person_id = g_strdup (person_id);
  self->person_name = g_strdup ("");
  self->role = role;
  self->title = g_strdup ("");
  self->kind = kind;
  self->require_cert = require_cert;
  self->revision = -1;
  return self;
}

SokyStep *
soky_step_copy (const SokyStep *self)
{
  SokyStep *copy =
      soky_step_new (self->order, self->person_id, self->role, self->kind, self->require_cert);

  soky_names_assign (&copy->person_name, self->person_name);
  soky_names_assign (&copy->title, self->title);
  soky_names_assign (&copy->reason, self->reason);
  copy->outcome = self->outcome;
  copy->decided_us = self->decided_us;
  copy->consented_us = self->consented_us;
  copy->revision = self->revision;
  copy->numbering = self->numbering;
  if (self->stand_in != NULL)
    copy->stand_in = soky_stand_in_copy (self->stand_in);
  if (self->certificate != NULL)
    copy->certificate = soky_certificate_info_copy (self->certificate);
  return copy;
}

SokyStep *
soky_step_ref (SokyStep *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
soky_step_unref (SokyStep *self)
{
  g_atomic_rc_box_release_full (self, clear_step);
}

gboolean
soky_step_is_done (const SokyStep *self)
{
  return self->outcome == SOKY_OUTCOME_SIGNED || self->outcome == SOKY_OUTCOME_APPROVED;
}

const char *
soky_step_get_decider (const SokyStep *self)
{
  return self->stand_in != NULL ? self->stand_in->person_id : self->person_id;
}

const char *
soky_step_get_decider_name (const SokyStep *self)
{
  return self->stand_in != NULL ? self->stand_in->person_name : self->person_name;
}

gboolean
soky_step_concerns (const SokyStep *self, const char *person_id)
{
  return g_str_equal (self->person_id, person_id) ||
         (self->stand_in != NULL && g_str_equal (self->stand_in->person_id, person_id));
}

SOKY_DEFINE_NAMES (SokyStepKind, soky_step_kind, kinds)

const char *
soky_step_kind_get_label (SokyStepKind kind)
{
  return _ (soky_names_get (kind_labels, kind));
}

SOKY_DEFINE_NAMES (SokyOutcome, soky_outcome, outcomes)

const char *
soky_outcome_get_label (SokyOutcome outcome)
{
  return _ (soky_names_get (outcome_labels, outcome));
}
