/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/trust/trust.h"

#include "base/platform.h"
#include "crypto/openssl.h"
#include "crypto/trust/reason.h"

#include <glib/gi18n-lib.h>

/* longer chains do not occur; they would only be work */
#define MAX_DEPTH 10
/* 112 bits: no SHA-1 or MD5 in the path, RSA keys of 2048 bits or more */
#define SECURITY_LEVEL 2
/* how many dead ends are tried when authorities share a name */
#define MAX_ATTEMPTS 16

/* One way that was tried. */
typedef struct {
  SokyTrustState state;
  int code; /* X509_V_… */
  int depth;
  GPtrArray *chain;
} Attempt;

struct _SokyTrust {
  gatomicrefcount references;
  X509_STORE *store; /* the anchors */
  GPtrArray *anchors;
  GPtrArray *intermediates;
};

static gboolean
contains (GPtrArray *certificates, SokyCertificate *certificate)
{
  for (guint i = 0; i < certificates->len; i++)
    if (soky_certificate_equal (certificates->pdata[i], certificate))
      return TRUE;
  return FALSE;
}

static void
add (SokyTrust *self, SokyCertificate *certificate)
{
  gboolean anchor = soky_certificate_is_self_signed (certificate);
  GPtrArray *list = anchor ? self->anchors : self->intermediates;

  if (contains (list, certificate))
    return;
  g_ptr_array_add (list, g_object_ref (certificate));
  if (anchor)
    X509_STORE_add_cert (self->store, soky_certificate_peek_x509 (certificate));
}

static gboolean
is_certificate_file (const char *name)
{
  return g_str_has_suffix (name, ".pem") || g_str_has_suffix (name, ".crt");
}

/* What is configured comes first, so that a file cannot lead the search astray. */
static SokyX509Stack *
collect_untrusted (SokyTrust *self, GPtrArray *others)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  g_ptr_array_extend (all, self->intermediates, NULL, NULL);
  if (others != NULL)
    g_ptr_array_extend (all, others, NULL, NULL);
  return soky_certificate_stack (all);
}

static GPtrArray *
take_chain (X509_STORE_CTX *context)
{
  GPtrArray *chain = g_ptr_array_new_with_free_func (g_object_unref);
  STACK_OF (X509) *found = X509_STORE_CTX_get0_chain (context);

  for (int i = 0; i < sk_X509_num (found); i++) {
    SokyCertificate *certificate = soky_certificate_new_from_x509 (sk_X509_value (found, i), NULL);
    if (certificate != NULL)
      g_ptr_array_add (chain, certificate);
  }
  return chain;
}

static void
set_rules (X509_STORE_CTX *context, gint64 at_us)
{
  X509_VERIFY_PARAM *parameters = X509_STORE_CTX_get0_param (context);

  X509_VERIFY_PARAM_set_time (parameters, (time_t) (at_us / G_USEC_PER_SEC));
  X509_VERIFY_PARAM_set_depth (parameters, MAX_DEPTH);
  X509_VERIFY_PARAM_set_auth_level (parameters, SECURITY_LEVEL);
  X509_VERIFY_PARAM_set_purpose (parameters, X509_PURPOSE_ANY);
  X509_VERIFY_PARAM_set_flags (parameters, X509_V_FLAG_POLICY_CHECK);
}

static void
attempt_free (Attempt *self)
{
  g_ptr_array_unref (self->chain);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Attempt, attempt_free)

static Attempt *
try_path (SokyTrust *self, SokyCertificate *certificate, SokyX509Stack *untrusted, gint64 at_us)
{
  g_autoptr (X509_STORE_CTX) context = X509_STORE_CTX_new ();
  Attempt *attempt = g_new0 (Attempt, 1);

  X509_STORE_CTX_init (context, self->store, soky_certificate_peek_x509 (certificate), untrusted);
  set_rules (context, at_us);
  gboolean good = X509_verify_cert (context) == 1;
  attempt->code = good ? X509_V_OK : X509_STORE_CTX_get_error (context);
  attempt->depth = X509_STORE_CTX_get_error_depth (context);
  attempt->chain = take_chain (context);
  attempt->state = good                                    ? SOKY_TRUST_TRUSTED
                   : soky_trust_is_no_path (attempt->code) ? SOKY_TRUST_UNKNOWN
                                                           : SOKY_TRUST_UNTRUSTED;
  return attempt;
}

/* Which authority of the path to do without, when it leads nowhere. */
static int
wrong_turn (const Attempt *attempt)
{
  if (attempt->state == SOKY_TRUST_UNKNOWN)
    return (int) attempt->chain->len - 1;
  if (attempt->code == X509_V_ERR_CERT_SIGNATURE_FAILURE)
    return attempt->depth + 1;
  return MAX (attempt->depth, 1);
}

/* Takes away the authority that led into a dead end; FALSE when there is no other way. */
static gboolean
leave_dead_end (const Attempt *attempt, SokyX509Stack *untrusted)
{
  int at = wrong_turn (attempt);

  if (at < 1 || at >= (int) attempt->chain->len)
    return FALSE;
  X509 *wrong = soky_certificate_peek_x509 (attempt->chain->pdata[at]);
  for (int i = 0; i < sk_X509_num (untrusted); i++) {
    if (X509_cmp (sk_X509_value (untrusted, i), wrong) != 0)
      continue;
    X509_free (sk_X509_delete (untrusted, i));
    return TRUE;
  }
  return FALSE;
}

/* The way to an anchor, else the way that says most: one with a fault, else the first one. */
static guint
choose (GPtrArray *attempts)
{
  const Attempt *last = attempts->pdata[attempts->len - 1];

  if (last->state == SOKY_TRUST_TRUSTED)
    return attempts->len - 1;
  for (guint i = 0; i < attempts->len; i++)
    if (((const Attempt *) attempts->pdata[i])->state == SOKY_TRUST_UNTRUSTED)
      return i;
  return 0;
}

/* OpenSSL follows one way only. An authority that was certified twice, or a false one of the same
 * name, must not hide the way that is there. */
static Attempt *
find_path (SokyTrust *self, SokyCertificate *certificate, GPtrArray *others, gint64 at_us)
{
  g_autoptr (GPtrArray) attempts = g_ptr_array_new_with_free_func ((GDestroyNotify) attempt_free);
  g_autoptr (SokyX509Stack) untrusted = collect_untrusted (self, others);
  Attempt *last = NULL;

  do {
    last = try_path (self, certificate, untrusted, at_us);
    g_ptr_array_add (attempts, last);
  } while (last->state != SOKY_TRUST_TRUSTED && attempts->len < MAX_ATTEMPTS &&
           leave_dead_end (last, untrusted));
  return g_ptr_array_steal_index (attempts, choose (attempts));
}

SokyTrust *
soky_trust_new (void)
{
  SokyTrust *self = g_new0 (SokyTrust, 1);

  g_atomic_ref_count_init (&self->references);
  self->store = X509_STORE_new ();
  self->anchors = g_ptr_array_new_with_free_func (g_object_unref);
  self->intermediates = g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

SokyTrust *
soky_trust_ref (SokyTrust *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
soky_trust_unref (SokyTrust *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;
  X509_STORE_free (self->store);
  g_ptr_array_unref (self->anchors);
  g_ptr_array_unref (self->intermediates);
  g_free (self);
}

gboolean
soky_trust_add_file (SokyTrust *self, const char *path, GError **error)
{
  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  g_autoptr (GPtrArray) certificates = soky_certificate_list_from_pem_file (path, error);
  if (certificates == NULL)
    return FALSE;
  for (guint i = 0; i < certificates->len; i++)
    add (self, certificates->pdata[i]);
  return TRUE;
}

gboolean
soky_trust_add_folder (SokyTrust *self, const char *path, GError **error)
{
  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  g_autoptr (GError) problem = NULL;
  g_autoptr (GDir) folder = g_dir_open (path, 0, &problem);
  if (g_error_matches (problem, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return TRUE;
  if (folder == NULL) {
    g_propagate_error (error, g_steal_pointer (&problem));
    return FALSE;
  }
  for (const char *name = g_dir_read_name (folder); name; name = g_dir_read_name (folder)) {
    g_autofree char *file = g_build_filename (path, name, NULL);
    if (is_certificate_file (name) && !soky_trust_add_file (self, file, error))
      return FALSE;
  }
  return TRUE;
}

guint
soky_trust_count_anchors (SokyTrust *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->anchors->len;
}

gboolean
soky_trust_add_system (SokyTrust *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  const char *bundle = soky_platform_find_authorities ();
  return bundle == NULL || soky_trust_add_file (self, bundle, error);
}

GPtrArray *
soky_trust_get_anchors (SokyTrust *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->anchors;
}

static void
refuse (SokyTrustPath *path, SokyTrustFault fault, const char *reason)
{
  path->state = SOKY_TRUST_UNTRUSTED;
  path->fault = fault;
  path->reason = g_strdup (reason);
}

/* What OpenSSL does not ask: the purpose, of the leaf and of the authorities between. */
static void
check_purpose (SokyTrustPath *path, SokyTrustPurpose purpose)
{
  gboolean below = TRUE;

  for (guint i = 1; i + 1 < path->chain->len; i++)
    below = below && soky_usage_permits_below (path->chain->pdata[i], purpose);
  if (below && soky_usage_permits (path->chain->pdata[0], purpose))
    return;
  if (purpose == SOKY_TRUST_PURPOSE_TIMESTAMPING)
    refuse (path, SOKY_TRUST_FAULT_USAGE, _ ("The certificate was not issued for timestamps."));
  else
    refuse (path, SOKY_TRUST_FAULT_USAGE, _ ("The certificate was not issued for signing."));
}

SokyTrustPath *
soky_trust_find_path (SokyTrust *self, SokyCertificate *certificate, GPtrArray *others,
                      SokyTrustPurpose purpose, gint64 at_us)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (certificate), NULL);

  g_autoptr (Attempt) found = find_path (self, certificate, others, at_us);
  SokyTrustPath *path = g_new0 (SokyTrustPath, 1);

  path->chain = g_ptr_array_ref (found->chain);
  path->state = found->state;
  path->fault = soky_trust_get_fault (found->code);
  if (self->anchors->len == 0) {
    path->state = SOKY_TRUST_UNKNOWN;
    path->fault = SOKY_TRUST_FAULT_NO_PATH;
    path->reason = g_strdup (_ ("No trusted authority is set up here, so nobody vouches for the "
                                "certificate."));
  } else if (found->state != SOKY_TRUST_TRUSTED) {
    path->reason = soky_trust_explain (found->code, found->depth, found->chain, certificate);
  } else {
    check_purpose (path, purpose);
  }
  ERR_clear_error ();
  return path;
}

void
soky_trust_path_free (SokyTrustPath *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->chain);
  g_free (self->reason);
  g_free (self);
}

SokyTrustState
soky_trust_check (SokyTrust *self, SokyCertificate *certificate, GPtrArray *others, gint64 at_us,
                  GPtrArray **chain, char **reason)
{
  g_return_val_if_fail (self != NULL, SOKY_TRUST_UNKNOWN);

  g_autoptr (SokyTrustPath) path =
      soky_trust_find_path (self, certificate, others, SOKY_TRUST_PURPOSE_SIGNING, at_us);
  g_return_val_if_fail (path != NULL, SOKY_TRUST_UNKNOWN);

  if (chain != NULL)
    *chain = g_ptr_array_ref (path->chain);
  if (reason != NULL)
    *reason = g_steal_pointer (&path->reason);
  return path->state;
}
