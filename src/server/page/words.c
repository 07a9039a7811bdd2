/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/page/words.h"

#include "base/paths.h"

#include <gio/gio.h>
#include <string.h>

#define MAGIC 0x950412deu
#define VIETNAMESE "vi"
#define ENGLISH "en"
#define MOST_RANGES 20

/* The head of a catalogue, and of each string in it (GNU gettext manual, "MO Files"). */
typedef struct {
  guint32 magic, revision, count, originals, translations;
} Head;

typedef struct {
  guint32 length, offset;
} Place;

struct _SokyWords {
  char *language;
  GBytes *mo; /* nullable: English, as it stands in the source */
  const char *data;
  const char *originals, *translations; /* Place × count, unaligned */
  guint32 count;
};

static Place
get_place (const char *table, guint32 index)
{
  Place place;
  memcpy (&place, table + (gsize) index * sizeof place, sizeof place);
  return place;
}

static gboolean
table_is_sound (const char *data, gsize size, guint32 offset, guint32 count)
{
  if (offset > size || count > (size - offset) / sizeof (Place))
    return FALSE;
  for (guint32 i = 0; i < count; i++) {
    Place place = get_place (data + offset, i);
    if (place.offset >= size || place.length >= size - place.offset ||
        data[place.offset + place.length] != '\0')
      return FALSE;
  }
  return TRUE;
}

SokyWords *
soky_words_new (GBytes *mo, const char *language)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (mo, &size);
  Head head;

  if (size < sizeof head)
    return NULL;
  memcpy (&head, data, sizeof head);
  if (head.magic != MAGIC || !table_is_sound (data, size, head.originals, head.count) ||
      !table_is_sound (data, size, head.translations, head.count))
    return NULL;
  SokyWords *self = g_new0 (SokyWords, 1);
  self->language = g_strdup (language);
  self->mo = g_bytes_ref (mo);
  self->data = data;
  self->originals = data + head.originals;
  self->translations = data + head.translations;
  self->count = head.count;
  return self;
}

void
soky_words_free (SokyWords *self)
{
  if (self == NULL)
    return;
  g_free (self->language);
  g_clear_pointer (&self->mo, g_bytes_unref);
  g_free (self);
}

static SokyWords *
load (const char *language)
{
  g_autofree char *folder = soky_paths_locale ();
  g_autofree char *path =
      g_build_filename (folder, language, "LC_MESSAGES", GETTEXT_PACKAGE ".mo", NULL);
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr (GBytes) mo = file ? g_mapped_file_get_bytes (file) : NULL;
  SokyWords *self = mo ? soky_words_new (mo, language) : NULL;

  if (self == NULL) {
    self = g_new0 (SokyWords, 1);
    self->language = g_strdup (language);
  }
  return self;
}

const SokyWords *
soky_words_of (const char *language)
{
  static SokyWords *vietnamese, *english;
  static gsize once;

  if (g_once_init_enter (&once)) {
    vietnamese = load (VIETNAMESE);
    english = load (ENGLISH);
    g_once_init_leave (&once, 1);
  }
  return g_strcmp0 (language, ENGLISH) == 0 ? english : vietnamese;
}

const char *
soky_words_get_language (const SokyWords *self)
{
  return self->language;
}

const char *
soky_words_get (const SokyWords *self, const char *english)
{
  guint32 low = 0, high = self->count;

  while (low < high) {
    guint32 middle = low + (high - low) / 2;
    int order = strcmp (english, self->data + get_place (self->originals, middle).offset);
    if (order == 0) {
      const char *found = self->data + get_place (self->translations, middle).offset;
      return *found != '\0' ? found : english;
    }
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return english;
}

/* The weight of "en-GB;q=0.8" for @language; -1 when it is of another. */
static double
weigh (const char *range, const char *language)
{
  gsize length = strlen (language);
  const char *weight = strstr (range, "q=");

  if (g_ascii_strncasecmp (range, language, length) != 0 || g_ascii_isalpha (range[length]))
    return -1;
  return weight ? CLAMP (g_ascii_strtod (weight + 2, NULL), 0, 1) : 1;
}

static double
get_weight (char **ranges, const char *language)
{
  double most = -1;

  for (char **range = ranges; *range != NULL; range++)
    most = MAX (most, weigh (g_strstrip (*range), language));
  return most;
}

const SokyWords *
soky_words_choose (const char *wish, const char *accepted)
{
  g_auto (GStrv) ranges = g_strsplit (accepted ? accepted : "", ",", MOST_RANGES);

  if (g_strcmp0 (wish, ENGLISH) == 0 || g_strcmp0 (wish, VIETNAMESE) == 0)
    return soky_words_of (wish);
  double english = get_weight (ranges, ENGLISH);
  return soky_words_of (english > 0 && english > get_weight (ranges, VIETNAMESE) ? ENGLISH
                                                                                 : VIETNAMESE);
}
