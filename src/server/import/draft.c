/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/import/draft.h"

#include "base/text.h"
#include "crypto/random.h"
#include "server/import/words.h"
#include "server/store/directory.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ID_BYTES 8
#define LONGEST_LOGIN 64
#define LONGEST_NAME 100
#define GROUP_LABEL "Tổ chuyên môn"

static void
draft_free (gpointer pointer)
{
  SokyImportDraft *self = pointer;

  g_free (self->login);
  g_free (self->name);
  g_free (self->email);
  g_clear_pointer (&self->unit, soky_unit_unref);
  g_ptr_array_unref (self->positions);
  g_free (self);
}

/* "Tổ Toán – Tin", "TỔ TOÁN-TIN" and "Toán - Tin" are one group. */
static char *
unit_words (const char *name)
{
  static const char *const prefixes[] = {"to chuyen mon ", "to bo mon ", "to "};
  g_autofree char *words = soky_import_words (name);

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++) {
    if (g_str_has_prefix (words, prefixes[i]))
      return g_strdup (words + strlen (prefixes[i]));
  }
  return g_steal_pointer (&words);
}

gboolean
soky_import_drafts_init (SokyImportDrafts *self, SokyTransaction *tx, const char *school_id,
                         GError **error)
{
  g_autoptr (GPtrArray) units = soky_store_list_units (tx, error);

  self->units =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) soky_unit_unref);
  self->drafts = g_hash_table_new (g_str_hash, g_str_equal);
  self->order = g_ptr_array_new_with_free_func (draft_free);
  self->school = units != NULL ? soky_store_get_school (tx, school_id, error) : NULL;
  for (guint i = 0; units != NULL && i < units->len; i++) {
    SokyUnit *unit = units->pdata[i];
    if (g_strcmp0 (unit->parent_id, school_id) == 0 || g_str_equal (unit->id, school_id))
      g_hash_table_insert (self->units, unit_words (unit->name), soky_unit_ref (unit));
  }
  return self->school != NULL;
}

void
soky_import_drafts_clear (SokyImportDrafts *self)
{
  g_clear_pointer (&self->units, g_hash_table_unref);
  g_clear_pointer (&self->drafts, g_hash_table_unref);
  g_clear_pointer (&self->order, g_ptr_array_unref);
  g_clear_pointer (&self->school, soky_school_free);
}

void
soky_import_drafts_refuse (SokyImportDrafts *self, SokyImportDraft *draft, SokyColumn column,
                           const char *message, const char *cell)
{
  SokyImportRow *row = soky_import_report_add (self->plan->report, self->line->line,
                                               SOKY_IMPORT_ERROR, draft->login, draft->name);
  g_auto (GStrv) parts = g_strsplit (message, "%s", 2);

  row->column = g_strdup (soky_import_layout_get_header (self->layout, column));
  row->message = g_strjoinv (cell, parts);
  draft->wrong = TRUE;
}

static const char *
get (const SokyImportDrafts *self, SokyColumn column)
{
  return soky_import_layout_get (self->layout, self->line, column);
}

/* The account, or what stands before the @ of the address. */
static char *
find_login (const SokyImportDrafts *self)
{
  const char *login = get (self, SOKY_COLUMN_LOGIN);
  const char *email = get (self, SOKY_COLUMN_EMAIL);
  const char *at = strchr (email, '@');

  if (*login != '\0')
    return g_utf8_strdown (login, -1);
  return at != NULL ? g_ascii_strdown (email, at - email) : g_strdup ("");
}

static gboolean
is_login (const char *text)
{
  gsize length = strlen (text);

  return length >= 2 && length <= LONGEST_LOGIN && g_ascii_isalnum (*text) &&
         strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789._-@") == length;
}

static SokyImportDraft *
draft_new (SokyImportDrafts *self, char *login)
{
  SokyImportDraft *draft = g_new0 (SokyImportDraft, 1);

  draft->line = self->line->line;
  draft->login = login;
  draft->name = g_strdup (get (self, SOKY_COLUMN_NAME));
  draft->positions = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_import_position_free);
  g_ptr_array_add (self->order, draft);
  g_hash_table_insert (self->drafts, draft->login, draft);
  return draft;
}

static void
take_account (SokyImportDrafts *self, SokyImportDraft *draft)
{
  const char *name = get (self, SOKY_COLUMN_NAME);
  g_autofree char *folded = soky_text_fold (name);
  g_autofree char *known = soky_text_fold (draft->name);

  if (*draft->login == '\0')
    soky_import_drafts_refuse (self, draft, SOKY_COLUMN_LOGIN,
                               _ ("The account is missing. Fill in the cell."), "");
  else if (!is_login (draft->login))
    soky_import_drafts_refuse (self, draft, SOKY_COLUMN_LOGIN,
                               _ ("“%s” cannot be an account: write 2 to 64 letters without marks, "
                                  "digits, dots, hyphens."),
                               draft->login);
  if (*name == '\0')
    soky_import_drafts_refuse (self, draft, SOKY_COLUMN_NAME,
                               _ ("The name is missing. Fill in the cell."), "");
  else if (g_utf8_strlen (name, -1) > LONGEST_NAME)
    soky_import_drafts_refuse (self, draft, SOKY_COLUMN_NAME,
                               _ ("The name is too long. Shorten it to 100 characters."), "");
  else if (!g_str_equal (folded, known))
    soky_import_drafts_refuse (self, draft, SOKY_COLUMN_LOGIN,
                               _ ("This account stands in another line with the name “%s”. Give "
                                  "each person an account of their own."),
                               draft->name);
}

static void
take_email (SokyImportDrafts *self, SokyImportDraft *draft)
{
  const char *email = get (self, SOKY_COLUMN_EMAIL);
  const char *at = strchr (email, '@');

  if (*email == '\0')
    return;
  if (at == NULL || at == email || strchr (at, '.') == NULL || strpbrk (email, " ,;") != NULL) {
    soky_import_drafts_refuse (self, draft, SOKY_COLUMN_EMAIL,
                               _ ("“%s” is no e-mail address. Correct the cell, or empty it."),
                               email);
    return;
  }
  g_free (draft->email);
  draft->email = g_utf8_strdown (email, -1);
}

/* A group that the school does not have yet is made. */
static void
take_unit (SokyImportDrafts *self, SokyImportDraft *draft)
{
  const char *name = get (self, SOKY_COLUMN_UNIT);
  g_autofree char *words = unit_words (name);
  SokyUnit *unit = g_hash_table_lookup (self->units, words);

  if (*words == '\0' || draft->unit != NULL)
    return;
  if (unit == NULL) {
    g_autofree char *id = soky_random_hex (ID_BYTES);
    unit = soky_unit_new (id, self->school->unit->id, SOKY_UNIT_GROUP, GROUP_LABEL, name);
    g_hash_table_insert (self->units, g_steal_pointer (&words), soky_unit_ref (unit));
    g_ptr_array_add (self->plan->units, unit);
    SokyImportRow *row =
        soky_import_report_add (self->plan->report, self->line->line, SOKY_IMPORT_ADD, "", name);
    soky_import_row_add_change (row, "unit", "", name);
  }
  draft->unit = soky_unit_ref (unit);
}

void
soky_import_drafts_take (SokyImportDrafts *self, const SokyImportLine *line)
{
  self->line = line;
  g_autofree char *login = find_login (self);
  SokyImportDraft *draft = g_hash_table_lookup (self->drafts, login);

  /* lines between and below, such as the place of a signature */
  if (*login == '\0' && *get (self, SOKY_COLUMN_NAME) == '\0')
    return;
  if (draft == NULL || *login == '\0')
    draft = draft_new (self, g_steal_pointer (&login));
  take_account (self, draft);
  take_email (self, draft);
  take_unit (self, draft);
  soky_import_drafts_add_positions (self, draft);
}
