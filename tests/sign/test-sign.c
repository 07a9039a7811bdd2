/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/sign.h"

#include "base/clock.h"
#include "crypto/error.h"
#include "documents.h"
#include "failing-signer.h"
#include "fixture.h"
#include "identity.h"
#include "judges.h"
#include "pdf/signature.h"

#include <glib/gstdio.h>
#include <string.h>

#define HOLDER "Nguyễn Thị Lan"

static void
assert_valid (const SokySignatureReport *signature, SokyCoverage coverage, SokyChanges changes)
{
  if (signature->verdict != SOKY_VERDICT_VALID)
    g_test_message ("%s: %s", signature->indication, signature->reason);
  g_assert_cmpint (signature->integrity, ==, SOKY_INTEGRITY_OK);
  g_assert_cmpint (signature->coverage, ==, coverage);
  g_assert_cmpint (signature->changes, ==, changes);
  g_assert_cmpint (signature->trust, ==, SOKY_REPORT_TRUSTED);
  g_assert_cmpint (signature->verdict, ==, SOKY_VERDICT_VALID);
  g_assert_cmpstr (signature->indication, ==, "TOTAL-PASSED");
  g_assert_cmpstr (signature->reason, !=, "");
}

static void
assert_prefix (GBytes *start, GBytes *whole)
{
  gsize length = 0, size = 0;
  const void *data = g_bytes_get_data (start, &length);
  const void *all = g_bytes_get_data (whole, &size);

  g_assert_cmpuint (size, >, length);
  g_assert_cmpmem (all, length, data, length);
}

/* Only the scratch files of the fixture are left: no partial output, no temporary one. */
static void
assert_no_leftover (Identity *identity, const char *output)
{
  g_autoptr (GDir) folder = g_dir_open (identity->folder, 0, NULL);

  g_assert_false (g_file_test (output, G_FILE_TEST_EXISTS));
  for (const char *name = g_dir_read_name (folder); name; name = g_dir_read_name (folder))
    g_assert_false (g_str_has_prefix (name, ".soky"));
}

typedef struct {
  const char *name;
  SokyNewKey key;
  SokyHash hash;
  gboolean pss;
  const char *algorithm; /* as the report names it */
  gboolean pdfsig;       /* poppler 22.12 can check it */
} Scheme;

static const Scheme schemes[] = {
    {"rsa-2048", SOKY_NEW_KEY_RSA_2048, SOKY_HASH_UNKNOWN, FALSE, "RSA PKCS#1 v1.5, SHA-256", TRUE},
    {"rsa-3072-sha512", SOKY_NEW_KEY_RSA_3072, SOKY_HASH_SHA512, FALSE, "RSA PKCS#1 v1.5, SHA-512",
     TRUE},
    {"rsa-pss", SOKY_NEW_KEY_RSA_2048, SOKY_HASH_SHA256, TRUE, "RSA-PSS, SHA-256", TRUE},
    {"p256", SOKY_NEW_KEY_EC_P256, SOKY_HASH_SHA256, FALSE, "ECDSA, SHA-256", TRUE},
    {"rsa-4096-pss-sha384", SOKY_NEW_KEY_RSA_4096, SOKY_HASH_SHA384, TRUE, "RSA-PSS, SHA-384",
     TRUE},
    {"rsa-pss-sha512", SOKY_NEW_KEY_RSA_2048, SOKY_HASH_SHA512, TRUE, "RSA-PSS, SHA-512", TRUE},
    {"p256-sha512", SOKY_NEW_KEY_EC_P256, SOKY_HASH_SHA512, FALSE, "ECDSA, SHA-512", TRUE},
    {"p384-sha384", SOKY_NEW_KEY_EC_P384, SOKY_HASH_SHA384, FALSE, "ECDSA, SHA-384", TRUE},
    {"p521-sha512", SOKY_NEW_KEY_EC_P521, SOKY_HASH_SHA512, FALSE, "ECDSA, SHA-512", TRUE},
};

static void
test_scheme (gconstpointer data)
{
  const Scheme *scheme = data;
  g_autoptr (Identity) identity = identity_new (scheme->key, HOLDER);
  g_autoptr (GBytes) document = document_make (DOCUMENT_TABLE, 2);
  const SokySignOptions options = {
      .hash = scheme->hash,
      .prefer_pss = scheme->pss,
      .reason = "Đồng ý",
      .location = "Hà Nội",
      .signing_time_us = soky_clock_now_us () / G_USEC_PER_SEC * G_USEC_PER_SEC,
  };
  g_autoptr (GBytes) result = identity_sign (identity, document, &options);
  g_autoptr (SokyReport) report = verify_bytes (result, identity->trust);
  const SokySignatureReport *signature = only_signature (report);
  g_autofree char *path = identity_path (identity, "out.pdf");

  assert_prefix (document, result);
  assert_valid (signature, SOKY_COVERAGE_FILE, SOKY_CHANGES_NONE);
  g_assert_cmpstr (signature->algorithm, ==, scheme->algorithm);
  g_assert_cmpstr (signature->subfilter, ==, "ETSI.CAdES.detached");
  g_assert_cmpstr (signature->signer, ==, HOLDER);
  g_assert_cmpstr (signature->claimed_name, ==, HOLDER);
  g_assert_cmpstr (signature->organisation, ==, "Trường THCS Hoa Sen");
  g_assert_cmpstr (signature->signature_reason, ==, "Đồng ý");
  g_assert_cmpstr (signature->location, ==, "Hà Nội");
  g_assert_cmpint (signature->signed_at_us, ==, options.signing_time_us);
  g_assert_cmpint (signature->revision_end, ==, (gint64) g_bytes_get_size (result));
  g_assert_cmpint (signature->page, ==, 0);
  g_assert_cmpuint (signature->chain->len, ==, 2);
  judge_structure (path);
  judge_openssl (result, signature->byte_range, identity->trust_path, identity->folder);
  if (scheme->pdfsig)
    judge_pdfsig (path, 1);
}

static void
test_input_kind (gconstpointer data)
{
  DocumentKind kind = GPOINTER_TO_UINT (data);
  g_autoptr (Identity) identity = identity_new (SOKY_NEW_KEY_EC_P256, HOLDER);
  g_autoptr (GBytes) document = document_make (kind, kind == DOCUMENT_FORM ? 1 : 3);
  const SokySignOptions options = {
      .placement = {.visible = TRUE, .page = 1, .x = 300, .y = 200, .width = 200, .height = 80},
  };
  g_autoptr (GBytes) result = identity_sign (identity, document, &options);
  g_autoptr (SokyReport) report = verify_bytes (result, identity->trust);
  g_autofree char *path = identity_path (identity, "out.pdf");

  assert_prefix (document, result);
  assert_valid (only_signature (report), SOKY_COVERAGE_FILE, SOKY_CHANGES_NONE);
  g_assert_cmpint (only_signature (report)->page, ==, 1);
  g_assert_cmpfloat (only_signature (report)->rect[0], ==, 300);
  g_assert_cmpfloat (only_signature (report)->rect[3], ==, 280);
  judge_structure (path);
  /* poppler counts byte ranges from %PDF, not from the start of the file */
  if (kind != DOCUMENT_JUNK)
    judge_pdfsig (path, 1);
}

/* Teacher, head of group, principal: each update leaves every earlier byte where it was. */
static void
test_thrice (gconstpointer data)
{
  DocumentKind kind = GPOINTER_TO_UINT (data);
  g_autoptr (Identity) identity = identity_new (SOKY_NEW_KEY_RSA_2048, HOLDER);
  g_autoptr (GBytes) document = document_make (kind, 2);
  g_autofree char *path = identity_path (identity, "out.pdf");

  for (guint round = 1; round <= 3; round++) {
    const SokySignOptions options = {
        .placement = {.visible = TRUE,
                      .page = -1,
                      .x = 60,
                      .y = 60 + 100 * round,
                      .width = 180,
                      .height = 80},
        .title = "HIỆU TRƯỞNG",
    };
    g_autoptr (GBytes) result = identity_sign (identity, document, &options);
    g_autoptr (SokyReport) report = verify_bytes (result, identity->trust);

    assert_prefix (document, result);
    g_assert_cmpuint (report->signatures->len, ==, round);
    for (guint i = 0; i < round; i++)
      assert_valid (g_ptr_array_index (report->signatures, i),
                    i + 1 == round ? SOKY_COVERAGE_FILE : SOKY_COVERAGE_REVISION,
                    i + 1 == round ? SOKY_CHANGES_NONE : SOKY_CHANGES_PERMITTED);
    g_assert_cmpint (soky_report_get_verdict (report), ==, SOKY_VERDICT_VALID);
    g_clear_pointer (&document, g_bytes_unref);
    document = g_steal_pointer (&result);
  }
  judge_structure (path);
  judge_pdfsig (path, 3);
  judge_mutool (path, 3);
}

static void
test_linearized (void)
{
  g_autoptr (Identity) identity = identity_new (SOKY_NEW_KEY_EC_P256, HOLDER);
  g_autoptr (GBytes) document = document_make (DOCUMENT_TABLE, 5);
  g_autofree char *plain = identity_path (identity, "plain.pdf");
  g_autofree char *linear = identity_path (identity, "linear.pdf");

  fixture_write (plain, g_bytes_get_data (document, NULL), g_bytes_get_size (document));
  if (fixture_run (NULL, "qpdf", "--linearize", plain, linear, NULL) != 0) {
    g_test_skip ("qpdf is not installed");
    return;
  }
  g_autoptr (GBytes) input = fixture_read (linear);
  g_autoptr (GBytes) result = identity_sign (identity, input, NULL);
  g_autoptr (SokyReport) report = verify_bytes (result, identity->trust);
  g_autofree char *path = identity_path (identity, "out.pdf");

  assert_prefix (input, result);
  assert_valid (only_signature (report), SOKY_COVERAGE_FILE, SOKY_CHANGES_NONE);
  judge_pdfsig (path, 1);
}

static void
test_field (void)
{
  g_autoptr (Identity) identity = identity_new (SOKY_NEW_KEY_EC_P256, HOLDER);
  g_autoptr (GBytes) document = document_make (DOCUMENT_FORM, 1);
  const SokySignOptions options = {.field = "Approve"};
  g_autoptr (GBytes) result = identity_sign (identity, document, &options);
  g_autoptr (SokyReport) report = verify_bytes (result, identity->trust);
  g_autofree char *path = identity_path (identity, "out.pdf");
  const SokySignatureReport *signature = only_signature (report);

  assert_valid (signature, SOKY_COVERAGE_FILE, SOKY_CHANGES_NONE);
  g_assert_cmpstr (signature->field, ==, "Approve");
  g_assert_cmpint (signature->page, ==, 1);
  g_assert_cmpfloat (signature->rect[2], ==, 500);
  judge_structure (path);
  judge_pdfsig (path, 1);

  const SokySignOptions named = {.field = "Principal"};
  g_autoptr (GBytes) again = identity_sign (identity, result, &named);
  g_autoptr (SokyReport) both = verify_bytes (again, identity->trust);
  g_assert_cmpuint (both->signatures->len, ==, 2);
  const SokySignatureReport *second = g_ptr_array_index (both->signatures, 1);
  g_assert_cmpstr (second->field, ==, "Principal");
  g_assert_cmpint (soky_report_get_verdict (both), ==, SOKY_VERDICT_VALID);
}

static void
test_anchor (void)
{
  g_autoptr (Identity) identity = identity_new (SOKY_NEW_KEY_EC_P256, HOLDER);
  g_autoptr (GBytes) document = document_make (DOCUMENT_TABLE, 3);
  const SokySignOptions options = {.placement = {.visible = TRUE, .anchor = "người  soạn"}};
  const SokySignOptions folded = {.placement = {.visible = TRUE, .anchor = "nguoi  soan"}};
  g_autofree char *output = identity_path (identity, "none.pdf");
  g_autofree char *input = identity_path (identity, "in.pdf");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) result = identity_sign (identity, document, &folded);
  g_autoptr (SokyReport) report = verify_bytes (result, identity->trust);
  const SokySignatureReport *signature = only_signature (report);

  g_assert_cmpint (signature->page, ==, 3);
  g_assert_cmpfloat (signature->rect[3], <=, 400);
  g_assert_cmpfloat (signature->rect[2] - signature->rect[0], >, 50);
  /* the text of the file has no diacritics: another text */
  g_assert_false (soky_sign_file (input, output, &options, identity->signer, NULL, &error));
  g_assert_error (error, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_ANCHOR_NOT_FOUND);
}

static void
test_free_corner (void)
{
  g_autoptr (Identity) identity = identity_new (SOKY_NEW_KEY_EC_P256, HOLDER);
  g_autoptr (GBytes) document = document_make (DOCUMENT_TABLE, 2);
  const SokySignOptions options = {.placement = {.visible = TRUE, .anywhere = TRUE}};
  g_autoptr (GBytes) first = identity_sign (identity, document, &options);
  g_autoptr (GBytes) second = identity_sign (identity, first, &options);
  g_autoptr (SokyReport) report = verify_bytes (second, identity->trust);
  const SokySignatureReport *one = g_ptr_array_index (report->signatures, 0);
  const SokySignatureReport *other = g_ptr_array_index (report->signatures, 1);

  g_assert_cmpint (one->page, ==, 2);
  g_assert_cmpint (other->page, ==, 2);
  gboolean apart = one->rect[2] <= other->rect[0] || other->rect[2] <= one->rect[0] ||
                   one->rect[3] <= other->rect[1] || other->rect[3] <= one->rect[1];
  g_assert_true (apart);
}

static void
assert_refused (Identity *identity, GBytes *document, const SokySignOptions *options, GQuark domain,
                int code)
{
  g_autofree char *input = identity_path (identity, "refused-in.pdf");
  g_autofree char *output = identity_path (identity, "refused-out.pdf");
  g_autoptr (GError) error = NULL;

  fixture_write (input, g_bytes_get_data (document, NULL), g_bytes_get_size (document));
  g_assert_false (soky_sign_file (input, output, options, identity->signer, NULL, &error));
  g_assert_error (error, domain, code);
  assert_no_leftover (identity, output);
}

static void
test_refusals (void)
{
  g_autoptr (Identity) identity = identity_new (SOKY_NEW_KEY_EC_P256, HOLDER);
  g_autoptr (GBytes) form = document_make (DOCUMENT_FORM, 1);
  g_autoptr (GBytes) text = g_bytes_new_static ("not a PDF", 9);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (form, 0, g_bytes_get_size (form) / 2);
  const SokySignOptions plain = {0};
  const SokySignOptions taken = {.field = "Approve"};
  const SokySignOptions wrong_type = {.field = "Note"};
  const SokySignOptions dotted = {.field = "a.b"};
  const SokySignOptions page = {
      .placement = {.visible = TRUE, .page = 9, .width = 100, .height = 50},
  };
  const SokySignOptions nowhere = {
      .placement = {.visible = TRUE, .page = 1, .x = 1e9, .width = 100, .height = 50},
  };
  const SokySignOptions weak = {.hash = SOKY_HASH_SHA1};
  g_autoptr (GBytes) filled = identity_sign (identity, form, &taken);

  assert_refused (identity, text, &plain, SOKY_PDF_ERROR, SOKY_PDF_ERROR_NOT_PDF);
  assert_refused (identity, cut, &plain, SOKY_PDF_ERROR, SOKY_PDF_ERROR_TRUNCATED);
  assert_refused (identity, filled, &taken, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_FIELD_SIGNED);
  assert_refused (identity, form, &wrong_type, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_NO_SUCH_FIELD);
  assert_refused (identity, form, &dotted, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_NO_SUCH_FIELD);
  assert_refused (identity, form, &page, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_NO_SUCH_PAGE);
  assert_refused (identity, form, &nowhere, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_FAILED);
  assert_refused (identity, form, &weak, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_FAILED);
}

/* Certified so that nothing may be added. */
static void
test_certified (void)
{
  static const char field[] =
      "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Approve) /P 4 0 R /F 4 "
      "/Rect [300 100 500 170] /V << /Type /Sig /Filter /Adobe.PPKLite "
      "/SubFilter /adbe.pkcs7.detached /ByteRange [0 10 20 30] /Contents <00> "
      "/Reference [<< /Type /SigRef /TransformMethod /DocMDP "
      "/TransformParams << /Type /TransformParams /P 1 /V /1.2 >> >>] >> >>";
  g_autoptr (Identity) identity = identity_new (SOKY_NEW_KEY_EC_P256, HOLDER);
  g_autoptr (GBytes) form = document_make (DOCUMENT_FORM, 1);
  g_autoptr (GBytes) certified = document_update (form, 6, field);
  const SokySignOptions plain = {0};

  assert_refused (identity, certified, &plain, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_NOT_PERMITTED);
}

static void
test_expired (void)
{
  g_autoptr (Identity) identity = identity_new_between (
      SOKY_NEW_KEY_EC_P256, HOLDER, "2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z");
  g_autoptr (GBytes) document = document_make (DOCUMENT_TABLE, 1);
  const SokySignOptions plain = {0};

  assert_refused (identity, document, &plain, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_UNUSABLE);
}

/* A key that answers wrongly, or with too much: nothing may be saved. */
static void
test_bad_key (void)
{
  g_autoptr (Identity) identity = identity_new (SOKY_NEW_KEY_EC_P256, HOLDER);
  g_autoptr (GBytes) document = document_make (DOCUMENT_TABLE, 1);
  const SokySignOptions plain = {0};
  SokySigner *honest = identity->signer;

  identity->signer = failing_signer_new (honest, FAILING_WRONG, 1);
  assert_refused (identity, document, &plain, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_SELF_CHECK);
  g_object_unref (identity->signer);
  identity->signer = failing_signer_new (honest, FAILING_TOO_LONG, 1);
  assert_refused (identity, document, &plain, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_DOES_NOT_FIT);
  g_object_unref (identity->signer);
  identity->signer = honest;
}

/* A chain that is longer than was foreseen: the place is made larger, and the key asked once more.
 */
static void
test_grows (void)
{
  g_autoptr (Identity) identity = identity_new (SOKY_NEW_KEY_RSA_2048, HOLDER);
  g_autoptr (GBytes) document = document_make (DOCUMENT_STREAM, 2);
  const SokySignOptions options = {.placement = {.visible = TRUE, .anywhere = TRUE}};
  SokySigner *honest = identity->signer;

  identity->signer = failing_signer_new (honest, FAILING_LATE, 1);
  g_autoptr (GBytes) result = identity_sign (identity, document, &options);
  g_autoptr (SokyReport) report = verify_bytes (result, identity->trust);
  g_autofree char *path = identity_path (identity, "out.pdf");
  assert_prefix (document, result);
  assert_valid (only_signature (report), SOKY_COVERAGE_FILE, SOKY_CHANGES_NONE);
  g_assert_cmpuint (failing_signer_count (identity->signer), ==, 2);
  judge_structure (path);
  judge_pdfsig (path, 1);
  /* now it is foreseen */
  g_autoptr (GBytes) again = identity_sign (identity, result, &options);
  g_assert_cmpuint (failing_signer_count (identity->signer), ==, 3);
  g_object_unref (identity->signer);
  identity->signer = honest;
}

static void
test_in_place (void)
{
  g_autoptr (Identity) identity = identity_new (SOKY_NEW_KEY_EC_P256, HOLDER);
  g_autoptr (GBytes) document = document_make (DOCUMENT_STREAM, 1);
  g_autofree char *path = identity_path (identity, "same.pdf");
  g_autoptr (GError) error = NULL;

  fixture_write (path, g_bytes_get_data (document, NULL), g_bytes_get_size (document));
  soky_sign_file (path, path, NULL, identity->signer, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) result = fixture_read (path);
  g_autoptr (SokyReport) report = verify_bytes (result, identity->trust);
  assert_prefix (document, result);
  assert_valid (only_signature (report), SOKY_COVERAGE_FILE, SOKY_CHANGES_NONE);
}

static void
test_cancelled (void)
{
  g_autoptr (Identity) identity = identity_new (SOKY_NEW_KEY_EC_P256, HOLDER);
  g_autoptr (GBytes) document = document_make (DOCUMENT_TABLE, 1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *input = identity_path (identity, "in.pdf");
  g_autofree char *output = identity_path (identity, "out.pdf");
  g_autoptr (GError) error = NULL;

  fixture_write (input, g_bytes_get_data (document, NULL), g_bytes_get_size (document));
  g_cancellable_cancel (cancellable);
  g_assert_false (soky_sign_file (input, output, NULL, identity->signer, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_no_leftover (identity, output);
}

#define BATCH 4

typedef struct {
  GPtrArray *paths;
  SokySignItem items[BATCH];
} Batch;

static void
batch_init (Batch *self, Identity *identity, const char *prefix)
{
  g_autoptr (GBytes) document = document_make (DOCUMENT_TABLE, 1);

  self->paths = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < BATCH; i++) {
    g_autofree char *name = g_strdup_printf ("%s-%u.pdf", prefix, i);
    char *input = identity_path (identity, name);
    /* the second is no PDF */
    fixture_write (input, i == 1 ? "hello" : g_bytes_get_data (document, NULL),
                   i == 1 ? 5 : g_bytes_get_size (document));
    g_ptr_array_add (self->paths, input);
    g_ptr_array_add (self->paths, g_strconcat (input, ".signed", NULL));
    self->items[i] = (SokySignItem){input, g_ptr_array_index (self->paths, 2 * i + 1), NULL};
  }
}

/* @states: a letter for each item: Signed, sKipped, Failed, Waiting */
static void
assert_states (const Batch *self, SokyBatch *batch, const char *states)
{
  static const char letters[] = {'W', 'S', 'K', 'F'};

  for (guint i = 0; i < BATCH; i++) {
    g_assert_cmpint (letters[soky_batch_get_state (batch, i)], ==, states[i]);
    g_assert_cmpint (g_file_test (self->items[i].output_path, G_FILE_TEST_EXISTS), ==,
                     states[i] == 'S' || states[i] == 'K');
  }
}

static void
test_many (void)
{
  g_autoptr (Identity) identity = identity_new (SOKY_NEW_KEY_EC_P256, HOLDER);
  g_autoptr (SokySigner) pulled = failing_signer_new (identity->signer, FAILING_REFUSES, 2);
  g_autoptr (GError) error = NULL;
  Batch whole = {0};
  Batch stopped = {0};

  batch_init (&whole, identity, "whole");
  g_autoptr (SokyBatch) batch = soky_sign_batch_new (whole.items, BATCH, identity->signer, FALSE);
  g_assert_true (soky_batch_run (batch, 0, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  assert_states (&whole, batch, "SFSS");

  /* the key answers once, for the first file, and is gone for the next */
  batch_init (&stopped, identity, "stopped");
  g_autoptr (SokyBatch) half = soky_sign_batch_new (stopped.items, BATCH, pulled, FALSE);
  g_assert_false (soky_batch_run (half, 1, NULL, NULL, NULL, &error));
  g_assert_error (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_FAILED);
  assert_states (&stopped, half, "SFWW");

  /* another run goes on where that one stopped, and leaves alone what is no signed copy */
  g_clear_error (&error);
  fixture_write (stopped.items[3].output_path, "mine", 4);
  g_autoptr (SokyBatch) rest = soky_sign_batch_new (stopped.items, BATCH, identity->signer, TRUE);
  g_assert_true (soky_batch_run (rest, 0, NULL, NULL, NULL, &error));
  g_assert_cmpint (soky_batch_get_state (rest, 0), ==, SOKY_BATCH_SKIPPED);
  g_assert_cmpint (soky_batch_get_state (rest, 2), ==, SOKY_BATCH_SIGNED);
  g_assert_cmpint (soky_batch_get_state (rest, 3), ==, SOKY_BATCH_FAILED);
  g_autoptr (GBytes) mine = fixture_read (stopped.items[3].output_path);
  g_assert_cmpmem (g_bytes_get_data (mine, NULL), g_bytes_get_size (mine), "mine", 4);
  g_ptr_array_unref (whole.paths);
  g_ptr_array_unref (stopped.paths);
}

/* Somebody else's signature, or one on a file that was changed since, is not "signed before". */
static void
test_resume_is_strict (void)
{
  g_autoptr (Identity) identity = identity_new (SOKY_NEW_KEY_EC_P256, HOLDER);
  g_autoptr (Identity) other = identity_new (SOKY_NEW_KEY_EC_P256, "Trần Thị Bình");
  g_autoptr (GBytes) document = document_make (DOCUMENT_TABLE, 1);
  g_autofree char *input = identity_path (identity, "in.pdf");
  g_autofree char *output = identity_path (identity, "out.pdf");
  const SokySignItem item = {input, output, NULL};

  fixture_write (input, g_bytes_get_data (document, NULL), g_bytes_get_size (document));
  g_assert_true (soky_sign_file (input, output, NULL, other->signer, NULL, NULL));
  g_autoptr (SokyBatch) batch = soky_sign_batch_new (&item, 1, identity->signer, TRUE);
  g_assert_true (soky_batch_run (batch, 0, NULL, NULL, NULL, NULL));
  g_assert_cmpint (soky_batch_get_state (batch, 0), ==, SOKY_BATCH_FAILED);

  g_autoptr (GBytes) signed_now = fixture_read (output);
  g_autofree char *damaged =
      g_memdup2 (g_bytes_get_data (signed_now, NULL), g_bytes_get_size (signed_now));
  damaged[g_bytes_get_size (signed_now) - 20] ^= 1;
  fixture_write (output, damaged, g_bytes_get_size (signed_now));
  g_autoptr (SokyBatch) again = soky_sign_batch_new (&item, 1, other->signer, TRUE);
  g_assert_true (soky_batch_run (again, 0, NULL, NULL, NULL, NULL));
  g_assert_cmpint (soky_batch_get_state (again, 0), ==, SOKY_BATCH_FAILED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++) {
    g_autofree char *name = g_strconcat ("/sign/scheme/", schemes[i].name, NULL);
    g_test_add_data_func (name, &schemes[i], test_scheme);
  }
  for (guint kind = 0; kind < DOCUMENT_KINDS; kind++) {
    g_autofree char *once = g_strconcat ("/sign/input/", document_kind_name (kind), NULL);
    g_autofree char *thrice = g_strconcat ("/sign/thrice/", document_kind_name (kind), NULL);
    g_test_add_data_func (once, GUINT_TO_POINTER (kind), test_input_kind);
    if (kind != DOCUMENT_JUNK && kind != DOCUMENT_FORM)
      g_test_add_data_func (thrice, GUINT_TO_POINTER (kind), test_thrice);
  }
  g_test_add_func ("/sign/input/linearized", test_linearized);
  g_test_add_func ("/sign/field", test_field);
  g_test_add_func ("/sign/place/anchor", test_anchor);
  g_test_add_func ("/sign/place/free-corner", test_free_corner);
  g_test_add_func ("/sign/refusals", test_refusals);
  g_test_add_func ("/sign/certified", test_certified);
  g_test_add_func ("/sign/expired", test_expired);
  g_test_add_func ("/sign/bad-key", test_bad_key);
  g_test_add_func ("/sign/grows", test_grows);
  g_test_add_func ("/sign/in-place", test_in_place);
  g_test_add_func ("/sign/cancelled", test_cancelled);
  g_test_add_func ("/sign/many", test_many);
  g_test_add_func ("/sign/resume", test_resume_is_strict);
  return g_test_run ();
}
