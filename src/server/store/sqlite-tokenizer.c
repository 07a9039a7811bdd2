/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/store/sqlite-tokenizer.h"

#include "base/text.h"
#include "server/store/search-words.h"

#include <sqlite3.h>
#include <string.h>

typedef int (*TokenCallback) (void *context, int flags, const char *token, int length, int start,
                              int end);

/* There is one, without a state. */
static int
create (void *context, const char **arguments, int count, Fts5Tokenizer **tokenizer)
{
  static char only;
  *tokenizer = (Fts5Tokenizer *) &only;
  return SQLITE_OK;
}

static void
destroy (Fts5Tokenizer *tokenizer)
{
}

/* A query says itself whether it has marks; a text is found both ways. */
static int
tell_word (void *context, int flags, const char *word, gsize length, int start,
           TokenCallback callback)
{
  g_autofree char *lower = soky_word_lower (word, length);
  g_autofree char *folded = soky_text_fold (lower);
  int end = start + (int) length;

  if (*folded == '\0')
    return SQLITE_OK;
  if (flags & FTS5_TOKENIZE_QUERY)
    return callback (context, 0, lower, (int) strlen (lower), start, end);
  int code = callback (context, 0, folded, (int) strlen (folded), start, end);
  if (code != SQLITE_OK || g_str_equal (lower, folded))
    return code;
  return callback (context, FTS5_TOKEN_COLOCATED, lower, (int) strlen (lower), start, end);
}

static int
tokenize (Fts5Tokenizer *tokenizer, void *context, int flags, const char *text, int size,
          TokenCallback callback)
{
  const char *end = text + size;
  gsize length = 0;
  int code = SQLITE_OK;

  if (!g_utf8_validate (text, size, NULL))
    return SQLITE_OK;
  for (const char *word = soky_words_next (text, end, &length); word != NULL && code == SQLITE_OK;
       word = soky_words_next (word + length, end, &length))
    code = tell_word (context, flags, word, length, (int) (word - text), callback);
  return code;
}

static fts5_api *
find_api (sqlite3 *handle)
{
  fts5_api *api = NULL;
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (handle, "SELECT fts5 (?1)", -1, &statement, NULL) != SQLITE_OK)
    return NULL;
  sqlite3_bind_pointer (statement, 1, &api, "fts5_api_ptr", NULL);
  sqlite3_step (statement);
  sqlite3_finalize (statement);
  return api;
}

gboolean
soky_sqlite_add_tokenizer (sqlite3 *handle)
{
  fts5_tokenizer methods = {create, destroy, tokenize};
  fts5_api *api = find_api (handle);

  return api != NULL && api->xCreateTokenizer (api, "soky", NULL, &methods, NULL) == SQLITE_OK;
}
