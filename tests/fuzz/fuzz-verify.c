/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole verifier on any file: a report or an error, and nothing else. */
#include "config.h"

#include "sign/report-json.h"
#include "sign/report-text.h"
#include "sign/verify.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t length);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t length)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, length);
  g_autoptr (SokyInput) input = soky_input_new_for_bytes (bytes);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyReport) report = soky_verify (input, "fuzz.pdf", NULL, NULL, &error);

  if ((report == NULL) != (error != NULL))
    g_error ("neither a report nor an error");
  if (report == NULL)
    return 0;

  g_autoptr (GPtrArray) reports = g_ptr_array_new ();
  g_ptr_array_add (reports, report);
  g_autofree char *text = soky_report_to_text (report);
  g_autofree char *json = soky_report_to_json (reports);
  g_autoptr (SokyReport) back = soky_report_from_json (json, strlen (json), &error);
  if (back == NULL)
    g_error ("our own report is not in order: %s", error->message);
  for (guint i = 0; i < report->signatures->len; i++) {
    const SokySignatureReport *signature = g_ptr_array_index (report->signatures, i);
    if (signature->verdict == SOKY_VERDICT_VALID)
      g_error ("valid without an anchor");
  }
  return 0;
}
