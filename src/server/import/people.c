/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People of a file against those of the school. */
#include "config.h"

#include "book/names.h"
#include "crypto/random.h"
#include "server/import/draft.h"
#include "server/store/directory.h"
#include "server/store/enrolments.h"

#include <glib/gi18n-lib.h>

#define ID_BYTES 8

typedef struct {
  SokyTransaction *tx;
  const SokyImportOrder *order;
  SokyImportPlan *plan;
  const SokyImportDrafts *drafts;
  GHashTable *known; /* login -> SokyPerson of the school, active or not */
} Comparing;

static const char *
unit_name (const Comparing *self, const char *unit_id)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->drafts->units);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    const SokyUnit *unit = value;
    if (g_str_equal (unit->id, unit_id))
      return unit->name;
  }
  return unit_id;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* "Giáo viên bộ môn 6A Tin học; Tổ trưởng (Tổ Toán – Tin)": the same for the same positions. */
static char *
describe_positions (const Comparing *self, const SokyPerson *person)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < person->positions->len; i++) {
    const SokyPosition *position = person->positions->pdata[i];
    GString *text = g_string_new (soky_role_get_label (position->role));
    if (position->class_name != NULL)
      g_string_append_printf (text, " %s", position->class_name);
    if (position->subject != NULL)
      g_string_append_printf (text, " %s", position->subject);
    if (*position->title != '\0' &&
        !g_str_equal (position->title, soky_role_get_label (position->role)))
      g_string_append_printf (text, " “%s”", position->title);
    if (!g_str_equal (position->unit_id, self->order->school_id))
      g_string_append_printf (text, " (%s)", unit_name (self, position->unit_id));
    g_ptr_array_add (texts, g_string_free (text, FALSE));
  }
  g_ptr_array_sort (texts, compare_texts);
  g_ptr_array_add (texts, NULL);
  return g_strjoinv ("; ", (char **) texts->pdata);
}

static const SokyPosition *
find_position (const SokyPerson *person, const SokyPosition *wanted)
{
  for (guint i = 0; i < person->positions->len; i++) {
    const SokyPosition *position = person->positions->pdata[i];
    if (position->role == wanted->role &&
        g_strcmp0 (position->class_name, wanted->class_name) == 0 &&
        g_strcmp0 (position->subject, wanted->subject) == 0)
      return position;
  }
  return NULL;
}

static void
add_position (SokyPerson *person, const SokyPosition *from, const char *unit_id, const char *title)
{
  SokyPosition *position = soky_person_add_position (person, from->role, unit_id, title);

  position->class_name = g_strdup (from->class_name);
  position->subject = g_strdup (from->subject);
}

/* What the file tells; a title that it does not tell stays as it is. */
static void
take_told_positions (const Comparing *self, const SokyImportDraft *draft, const SokyPerson *before,
                     SokyPerson *after)
{
  for (guint i = 0; i < draft->positions->len; i++) {
    const SokyPosition *told = draft->positions->pdata[i];
    const SokyPosition *old = before != NULL ? find_position (before, told) : NULL;
    gboolean of_school = soky_import_role_is_of_school (told->role);
    add_position (after, told, of_school ? self->order->school_id : after->unit_id,
                  *told->title == '\0' && old != NULL ? old->title : told->title);
  }
}

/* What no export knows of: the administrator's own positions. */
static void
keep_positions (const SokyPerson *before, SokyPerson *after, gboolean all)
{
  for (guint i = 0; i < before->positions->len; i++) {
    const SokyPosition *old = before->positions->pdata[i];
    gboolean moves =
        g_str_equal (old->unit_id, before->unit_id) && !soky_import_role_is_of_school (old->role);
    gboolean kept = all || old->role == SOKY_ROLE_SCHOOL_ADMIN || old->role == SOKY_ROLE_INSPECTOR;
    if (kept && (all || find_position (after, old) == NULL))
      add_position (after, old, moves ? after->unit_id : old->unit_id, old->title);
  }
}

static SokyPerson *
make_person (const Comparing *self, const SokyImportDraft *draft, const SokyPerson *before)
{
  g_autofree char *id = before != NULL ? g_strdup (before->id) : soky_random_hex (ID_BYTES);
  SokyPerson *after = soky_person_new (id, draft->login, draft->name);
  const char *unit_id = draft->unit != NULL ? draft->unit->id
                        : before != NULL    ? before->unit_id
                                            : self->order->school_id;

  after->version = before != NULL ? before->version : 0;
  soky_person_set_unit (after, unit_id, "");
  soky_person_set_school (after, self->order->school_id, "");
  gboolean told = soky_import_layout_tells_positions (self->drafts->layout);
  if (told)
    take_told_positions (self, draft, before, after);
  if (before != NULL)
    keep_positions (before, after, !told);
  else if (!told)
    soky_person_add_position (after, SOKY_ROLE_TEACHER, unit_id, "");
  return after;
}

static void
note_change (SokyImportRow *row, const char *field, const char *from, const char *to)
{
  if (g_strcmp0 (from, to) != 0)
    soky_import_row_add_change (row, field, from, to);
}

static gboolean
note_email (Comparing *self, const SokyImportDraft *draft, const SokyPerson *after, gboolean is_new,
            SokyImportRow *row, GError **error)
{
  if (draft->email == NULL)
    return TRUE;
  g_autofree char *known =
      is_new ? g_strdup ("") : soky_store_get_mark (self->tx, after->id, "email", error);
  if (known == NULL)
    return FALSE;
  note_change (row, "email", known, draft->email);
  if (!g_str_equal (known, draft->email))
    g_hash_table_insert (self->plan->emails, g_strdup (after->id), g_strdup (draft->email));
  return TRUE;
}

/* Fills in what is different, which says whether it is a change at all. */
static gboolean
note_person (Comparing *self, const SokyImportDraft *draft, const SokyPerson *before,
             SokyPerson *after, SokyImportRow *row, GError **error)
{
  g_autofree char *from = before != NULL ? describe_positions (self, before) : g_strdup ("");
  g_autofree char *to = describe_positions (self, after);

  note_change (row, "name", before != NULL ? before->name : "", after->name);
  note_change (row, "unit", before != NULL ? unit_name (self, before->unit_id) : "",
               unit_name (self, after->unit_id));
  note_change (row, "positions", from, to);
  if (before != NULL && !before->active)
    note_change (row, "active", _ ("no"), _ ("yes"));
  return note_email (self, draft, after, before == NULL, row, error);
}

static gboolean
compare_person (Comparing *self, const SokyImportDraft *draft, GError **error)
{
  SokyImportReport *report = self->plan->report;
  const SokyPerson *before = g_hash_table_lookup (self->known, draft->login);
  g_autoptr (SokyPerson) after = make_person (self, draft, before);
  SokyImportRow *row = soky_import_report_add (
      report, draft->line, before != NULL ? SOKY_IMPORT_CHANGE : SOKY_IMPORT_ADD, draft->login,
      draft->name);

  if (!note_person (self, draft, before, after, row, error))
    return FALSE;
  if (before == NULL)
    g_ptr_array_add (self->plan->added, g_steal_pointer (&after));
  else if (row->changes->len > 0)
    g_ptr_array_add (self->plan->changed, g_steal_pointer (&after));
  else
    soky_import_report_change_outcome (report, row, SOKY_IMPORT_SAME);
  return TRUE;
}

/* Accounts are unique on the whole server. */
static gboolean
check_taken (Comparing *self, SokyImportDraft *draft, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (draft->wrong || g_hash_table_contains (self->known, draft->login))
    return TRUE;
  g_autoptr (SokyPerson) other = soky_store_find_person (self->tx, draft->login, &problem);
  if (other != NULL) {
    SokyImportRow *row = soky_import_report_add (self->plan->report, draft->line, SOKY_IMPORT_ERROR,
                                                 draft->login, draft->name);
    row->column =
        g_strdup (soky_import_layout_get_header (self->drafts->layout, SOKY_COLUMN_LOGIN));
    row->message =
        g_strdup (_ ("Somebody of another school has this account already. Choose another one."));
    draft->wrong = TRUE;
    return TRUE;
  }
  if (g_error_matches (problem, SOKY_STORE_ERROR, SOKY_STORE_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

/* Active people of the school whom the file does not name. */
static void
add_missing (Comparing *self, SokyPerson *person)
{
  const SokyImportOrder *order = self->order;
  gboolean remove = order->remove_missing && g_strcmp0 (person->id, order->actor_id) != 0;

  if (!person->active || g_hash_table_contains (self->drafts->drafts, person->login))
    return;
  SokyImportRow *row = soky_import_report_add (self->plan->report, 0,
                                               remove ? SOKY_IMPORT_REMOVE : SOKY_IMPORT_MISSING,
                                               person->login, person->name);
  if (!remove)
    return;
  SokyPerson *after = soky_person_new (person->id, person->login, person->name);
  after->version = person->version;
  soky_person_set_unit (after, person->unit_id, "");
  soky_person_set_school (after, person->school_id, "");
  keep_positions (person, after, TRUE);
  after->active = FALSE;
  g_ptr_array_add (self->plan->removed, after);
  soky_import_row_add_change (row, "active", _ ("yes"), _ ("no"));
}

static gboolean
compare_all (Comparing *self, GPtrArray *people, GError **error)
{
  for (guint i = 0; i < people->len; i++) {
    SokyPerson *person = people->pdata[i];
    g_hash_table_insert (self->known, person->login, person);
  }
  for (guint i = 0; i < self->drafts->order->len; i++) {
    SokyImportDraft *draft = self->drafts->order->pdata[i];
    if (!check_taken (self, draft, error) ||
        (!draft->wrong && !compare_person (self, draft, error)))
      return FALSE;
  }
  for (guint i = 0; i < people->len; i++)
    add_missing (self, people->pdata[i]);
  return TRUE;
}

gboolean
soky_import_plan_people (SokyTransaction *tx, const SokyImportOrder *order,
                         const SokyImportTable *table, const SokyImportMapping *mapping,
                         const SokyImportLayout *layout, SokyImportPlan *plan, GError **error)
{
  g_auto (SokyImportDrafts) drafts = {.plan = plan, .mapping = mapping, .layout = layout};
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  Comparing self = {tx, order, plan, &drafts, known};

  if (!soky_import_drafts_init (&drafts, tx, order->school_id, error))
    return FALSE;
  g_autoptr (GPtrArray) people = soky_store_list_people (tx, order->school_id, error);
  if (people == NULL)
    return FALSE;
  for (guint i = layout->first; i < table->lines->len; i++)
    soky_import_drafts_take (&drafts, table->lines->pdata[i]);
  return compare_all (&self, people, error);
}
