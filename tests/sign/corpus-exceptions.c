/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "corpus-exceptions.h"

static const SokyCorpusException exceptions[] = {
    {NULL, NULL},
};

const SokyCorpusException *
soky_corpus_exception (const char *file)
{
  for (gsize i = 0; exceptions[i].file != NULL; i++)
    if (g_str_equal (exceptions[i].file, file))
      return &exceptions[i];
  return NULL;
}
