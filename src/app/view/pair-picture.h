/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/view/document.h"

G_BEGIN_DECLS

/* What is to be drawn of a pair of pages. */
typedef struct {
  int pages[2];     /* before and after, from 0; -1 = there is none */
  int widths[2];    /* device pixels */
  int heights[2];   /* likewise */
  gboolean overlay; /* both in one picture, in the first place */
} SokyPairRequest;

typedef struct {
  SokyPairRequest request;
  GdkTexture *textures[2]; /* nullable */
} SokyPairPicture;

/* Draws in a thread. @documents: before and after */
void soky_pair_picture_draw_async (SokyViewDocument *const documents[2],
                                   const SokyPairRequest *request, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) (nullable) */
SokyPairPicture *soky_pair_picture_draw_finish (GAsyncResult *result, GError **error);
void soky_pair_picture_free (SokyPairPicture *self);
gboolean soky_pair_request_equal (const SokyPairRequest *a, const SokyPairRequest *b);

G_END_DECLS
