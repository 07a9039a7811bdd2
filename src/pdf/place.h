/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/document-private.h"
#include "pdf/scan.h"

G_BEGIN_DECLS

/* A dictionary as its bytes stand in the file. */
typedef struct {
  SokyScan scan;     /* on the whole file */
  GHashTable *pairs; /* key without slash -> SokySpan */
} SokyRawDictionary;

void soky_raw_dictionary_clear (SokyRawDictionary *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SokyRawDictionary, soky_raw_dictionary_clear)

/* Reads the object at the place that the cross-references give; FALSE when it is not there, is
 * packed into an object stream or is not a well-formed dictionary. */
gboolean soky_raw_dictionary_read (SokyRawDictionary *self, SokyPdf *document, int number,
                                   int generation);
/* The dictionary that is the direct value of @key. */
gboolean soky_raw_dictionary_descend (SokyRawDictionary *self, const char *key);

G_END_DECLS
