/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Classes and subjects: lists of names, whose order is kept. */
#include "config.h"

#include "server/import/plan.h"

#include "book/rules.h"
#include "server/import/words.h"
#include "server/store/directory.h"

#include <glib/gi18n-lib.h>

#define MOST 2000 /* what an answer about the school may hold */

typedef struct {
  SokyImportPlan *plan;
  GHashTable *known; /* words -> name: of the school */
  GHashTable *seen;  /* words: of the file */
  GStrvBuilder *names;
  guint count;
  const char *header;
} Listing;

static void
refuse (Listing *self, guint line, const char *name, const char *message)
{
  SokyImportRow *row =
      soky_import_report_add (self->plan->report, line, SOKY_IMPORT_ERROR, name, name);

  row->column = g_strdup (self->header);
  row->message = g_strdup (message);
}

static void
take_name (Listing *self, guint line, const char *name)
{
  g_autofree char *words = soky_import_words (name);
  const char *known = g_hash_table_lookup (self->known, words);

  if (*words == '\0')
    return;
  if (g_utf8_strlen (name, -1) > SOKY_BOOK_MAX_FIELD) {
    refuse (self, line, name, _ ("This name is too long. Shorten it to 60 characters."));
    return;
  }
  /* a table of classes of several terms has each of them several times */
  if (!g_hash_table_add (self->seen, g_strdup (words)))
    return;
  if (known != NULL) {
    soky_import_report_add (self->plan->report, line, SOKY_IMPORT_SAME, known, known);
    return;
  }
  soky_import_report_add (self->plan->report, line, SOKY_IMPORT_ADD, name, name);
  g_strv_builder_add (self->names, name);
  if (++self->count > MOST)
    refuse (self, line, name, _ ("The list is too long. Check that it is the right file."));
}

/* In the order of the school; new ones follow. */
static void
take_known (Listing *self, char **present, gboolean remove_missing)
{
  for (guint i = 0; present[i] != NULL; i++) {
    g_autofree char *words = soky_import_words (present[i]);
    gboolean missing = !g_hash_table_contains (self->seen, words);
    if (missing)
      soky_import_report_add (self->plan->report, 0,
                              remove_missing ? SOKY_IMPORT_REMOVE : SOKY_IMPORT_MISSING, present[i],
                              present[i]);
  }
}

static char **
join (char **present, char **added, GHashTable *seen, gboolean remove_missing)
{
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();

  for (guint i = 0; present[i] != NULL; i++) {
    g_autofree char *words = soky_import_words (present[i]);
    if (!remove_missing || g_hash_table_contains (seen, words))
      g_strv_builder_add (all, present[i]);
  }
  g_strv_builder_addv (all, (const char **) added);
  return g_strv_builder_end (all);
}

gboolean
soky_import_plan_names (SokyTransaction *tx, const SokyImportOrder *order,
                        const SokyImportTable *table, const SokyImportLayout *layout,
                        SokyImportPlan *plan, GError **error)
{
  g_autoptr (SokySchool) school = soky_store_get_school (tx, order->school_id, error);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  if (school == NULL)
    return FALSE;
  char **present = order->kind == SOKY_IMPORT_CLASSES ? school->classes : school->subjects;
  Listing self = {plan,
                  known,
                  seen,
                  names,
                  g_strv_length (present),
                  soky_import_layout_get_header (layout, SOKY_COLUMN_NAME)};
  for (guint i = 0; present[i] != NULL; i++)
    g_hash_table_insert (known, soky_import_words (present[i]), present[i]);
  for (guint i = layout->first; i < table->lines->len; i++) {
    const SokyImportLine *line = table->lines->pdata[i];
    take_name (&self, line->line, soky_import_layout_get (layout, line, SOKY_COLUMN_NAME));
  }
  take_known (&self, present, order->remove_missing);
  g_auto (GStrv) added = g_strv_builder_end (names);
  plan->names = join (present, added, seen, order->remove_missing);
  return TRUE;
}
