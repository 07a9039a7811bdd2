/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/seed-certificate.h"

#include "crypto/certificate-match.h"

#include <glib/gi18n-lib.h>

#define KNOWN_DEMANDS                                                                              \
  (SOKY_SEED_SUBJECT | SOKY_SEED_ISSUER | SOKY_SEED_POLICY | SOKY_SEED_SUBJECT_DN |                \
   SOKY_SEED_KEY_USAGE | SOKY_SEED_URL)

static gboolean
demands (const SokyPdfSeed *seed, SokySeedCertificateDemands what)
{
  return (seed->certificate_demands & what) != 0;
}

static gboolean
is_among (GPtrArray *list, SokyCertificate *certificate)
{
  for (guint i = 0; i < list->len; i++)
    if (g_bytes_equal (g_ptr_array_index (list, i), soky_certificate_get_der (certificate)))
      return TRUE;
  return FALSE;
}

static gboolean
has_issuer_among (GPtrArray *list, SokySigner *signer)
{
  GPtrArray *chain = soky_signer_get_chain (signer);

  for (guint i = 0; i < chain->len; i++)
    if (is_among (list, g_ptr_array_index (chain, i)))
      return TRUE;
  return FALSE;
}

/* The holders of certificates, for the message. */
static char *
name_holders (GPtrArray *list)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < list->len; i++) {
    GBytes *der = g_ptr_array_index (list, i);
    g_autoptr (SokyCertificate) certificate =
        soky_certificate_new_from_der (g_bytes_get_data (der, NULL), g_bytes_get_size (der), NULL);
    if (certificate != NULL)
      g_strv_builder_add (names, soky_certificate_get_holder (certificate));
  }
  g_auto (GStrv) list_of_names = g_strv_builder_end (names);
  return g_strjoinv (", ", list_of_names);
}

static gboolean
check_people (const SokyPdfSeed *seed, SokySigner *signer, GError **error)
{
  SokyCertificate *certificate = soky_signer_get_certificate (signer);

  if (demands (seed, SOKY_SEED_SUBJECT) && seed->subjects->len > 0 &&
      !is_among (seed->subjects, certificate)) {
    g_autofree char *names = name_holders (seed->subjects);
    return soky_seed_refuse (error, _ ("only certain certificates may sign here (%s)."), names);
  }
  if (demands (seed, SOKY_SEED_ISSUER) && seed->issuers->len > 0 &&
      !has_issuer_among (seed->issuers, signer)) {
    g_autofree char *names = name_holders (seed->issuers);
    return soky_seed_refuse (error, _ ("the certificate must come from certain authorities (%s)."),
                             names);
  }
  return TRUE;
}

static gboolean
has_name (SokyCertificate *certificate, char **pairs)
{
  for (guint i = 0; pairs[i] != NULL && pairs[i + 1] != NULL; i += 2)
    if (!soky_certificate_has_subject (certificate, pairs[i], pairs[i + 1]))
      return FALSE;
  return TRUE;
}

static gboolean
has_any_name (SokyCertificate *certificate, GPtrArray *names)
{
  for (guint i = 0; i < names->len; i++)
    if (has_name (certificate, g_ptr_array_index (names, i)))
      return TRUE;
  return names->len == 0;
}

static gboolean
has_any_policy (SokyCertificate *certificate, char **policies)
{
  for (guint i = 0; policies[i] != NULL; i++)
    if (soky_certificate_has_policy (certificate, policies[i]))
      return TRUE;
  return policies[0] == NULL;
}

static gboolean
has_any_usage (SokyCertificate *certificate, char **usages)
{
  for (guint i = 0; usages[i] != NULL; i++)
    if (soky_certificate_matches_usage (certificate, usages[i]))
      return TRUE;
  return usages[0] == NULL;
}

static char *
spell_name (GPtrArray *names)
{
  char **pairs = g_ptr_array_index (names, 0);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; pairs[i] != NULL && pairs[i + 1] != NULL; i += 2)
    g_string_append_printf (text, "%s%s=%s", i > 0 ? ", " : "", pairs[i], pairs[i + 1]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

gboolean
soky_seed_check_certificate (const SokyPdfSeed *seed, SokySigner *signer, GError **error)
{
  SokyCertificate *certificate = soky_signer_get_certificate (signer);

  if ((seed->certificate_demands & ~(guint) KNOWN_DEMANDS) != 0)
    return soky_seed_refuse (error, _ ("it asks for something newer than this program knows."));
  /* a URL is where to get a certificate; only a signing service must be used */
  if (demands (seed, SOKY_SEED_URL) && g_strcmp0 (seed->url_type, "ASSP") == 0)
    return soky_seed_refuse (error, _ ("it is to be signed by the service at %s."),
                             seed->url ? seed->url : "");
  if (!check_people (seed, signer, error))
    return FALSE;
  if (demands (seed, SOKY_SEED_SUBJECT_DN) && !has_any_name (certificate, seed->names)) {
    g_autofree char *name = spell_name (seed->names);
    return soky_seed_refuse (error, _ ("the certificate's holder must be %s."), name);
  }
  if (demands (seed, SOKY_SEED_POLICY) && !has_any_policy (certificate, seed->policies)) {
    g_autofree char *list = g_strjoinv (", ", seed->policies);
    return soky_seed_refuse (error, _ ("the certificate must be of the policy %s."), list);
  }
  if (demands (seed, SOKY_SEED_KEY_USAGE) && !has_any_usage (certificate, seed->key_usages))
    return soky_seed_refuse (error, _ ("the certificate was issued for another use."));
  return TRUE;
}
