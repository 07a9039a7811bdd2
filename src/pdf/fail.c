/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/fail.h"

#include <glib/gi18n-lib.h>

gboolean
soky_pdf_fail_damaged (GError **error, const char *reason)
{
  g_set_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_DAMAGED,
               _ ("This PDF is damaged: %s Save it as PDF again with the program that made it."),
               reason);
  return FALSE;
}

gboolean
soky_pdf_fail_limit (GError **error, const char *reason)
{
  g_set_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_LIMIT,
               _ ("This PDF goes beyond what any honest file needs: %s It was not opened."),
               reason);
  return FALSE;
}
