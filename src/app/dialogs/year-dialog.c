/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/year-dialog.h"

#include <glib/gi18n.h>

#include "app/dialogs/names-dialog.h"
#include "book/names.h"
#include "client/session-school.h"

struct _SokyYearDialog {
  SokyOfficeDialog parent_instance;

  GtkEditable *begins_row;
  GtkSpinButton *weeks_spin;
  AdwComboRow *terms_row;                                 /* one, two or three */
  GtkSpinButton *term_spins[SOKY_CALENDAR_MAX_TERMS - 1]; /* weeks of each but the last */
  GtkSwitch *present_switch;
  GtkTextView *holidays_view;
  GtkTextView *classes_view;

  SokyYearPlan *plan; /* nullable until loaded: as it is on the server */
  char *name;
};

G_DEFINE_FINAL_TYPE (SokyYearDialog, soky_year_dialog, SOKY_TYPE_OFFICE_DIALOG)

/* "01/02/2027 – 14/02/2027", or one day; FALSE for anything else. */
static gboolean
read_holiday (SokyYearPlan *plan, const char *line)
{
  g_auto (GStrv) days = g_regex_split_simple ("\\s*[-–]\\s*", line, 0, 0);
  guint count = g_strv_length (days);
  GDate first, last;

  if (count < 1 || count > 2 || !soky_date_parse_label (days[0], &first) ||
      !soky_date_parse_label (days[count - 1], &last))
    return FALSE;
  g_autofree char *begins = soky_date_format (&first);
  g_autofree char *ends = soky_date_format (&last);
  soky_year_plan_add_holidays (plan, begins, ends);
  return TRUE;
}

/* One after the other; the last one has the weeks that are left. */
static void
read_terms (SokyYearDialog *self, SokyYearPlan *plan)
{
  guint before = 0;

  plan->n_terms = adw_combo_row_get_selected (self->terms_row) + 1;
  for (guint i = 0; i + 1 < plan->n_terms; i++) {
    guint weeks = (guint) gtk_spin_button_get_value_as_int (self->term_spins[i]);
    plan->terms[i] = (SokyWeekRange){before + 1, before + weeks};
    before += weeks;
  }
  plan->terms[plan->n_terms - 1] = (SokyWeekRange){before + 1, plan->weeks};
}

/* NULL with what is wrong in @fault. */
static SokyYearPlan *
read_plan (SokyYearDialog *self, const char **fault)
{
  g_autofree char *typed = soky_office_entry_dup (self->begins_row);
  guint weeks = (guint) gtk_spin_button_get_value_as_int (self->weeks_spin);
  g_auto (GStrv) holidays = soky_names_view_get (self->holidays_view);
  GDate date;

  *fault = NULL;
  if (!soky_date_parse_label (typed, &date)) {
    *fault = _ ("A day is written like 05/09/2026.");
    return NULL;
  }
  g_autofree char *begins = soky_date_format (&date);
  g_autoptr (SokyYearPlan) plan = soky_year_plan_new (self->name, begins, weeks);
  plan->present = gtk_switch_get_active (self->present_switch);
  plan->version = self->plan->version;
  read_terms (self, plan);
  g_strfreev (plan->classes);
  plan->classes = soky_names_view_get (self->classes_view);
  for (guint i = 0; holidays[i] != NULL; i++) {
    if (read_holiday (plan, holidays[i]))
      continue;
    *fault = _ ("Holidays are written like 01/02/2027 – 14/02/2027, a line each.");
    return NULL;
  }
  return g_steal_pointer (&plan);
}

static void
update (SokyYearDialog *self)
{
  const char *fault = NULL;
  g_autoptr (SokyYearPlan) plan = read_plan (self, &fault);
  g_autoptr (GError) error = NULL;

  if (plan != NULL && !soky_year_plan_check (plan, &error))
    fault =
        _ ("The year begins on a Monday; terms and holidays lie in it; no class is there twice.");
  soky_office_dialog_set_fault (SOKY_OFFICE_DIALOG (self), fault == NULL, fault);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyOfficeDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyYearPlan) plan = soky_session_year_finish (SOKY_SESSION (source), result, &error);

  soky_office_dialog_finish (self, error);
}

static void
soky_year_dialog_save (SokyOfficeDialog *dialog)
{
  const char *fault = NULL;
  g_autoptr (SokyYearPlan) plan = read_plan (SOKY_YEAR_DIALOG (dialog), &fault);

  soky_session_put_year_async (soky_office_dialog_get_session (dialog), plan,
                               soky_office_dialog_get_life (dialog), saved_cb,
                               g_object_ref (dialog));
}

/* --- rows --- */

static char *
label_day (const char *day)
{
  GDate date;

  return soky_date_parse (day, &date) ? soky_date_get_label (&date) : g_strdup (day);
}

static char **
label_holidays (const SokyYearPlan *plan)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();

  for (guint i = 0; i + 1 < plan->holidays->len; i += 2) {
    g_autofree char *first = label_day (g_ptr_array_index (plan->holidays, i));
    g_autofree char *last = label_day (g_ptr_array_index (plan->holidays, i + 1));
    g_autofree char *line = g_strdup_printf ("%s – %s", first, last);
    g_strv_builder_add (lines, line);
  }
  return g_strv_builder_end (lines);
}

static void
follow_text (SokyYearDialog *self, GtkTextView *view)
{
  g_signal_connect_object (gtk_text_view_get_buffer (view), "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
}

static void
add_lists (SokyYearDialog *self)
{
  SokyOfficeDialog *dialog = SOKY_OFFICE_DIALOG (self);
  g_auto (GStrv) holidays = label_holidays (self->plan);

  AdwPreferencesGroup *group = soky_office_dialog_add_group (dialog, _ ("Holidays"));
  adw_preferences_group_set_description (
      group, _ ("Such as 01/02/2027 – 14/02/2027, a line each. Weeks that lie in them are not "
                "counted, and deadlines move on."));
  self->holidays_view = soky_names_view_new (group, _ ("Holidays"), (const char *const *) holidays);
  group = soky_office_dialog_add_group (dialog, _ ("Classes"));
  adw_preferences_group_set_description (group, _ ("A class a line."));
  self->classes_view =
      soky_names_view_new (group, _ ("Classes"), (const char *const *) self->plan->classes);
  follow_text (self, self->holidays_view);
  follow_text (self, self->classes_view);
}

static void
show_term_spins (SokyYearDialog *self)
{
  guint terms = adw_combo_row_get_selected (self->terms_row) + 1;

  for (guint i = 0; i < G_N_ELEMENTS (self->term_spins); i++) {
    GtkWidget *row =
        gtk_widget_get_ancestor (GTK_WIDGET (self->term_spins[i]), ADW_TYPE_PREFERENCES_ROW);
    gtk_widget_set_visible (row, i + 1 < terms);
  }
}

/* Terms of much the same length, to begin with. */
static void
terms_cb (SokyYearDialog *self)
{
  guint terms = adw_combo_row_get_selected (self->terms_row) + 1;
  guint weeks = (guint) gtk_spin_button_get_value_as_int (self->weeks_spin);

  for (guint i = 0; i + 1 < terms; i++)
    gtk_spin_button_set_value (self->term_spins[i], (weeks + terms - 1 - i) / terms);
  show_term_spins (self);
  update (self);
}

static void
add_terms (SokyYearDialog *self, AdwPreferencesGroup *group)
{
  static const char *const titles[] = {N_ ("Weeks of the First Term"),
                                       N_ ("Weeks of the Second Term")};
  const SokyYearPlan *plan = self->plan;
  /* a year that says nothing of it has the usual two */
  guint terms = plan->n_terms > 0 ? plan->n_terms : 2;
  g_autoptr (GPtrArray) counts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 1; i <= SOKY_CALENDAR_MAX_TERMS; i++)
    g_ptr_array_add (counts, g_strdup_printf ("%u", i));
  self->terms_row = soky_office_choice_new (group, _ ("Terms"), counts, terms - 1);
  for (guint i = 0; i < G_N_ELEMENTS (self->term_spins); i++) {
    guint weeks = i < plan->n_terms ? plan->terms[i].last - plan->terms[i].first + 1
                                    : (plan->weeks + terms - 1 - i) / terms;
    self->term_spins[i] =
        soky_office_number_new (group, _ (titles[i]), 1, SOKY_CALENDAR_MAX_WEEKS, (int) weeks);
    g_signal_connect_object (self->term_spins[i], "value-changed", G_CALLBACK (update), self,
                             G_CONNECT_SWAPPED);
  }
  show_term_spins (self);
  g_signal_connect_object (self->terms_row, "notify::selected", G_CALLBACK (terms_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
fill (SokyYearDialog *self)
{
  SokyOfficeDialog *dialog = SOKY_OFFICE_DIALOG (self);
  const SokyYearPlan *plan = self->plan;
  g_autofree char *begins = label_day (plan->begins);

  soky_office_dialog_clear (dialog);
  AdwPreferencesGroup *group = soky_office_dialog_add_group (dialog, NULL);
  self->begins_row = soky_office_entry_new (group, _ ("Monday of the first week"), begins);
  self->weeks_spin =
      soky_office_number_new (group, _ ("Weeks"), 1, SOKY_CALENDAR_MAX_WEEKS, (int) plan->weeks);
  add_terms (self, group);
  self->present_switch = soky_office_switch_new (
      group, _ ("Present Year"), _ ("New books are for it, and its classes are offered"),
      plan->present);
  add_lists (self);
  g_signal_connect_object (self->begins_row, "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->weeks_spin, "value-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyYearDialog) self = user_data;
  SokyOfficeDialog *dialog = SOKY_OFFICE_DIALOG (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyYearPlan) plan = soky_session_year_finish (SOKY_SESSION (source), result, &error);

  if (plan == NULL) {
    soky_office_dialog_finish (dialog, error);
    return;
  }
  g_clear_pointer (&self->plan, soky_year_plan_free);
  self->plan = g_steal_pointer (&plan);
  soky_office_dialog_show_fresh (dialog);
  fill (self);
}

static void
soky_year_dialog_refresh (SokyOfficeDialog *dialog)
{
  soky_session_get_year_async (
      soky_office_dialog_get_session (dialog), SOKY_YEAR_DIALOG (dialog)->name,
      soky_office_dialog_get_life (dialog), loaded_cb, g_object_ref (dialog));
}

static void
soky_year_dialog_finalize (GObject *object)
{
  g_clear_pointer (&SOKY_YEAR_DIALOG (object)->plan, soky_year_plan_free);
  g_free (SOKY_YEAR_DIALOG (object)->name);
  G_OBJECT_CLASS (soky_year_dialog_parent_class)->finalize (object);
}

static void
soky_year_dialog_class_init (SokyYearDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = soky_year_dialog_finalize;
  SOKY_OFFICE_DIALOG_CLASS (klass)->save = soky_year_dialog_save;
  SOKY_OFFICE_DIALOG_CLASS (klass)->refresh = soky_year_dialog_refresh;
}

static void
soky_year_dialog_init (SokyYearDialog *self)
{
}

GtkWidget *
soky_year_dialog_new (GtkWindow *parent, SokySession *session, const char *name)
{
  g_autofree char *title = g_strdup_printf (_ ("School Year %s"), name);
  SokyYearDialog *self = g_object_new (SOKY_TYPE_YEAR_DIALOG, "transient-for", parent, "session",
                                       session, "title", title, NULL);

  self->name = g_strdup (name);
  soky_year_dialog_refresh (SOKY_OFFICE_DIALOG (self));
  return GTK_WIDGET (self);
}
