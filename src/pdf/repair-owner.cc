/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdf/repair-owner.h"

/* libqpdf 11 asks which of its pointers are meant: the standard ones */
#define POINTERHOLDER_TRANSITION 4
#include <exception>
#include <qpdf/QPDF.hh>

gboolean
soky_repair_is_owner (const void *data, gsize length, const char *password)
{
  try {
    QPDF pdf;
    pdf.setSuppressWarnings (true);
    pdf.processMemoryFile ("PDF", static_cast<const char *> (data), length, password);
    return pdf.ownerPasswordMatched ();
  } catch (const std::exception &) {
    return FALSE;
  }
}
