/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/changes-permissions.h"
#include "pdf/prepare-private.h"

#include <glib/gi18n-lib.h>

gboolean
soky_permit_signature (SokyPdf *base, const char *field, gboolean is_timestamp, GError **error)
{
  g_autoptr (SokyGraph) graph = soky_graph_new (base);
  SokyForm *form = soky_form_new (graph);
  SokyPermissions *permissions = soky_permissions_new (graph, form, NULL);
  /* a timestamp over the document is evidence, and no change (ISO 32000-2 table 257) */
  gboolean is_closed = permissions->level == SOKY_CHANGE_ARCHIVE && !is_timestamp;
  gboolean is_locked = soky_permissions_lock (permissions, field);

  soky_permissions_free (permissions);
  soky_form_free (form);
  if (is_closed)
    g_set_error_literal (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_NOT_PERMITTED,
                         _ ("This document was certified so that nothing may be added to it. Ask "
                            "its author for a copy that may be signed."));
  else if (is_locked)
    g_set_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_NOT_PERMITTED,
                 _ ("An earlier signature locked the field “%s”. Choose another one."), field);
  return !is_closed && !is_locked;
}
