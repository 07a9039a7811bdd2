/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/blobs/blobs.h"

G_BEGIN_DECLS

/* Blobs as files of a folder: "ab/ab12…", at most 256 folders below it. */
#define SOKY_TYPE_FOLDER_BLOBS (soky_folder_blobs_get_type ())
G_DECLARE_FINAL_TYPE (SokyFolderBlobs, soky_folder_blobs, SOKY, FOLDER_BLOBS, GObject)

/* @folder: (type filename): made when it is missing */
SokyBlobs *soky_folder_blobs_new (const char *folder, GError **error);

G_END_DECLS
