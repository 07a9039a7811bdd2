/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/view/document.h"

G_BEGIN_DECLS

/* Prints pages of @document, each drawn in a thread. @page: from 1, the one that is read; @name: of
 * the job. The caller runs the operation, which asks for printer and range, and unrefs it. */
GtkPrintOperation *soky_pdf_print_new (SokyViewDocument *document, guint page, const char *name);

G_END_DECLS
