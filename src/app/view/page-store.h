/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/view/page-links.h"
#include "app/view/page-text.h"

G_BEGIN_DECLS

/* What is known of a page besides its picture; reference-counted. */
typedef struct {
  SokyPageText *text;
  GPtrArray *links; /* SokyPageLink */
} SokyPageContent;

SokyPageContent *soky_page_content_ref (SokyPageContent *self);
void soky_page_content_unref (SokyPageContent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyPageContent, soky_page_content_unref)

/* The contents of pages that were read, within a budget of memory; may be used from any thread.
 *
 * Signal "loaded" (uint page, from 0): what was wanted is there; on the main thread. */
#define SOKY_TYPE_PAGE_STORE (soky_page_store_get_type ())
G_DECLARE_FINAL_TYPE (SokyPageStore, soky_page_store, SOKY, PAGE_STORE, GObject)

#define SOKY_PAGE_STORE_BUDGET ((gsize) 48 * 1024 * 1024)

/* @budget: bytes; the page that was used last is kept in any case */
SokyPageStore *soky_page_store_new (SokyViewDocument *document, gsize budget);

/* (transfer none) */
SokyViewDocument *soky_page_store_get_document (SokyPageStore *self);

/* Returns: (transfer full) (nullable): the page, when it was read already */
SokyPageContent *soky_page_store_peek (SokyPageStore *self, guint page);
/* Reads the page in a thread when it is not there; main thread only. */
void soky_page_store_want (SokyPageStore *self, guint page);
/* Blocks. Returns: (transfer full): without text where the page cannot be read */
SokyPageContent *soky_page_store_load (SokyPageStore *self, guint page);

gsize soky_page_store_get_bytes (SokyPageStore *self);

G_END_DECLS
