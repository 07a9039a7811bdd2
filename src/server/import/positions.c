/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people are, from the cells of a line. */
#include "config.h"

#include "server/import/draft.h"

#include "server/import/words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

gboolean
soky_import_layout_tells_positions (const SokyImportLayout *layout)
{
  static const SokyColumn columns[] = {SOKY_COLUMN_ROLE, SOKY_COLUMN_CLASS, SOKY_COLUMN_SUBJECT,
                                       SOKY_COLUMN_HOMEROOM};

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++) {
    if (soky_import_layout_has (layout, columns[i]))
      return TRUE;
  }
  return FALSE;
}

SokyPosition *
soky_import_position_copy (const SokyPosition *position)
{
  SokyPosition *copy = g_new0 (SokyPosition, 1);

  copy->role = position->role;
  copy->unit_id = g_strdup (position->unit_id);
  copy->title = g_strdup (position->title);
  copy->class_name = g_strdup (position->class_name);
  copy->subject = g_strdup (position->subject);
  return copy;
}

void
soky_import_position_free (SokyPosition *position)
{
  g_free (position->unit_id);
  g_free (position->title);
  g_free (position->class_name);
  g_free (position->subject);
  g_free (position);
}

gboolean
soky_import_role_is_of_school (SokyRole role)
{
  switch (role) {
  case SOKY_ROLE_HOMEROOM_TEACHER:
  case SOKY_ROLE_VICE_PRINCIPAL:
  case SOKY_ROLE_PRINCIPAL:
  case SOKY_ROLE_CLERK:
  case SOKY_ROLE_SCHOOL_ADMIN:
  case SOKY_ROLE_STAFF:
  case SOKY_ROLE_INSPECTOR:
    return TRUE;
  default:
    return FALSE;
  }
}

static void
add (SokyImportDraft *draft, SokyRole role, const char *title, const char *class_name,
     const char *subject)
{
  for (guint i = 0; i < draft->positions->len; i++) {
    const SokyPosition *known = draft->positions->pdata[i];
    if (known->role == role && g_strcmp0 (known->class_name, class_name) == 0 &&
        g_strcmp0 (known->subject, subject) == 0)
      return;
  }
  const SokyPosition position = {role, (char *) "", (char *) title, (char *) class_name,
                                 (char *) subject};
  g_ptr_array_add (draft->positions, soky_import_position_copy (&position));
}

/* The school's own spelling of a class or subject; NULL when it has none such. */
static const char *
find_name (char **names, const char *text)
{
  g_autofree char *wanted = soky_import_words (text);

  for (guint i = 0; names[i] != NULL; i++) {
    g_autofree char *words = soky_import_words (names[i]);
    if (g_str_equal (words, wanted))
      return names[i];
  }
  return NULL;
}

/* The names in a cell, in the school's spelling. A name may hold a comma itself.
 * Returns: (transfer container) (element-type utf8) */
static GPtrArray *
find_names (SokyImportDrafts *self, SokyImportDraft *draft, SokyColumn column)
{
  gboolean subjects = column == SOKY_COLUMN_SUBJECT;
  char **known = subjects ? self->school->subjects : self->school->classes;
  const char *cell = soky_import_layout_get (self->layout, self->line, column);
  const char *whole = find_name (known, cell);
  GPtrArray *found = g_ptr_array_new ();
  const char *separators = strchr (cell, ';') != NULL ? ";" : subjects ? ",/" : ", /";
  g_auto (GStrv) parts = g_strsplit_set (cell, separators, -1);

  if (whole != NULL) {
    g_ptr_array_add (found, (gpointer) whole);
    return found;
  }
  for (guint i = 0; parts[i] != NULL; i++) {
    const char *name = find_name (known, parts[i]);
    g_autofree char *words = soky_import_words (parts[i]);
    if (name != NULL)
      g_ptr_array_add (found, (gpointer) name);
    else if (*words != '\0')
      soky_import_drafts_refuse (
          self, draft, column,
          subjects ? _ ("The school has no subject “%s”. Import the subjects first, or correct the "
                        "cell.")
                   : _ ("The school has no class “%s”. Import the classes first, or correct the "
                        "cell."),
          g_strstrip (parts[i]));
  }
  return found;
}

/* What is taught where: each class with each subject. */
static void
add_teaching (SokyImportDraft *draft, const char *title, GPtrArray *classes, GPtrArray *subjects)
{
  for (guint i = 0; i < MAX (classes->len, 1); i++) {
    for (guint j = 0; j < MAX (subjects->len, 1); j++)
      add (draft, SOKY_ROLE_SUBJECT_TEACHER, title, classes->len > 0 ? classes->pdata[i] : NULL,
           subjects->len > 0 ? subjects->pdata[j] : NULL);
  }
}

static void
add_homeroom (SokyImportDraft *draft, GPtrArray *classes)
{
  for (guint i = 0; i < classes->len; i++)
    add (draft, SOKY_ROLE_HOMEROOM_TEACHER, "", classes->pdata[i], NULL);
}

static void
add_role (SokyImportDrafts *self, SokyImportDraft *draft, const char *word, GPtrArray *classes,
          GPtrArray *subjects)
{
  const char *own = soky_import_layout_get (self->layout, self->line, SOKY_COLUMN_TITLE);
  SokyRole role = SOKY_ROLE_NONE;

  if (!soky_import_mapping_find_role (self->mapping, word, &role)) {
    soky_import_drafts_refuse (self, draft, SOKY_COLUMN_ROLE,
                               _ ("“%s” is no role that is known here. Write for example “Giáo "
                                  "viên”, “Tổ trưởng”, “Hiệu trưởng”, “Văn thư”."),
                               word);
    return;
  }
  gboolean teaches = classes->len + subjects->len > 0;
  gboolean teacher = role == SOKY_ROLE_TEACHER || role == SOKY_ROLE_SUBJECT_TEACHER;
  if (role == SOKY_ROLE_HOMEROOM_TEACHER && classes->len > 0) {
    add_homeroom (draft, classes);
    return;
  }
  if (!teacher || !teaches)
    add (draft, role, *own != '\0' || teacher ? own : word, NULL, NULL);
  if (teaches)
    add_teaching (draft, teacher ? own : "", classes, subjects);
}

void
soky_import_drafts_add_positions (SokyImportDrafts *self, SokyImportDraft *draft)
{
  const char *cell = soky_import_layout_get (self->layout, self->line, SOKY_COLUMN_ROLE);
  SokyRole whole = SOKY_ROLE_NONE;

  if (!soky_import_layout_tells_positions (self->layout))
    return;
  g_autoptr (GPtrArray) classes = find_names (self, draft, SOKY_COLUMN_CLASS);
  g_autoptr (GPtrArray) subjects = find_names (self, draft, SOKY_COLUMN_SUBJECT);
  g_autoptr (GPtrArray) homeroom = find_names (self, draft, SOKY_COLUMN_HOMEROOM);
  g_auto (GStrv) words = g_strsplit_set (cell, ",;/+", -1);
  gboolean one = *cell == '\0' || soky_import_mapping_find_role (self->mapping, cell, &whole);

  add_homeroom (draft, homeroom);
  if (one) {
    add_role (self, draft, *cell != '\0' ? cell : "teacher", classes, subjects);
    return;
  }
  for (guint i = 0; words[i] != NULL; i++) {
    g_strstrip (words[i]);
    if (*words[i] != '\0')
      add_role (self, draft, words[i], classes, subjects);
  }
}
