/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/seed-check.h"

#include "sign/seed-certificate.h"
#include "sign/sign.h"

#include <glib/gi18n-lib.h>

/* Seed values up to PDF 2.0 are known here (ISO 32000-2 table 237, /V). */
#define KNOWN_VERSION 3.0
#define KNOWN_DEMANDS                                                                              \
  (SOKY_SEED_FILTER | SOKY_SEED_SUBFILTER | SOKY_SEED_VERSION | SOKY_SEED_REASONS |                \
   SOKY_SEED_ATTESTATION | SOKY_SEED_REVOCATION | SOKY_SEED_DIGEST | SOKY_SEED_LOCK_DOCUMENT |     \
   SOKY_SEED_APPEARANCE)

gboolean
soky_seed_refuse (GError **error, const char *demand, ...)
{
  va_list arguments;

  va_start (arguments, demand);
  g_autofree char *sentence = g_strdup_vprintf (demand, arguments);
  va_end (arguments);
  g_set_error (error, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_SEED,
               _ ("The field makes a demand that this signature does not meet: %s Choose another "
                  "field, or sign as it asks."),
               sentence);
  return FALSE;
}

static gboolean
demands (const SokyPdfSeed *seed, SokySeedDemands what)
{
  return (seed->demands & what) != 0;
}

static gboolean
check_kind (const SokyPdfSeed *seed, const SokySeedOffer *offer, GError **error)
{
  if ((seed->demands & ~(guint) KNOWN_DEMANDS) != 0 ||
      (demands (seed, SOKY_SEED_VERSION) && seed->version > KNOWN_VERSION))
    return soky_seed_refuse (error, _ ("it asks for something newer than this program knows."));
  if (demands (seed, SOKY_SEED_FILTER) && g_strcmp0 (seed->filter, "Adobe.PPKLite") != 0)
    return soky_seed_refuse (error, _ ("it is for the signature program “%s” alone."),
                             seed->filter ? seed->filter : "");
  g_autofree char *forms = g_strjoinv (", ", seed->subfilters);
  if (demands (seed, SOKY_SEED_SUBFILTER) &&
      !g_strv_contains ((const char *const *) seed->subfilters, offer->subfilter))
    return soky_seed_refuse (error, _ ("it takes only signatures of the form %s."), forms);
  return TRUE;
}

static SokyHash
parse_hash (const char *name)
{
  static const struct {
    const char *name;
    SokyHash hash;
  } known[] = {{"SHA256", SOKY_HASH_SHA256},     {"SHA384", SOKY_HASH_SHA384},
               {"SHA512", SOKY_HASH_SHA512},     {"SHA3-256", SOKY_HASH_SHA3_256},
               {"SHA3-384", SOKY_HASH_SHA3_384}, {"SHA3-512", SOKY_HASH_SHA3_512}};

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (known[i].name, name))
      return known[i].hash;
  return SOKY_HASH_UNKNOWN;
}

/* The one that is wanted, else the first of the list that is safe. */
static gboolean
obey_digest (const SokyPdfSeed *seed, SokySeedOffer *offer, GError **error)
{
  if (!demands (seed, SOKY_SEED_DIGEST) || seed->digests[0] == NULL)
    return TRUE;
  for (guint i = 0; seed->digests[i] != NULL; i++) {
    SokyHash hash = parse_hash (seed->digests[i]);
    if (hash == SOKY_HASH_UNKNOWN || (offer->hash != SOKY_HASH_UNKNOWN && offer->hash != hash))
      continue;
    offer->hash = hash;
    return TRUE;
  }
  g_autofree char *list = g_strjoinv (", ", seed->digests);
  return soky_seed_refuse (error, _ ("it takes only the hashes %s."), list);
}

/* No reasons, or "." alone, forbid giving one. */
static gboolean
obey_reasons (const SokyPdfSeed *seed, SokySeedOffer *offer, GError **error)
{
  char **reasons = seed->reasons;
  gboolean has_reason = offer->reason != NULL && *offer->reason != '\0';

  if (!demands (seed, SOKY_SEED_REASONS))
    return TRUE;
  if (reasons[0] == NULL || (reasons[1] == NULL && g_str_equal (reasons[0], ".")))
    return has_reason ? soky_seed_refuse (error, _ ("no reason may be given.")) : TRUE;
  if (!has_reason && reasons[1] == NULL) {
    g_free (offer->reason);
    offer->reason = g_strdup (reasons[0]);
    return TRUE;
  }
  if (has_reason && g_strv_contains ((const char *const *) reasons, offer->reason))
    return TRUE;
  g_autofree char *list = g_strjoinv (", ", reasons);
  return soky_seed_refuse (error, _ ("the reason must be one of: %s."), list);
}

static gboolean
obey_certification (const SokyPdfSeed *seed, SokySeedOffer *offer, GError **error)
{
  if (seed->certify > 3)
    return soky_seed_refuse (error, _ ("it asks for something newer than this program knows."));
  if (seed->certify == 0 && offer->certify > 0)
    return soky_seed_refuse (error, _ ("it may not certify the document."));
  if (seed->certify > 0 && offer->certify > 0 && offer->certify != seed->certify)
    return soky_seed_refuse (error, _ ("it must certify the document at level %d."), seed->certify);
  if (seed->certify > 0)
    offer->certify = seed->certify;
  if (demands (seed, SOKY_SEED_ATTESTATION) && offer->certify > 0 && seed->attestations[0] != NULL)
    return soky_seed_refuse (error, _ ("it wants a legal attestation (%s)."),
                             seed->attestations[0]);
  return TRUE;
}

static gboolean
check_additions (const SokyPdfSeed *seed, const SokySeedOffer *offer, GError **error)
{
  if (seed->needs_timestamp && !offer->has_timestamp)
    return soky_seed_refuse (error, _ ("it needs a timestamp (%s)."),
                             seed->timestamp_url ? seed->timestamp_url : "RFC 3161");
  if (demands (seed, SOKY_SEED_REVOCATION) && seed->revocation && !offer->has_revocation)
    return soky_seed_refuse (error, _ ("it needs the proof that the certificate was not revoked."));
  if (demands (seed, SOKY_SEED_APPEARANCE) && seed->appearance != NULL)
    return soky_seed_refuse (error, _ ("it must look as the template “%s” does."),
                             seed->appearance);
  return TRUE;
}

gboolean
soky_seed_obey (const SokyPdfSeed *seed, SokySeedOffer *offer, GError **error)
{
  if (!check_kind (seed, offer, error) || !obey_digest (seed, offer, error) ||
      !obey_reasons (seed, offer, error) || !obey_certification (seed, offer, error) ||
      !check_additions (seed, offer, error) ||
      !soky_seed_check_certificate (seed, offer->signer, error))
    return FALSE;
  if (demands (seed, SOKY_SEED_LOCK_DOCUMENT) && seed->lock_document)
    offer->lock.closes_document = TRUE;
  return TRUE;
}
