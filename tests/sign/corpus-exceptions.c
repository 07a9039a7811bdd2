/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "corpus-exceptions.h"

static const SokyCorpusException exceptions[] = {
    {"signed-valid/dss__dss-1376_DSS1376-rev_n.pdf",
     "certified for form filling (P 2), then a new visible signature field was put on the page: "
     "DSS looks at the bytes only; pyHanko refuses it as we do"},
    {"signed-valid/dss__protected_edition_protected_signing_allowed_with_field_signed.pdf",
     "encrypted, with an empty password: not opened yet, and refused in words"},
    {"unsigned/ph__pdf_minimal-annotless.pdf",
     "its table points beside the page object, so readers repair it: never appended to"},
    {"unsigned/pypdf__017-unreadable-meta-data_unreadablemetadata.pdf",
     "startxref points beside the cross-references, so readers repair it: never appended to"},
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
