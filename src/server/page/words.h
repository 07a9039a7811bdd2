/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The sentences of one language, for a process that speaks to each caller in the caller's own:
 * gettext knows one language per process. The same catalogues (*.mo), looked up here. Immutable,
 * safe from any thread. */
typedef struct _SokyWords SokyWords;

/* @mo: a compiled catalogue; it may be hostile. Returns: (nullable): %NULL when it is none */
SokyWords *soky_words_new (GBytes *mo, const char *language);
void soky_words_free (SokyWords *self);

/* Of "vi" or "en", loaded once. (transfer none) */
const SokyWords *soky_words_of (const char *language);

/* "vi" or "en" */
const char *soky_words_get_language (const SokyWords *self);
/* @english: marked for translation with N_(). Returns: (transfer none): itself where there is no
 *   other */
const char *soky_words_get (const SokyWords *self, const char *english) G_GNUC_FORMAT (2);

/**
 * soky_words_choose:
 * @wish: (nullable): what the caller chose: "vi" or "en"
 * @accepted: (nullable): Accept-Language (RFC 9110 §12.5.4)
 *
 * Vietnamese, unless English is wanted more.
 */
const SokyWords *soky_words_choose (const char *wish, const char *accepted);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyWords, soky_words_free)

G_END_DECLS
