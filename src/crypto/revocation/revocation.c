/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/revocation/revocation.h"

#include "base/clock.h"

#include <glib/gi18n-lib.h>

/* CRLReason: its name in RFC 5280, and in words. 7 is not used. */
static const struct {
  const char *name;
  const char *words;
} causes[] = {
    {"unspecified", N_ ("no reason given")},
    {"keyCompromise", N_ ("its private key may be in other hands")},
    {"cACompromise", N_ ("the authority's key may be in other hands")},
    {"affiliationChanged", N_ ("its holder's position has changed")},
    {"superseded", N_ ("it was replaced by another")},
    {"cessationOfOperation", N_ ("it is no longer needed")},
    {"certificateHold", N_ ("it is suspended for the time being")},
    {NULL, NULL},
    {"removeFromCRL", N_ ("no reason given")},
    {"privilegeWithdrawn", N_ ("its holder may no longer use it")},
    {"aACompromise", N_ ("the authority's key may be in other hands")},
};

static const char *const fault_words[] = {
    [SOKY_EVIDENCE_SOUND] = N_ ("The certificate was not revoked."),
    [SOKY_EVIDENCE_MISSING] =
        N_ ("Whether the certificate was revoked is not known: there is no evidence."),
    [SOKY_EVIDENCE_FOREIGN] = N_ ("The revocation evidence is about another certificate."),
    [SOKY_EVIDENCE_FORGED] = N_ ("The signature of the revocation evidence is wrong."),
    [SOKY_EVIDENCE_NOT_ENTITLED] =
        N_ ("The revocation evidence was signed by somebody who may not speak for the authority."),
    [SOKY_EVIDENCE_WEAK] =
        N_ ("The revocation evidence rests on a hash or key that is no longer safe."),
    [SOKY_EVIDENCE_STALE] = N_ ("The revocation evidence is too old."),
    [SOKY_EVIDENCE_EARLY] = N_ ("The revocation evidence is dated in the future."),
    [SOKY_EVIDENCE_TOO_LATE] =
        N_ ("The revocation evidence was made after the certificate expired, when it was no longer "
            "listed."),
    [SOKY_EVIDENCE_NO_ANSWER] = N_ ("The authority does not know the certificate."),
    [SOKY_EVIDENCE_UNSUPPORTED] =
        N_ ("The revocation evidence is of a kind that is not read here."),
};

SokyRevocation *
soky_revocation_new (SokyEvidenceKind kind)
{
  SokyRevocation *self = g_new0 (SokyRevocation, 1);

  self->kind = kind;
  self->state = SOKY_REVOCATION_UNKNOWN;
  self->fault = SOKY_EVIDENCE_MISSING;
  self->cause = SOKY_CAUSE_NONE;
  return self;
}

SokyRevocation *
soky_revocation_copy (const SokyRevocation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  SokyRevocation *copy = g_memdup2 (self, sizeof *self);
  if (copy->responder != NULL)
    g_object_ref (copy->responder);
  return copy;
}

void
soky_revocation_free (SokyRevocation *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->responder);
  g_free (self);
}

char *
soky_revocation_describe (const SokyRevocation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->state != SOKY_REVOCATION_REVOKED)
    return g_strdup (_ (fault_words[self->fault]));
  g_autofree char *when = soky_clock_to_vietnam (self->revoked_at_us);
  if (self->cause <= 0 || *soky_revocation_cause_to_string (self->cause) == '\0')
    return g_strdup_printf (_ ("The certificate was revoked on %s."), when);
  /* TRANSLATORS: a moment, then why ("it was replaced by another") */
  return g_strdup_printf (_ ("The certificate was revoked on %s: %s."), when,
                          _ (causes[self->cause].words));
}

const char *
soky_revocation_state_to_string (SokyRevocationState state)
{
  static const char *const words[] = {"good", "revoked", "unknown"};

  return words[MIN ((guint) state, G_N_ELEMENTS (words) - 1)];
}

const char *
soky_evidence_kind_to_string (SokyEvidenceKind kind)
{
  static const char *const words[] = {"none", "ocsp", "crl"};

  return words[(guint) kind < G_N_ELEMENTS (words) ? kind : 0];
}

const char *
soky_evidence_fault_to_string (SokyEvidenceFault fault)
{
  static const char *const words[] = {"none",         "missing",   "foreign",    "forged",
                                      "not-entitled", "weak",      "stale",      "early",
                                      "too-late",     "no-answer", "unsupported"};

  return words[MIN ((guint) fault, G_N_ELEMENTS (words) - 1)];
}

const char *
soky_revocation_cause_to_string (int cause)
{
  if (cause < 0 || cause >= (int) G_N_ELEMENTS (causes) || causes[cause].name == NULL)
    return "";
  return causes[cause].name;
}
