/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/page/template.h"

#include "server/embedded.h"

#include <string.h>

#define OPEN "{{"
#define CLOSE "}}"
#define DEEPEST 8

struct _SokyTexts {
  const SokyTexts *around; /* nullable */
  GHashTable *texts;
  GHashTable *lists; /* of GPtrArray of SokyTexts */
};

/* Where the filling is. */
typedef struct {
  GString *page;
  guint depth;
} Filling;

SokyTexts *
soky_texts_new (void)
{
  SokyTexts *self = g_new0 (SokyTexts, 1);
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->lists =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  return self;
}

void
soky_texts_free (SokyTexts *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->texts);
  g_hash_table_unref (self->lists);
  g_free (self);
}

void
soky_texts_take (SokyTexts *self, const char *name, char *text)
{
  if (text == NULL || *text == '\0') {
    g_hash_table_remove (self->texts, name);
    g_free (text);
    return;
  }
  g_hash_table_insert (self->texts, g_strdup (name), text);
}

void
soky_texts_set (SokyTexts *self, const char *name, const char *text)
{
  soky_texts_take (self, name, g_strdup (text));
}

SokyTexts *
soky_texts_add (SokyTexts *self, const char *name)
{
  GPtrArray *list = g_hash_table_lookup (self->lists, name);
  SokyTexts *thing = soky_texts_new ();

  thing->around = self;
  if (list == NULL) {
    list = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_texts_free);
    g_hash_table_insert (self->lists, g_strdup (name), list);
  }
  g_ptr_array_add (list, thing);
  return thing;
}

static const char *
find_text (const SokyTexts *scope, const char *name)
{
  for (; scope != NULL; scope = scope->around) {
    const char *text = g_hash_table_lookup (scope->texts, name);
    if (text != NULL)
      return text;
  }
  return NULL;
}

static GPtrArray *
find_list (const SokyTexts *scope, const char *name)
{
  for (; scope != NULL; scope = scope->around) {
    GPtrArray *list = g_hash_table_lookup (scope->lists, name);
    if (list != NULL)
      return list;
  }
  return NULL;
}

static gboolean
may_be_shown (gunichar letter)
{
  return letter == '\n' || (g_unichar_isdefined (letter) && !g_unichar_iscntrl (letter) &&
                            g_unichar_type (letter) != G_UNICODE_FORMAT &&
                            g_unichar_type (letter) != G_UNICODE_SURROGATE);
}

char *
soky_template_escape (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *escaped = g_string_new (NULL);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar letter = g_utf8_get_char (at);
    if (letter < 0x80 && strchr ("&<>\"'`=", (int) letter) != NULL)
      g_string_append_printf (escaped, "&#%u;", letter);
    else if (may_be_shown (letter))
      g_string_append_unichar (escaped, letter);
  }
  return g_string_free (escaped, FALSE);
}

static void fill (Filling *self, const char *from, const char *to, const SokyTexts *scope);

static void
fill_file (Filling *self, const char *file, const SokyTexts *scope)
{
  g_autofree char *name = g_strconcat ("page/", file, NULL);
  g_autoptr (GBytes) bytes = soky_embedded_get (name);
  gsize length = 0;
  const char *text = g_bytes_get_data (bytes, &length);

  if (++self->depth > DEEPEST)
    g_error ("%s: templates contain each other", file);
  fill (self, text, text + length, scope);
  self->depth--;
}

static void
fill_text (Filling *self, const char *name, const SokyTexts *scope)
{
  const char *text = find_text (scope, name);
  g_autofree char *escaped = soky_template_escape (text ? text : "");
  g_string_append (self->page, escaped);
}

static void
fill_section (Filling *self, gboolean wanted, const char *name, const char *from, const char *to,
              const SokyTexts *scope)
{
  const GPtrArray *list = find_list (scope, name);
  gboolean there = list != NULL || find_text (scope, name) != NULL;

  if (there != wanted)
    return;
  if (list == NULL)
    fill (self, from, to, scope);
  for (guint i = 0; list != NULL && i < list->len; i++)
    fill (self, from, to, list->pdata[i]);
}

/* Where the section @name ends; sections of one name are not within each other. */
static const char *
find_end (const char *from, const char *to, const char *name, gsize *length)
{
  g_autofree char *tag = g_strconcat (OPEN "/", name, CLOSE, NULL);
  const char *end = g_strstr_len (from, to - from, tag);

  if (end == NULL)
    g_error ("a template lacks %s", tag);
  *length = strlen (tag);
  return end;
}

static void
fill (Filling *self, const char *from, const char *to, const SokyTexts *scope)
{
  const char *tag;

  while ((tag = g_strstr_len (from, to - from, OPEN)) != NULL) {
    const char *end = g_strstr_len (tag, to - tag, CLOSE);
    if (end == NULL)
      g_error ("a template has %s without %s", OPEN, CLOSE);
    char kind = tag[strlen (OPEN)];
    gsize skipped = strlen (OPEN) + (strchr ("#^>", kind) != NULL);
    g_autofree char *name = g_strndup (tag + skipped, (gsize) (end - tag) - skipped);
    g_string_append_len (self->page, from, tag - from);
    from = end + strlen (CLOSE);
    if (kind == '>') {
      fill_file (self, name, scope);
    } else if (kind == '#' || kind == '^') {
      gsize length = 0;
      const char *close = find_end (from, to, name, &length);
      fill_section (self, kind == '#', name, from, close, scope);
      from = close + length;
    } else {
      fill_text (self, name, scope);
    }
  }
  g_string_append_len (self->page, from, to - from);
}

char *
soky_template_fill (const char *file, const SokyTexts *scope)
{
  Filling self = {g_string_new (NULL), 0};

  fill_file (&self, file, scope);
  return g_string_free (self.page, FALSE);
}
