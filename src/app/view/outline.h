/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/view/document.h"

G_BEGIN_DECLS

/* An entry of a document's table of contents (its outline, ISO 32000-2 §12.3.3). Immutable. */
#define SOKY_TYPE_OUTLINE_ITEM (soky_outline_item_get_type ())
G_DECLARE_FINAL_TYPE (SokyOutlineItem, soky_outline_item, SOKY, OUTLINE_ITEM, GObject)

/* Entries that are read of one document, and how deep. */
#define SOKY_OUTLINE_LIMIT 20000
#define SOKY_OUTLINE_DEPTH 16

const char *soky_outline_item_get_title (SokyOutlineItem *self);
/* From 1; 0 = it leads nowhere. @top: (nullable): points from the top of the page */
guint soky_outline_item_get_page (SokyOutlineItem *self, double *top);
/* (transfer none) (nullable): entries below it */
GListModel *soky_outline_item_get_children (SokyOutlineItem *self);

/* Reads the outline in a thread. */
void soky_outline_load_async (SokyViewDocument *document, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) (nullable): SokyOutlineItem, empty where there is no outline; %NULL when
 *   it was cancelled */
GListModel *soky_outline_load_finish (GAsyncResult *result, GError **error);

G_END_DECLS
