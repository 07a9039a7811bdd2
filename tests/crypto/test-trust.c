/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "craft.h"
#include "crypto/trust/trust.h"
#include "fixture.h"

#include <string.h>

typedef struct {
  char *folder;
  Crafted *root;
  Crafted *middle;
  Crafted *leaf;
  SokyTrust *trust; /* the root alone */
} Tree;

static void
set_up (Tree *tree, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  tree->folder = fixture_make_folder ();
  tree->root = craft_authority (NULL, "Root");
  tree->middle = craft_authority (tree->root, "Middle");
  tree->leaf = craft_person (tree->middle, "Lan");
  crafted_write (tree->root, tree->folder, "root");
  tree->trust = soky_trust_new ();
  g_autofree char *root = g_build_filename (tree->folder, "root.pem", NULL);
  g_assert_true (soky_trust_add_file (tree->trust, root, &error));
  g_assert_no_error (error);
}

static void
tear_down (Tree *tree, gconstpointer data)
{
  crafted_free (tree->leaf);
  crafted_free (tree->middle);
  crafted_free (tree->root);
  soky_trust_unref (tree->trust);
  fixture_remove_folder (tree->folder);
}

/* NULL-terminated list of certificates that come with the signature */
static GPtrArray *
make_others (Crafted *first, Crafted *second)
{
  GPtrArray *others = g_ptr_array_new ();

  if (first != NULL)
    g_ptr_array_add (others, first->certificate);
  if (second != NULL)
    g_ptr_array_add (others, second->certificate);
  return others;
}

static void
assert_trust (SokyTrust *trust, Crafted *leaf, Crafted *other, gint64 at_us, SokyTrustState state)
{
  g_autoptr (GPtrArray) others = make_others (other, NULL);
  g_autoptr (GPtrArray) chain = NULL;
  g_autofree char *reason = NULL;

  g_assert_cmpint (soky_trust_check (trust, leaf->certificate, others, at_us, &chain, &reason), ==,
                   state);
  g_assert_nonnull (chain);
  g_assert_true (soky_certificate_equal (chain->pdata[0], leaf->certificate));
  g_assert_cmpint (reason == NULL, ==, state == SOKY_TRUST_TRUSTED);
  if (reason != NULL)
    g_test_message ("%s", reason);
}

static void
test_path (Tree *tree, gconstpointer data)
{
  g_autoptr (GPtrArray) others = make_others (tree->middle, NULL);
  g_autoptr (GPtrArray) chain = NULL;
  g_autofree char *reason = NULL;

  g_assert_cmpuint (soky_trust_count_anchors (tree->trust), ==, 1);
  g_assert_cmpint (soky_trust_check (tree->trust, tree->leaf->certificate, others, CRAFT_NOW_US,
                                     &chain, &reason),
                   ==, SOKY_TRUST_TRUSTED);
  g_assert_null (reason);
  g_assert_cmpuint (chain->len, ==, 3);
  g_assert_true (soky_certificate_equal (chain->pdata[2], tree->root->certificate));
  g_assert_cmpint (
      soky_trust_check (tree->trust, tree->leaf->certificate, others, CRAFT_NOW_US, NULL, NULL), ==,
      SOKY_TRUST_TRUSTED);
}

static void
test_no_path (Tree *tree, gconstpointer data)
{
  g_autoptr (Crafted) stranger = craft_authority (NULL, "Stranger");
  g_autoptr (Crafted) alone = craft_person (NULL, "Alone");
  g_autoptr (Crafted) theirs = craft_person (stranger, "Theirs");
  g_autoptr (SokyTrust) empty = soky_trust_new ();

  assert_trust (tree->trust, tree->leaf, NULL, CRAFT_NOW_US, SOKY_TRUST_UNKNOWN);
  assert_trust (tree->trust, theirs, stranger, CRAFT_NOW_US, SOKY_TRUST_UNKNOWN);
  assert_trust (tree->trust, alone, NULL, CRAFT_NOW_US, SOKY_TRUST_UNKNOWN);
  assert_trust (empty, tree->leaf, tree->middle, CRAFT_NOW_US, SOKY_TRUST_UNKNOWN);
}

/* An intermediate of the trust file completes the path, and is no anchor. */
static void
test_intermediate_from_file (Tree *tree, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyTrust) only_middle = soky_trust_new ();
  g_autofree char *path = g_build_filename (tree->folder, "middle.pem", NULL);

  crafted_write (tree->middle, tree->folder, "middle");
  g_assert_true (soky_trust_add_file (tree->trust, path, &error));
  g_assert_true (soky_trust_add_file (tree->trust, path, &error));
  g_assert_cmpuint (soky_trust_count_anchors (tree->trust), ==, 1);
  assert_trust (tree->trust, tree->leaf, NULL, CRAFT_NOW_US, SOKY_TRUST_TRUSTED);

  g_assert_true (soky_trust_add_file (only_middle, path, &error));
  g_assert_cmpuint (soky_trust_count_anchors (only_middle), ==, 0);
  assert_trust (only_middle, tree->leaf, NULL, CRAFT_NOW_US, SOKY_TRUST_UNKNOWN);
}

static void
test_time (Tree *tree, gconstpointer data)
{
  const gint64 moments[] = {CRAFT_NOW_US - 2 * CRAFT_YEAR_US, CRAFT_NOW_US + 2 * CRAFT_YEAR_US};
  const CraftRequest request = {.issuer = tree->root,
                                .name = "Short",
                                .basic_constraints = "critical,CA:TRUE",
                                .key_usage = "keyCertSign",
                                .from_us = CRAFT_NOW_US - CRAFT_YEAR_US,
                                .to_us = CRAFT_NOW_US};
  g_autoptr (Crafted) short_middle = craft (&request);
  g_autoptr (Crafted) below = craft_person (short_middle, "Below");

  for (gsize i = 0; i < G_N_ELEMENTS (moments); i++)
    assert_trust (tree->trust, tree->leaf, tree->middle, moments[i], SOKY_TRUST_UNTRUSTED);
  assert_trust (tree->trust, below, short_middle, CRAFT_NOW_US - 1, SOKY_TRUST_TRUSTED);
  assert_trust (tree->trust, below, short_middle, CRAFT_NOW_US + CRAFT_YEAR_US / 2,
                SOKY_TRUST_UNTRUSTED);
}

static void
assert_bad_middle (Tree *tree, const CraftRequest *middle_request)
{
  g_autoptr (Crafted) middle = craft (middle_request);
  g_autoptr (Crafted) leaf = craft_person (middle, "Below");

  assert_trust (tree->trust, leaf, middle, CRAFT_NOW_US, SOKY_TRUST_UNTRUSTED);
}

static void
test_bad_authority (Tree *tree, gconstpointer data)
{
  assert_bad_middle (tree, &(CraftRequest){.issuer = tree->root,
                                           .name = "Not CA",
                                           .basic_constraints = "critical,CA:FALSE"});
  assert_bad_middle (tree, &(CraftRequest){.issuer = tree->root,
                                           .name = "Weak CA",
                                           .rsa_bits = 1024,
                                           .basic_constraints = "critical,CA:TRUE",
                                           .key_usage = "keyCertSign"});
  assert_bad_middle (tree, &(CraftRequest){.issuer = tree->root,
                                           .name = "Old CA",
                                           .md = EVP_sha1 (),
                                           .basic_constraints = "critical,CA:TRUE",
                                           .key_usage = "keyCertSign"});
}

static void
test_name_constraints (Tree *tree, gconstpointer data)
{
  g_autoptr (Crafted) middle =
      craft (&(CraftRequest){.issuer = tree->root,
                             .name = "School CA",
                             .basic_constraints = "critical,CA:TRUE",
                             .key_usage = "keyCertSign",
                             .extra = "nameConstraints=critical,permitted;email:truong.edu.vn"});
  g_autoptr (Crafted) inside = craft (&(CraftRequest){
      .issuer = middle, .name = "In", .extra = "subjectAltName=email:lan@truong.edu.vn"});
  g_autoptr (Crafted) outside = craft (&(CraftRequest){
      .issuer = middle, .name = "Out", .extra = "subjectAltName=email:lan@khac.vn"});

  assert_trust (tree->trust, inside, middle, CRAFT_NOW_US, SOKY_TRUST_TRUSTED);
  assert_trust (tree->trust, outside, middle, CRAFT_NOW_US, SOKY_TRUST_UNTRUSTED);
}

static void
test_bad_leaf (Tree *tree, gconstpointer data)
{
  g_autoptr (Crafted) no_signing = craft (&(CraftRequest){
      .issuer = tree->root, .name = "Cipher", .key_usage = "critical,keyEncipherment"});
  g_autoptr (Crafted) old =
      craft (&(CraftRequest){.issuer = tree->root, .name = "Old", .md = EVP_sha1 ()});
  g_autoptr (Crafted) weak =
      craft (&(CraftRequest){.issuer = tree->root, .name = "Weak", .rsa_bits = 1024});
  g_autoptr (Crafted) strange = craft (&(CraftRequest){
      .issuer = tree->root, .name = "Strange", .extra = "nsComment=critical,DER:0401"});

  assert_trust (tree->trust, no_signing, NULL, CRAFT_NOW_US, SOKY_TRUST_UNTRUSTED);
  assert_trust (tree->trust, old, NULL, CRAFT_NOW_US, SOKY_TRUST_UNTRUSTED);
  assert_trust (tree->trust, weak, NULL, CRAFT_NOW_US, SOKY_TRUST_UNTRUSTED);
  assert_trust (tree->trust, strange, NULL, CRAFT_NOW_US, SOKY_TRUST_UNTRUSTED);
}

/* The names of the tree, other keys: nothing that a forger brings is believed. */
static void
test_forged (Tree *tree, gconstpointer data)
{
  g_autoptr (Crafted) false_root = craft_authority (NULL, "Root");
  g_autoptr (Crafted) false_leaf = craft_person (false_root, "Lan");
  g_autoptr (X509) copy = X509_dup (tree->leaf->x509);
  Crafted resigned = {false_root->key, copy, NULL};

  assert_trust (tree->trust, false_leaf, false_root, CRAFT_NOW_US, SOKY_TRUST_UNKNOWN);
  X509_sign (copy, false_root->key, EVP_sha256 ());
  resigned.certificate = soky_certificate_new_from_x509 (copy, NULL);
  assert_trust (tree->trust, &resigned, tree->middle, CRAFT_NOW_US, SOKY_TRUST_UNTRUSTED);
  g_object_unref (resigned.certificate);
}

/* A false twin of the intermediate in the file must not hide the right one. */
static void
test_led_astray (Tree *tree, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Crafted) false_middle = craft_authority (NULL, "Middle");
  g_autofree char *path = g_build_filename (tree->folder, "middle.pem", NULL);

  crafted_write (tree->middle, tree->folder, "middle");
  g_assert_true (soky_trust_add_file (tree->trust, path, &error));
  assert_trust (tree->trust, tree->leaf, false_middle, CRAFT_NOW_US, SOKY_TRUST_TRUSTED);
}

/* A certificate of @authority's key and name by another issuer. */
static Crafted *
certify_again (Crafted *authority, Crafted *issuer)
{
  Crafted *again = g_new0 (Crafted, 1);
  g_autoptr (X509) x509 = X509_dup (authority->x509);
  int key_id = X509_get_ext_by_NID (x509, NID_authority_key_identifier, -1);

  X509_EXTENSION_free (X509_delete_ext (x509, key_id));
  X509_set_issuer_name (x509, X509_get_subject_name (issuer->x509));
  X509_sign (x509, issuer->key, EVP_sha256 ());
  again->certificate = soky_certificate_new_from_x509 (x509, NULL);
  again->x509 = g_steal_pointer (&x509);
  EVP_PKEY_up_ref (authority->key);
  again->key = authority->key;
  return again;
}

/* Whatever the order in which the file brings them, the way to our anchor is found. */
static void
test_certified_twice (Tree *tree, gconstpointer data)
{
  g_autoptr (Crafted) stranger = craft_authority (NULL, "Stranger");
  g_autoptr (Crafted) again = certify_again (tree->middle, stranger);
  g_autoptr (Crafted) decoy = certify_again (tree->middle, tree->root);
  Crafted *orders[][4] = {
      {again, tree->middle, stranger, NULL},
      {tree->middle, again, stranger, NULL},
      {stranger, again, tree->middle, NULL},
      {decoy, again, tree->middle, NULL},
  };

  /* same name and key identifier as the right one, another key */
  g_clear_object (&decoy->certificate);
  X509_set_pubkey (decoy->x509, stranger->key);
  X509_sign (decoy->x509, tree->root->key, EVP_sha256 ());
  decoy->certificate = soky_certificate_new_from_x509 (decoy->x509, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++) {
    g_autoptr (GPtrArray) others = g_ptr_array_new ();
    for (gsize k = 0; orders[i][k] != NULL; k++)
      g_ptr_array_add (others, orders[i][k]->certificate);
    g_assert_cmpint (
        soky_trust_check (tree->trust, tree->leaf->certificate, others, CRAFT_NOW_US, NULL, NULL),
        ==, SOKY_TRUST_TRUSTED);
  }
}

static void
test_anchor_signs (Tree *tree, gconstpointer data)
{
  g_autoptr (Crafted) self_signed = craft_person (NULL, "Self");
  g_autofree char *path = g_build_filename (tree->folder, "self.pem", NULL);

  assert_trust (tree->trust, self_signed, NULL, CRAFT_NOW_US, SOKY_TRUST_UNKNOWN);
  crafted_write (self_signed, tree->folder, "self");
  g_assert_true (soky_trust_add_file (tree->trust, path, NULL));
  assert_trust (tree->trust, self_signed, NULL, CRAFT_NOW_US, SOKY_TRUST_TRUSTED);
  assert_trust (tree->trust, tree->root, NULL, CRAFT_NOW_US, SOKY_TRUST_UNTRUSTED);
}

static void
test_folder (Tree *tree, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyTrust) trust = soky_trust_new ();
  g_autoptr (SokyTrust) again = soky_trust_ref (trust);
  g_autofree char *missing = g_build_filename (tree->folder, "missing", NULL);
  g_autofree char *readme = g_build_filename (tree->folder, "README", NULL);
  g_autofree char *broken = g_build_filename (tree->folder, "broken.crt", NULL);
  g_autofree char *der = g_build_filename (tree->folder, "middle.crt", NULL);
  GBytes *bytes = soky_certificate_get_der (tree->middle->certificate);

  g_assert_true (soky_trust_add_folder (trust, missing, &error));
  g_assert_cmpuint (soky_trust_count_anchors (trust), ==, 0);
  fixture_write (readme, "no certificate", 14);
  fixture_write (der, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_true (soky_trust_add_folder (trust, tree->folder, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (soky_trust_count_anchors (again), ==, 1);
  assert_trust (trust, tree->leaf, NULL, CRAFT_NOW_US, SOKY_TRUST_TRUSTED);

  fixture_write (broken, "no certificate", 14);
  g_assert_false (soky_trust_add_folder (trust, tree->folder, &error));
  g_assert_error (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_NOT_A_CERTIFICATE);
}

typedef void (*TreeTest) (Tree *tree, gconstpointer data);

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    TreeTest run;
  } tests[] = {
      {"/crypto/trust/path", test_path},
      {"/crypto/trust/no-path", test_no_path},
      {"/crypto/trust/intermediate-from-file", test_intermediate_from_file},
      {"/crypto/trust/time", test_time},
      {"/crypto/trust/bad-authority", test_bad_authority},
      {"/crypto/trust/name-constraints", test_name_constraints},
      {"/crypto/trust/bad-leaf", test_bad_leaf},
      {"/crypto/trust/forged", test_forged},
      {"/crypto/trust/led-astray", test_led_astray},
      {"/crypto/trust/certified-twice", test_certified_twice},
      {"/crypto/trust/anchor-signs", test_anchor_signs},
      {"/crypto/trust/folder", test_folder},
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Tree, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
