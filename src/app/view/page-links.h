/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <poppler.h>

#include "app/view/document.h"

G_BEGIN_DECLS

/* A place of a page that leads elsewhere: into the document, or out of it. */
typedef struct {
  SokyViewArea area; /* points of its own page */
  guint page;        /* from 1; 0 = it leads out of the document */
  double top;        /* points from the top of that page, never negative */
  char *uri;         /* nullable: only of the kinds that soky_page_links_may_open() allows */
} SokyPageLink;

/* Links of one page that are kept. */
#define SOKY_PAGE_LINKS_LIMIT 5000

/**
 * soky_page_links_new:
 *
 * Blocks. Links that would start a program, a script or a form are left out.
 *
 * Returns: (transfer full) (element-type SokyPageLink)
 */
GPtrArray *soky_page_links_new (PopplerDocument *document, PopplerPage *page);

/* Where a destination of the document (of a link, or of the outline) leads; FALSE when nowhere.
 * @page: from 1; @top: points from the top of that page */
gboolean soky_page_links_resolve (PopplerDocument *document, const PopplerDest *destination,
                                  guint *page, double *top);

/* Whether an address is of a kind that a document may lead to: http, https, mailto. */
gboolean soky_page_links_may_open (const char *uri);

G_END_DECLS
