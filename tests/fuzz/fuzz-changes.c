/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdint.h>

#include "pdf/changes.h"
#include "pdf/inspect.h"
#include "pdf/value.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
ignore_reference (int number, int generation, gpointer user_data)
{
}

/* The spelling of an object, as if libqpdf had written it. */
static void
take_apart (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, MIN (size, 4096));
  g_autoptr (SokyValue) value = soky_value_parse (text);
  soky_value_foreach_reference (text, ignore_reference, NULL);
  g_assert_true (value == NULL || soky_value_equal (value, value));
  for (guint i = 0; i < soky_value_get_length (value); i++)
    g_free (soky_value_dup_text (soky_value_get_item (value, i)));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  take_apart (data, size);
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (SokyInput) input = soky_input_new_for_bytes (bytes);
  g_autoptr (SokyPdf) pdf = soky_pdf_open (input, NULL);
  if (pdf == NULL)
    return 0;
  g_autoptr (GPtrArray) findings = soky_pdf_inspect (pdf, NULL);
  g_autoptr (GPtrArray) signatures = soky_pdf_list_signatures (pdf, NULL);
  for (guint i = 0; signatures != NULL && i < signatures->len; i++) {
    g_autoptr (SokyPdfChanges) changes = soky_pdf_compare (pdf, signatures->pdata[i], NULL, NULL);
  }
  return 0;
}
