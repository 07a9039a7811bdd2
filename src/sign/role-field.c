/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/role-field.h"

#include "base/text.h"

#include <string.h>

#define MOST_NAMES 6

/* Names of one role, folded and without blanks. */
static const char *const roles[][MOST_NAMES] = {
    {"hieutruong", "principal", "headmaster", "ht"},
    {"phohieutruong", "viceprincipal", "deputyprincipal", "pht"},
    {"totruong", "totruongchuyenmon", "grouphead", "headofgroup", "ttcm", "tt"},
    {"phototruong", "totruongpho", "deputygrouphead"},
    {"giaovien", "nguoisoan", "nguoilap", "teacher", "author", "gv"},
    {"giaovienchunhiem", "homeroomteacher", "chunhiem", "gvcn"},
    {"vanthu", "clerk", "condau", "dongdau", "stamp", "vt"},
};

/* What stands around a role in the name of a field. */
static const char *const trimmings[] = {"chukyso", "chuky",     "kyso", "ky",
                                        "field",   "signature", "sign", "sig"};

/* Folded letters and digits alone: "Hiệu trưởng" and "HIEU_TRUONG" give "hieutruong". */
static char *
squeeze (const char *text)
{
  g_autofree char *folded = soky_text_fold (text);
  g_autoptr (GString) letters = g_string_new (NULL);

  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_isalnum (g_utf8_get_char (at)))
      g_string_append_unichar (letters, g_utf8_get_char (at));
  return g_string_free (g_steal_pointer (&letters), FALSE);
}

static void
trim (char *name)
{
  for (gsize length = strlen (name); length > 0 && g_ascii_isdigit (name[length - 1]); length--)
    name[length - 1] = '\0';
  for (gsize i = 0; i < G_N_ELEMENTS (trimmings); i++) {
    gsize length = strlen (name), part = strlen (trimmings[i]);
    if (length > part && g_str_has_suffix (name, trimmings[i]))
      name[length -= part] = '\0';
    if (length > part && g_str_has_prefix (name, trimmings[i]))
      memmove (name, name + part, length - part + 1);
  }
}

static gboolean
is_listed (const char *const names[MOST_NAMES], const char *name)
{
  for (guint i = 0; i < MOST_NAMES && names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return TRUE;
  return FALSE;
}

static gboolean
means_the_same (const char *name, const char *role)
{
  if (g_str_equal (name, role))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
    if (is_listed (roles[i], role) && is_listed (roles[i], name))
      return TRUE;
  return FALSE;
}

static const SokyPdfField *
find_named (GPtrArray *fields, const char *role)
{
  g_autofree char *wanted = squeeze (role);

  for (guint i = 0; i < fields->len && *wanted != '\0'; i++) {
    const SokyPdfField *field = g_ptr_array_index (fields, i);
    const char *last = strrchr (field->name, '.');
    g_autofree char *whole = squeeze (field->name);
    g_autofree char *name = squeeze (last ? last + 1 : field->name);
    trim (name);
    if (!field->filled && g_str_equal (field->type, "Sig") &&
        (g_str_equal (whole, wanted) || means_the_same (name, wanted)))
      return field;
  }
  return NULL;
}

const SokyPdfField *
soky_role_find_field (GPtrArray *fields, const SokySignOptions *options)
{
  const char *const names[] = {options->role, options->placement.anchor, options->title};
  const SokyPdfField *found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names) && found == NULL; i++)
    found = names[i] != NULL ? find_named (fields, names[i]) : NULL;
  return found;
}
