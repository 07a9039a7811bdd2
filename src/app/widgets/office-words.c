/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/office-words.h"

#include "book/administration.h"

#include <string.h>

char *
soky_position_describe (const SokyPosition *position, GPtrArray *units)
{
  const SokyUnit *unit = soky_units_find (units, position->unit_id);
  g_autoptr (GString) text = g_string_new (
      *position->title != '\0' ? position->title : soky_role_get_label (position->role));
  const char *const parts[] = {unit ? unit->name : NULL, position->class_name, position->subject};

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      g_string_append_printf (text, " · %s", parts[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
soky_person_describe_roles (const SokyPerson *person)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < person->positions->len; i++) {
    const SokyPosition *position = g_ptr_array_index (person->positions, i);
    const char *word =
        *position->title != '\0' ? position->title : soky_role_get_label (position->role);
    if (strstr (text->str, word) == NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", word);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

GPtrArray *
soky_units_choose_administered (GPtrArray *units, const SokyPerson *person)
{
  GPtrArray *chosen = g_ptr_array_new ();

  for (guint i = 0; i < units->len; i++) {
    SokyUnit *unit = g_ptr_array_index (units, i);
    if (!unit->closed && soky_person_may_administer (person, units, unit->id))
      g_ptr_array_add (chosen, unit);
  }
  return chosen;
}

GPtrArray *
soky_units_make_labels (GPtrArray *units)
{
  GPtrArray *labels = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < units->len; i++) {
    const SokyUnit *unit = g_ptr_array_index (units, i);
    g_ptr_array_add (labels, g_strdup (unit->name));
  }
  return labels;
}

guint
soky_units_find_index (GPtrArray *units, const char *id)
{
  for (guint i = 0; i < units->len; i++) {
    const SokyUnit *unit = g_ptr_array_index (units, i);
    if (g_strcmp0 (unit->id, id) == 0)
      return i;
  }
  return G_MAXUINT;
}
