/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A file of the corpus whose verdict here is not what the manifest expects, and why that is right,
 * or what is missing for it. */
typedef struct {
  const char *file;
  const char *reason;
} SokyCorpusException;

/* NULL for a file without one. */
const SokyCorpusException *soky_corpus_exception (const char *file);

G_END_DECLS
