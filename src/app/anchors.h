/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "crypto/trust/trust.h"

G_BEGIN_DECLS

/* One authority that is trusted, and where it comes from. */
#define SOKY_TYPE_ANCHOR (soky_anchor_get_type ())
G_DECLARE_FINAL_TYPE (SokyAnchor, soky_anchor, SOKY, ANCHOR, GObject)

/* (transfer none) */
SokyCertificate *soky_anchor_get_certificate (SokyAnchor *self);
/* FALSE: named on the command line, for this run. */
gboolean soky_anchor_is_kept (SokyAnchor *self);

/* The authorities that this person trusts: files in a folder of theirs, and those of the command
 * line. A GListModel of SokyAnchor. Signal "changed": there is another trust now. */
#define SOKY_TYPE_ANCHORS (soky_anchors_get_type ())
G_DECLARE_FINAL_TYPE (SokyAnchors, soky_anchors, SOKY, ANCHORS, GObject)

/* @folder: made when something is added */
SokyAnchors *soky_anchors_new (const char *folder);
/* Blocks; at the start. @files: (nullable): of the command line */
gboolean soky_anchors_load (SokyAnchors *self, char **files, GError **error);
/* (transfer none) */
SokyTrust *soky_anchors_get_trust (SokyAnchors *self);

/* The authorities in a file, in a thread; a file without any is an error in words. */
void soky_anchors_read_async (GFile *file, GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) (element-type SokyCertificate) (nullable) */
GPtrArray *soky_anchors_read_finish (GAsyncResult *result, GError **error);

/* Keeps @certificates (element-type SokyCertificate), or forgets one that is kept. */
void soky_anchors_add_async (SokyAnchors *self, GPtrArray *certificates,
                             GAsyncReadyCallback callback, gpointer user_data);
void soky_anchors_remove_async (SokyAnchors *self, SokyAnchor *anchor, GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean soky_anchors_change_finish (GAsyncResult *result, GError **error);

G_END_DECLS
