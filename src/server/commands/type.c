/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/clock.h"
#include "server/commands/command.h"
#include "server/looks.h"
#include "server/service.h"
#include "server/store/directory.h"
#include "wire/error.h"

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

/* What each of the actions is given. */
typedef struct {
  SokyTransaction *tx;
  SokyOrigin origin;
  const char *unit_id;
  const char *type_id; /* nullable */
} Task;

static gboolean
refuse (const char *message, GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, message);
  return FALSE;
}

static char *
find_unit (SokyTransaction *tx, GError **error)
{
  g_autoptr (GPtrArray) units = soky_store_list_units (tx, error);
  const char *found = NULL;
  guint schools = 0;

  if (units == NULL)
    return NULL;
  for (guint i = 0; i < units->len; i++) {
    const SokyUnit *one = units->pdata[i];
    gboolean is_school = one->level == SOKY_UNIT_SCHOOL;
    schools += is_school;
    if (unit != NULL ? g_str_equal (one->id, unit) : is_school)
      found = one->id;
  }
  if (found != NULL && (unit != NULL || schools == 1))
    return g_strdup (found);
  refuse (_ ("Name an existing unit with --unit."), error);
  return NULL;
}

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
list (Task *task, GError **error)
{
  g_autoptr (GPtrArray) types = soky_store_list_book_types (task->tx, task->unit_id, error);

  for (guint i = 0; types != NULL && i < types->len; i++)
    print_type (g_ptr_array_index (types, i));
  return types != NULL;
}

static gboolean
set (Task *task, GPtrArray *looks, GError **error)
{
  g_autoptr (SokyBookType) type =
      soky_looks_set (task->tx, &task->origin, task->unit_id, task->type_id, looks, error);

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
    refuse (_ ("Say whose signatures and how they look: --role, --kind, --profile, as list shows "
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
look (Task *task, GError **error)
{
  SokyRowLook *wanted = read_look (error);
  g_autoptr (GPtrArray) looks =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_row_look_free);
  if (wanted == NULL)
    return FALSE;

  g_ptr_array_add (looks, wanted);
  g_autoptr (SokyBookType) type =
      soky_looks_find_type (task->tx, task->unit_id, task->type_id, error);
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
  return type != NULL && set (task, looks, error);
}

static gboolean
reset (Task *task, GError **error)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  return set (task, none, error);
}

static const struct {
  const char *name;
  int arguments; /* after it */
  gboolean (*run) (Task *task, GError **error);
} actions[] = {{"list", 0, list}, {"look", 1, look}, {"reset", 1, reset}};

static int
run (guint action, char **arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyService) service = soky_service_open (state, NULL, &error);
  g_autoptr (SokyTransaction) tx =
      service ? soky_store_begin (service->store, SOKY_STORE_WRITE, &error) : NULL;
  g_autofree char *unit_id = tx ? find_unit (tx, &error) : NULL;
  Task task = {
      .tx = tx,
      .origin = {.address = "", .now_us = soky_clock_now_us ()},
      .unit_id = unit_id,
      .type_id = actions[action].arguments > 0 ? arguments[0] : NULL,
  };

  if (unit_id != NULL && actions[action].run (&task, &error) &&
      soky_transaction_commit (tx, &error))
    return SOKY_COMMAND_OK;
  if (!g_error_matches (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_NOT_FOUND))
    return soky_command_fail (error);
  g_printerr (_ ("soky-server: there is no type of books “%s”.\n"), task.type_id);
  return SOKY_COMMAND_FAILED;
}

int
soky_command_type (int argc, char **argv)
{
  if (!soky_command_parse (&argc, &argv, _ ("list | look TYPE | reset TYPE"),
                           _ ("Types of books: how and where the signatures of each role look. "
                              "“reset” goes back to what the type was made with."),
                           entries, &state))
    return SOKY_COMMAND_USAGE;
  for (guint i = 0; argc > 1 && i < G_N_ELEMENTS (actions); i++) {
    if (g_str_equal (argv[1], actions[i].name) && argc - 2 == actions[i].arguments)
      return run (i, argv + 2);
  }
  return soky_command_usage (_ ("Say what to do: soky-server type --help."));
}
