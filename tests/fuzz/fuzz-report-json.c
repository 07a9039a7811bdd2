/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report from a process that is not trusted: read whole, or refused. */
#include "config.h"

#include "sign/report-json.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t length);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyReport) report = soky_report_from_json ((const char *) data, length, &error);

  if ((report == NULL) != (error != NULL))
    g_error ("neither a report nor an error");
  if (report == NULL)
    return 0;

  g_autoptr (GPtrArray) reports = g_ptr_array_new ();
  g_ptr_array_add (reports, report);
  g_autofree char *text = soky_report_to_json (reports);
  g_autoptr (SokyReport) again = soky_report_from_json (text, strlen (text), &error);
  if (again == NULL)
    g_error ("what was read cannot be written and read again: %s", error->message);
  return 0;
}
