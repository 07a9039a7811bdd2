/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/report-json.h"

#include "base/clock.h"
#include "crypto/authority.h"

#include <gio/gio.h>
#include <string.h>

#define DAY_US (G_GINT64_CONSTANT (24) * 60 * 60 * G_USEC_PER_SEC)

static void
set (char **field, const char *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

/* One of every kind. */
static void
add_changes (SokySignatureReport *self)
{
  for (guint kind = 0; kind < SOKY_PDF_CHANGE_KINDS; kind++) {
    SokyPdfChange *change = soky_pdf_change_new (kind, kind % 2 == 0, "nội dung bị thay");
    set (&change->field, "Tổ trưởng");
    change->object = 12 + (int) kind;
    change->generation = 1;
    change->page = 2;
    change->has_rect = kind % 3 == 0;
    for (guint i = 0; change->has_rect && i < 4; i++)
      change->rect[i] = 20.5 + i;
    g_ptr_array_add (self->change_list, change);
  }
}

/* One of every word. */
static void
add_proof (SokySignatureReport *self)
{
  self->level = SOKY_LEVEL_LT;
  self->best_time_us = self->signed_at_us;
  self->best_time_source = SOKY_TIME_DOCUMENT_TIMESTAMP;
  for (guint i = 0; i < 2; i++) {
    SokyTimestampReport *timestamp = soky_timestamp_report_new ();
    set (&timestamp->authority, "Dấu thời gian");
    set (&timestamp->indication, "NO_CERTIFICATE_CHAIN_FOUND");
    set (&timestamp->problem, i == 0 ? "" : "chưa tin cậy");
    timestamp->time_us = i == 0 ? self->signed_at_us : 0;
    timestamp->document = i == 1;
    timestamp->proves = i == 0;
    g_ptr_array_add (self->timestamps, timestamp);
  }
  for (guint fault = 0; fault <= SOKY_EVIDENCE_UNSUPPORTED; fault++) {
    SokyStatusReport *status = soky_status_report_new ();
    set (&status->holder, "Hạnh");
    set (&status->fingerprint, "00ff");
    set (&status->cause, "superseded");
    set (&status->text, "đã thu hồi");
    status->state = fault % (SOKY_REVOCATION_UNKNOWN + 1);
    status->kind = fault % (SOKY_EVIDENCE_CRL + 1);
    status->fault = fault;
    status->origin = fault % (SOKY_PROVENANCE_NETWORK + 1);
    status->produced_at_us = self->signed_at_us;
    status->revoked_at_us = fault % 2 == 0 ? self->signed_at_us : 0;
    status->next_update_us = fault % 2 == 0 ? 0 : self->signed_at_us;
    g_ptr_array_add (self->statuses, status);
  }
}

static SokySignatureReport *
make_signature (const char *field)
{
  SokySignatureReport *self = soky_signature_report_new ();

  set (&self->field, field);
  set (&self->signer, "Lê Thị Hồng Hạnh");
  set (&self->organisation, "Trường \"THCS\" Hoa Sen\\");
  set (&self->subfilter, "ETSI.CAdES.detached");
  set (&self->indication, "TOTAL-PASSED");
  set (&self->reason, "line one\nline two");
  set (&self->note, "note");
  set (&self->algorithm, "ECDSA, SHA-256");
  set (&self->signature_reason, "Duyệt");
  set (&self->location, "Bình Minh");
  set (&self->claimed_name, "Hạnh");
  add_changes (self);
  self->signed_at_us = G_GINT64_CONSTANT (1788591600000000);
  self->trust_time_us = self->signed_at_us;
  add_proof (self);
  self->page = 3;
  self->rect[2] = 123.5;
  self->byte_range[1] = G_GINT64_CONSTANT (3000000000);
  self->revision_end = G_GINT64_CONSTANT (3000020000);
  self->integrity = SOKY_INTEGRITY_WEAK;
  self->coverage = SOKY_COVERAGE_REVISION;
  self->changes = SOKY_CHANGES_PERMITTED;
  self->trust = SOKY_REPORT_UNTRUSTED;
  self->verdict = SOKY_VERDICT_INDETERMINATE;
  self->is_timestamp = TRUE;
  return self;
}

static void
add_certificates (SokySignatureReport *self)
{
  g_autoptr (GError) error = NULL;
  gint64 now_us = soky_clock_now_us ();
  g_autoptr (SokyAuthority) root = soky_authority_new_root (
      "Root", SOKY_NEW_KEY_EC_P256, now_us - DAY_US, now_us + DAY_US, &error);
  g_assert_no_error (error);

  self->certificate = g_object_ref (soky_authority_get_certificate (root));
  self->chain = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->chain, g_object_ref (self->certificate));
}

static char *
to_json (SokyReport *report)
{
  g_autoptr (GPtrArray) reports = g_ptr_array_new ();
  g_ptr_array_add (reports, report);
  return soky_report_to_json (reports);
}

static SokyReport *
from_json (const char *text)
{
  g_autoptr (GError) error = NULL;
  SokyReport *report = soky_report_from_json (text, strlen (text), &error);
  g_assert_no_error (error);
  return report;
}

static void
assert_same_change (const SokyPdfChange *a, const SokyPdfChange *b)
{
  g_assert_cmpint (a->kind, ==, b->kind);
  g_assert_cmpint (a->permitted, ==, b->permitted);
  g_assert_cmpint (a->object, ==, b->object);
  g_assert_cmpint (a->generation, ==, b->generation);
  g_assert_cmpint (a->page, ==, b->page);
  g_assert_cmpstr (a->field, ==, b->field);
  g_assert_cmpstr (a->text, ==, b->text);
  g_assert_cmpint (a->has_rect, ==, b->has_rect);
  g_assert_cmpmem (a->rect, sizeof a->rect, b->rect, sizeof b->rect);
}

static void
assert_same_timestamp (const SokyTimestampReport *a, const SokyTimestampReport *b)
{
  g_assert_cmpint (a->document, ==, b->document);
  g_assert_cmpint (a->proves, ==, b->proves);
  g_assert_cmpint (a->time_us, ==, b->time_us);
  g_assert_cmpstr (a->authority, ==, b->authority);
  g_assert_cmpstr (a->indication, ==, b->indication);
  g_assert_cmpstr (a->problem, ==, b->problem);
}

static void
assert_same_status (const SokyStatusReport *a, const SokyStatusReport *b)
{
  g_assert_cmpstr (a->holder, ==, b->holder);
  g_assert_cmpstr (a->fingerprint, ==, b->fingerprint);
  g_assert_cmpint (a->state, ==, b->state);
  g_assert_cmpint (a->kind, ==, b->kind);
  g_assert_cmpint (a->fault, ==, b->fault);
  g_assert_cmpint (a->origin, ==, b->origin);
  g_assert_cmpint (a->produced_at_us, ==, b->produced_at_us);
  g_assert_cmpint (a->next_update_us, ==, b->next_update_us);
  g_assert_cmpint (a->revoked_at_us, ==, b->revoked_at_us);
  g_assert_cmpstr (a->cause, ==, b->cause);
  g_assert_cmpstr (a->text, ==, b->text);
}

static void
assert_same_proof (const SokySignatureReport *a, const SokySignatureReport *b)
{
  g_assert_cmpint (a->level, ==, b->level);
  g_assert_cmpint (a->best_time_source, ==, b->best_time_source);
  g_assert_cmpint (a->best_time_us, ==, b->best_time_us);
  g_assert_cmpuint (a->timestamps->len, ==, b->timestamps->len);
  g_assert_cmpuint (a->statuses->len, ==, b->statuses->len);
  for (guint i = 0; i < a->timestamps->len; i++)
    assert_same_timestamp (a->timestamps->pdata[i], b->timestamps->pdata[i]);
  for (guint i = 0; i < a->statuses->len; i++)
    assert_same_status (a->statuses->pdata[i], b->statuses->pdata[i]);
}

static void
assert_same (const SokySignatureReport *a, const SokySignatureReport *b)
{
  g_assert_cmpstr (a->field, ==, b->field);
  g_assert_cmpstr (a->signer, ==, b->signer);
  g_assert_cmpstr (a->organisation, ==, b->organisation);
  g_assert_cmpstr (a->subfilter, ==, b->subfilter);
  g_assert_cmpstr (a->indication, ==, b->indication);
  g_assert_cmpstr (a->reason, ==, b->reason);
  g_assert_cmpstr (a->note, ==, b->note);
  g_assert_cmpstr (a->algorithm, ==, b->algorithm);
  g_assert_cmpstr (a->signature_reason, ==, b->signature_reason);
  g_assert_cmpstr (a->location, ==, b->location);
  g_assert_cmpstr (a->claimed_name, ==, b->claimed_name);
  g_assert_cmpint (a->signed_at_us, ==, b->signed_at_us);
  g_assert_cmpint (a->trust_time_us, ==, b->trust_time_us);
  g_assert_cmpint (a->page, ==, b->page);
  g_assert_cmpmem (a->rect, sizeof a->rect, b->rect, sizeof b->rect);
  g_assert_cmpmem (a->byte_range, sizeof a->byte_range, b->byte_range, sizeof b->byte_range);
  g_assert_cmpint (a->revision_end, ==, b->revision_end);
  g_assert_cmpint (a->integrity, ==, b->integrity);
  g_assert_cmpint (a->coverage, ==, b->coverage);
  g_assert_cmpint (a->changes, ==, b->changes);
  g_assert_cmpint (a->trust, ==, b->trust);
  g_assert_cmpint (a->verdict, ==, b->verdict);
  g_assert_cmpint (a->is_timestamp, ==, b->is_timestamp);
  assert_same_proof (a, b);
  g_assert_cmpuint (a->change_list->len, ==, b->change_list->len);
  for (guint i = 0; i < a->change_list->len; i++)
    assert_same_change (a->change_list->pdata[i], b->change_list->pdata[i]);
}

static void
test_round_trip (void)
{
  g_autoptr (SokyReport) report = soky_report_new ("sổ đầu bài.pdf", 3000020000);
  SokySignatureReport *first = make_signature ("Signature1");
  report->verified_at_us = first->signed_at_us;
  report->revocation = SOKY_REVOCATION_REQUIRE;
  report->network = TRUE;
  add_certificates (first);
  g_ptr_array_add (report->signatures, first);
  g_ptr_array_add (report->signatures, soky_signature_report_new ());

  g_autofree char *text = to_json (report);
  g_autoptr (SokyReport) back = from_json (text);
  g_assert_cmpstr (back->file, ==, report->file);
  g_assert_cmpint (back->size, ==, report->size);
  g_assert_cmpint (back->verified_at_us, ==, report->verified_at_us);
  g_assert_cmpint (back->revocation, ==, SOKY_REVOCATION_REQUIRE);
  g_assert_true (back->network);
  g_assert_cmpuint (back->signatures->len, ==, 2);
  const SokySignatureReport *again = g_ptr_array_index (back->signatures, 0);
  assert_same (again, first);
  assert_same (g_ptr_array_index (back->signatures, 1), g_ptr_array_index (report->signatures, 1));
  g_assert_true (soky_certificate_equal (again->certificate, first->certificate));
  g_assert_cmpuint (again->chain->len, ==, 1);
  g_autofree char *text_again = to_json (back);
  g_assert_cmpstr (text_again, ==, text);
}

static void
test_no_signature (void)
{
  g_autoptr (SokyReport) report = soky_report_new ("plain.pdf", 10);
  g_autofree char *text = to_json (report);
  g_autoptr (SokyReport) back = from_json (text);

  g_assert_cmpuint (back->signatures->len, ==, 0);
}

static void
assert_refused (const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyReport) report = soky_report_from_json (text, length, &error);

  if (report != NULL)
    g_test_message ("accepted: %.200s", text);
  g_assert_null (report);
  g_assert_nonnull (error);
}

static void
test_hostile (void)
{
  static const char *const texts[] = {
      "",      "{}",    "[",        "null",
      "[1]",   "[[]]",  "[{}]",     "[{\"file\":1}]",
      "\"x\"", "[nul]", "\xff\xfe", "[{\"file\":\"a\",\"file_size\":1}]",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_refused (texts[i], strlen (texts[i]));

  g_autofree char *deep = g_malloc (1000000);
  memset (deep, '[', 1000000);
  assert_refused (deep, 1000000);
}

/* Each member is needed, and needed in its own type. */
static void
test_every_member (void)
{
  static const char *const members[] = {
      "file",         "file_size",        "field",    "signer",      "organisation", "subfilter",
      "signed_at",    "integrity",        "coverage", "changes",     "trust",        "verdict",
      "indication",   "reason",           "note",     "change_list", "timestamp",    "algorithm",
      "claimed_name", "signature_reason", "location", "trust_time",  "page",         "rect",
      "byte_range",   "revision_end",     "kind",     "permitted",   "object",       "generation",
      "text",
  };
  g_autoptr (SokyReport) report = soky_report_new ("a.pdf", 10);
  SokySignatureReport *signature = make_signature ("S");
  for (guint i = 0; i < signature->change_list->len; i++) /* the one member that may be missing */
    ((SokyPdfChange *) signature->change_list->pdata[i])->has_rect = FALSE;
  g_ptr_array_add (report->signatures, signature);
  g_autofree char *text = to_json (report);

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++) {
    g_autofree char *key = g_strdup_printf ("\"%s\" : ", members[i]);
    g_autofree char *other = g_strdup_printf ("\"no-%s\" : ", members[i]);
    g_autofree char *object = g_strdup_printf ("\"%s\" : {}, \"was\" : ", members[i]);
    g_assert_nonnull (strstr (text, key));
    for (const char *at = strstr (text, key); at != NULL; at = strstr (at + 1, key)) {
      const char *rest = at + strlen (key);
      g_autofree char *before = g_strndup (text, (gsize) (at - text));
      g_autofree char *missing = g_strconcat (before, other, rest, NULL);
      g_autofree char *wrong = g_strconcat (before, object, rest, NULL);
      assert_refused (missing, strlen (missing));
      assert_refused (wrong, strlen (wrong));
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report-json/round-trip", test_round_trip);
  g_test_add_func ("/report-json/no-signature", test_no_signature);
  g_test_add_func ("/report-json/hostile", test_hostile);
  g_test_add_func ("/report-json/every-member", test_every_member);
  return g_test_run ();
}
