/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/appearance/template.h"

#include "base/paths.h"
#include "pdf/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define GROUP "template"
#define LARGEST_FILE 65536
#define LARGEST_TEXT 72.0
#define LARGEST_LENGTH 1000.0
#define USUAL_TEXT 9.0
#define USUAL_PADDING 4.0
#define USUAL_COLUMN 176.0
#define USUAL_CODE 56.0
#define USUAL_PICTURE_WIDTH 142.0
#define USUAL_PICTURE_HEIGHT 56.0

static const char *const part_names[SOKY_N_PARTS] = {
    [SOKY_PART_TITLE] = "title",   [SOKY_PART_RULE] = "rule",
    [SOKY_PART_IMAGE] = "image",   [SOKY_PART_NAME] = "name",
    [SOKY_PART_TIME] = "time",     [SOKY_PART_ORGANISATION] = "organisation",
    [SOKY_PART_REASON] = "reason", [SOKY_PART_NUMBER] = "number",
    [SOKY_PART_FORM] = "form",
};

static gboolean
refuse (const char *name, const char *key, GError **error)
{
  g_set_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_UNSUPPORTED,
               _ ("The template of signatures “%s” is not in order at “%s”. Install SoKy again, or "
                  "mend the file in its folder appearance."),
               name, key);
  return FALSE;
}

/* A length that may be left out. FALSE when it is there and is none. */
static gboolean
read_length (GKeyFile *file, const char *group, const char *key, double most, double *value)
{
  if (!g_key_file_has_key (file, group, key, NULL))
    return TRUE;
  g_autoptr (GError) problem = NULL;
  double found = g_key_file_get_double (file, group, key, &problem);
  if (problem != NULL || !(found >= 0 && found <= most))
    return FALSE;
  *value = found;
  return TRUE;
}

static gboolean
read_flag (GKeyFile *file, const char *group, const char *key)
{
  return g_key_file_get_boolean (file, group, key, NULL);
}

static gboolean
add_part (SokyTemplate *self, const char *name)
{
  for (guint part = 0; part < SOKY_N_PARTS; part++) {
    if (g_strcmp0 (part_names[part], name) != 0)
      continue;
    for (guint i = 0; i < self->n_parts; i++) {
      if (self->parts[i] == part)
        return FALSE;
    }
    self->parts[self->n_parts++] = part;
    return TRUE;
  }
  return FALSE;
}

static gboolean
read_parts (SokyTemplate *self, GKeyFile *file, GError **error)
{
  g_auto (GStrv) names = g_key_file_get_string_list (file, GROUP, "parts", NULL, NULL);
  if (names == NULL || names[0] == NULL)
    return refuse (self->name, "parts", error);
  for (guint i = 0; names[i] != NULL; i++) {
    if (!add_part (self, g_strstrip (names[i])))
      return refuse (self->name, names[i], error);
  }
  return TRUE;
}

static gboolean
read_lines (SokyTemplate *self, GKeyFile *file, GError **error)
{
  for (guint part = 0; part < SOKY_N_PARTS; part++) {
    SokyTemplateLine *line = &self->lines[part];
    const char *group = part_names[part];
    line->label = g_key_file_get_string (file, group, "label", NULL);
    if (line->label == NULL)
      line->label = g_strdup ("");
    line->size = USUAL_TEXT;
    line->bold = read_flag (file, group, "bold");
    line->italic = read_flag (file, group, "italic");
    if (!read_length (file, group, "size", LARGEST_TEXT, &line->size) || line->size < 1)
      return refuse (self->name, group, error);
  }
  return TRUE;
}

static gboolean
read_settings (SokyTemplate *self, GKeyFile *file, GError **error)
{
  const struct {
    const char *group, *key;
    double usual;
    double *value;
  } lengths[] = {
      {GROUP, "padding", USUAL_PADDING, &self->padding},
      {GROUP, "column", USUAL_COLUMN, &self->column},
      {GROUP, "code", USUAL_CODE, &self->code},
      {"image", "width", USUAL_PICTURE_WIDTH, &self->image_width},
      {"image", "height", USUAL_PICTURE_HEIGHT, &self->image_height},
  };
  g_autofree char *align = g_key_file_get_string (file, GROUP, "align", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++) {
    *lengths[i].value = lengths[i].usual;
    if (!read_length (file, lengths[i].group, lengths[i].key, LARGEST_LENGTH, lengths[i].value))
      return refuse (self->name, lengths[i].key, error);
  }
  if (self->column < 1 || self->code < 1 || self->image_width < 1 || self->image_height < 1)
    return refuse (self->name, GROUP, error);
  if (align != NULL && !g_str_equal (align, "left") && !g_str_equal (align, "center"))
    return refuse (self->name, "align", error);
  self->left = g_strcmp0 (align, "left") == 0;
  self->frame = read_flag (file, GROUP, "frame");
  self->real_size = read_flag (file, "image", "real-size");
  self->smaller = g_key_file_get_string (file, GROUP, "smaller", NULL);
  return TRUE;
}

SokyTemplate *
soky_template_parse (const char *name, const char *text, gsize length, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (SokyTemplate) self = g_new0 (SokyTemplate, 1);

  self->name = g_strdup (name);
  if (length == 0 || length > LARGEST_FILE ||
      !g_key_file_load_from_data (file, text, length, G_KEY_FILE_NONE, NULL)) {
    refuse (name, GROUP, error);
    return NULL;
  }
  if (!read_parts (self, file, error) || !read_lines (self, file, error) ||
      !read_settings (self, file, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
soky_template_free (SokyTemplate *self)
{
  for (guint part = 0; part < SOKY_N_PARTS; part++)
    g_free (self->lines[part].label);
  g_free (self->smaller);
  g_free (self->name);
  g_free (self);
}

static gboolean
is_name (const char *name)
{
  return *name != '\0' && strlen (name) <= 40 &&
         strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen (name);
}

static SokyTemplate *
load (const char *name, GError **error)
{
  g_autofree char *relative = g_strdup_printf ("appearance/%s.ini", name);
  g_autofree char *path = is_name (name) ? soky_paths_data_file (relative) : NULL;
  g_autofree char *text = NULL;
  gsize length = 0;

  if (path != NULL && g_file_get_contents (path, &text, &length, NULL))
    return soky_template_parse (name, text, length, error);
  g_set_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_UNSUPPORTED,
               _ ("There is no template of signatures “%s”. Choose another one."), name);
  return NULL;
}

const SokyTemplate *
soky_template_get (const char *name, GError **error)
{
  static GMutex mutex;
  static GHashTable *known;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);

  if (known == NULL)
    known = g_hash_table_new (g_str_hash, g_str_equal);
  SokyTemplate *found = g_hash_table_lookup (known, name);
  if (found == NULL) {
    found = load (name, error);
    if (found != NULL)
      g_hash_table_insert (known, found->name, found);
  }
  return found;
}
