/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/pages/import-page.h"

#include <glib/gi18n.h>

#include "app/gtk-compat.h"
#include "app/save-file.h"
#include "client/session-import.h"

#define MOST_ROWS 300 /* of the table that is shown */

struct _SokyImportPage {
  SokyOfficePage parent_instance;

  AdwComboRow *kind_row;
  AdwActionRow *file_row;
  GtkWidget *choose_button;
  GtkSwitch *remove_switch;
  GtkWidget *apply_button; /* nullable: nothing is shown */

  char *path;               /* nullable: none chosen */
  SokyImportReport *report; /* nullable: what was shown, or done */
  SokySecret *seed;         /* nullable: of the passwords of new people */
};

G_DEFINE_FINAL_TYPE (SokyImportPage, soky_import_page, SOKY_TYPE_OFFICE_PAGE)

static const char *const kinds[SOKY_N_IMPORT_KINDS] = {
    [SOKY_IMPORT_PEOPLE] = N_ ("People"),
    [SOKY_IMPORT_CLASSES] = N_ ("Classes"),
    [SOKY_IMPORT_SUBJECTS] = N_ ("Subjects"),
};

static const struct {
  const char *word;
  const char *style; /* of its chip */
} outcomes[SOKY_N_IMPORT_OUTCOMES] = {
    [SOKY_IMPORT_ADD] = {N_ ("New"), "published"},
    [SOKY_IMPORT_CHANGE] = {N_ ("Changes"), "in-review"},
    [SOKY_IMPORT_SAME] = {N_ ("Stays"), "draft"},
    [SOKY_IMPORT_MISSING] = {N_ ("Not in the file"), "draft"},
    [SOKY_IMPORT_REMOVE] = {N_ ("Goes"), "returned"},
    [SOKY_IMPORT_ERROR] = {N_ ("Wrong"), "returned"},
};

static const struct {
  const char *field;
  const char *word;
} fields[] = {
    {"name", N_ ("Name")},    {"unit", N_ ("Unit")},         {"positions", N_ ("Roles")},
    {"email", N_ ("E-mail")}, {"active", N_ ("Works here")},
};

static void show (SokyImportPage *self);

static SokyImportFile
get_file (SokyImportPage *self)
{
  return (SokyImportFile){.kind = (SokyImportKind) adw_combo_row_get_selected (self->kind_row),
                          .path = self->path,
                          .remove_missing = gtk_switch_get_active (self->remove_switch)};
}

static void
set_busy (SokyImportPage *self, gboolean busy, const char *words)
{
  gtk_widget_set_sensitive (self->choose_button, !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->kind_row), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->remove_switch), !busy);
  if (self->apply_button != NULL)
    gtk_widget_set_sensitive (self->apply_button, !busy);
  soky_office_page_say (SOKY_OFFICE_PAGE (self), words);
}

static void
take_report (SokyImportPage *self, SokyImportReport *report)
{
  g_clear_pointer (&self->report, soky_import_report_free);
  self->report = report;
}

/* --- the passwords of new people --- */

static void
save_passwords_cb (SokyImportPage *self)
{
  g_autoptr (GBytes) table = soky_import_passwords_to_csv (self->report, self->seed);
  g_autoptr (SokyInput) input = soky_input_new_for_bytes (table);
  const SokyFileChoice choice = {.title = _ ("Save the Passwords"),
                                 .accept = _ ("Save"),
                                 .save = TRUE,
                                 .name = _ ("passwords.csv"),
                                 .pattern = "*.csv",
                                 .pattern_name = _ ("Tables")};

  soky_save_file (soky_office_page_get_window (SOKY_OFFICE_PAGE (self)), &choice, input,
                  _ ("The passwords are saved"));
}

/* --- applying --- */

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyImportPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyImportReport) report =
      soky_session_import_finish (SOKY_SESSION (source), result, &error);

  if (report == NULL) {
    set_busy (self, FALSE, NULL);
    soky_office_page_fail (SOKY_OFFICE_PAGE (self), error);
    return;
  }
  take_report (self, g_steal_pointer (&report));
  show (self);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyImportPage) self = user_data;
  SokyOfficePage *page = SOKY_OFFICE_PAGE (self);
  GCancellable *life = soky_office_page_get_life (page);

  if (!soky_ask_finish (result) || g_cancellable_is_cancelled (life))
    return;
  const SokyImportFile file = get_file (self);
  /* the same one when an answer was lost: so the passwords stay the same */
  if (self->seed == NULL)
    self->seed = soky_session_make_import_seed ();
  set_busy (self, TRUE, _ ("The table is brought in…"));
  soky_session_apply_import_async (soky_office_page_get_session (page), &file, self->report,
                                   self->seed, life, applied_cb, g_object_ref (self));
}

static void
apply_cb (SokyImportPage *self)
{
  const guint *counts = self->report->counts;
  g_autofree char *body = g_strdup_printf (
      _ ("%u new, %u changed, %u that go. All of it is done, or nothing."), counts[SOKY_IMPORT_ADD],
      counts[SOKY_IMPORT_CHANGE], counts[SOKY_IMPORT_REMOVE]);
  const SokyQuestion question = {.heading = _ ("Bring the Table In?"),
                                 .body = body,
                                 .accept = _ ("Bring In"),
                                 .destructive = counts[SOKY_IMPORT_REMOVE] > 0};

  soky_ask_async (soky_office_page_get_window (SOKY_OFFICE_PAGE (self)), &question, asked_cb,
                  g_object_ref (self));
}

/* --- what would change --- */

static void
shown_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyImportPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyImportReport) report =
      soky_session_import_finish (SOKY_SESSION (source), result, &error);

  take_report (self, NULL);
  if (report == NULL) {
    set_busy (self, FALSE, NULL);
    soky_office_page_fail (SOKY_OFFICE_PAGE (self), error);
    return;
  }
  take_report (self, g_steal_pointer (&report));
  show (self);
}

/* Asks what would change, as soon as there is a file. */
static void
look (SokyImportPage *self)
{
  SokyOfficePage *page = SOKY_OFFICE_PAGE (self);

  if (self->path == NULL)
    return;
  const SokyImportFile file = get_file (self);
  g_clear_pointer (&self->seed, soky_secret_unref);
  set_busy (self, TRUE, _ ("The table is read…"));
  soky_session_show_import_async (soky_office_page_get_session (page), &file,
                                  soky_office_page_get_life (page), shown_cb, g_object_ref (self));
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyImportPage) self = user_data;
  g_autoptr (GListModel) files = soky_choose_file_finish (result, NULL);

  if (files == NULL ||
      g_cancellable_is_cancelled (soky_office_page_get_life (SOKY_OFFICE_PAGE (self))))
    return;
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  g_free (self->path);
  self->path = g_file_get_path (file);
  look (self);
}

static void
choose_cb (SokyImportPage *self)
{
  const SokyFileChoice choice = {.title = _ ("Choose a Table"), .accept = _ ("Choose")};

  soky_choose_file_async (soky_office_page_get_window (SOKY_OFFICE_PAGE (self)), &choice, chosen_cb,
                          g_object_ref (self));
}

static char *
describe_row (const SokyImportRow *row)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (row->line > 0)
    g_string_append_printf (text, _ ("Line %u"), row->line);
  if (row->message != NULL)
    g_string_append_printf (text, "%s%s%s%s", text->len > 0 ? " · " : "",
                            row->column ? row->column : "", row->column ? ": " : "", row->message);
  for (guint i = 0; i < row->changes->len; i++) {
    const SokyImportChange *change = g_ptr_array_index (row->changes, i);
    const char *word = change->field;
    for (guint j = 0; j < G_N_ELEMENTS (fields); j++)
      word = g_str_equal (fields[j].field, change->field) ? _ (fields[j].word) : word;
    g_string_append_printf (text, "\n%s: ", word);
    if (*change->from != '\0')
      g_string_append_printf (text, "%s → ", change->from);
    g_string_append (text, *change->to != '\0' ? change->to : "–");
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_row (AdwPreferencesGroup *group, const SokyImportRow *row)
{
  g_autofree char *facts = describe_row (row);
  g_autofree char *title = g_strcmp0 (row->name, row->key) != 0 && *row->key != '\0'
                               ? g_strdup_printf ("%s (%s)", row->name, row->key)
                               : g_strdup (row->name);
  AdwActionRow *widget = soky_office_row_new (group, title, g_strstrip (facts));

  soky_office_row_add_chip (widget, outcomes[row->outcome].style, _ (outcomes[row->outcome].word));
}

/* What is wrong comes first; what stays is only counted. */
static void
add_rows (SokyImportPage *self, AdwPreferencesGroup *group)
{
  const GPtrArray *rows = self->report->rows;
  guint shown = 0, left = 0;

  for (int wrong = 1; wrong >= 0; wrong--) {
    for (guint i = 0; i < rows->len; i++) {
      const SokyImportRow *row = g_ptr_array_index (rows, i);
      if (row->outcome == SOKY_IMPORT_SAME || (row->outcome == SOKY_IMPORT_ERROR) != wrong)
        continue;
      if (shown++ < MOST_ROWS)
        add_row (group, row);
      else
        left++;
    }
  }
  if (left > 0) {
    g_autofree char *words = g_strdup_printf (ngettext ("%u more row", "%u more rows", left), left);
    soky_office_row_new (group, words, NULL);
  }
}

static char *
count (const SokyImportReport *report)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < SOKY_N_IMPORT_OUTCOMES; i++)
    if (report->counts[i] > 0)
      g_string_append_printf (text, "%s%s: %u", text->len > 0 ? " · " : "", _ (outcomes[i].word),
                              report->counts[i]);
  if (*report->ignored != NULL) {
    g_autofree char *columns = g_strjoinv (", ", report->ignored);
    g_string_append_c (text, '\n');
    g_string_append_printf (text, _ ("Nothing is taken from these columns: %s"), columns);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GtkWidget *
make_button (SokyImportPage *self, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "suggested-action");
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

static void
add_report (SokyImportPage *self)
{
  const SokyImportReport *report = self->report;
  const guint *counts = report->counts;
  gboolean changes =
      counts[SOKY_IMPORT_ADD] + counts[SOKY_IMPORT_CHANGE] + counts[SOKY_IMPORT_REMOVE] > 0;
  g_autofree char *words = count (report);
  AdwPreferencesGroup *group = soky_office_page_add_group (
      SOKY_OFFICE_PAGE (self), report->applied ? _ ("Brought In") : _ ("What Would Change"));

  adw_preferences_group_set_description (group, words);
  if (report->applied && report->kind == SOKY_IMPORT_PEOPLE && counts[SOKY_IMPORT_ADD] > 0) {
    soky_office_page_say (
        SOKY_OFFICE_PAGE (self),
        _ ("Save the passwords of the new people now: they cannot be shown again later."));
    adw_preferences_group_set_header_suffix (
        group, make_button (self, _ ("Save Passwords…"), G_CALLBACK (save_passwords_cb)));
  }
  if (!report->applied && changes && counts[SOKY_IMPORT_ERROR] == 0) {
    self->apply_button = make_button (self, _ ("Bring In…"), G_CALLBACK (apply_cb));
    adw_preferences_group_set_header_suffix (group, self->apply_button);
  }
  add_rows (self, group);
}

/* --- the page --- */

static void
add_form (SokyImportPage *self, guint kind, gboolean remove)
{
  AdwPreferencesGroup *group = soky_office_page_add_group (SOKY_OFFICE_PAGE (self), NULL);
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  g_autofree char *name = self->path ? g_path_get_basename (self->path) : NULL;

  for (guint i = 0; i < SOKY_N_IMPORT_KINDS; i++)
    g_ptr_array_add (labels, (gpointer) _ (kinds[i]));
  self->kind_row = soky_office_choice_new (group, _ ("What the Table Has"), labels, kind);
  self->file_row = soky_office_row_new (
      group, _ ("Table"),
      name ? name : _ ("CSV or XLSX, as SMAS exports it or a spreadsheet saves it"));
  self->choose_button =
      soky_office_row_add_button (self->file_row, _ ("Choose…"), _ ("Choose a table"));
  self->remove_switch = soky_office_switch_new (
      group, _ ("What the File Does Not Have Goes"),
      _ ("People are marked as having left; classes and subjects go from the lists"), remove);
  g_signal_connect_object (self->choose_button, "clicked", G_CALLBACK (choose_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->kind_row, "notify::selected", G_CALLBACK (look), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->remove_switch, "notify::active", G_CALLBACK (look), self,
                           G_CONNECT_SWAPPED);
}

static void
show (SokyImportPage *self)
{
  guint kind = self->kind_row ? adw_combo_row_get_selected (self->kind_row) : SOKY_IMPORT_PEOPLE;
  gboolean remove = self->remove_switch != NULL && gtk_switch_get_active (self->remove_switch);

  soky_office_page_begin (SOKY_OFFICE_PAGE (self));
  self->apply_button = NULL;
  add_form (self, kind, remove);
  if (self->report != NULL)
    add_report (self);
}

static void
soky_import_page_load (SokyOfficePage *page)
{
  show (SOKY_IMPORT_PAGE (page));
}

void
soky_import_page_open (SokyImportPage *self, const char *path)
{
  g_return_if_fail (SOKY_IS_IMPORT_PAGE (self) && path != NULL);

  g_free (self->path);
  self->path = g_strdup (path);
  look (self);
}

static void
soky_import_page_finalize (GObject *object)
{
  SokyImportPage *self = SOKY_IMPORT_PAGE (object);

  g_free (self->path);
  take_report (self, NULL);
  g_clear_pointer (&self->seed, soky_secret_unref);
  G_OBJECT_CLASS (soky_import_page_parent_class)->finalize (object);
}

static void
soky_import_page_class_init (SokyImportPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = soky_import_page_finalize;
  SOKY_OFFICE_PAGE_CLASS (klass)->load = soky_import_page_load;
}

static void
soky_import_page_init (SokyImportPage *self)
{
}
