/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/report-summary.h"

#include <string.h>

static SokySignatureReport *
add (SokyReport *report, const char *signer, SokyVerdict verdict, const char *reason)
{
  SokySignatureReport *signature = soky_signature_report_new ();
  g_free (signature->signer);
  g_free (signature->reason);
  signature->signer = g_strdup (signer);
  signature->reason = g_strdup (reason);
  signature->verdict = verdict;
  signature->signed_at_us = G_GINT64_CONSTANT (1788591600000000);
  g_ptr_array_add (report->signatures, signature);
  return signature;
}

static void
test_lines (void)
{
  g_autoptr (SokyReport) report = soky_report_new ("a.pdf", 10);
  g_assert_cmpstr (soky_report_get_word (report), ==, "not signed");
  g_assert_cmpstr (soky_report_get_reason (report), ==, "There is no signature in this file.");

  add (report, "Nguyễn Thị Lan", SOKY_VERDICT_VALID, "well");
  add (report, "Trần Văn Minh", SOKY_VERDICT_INVALID, "changed");
  add (report, "Nguyễn Thị Lan", SOKY_VERDICT_INVALID, "also changed");
  add (report, "A clock", SOKY_VERDICT_VALID, "time")->is_timestamp = TRUE;
  g_autofree char *signers = soky_report_list_signers (report);
  g_autofree char *times = soky_report_list_times (report);
  g_auto (GStrv) parts = g_strsplit (times, "; ", -1);

  g_assert_cmpstr (signers, ==, "Nguyễn Thị Lan; Trần Văn Minh");
  g_assert_cmpuint (g_strv_length (parts), ==, 3);
  g_assert_cmpstr (soky_report_get_word (report), ==, "invalid");
  g_assert_cmpstr (soky_report_get_reason (report), ==, "changed");
}

/* A row is one line with every cell quoted, whatever a name holds. */
static void
test_csv (void)
{
  static const struct {
    const char *name, *cell;
  } cases[] = {
      {"Lan", ",\"Lan\","},
      {"say \"x\", please", ",\"say \"\"x\"\", please\","},
      {"two\r\nlines", ",\"two  lines\","},
      {"=1+1", ",\"'=1+1\","},
      {"+cmd|' /C calc'!A0", ",\"'+cmd|' /C calc'!A0\","},
      {"-2", ",\"'-2\","},
      {"@SUM(A1)", ",\"'@SUM(A1)\","},
      {"\t=1", ",\"' =1\","},
      {" =1", ",\"' =1\","},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GString) csv = soky_report_csv_new ();
    g_autoptr (SokyReport) report = soky_report_new ("sổ.pdf", 10);
    add (report, cases[i].name, SOKY_VERDICT_VALID, "r");
    soky_report_csv_add (csv, report);
    soky_report_csv_add_failure (csv, "=x.pdf", "not a PDF");

    g_assert_true (g_str_has_prefix (csv->str, "\xef\xbb\xbf\"File\",\"Verdict\","));
    if (strstr (csv->str, cases[i].cell) == NULL)
      g_error ("%s is not in %s", cases[i].cell, csv->str);
    g_assert_nonnull (strstr (csv->str, "\r\n\"sổ.pdf\",\"valid\",\"1\","));
    g_assert_nonnull (strstr (csv->str, "\r\n\"'=x.pdf\",\"cannot be read\",\"\""));
    g_auto (GStrv) lines = g_strsplit (csv->str, "\n", -1);
    g_assert_cmpuint (g_strv_length (lines), ==, 4); /* three, and nothing after the last end */
    g_assert_true (g_utf8_validate (csv->str, -1, NULL));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report-summary/lines", test_lines);
  g_test_add_func ("/report-summary/csv", test_csv);
  return g_test_run ();
}
