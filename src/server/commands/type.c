/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/names.h"
#include "server/commands/task.h"
#include "server/looks.h"
#include "server/store/directory.h"
#include "wire/book-type.h"

#include <glib/gi18n-lib.h>

static char *state;
static char *unit;
static char *role_name;
static char *kind_name;
static char *profile_name;
static char *anchor;
static gboolean above;
static gboolean code;

static const GOptionEntry entries[] = {
    {"unit", 0, 0, G_OPTION_ARG_STRING, &unit,
     N_ ("the unit it holds for, and those below; may be left out when there is one school"),
     N_ ("ID")},
    {"role", 0, 0, G_OPTION_ARG_STRING, &role_name,
     N_ ("look: whose signatures: teacher, group_head, principal …, as list shows"), N_ ("ROLE")},
    {"kind", 0, 0, G_OPTION_ARG_STRING, &kind_name, N_ ("look: person (usual), initial or stamp"),
     N_ ("KIND")},
    {"profile", 0, 0, G_OPTION_ARG_STRING, &profile_name,
     N_ ("look: text, person, initial, org, attachment or copy"), N_ ("PROFILE")},
    {"anchor", 0, 0, G_OPTION_ARG_STRING, &anchor,
     N_ ("look: the text that the signature goes below; none = a free place"), N_ ("TEXT")},
    {"above", 0, 0, G_OPTION_ARG_NONE, &above, N_ ("look: above that text"), NULL},
    {"qr", 0, 0, G_OPTION_ARG_NONE, &code, N_ ("look: with a QR code that leads to the check page"),
     NULL},
    {NULL},
};

static void
print_type (const SokyBookType *type)
{
  g_print ("%s\t%s\n", type->id, type->name);
  for (guint i = 0; i < type->route->len; i++) {
    const SokyRouteRow *row = g_ptr_array_index (type->route, i);
    g_print ("\t%s\t%s\t%s\t%s%s%s\n", soky_role_to_string (row->role),
             soky_step_kind_to_string (row->kind), soky_profile_to_string (row->profile),
             row->anchor ? row->anchor : "-", row->above ? "\tabove" : "", row->code ? "\tqr" : "");
  }
}

static gboolean
list (SokyTask *task, GError **error)
{
  g_autofree char *unit_id = soky_task_find_school (task, unit, error);
  g_autoptr (GPtrArray) types =
      unit_id ? soky_store_list_book_types (task->tx, unit_id, error) : NULL;

  for (guint i = 0; types != NULL && i < types->len; i++)
    print_type (g_ptr_array_index (types, i));
  return types != NULL;
}

static gboolean
set_looks (SokyTask *task, const char *unit_id, GPtrArray *looks, GError **error)
{
  g_autoptr (SokyBookType) type =
      soky_looks_set (task->tx, &task->origin, unit_id, task->arguments[0], looks, error);

  if (type != NULL)
    print_type (type);
  return type != NULL;
}

/* The look that the options describe. */
static SokyRowLook *
read_look (GError **error)
{
  SokyRole role = SOKY_ROLE_NONE;
  SokyStepKind kind = SOKY_STEP_PERSON;
  SokyProfile profile = SOKY_PROFILE_TEXT;

  if (!soky_role_from_string (role_name ? role_name : "", &role) ||
      (kind_name != NULL && !soky_step_kind_from_string (kind_name, &kind)) ||
      !soky_profile_from_string (profile_name ? profile_name : "", &profile)) {
    soky_task_refuse (
        _ ("Say whose signatures and how they look: --role, --kind, --profile, as list shows "
           "them."),
        error);
    return NULL;
  }
  SokyRowLook *look = soky_row_look_new (role, kind, profile, anchor);
  look->above = above;
  look->code = code;
  return look;
}

/* The other roles keep what they have; of rows of one role and kind one look is enough. */
static gboolean
look (SokyTask *task, GError **error)
{
  SokyRowLook *wanted = read_look (error);
  g_autoptr (GPtrArray) looks =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_row_look_free);
  if (wanted == NULL)
    return FALSE;

  g_ptr_array_add (looks, wanted);
  g_autofree char *unit_id = soky_task_find_school (task, unit, error);
  g_autoptr (SokyBookType) type =
      unit_id ? soky_looks_find_type (task->tx, unit_id, task->arguments[0], error) : NULL;
  g_autoptr (GPtrArray) present = type ? soky_book_type_get_looks (type) : NULL;
  for (guint i = 0; present != NULL && i < present->len; i++) {
    const SokyRowLook *one = g_ptr_array_index (present, i);
    gboolean known = FALSE;
    for (guint j = 0; j < looks->len; j++) {
      const SokyRowLook *other = g_ptr_array_index (looks, j);
      known = known || (other->role == one->role && other->kind == one->kind);
    }
    if (!known)
      g_ptr_array_add (looks, soky_row_look_copy (one));
  }
  return type != NULL && set_looks (task, unit_id, looks, error);
}

static gboolean
reset (SokyTask *task, GError **error)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autofree char *unit_id = soky_task_find_school (task, unit, error);

  return unit_id != NULL && set_looks (task, unit_id, none, error);
}

/* The definition as a script reads and writes it. */
static gboolean
show (SokyTask *task, GError **error)
{
  g_autofree char *unit_id = soky_task_find_school (task, unit, error);
  g_autoptr (SokyBookType) type =
      unit_id ? soky_looks_find_type (task->tx, unit_id, task->arguments[0], error) : NULL;
  g_autofree char *json = type ? soky_wire_book_type_to_json (type) : NULL;

  if (json != NULL)
    g_print ("%s\n", json);
  return json != NULL;
}

/* FILE holds a definition as show prints it. */
static SokyBookType *
read_definition (const char *id, const char *path, GError **error)
{
  g_autofree char *text = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  return soky_wire_book_type_from_json_as (id, text, (gssize) length, error);
}

static gboolean
add (SokyTask *task, GError **error)
{
  g_autofree char *unit_id = soky_task_find_school (task, unit, error);
  g_autoptr (SokyBookType) type =
      unit_id ? read_definition (task->arguments[0], task->arguments[1], error) : NULL;
  g_auto (SokyOffice) office = {0};

  if (type == NULL || !soky_office_open (&office, task->tx, NULL, error))
    return FALSE;
  g_free (type->unit_id);
  type->unit_id = g_steal_pointer (&unit_id);
  g_autoptr (SokyBookType) made =
      soky_administer_add_type (&office, task->tx, &task->origin, type, FALSE, error);
  return made != NULL;
}

static gboolean
set (SokyTask *task, GError **error)
{
  g_autofree char *unit_id = soky_task_find_school (task, unit, error);
  g_autoptr (SokyBookType) present =
      unit_id ? soky_looks_find_type (task->tx, unit_id, task->arguments[0], error) : NULL;
  g_autoptr (SokyBookType) type =
      present ? read_definition (task->arguments[0], task->arguments[1], error) : NULL;
  g_auto (SokyOffice) office = {0};

  if (type == NULL || !soky_office_open (&office, task->tx, NULL, error))
    return FALSE;
  soky_names_assign (&type->code, present->code);
  type->version = present->version;
  g_autoptr (SokyBookType) made =
      soky_administer_change_type (&office, task->tx, &task->origin, unit_id, type, FALSE, error);
  return made != NULL;
}

static gboolean
approve (SokyTask *task, GError **error)
{
  g_auto (SokyOffice) office = {0};

  if (!soky_office_open (&office, task->tx, NULL, error))
    return FALSE;
  g_autoptr (SokyBookType) type =
      soky_administer_approve_type (&office, task->tx, &task->origin, task->arguments[0], error);
  return type != NULL;
}

static const SokyTaskAction actions[] = {
    {"list", 0, list},       {"show", 1, show}, {"add", 2, add},     {"set", 2, set},
    {"approve", 1, approve}, {"look", 1, look}, {"reset", 1, reset}, {NULL},
};

int
soky_command_type (int argc, char **argv)
{
  if (!soky_command_parse (&argc, &argv,
                           _ ("list | show TYPE | add TYPE FILE | set TYPE FILE | approve TYPE | "
                              "look TYPE | reset TYPE"),
                           _ ("Types of books. FILE holds a definition as “show” prints it. “look” "
                              "changes how and where the signatures of a role look, “reset” goes "
                              "back to what the type was made with."),
                           entries, &state))
    return SOKY_COMMAND_USAGE;
  return soky_task_action_run (actions, state, argv, _ ("Say what to do: soky-server type --help."),
                               _ ("There is no such type of books."));
}
