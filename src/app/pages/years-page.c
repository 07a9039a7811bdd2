/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/pages/years-page.h"

#include <glib/gi18n.h>

#include "app/dialogs/names-dialog.h"
#include "app/dialogs/year-dialog.h"
#include "client/session-books.h"
#include "client/session-school.h"

struct _SokyYearsPage {
  SokyOfficePage parent_instance;

  SokySchool *school; /* nullable until loaded */
};

G_DEFINE_FINAL_TYPE (SokyYearsPage, soky_years_page, SOKY_TYPE_OFFICE_PAGE)

static void
present (SokyYearsPage *self, GtkWidget *dialog)
{
  g_signal_connect_object (dialog, "done", G_CALLBACK (soky_office_page_reload), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
year_cb (GtkWidget *row, SokyYearsPage *self)
{
  SokyOfficePage *page = SOKY_OFFICE_PAGE (self);

  present (self, soky_year_dialog_new (soky_office_page_get_window (page),
                                       soky_office_page_get_session (page),
                                       g_object_get_data (G_OBJECT (row), "year")));
}

static void
subjects_cb (SokyYearsPage *self)
{
  SokyOfficePage *page = SOKY_OFFICE_PAGE (self);

  present (self, soky_names_dialog_new (soky_office_page_get_window (page),
                                        soky_office_page_get_session (page), self->school));
}

static void
add_year (SokyYearsPage *self, AdwPreferencesGroup *group, const char *name, const char *words)
{
  AdwActionRow *row = soky_office_row_new (group, name, words);

  if (g_str_equal (name, self->school->school_year))
    soky_office_row_add_chip (row, "published", _ ("Present"));
  soky_office_row_lead_on (row);
  g_object_set_data_full (G_OBJECT (row), "year", g_strdup (name), g_free);
  g_signal_connect (row, "activated", G_CALLBACK (year_cb), self);
}

/* "2027-2028", the year after the newest. */
static char *
name_next (const SokySchool *school)
{
  guint year = school->school_years[0] != NULL
                   ? (guint) g_ascii_strtoull (school->school_years[0], NULL, 10) + 1
                   : 0;

  return year > 0 ? g_strdup_printf ("%u-%u", year, year + 1) : NULL;
}

static void
show (SokyYearsPage *self)
{
  SokyOfficePage *page = SOKY_OFFICE_PAGE (self);
  const SokySchool *school = self->school;
  AdwPreferencesGroup *group = soky_office_page_add_group (page, _ ("School Years"));
  g_autofree char *next = name_next (school);
  g_autofree char *subjects = g_strjoinv (", ", school->subjects);

  if (next != NULL)
    add_year (self, group, next, _ ("Not laid down yet: begin with what the year before it has"));
  for (guint i = 0; school->school_years[i] != NULL; i++)
    add_year (self, group, school->school_years[i], NULL);
  group = soky_office_page_add_group (page, _ ("Subjects"));
  AdwActionRow *row = soky_office_row_new (group, _ ("Subjects of the School"),
                                           *subjects != '\0' ? subjects : _ ("None yet"));
  soky_office_row_lead_on (row);
  g_signal_connect_object (row, "activated", G_CALLBACK (subjects_cb), self, G_CONNECT_SWAPPED);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyYearsPage) self = user_data;
  SokyOfficePage *page = SOKY_OFFICE_PAGE (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokySchool) school =
      soky_session_load_school_finish (SOKY_SESSION (source), result, &error);

  if (school == NULL) {
    soky_office_page_fail (page, error);
    return;
  }
  soky_office_page_begin (page);
  g_clear_pointer (&self->school, soky_school_free);
  self->school = g_steal_pointer (&school);
  show (self);
}

static void
soky_years_page_load (SokyOfficePage *page)
{
  soky_session_load_school_async (soky_office_page_get_session (page),
                                  soky_office_page_get_life (page), loaded_cb, g_object_ref (page));
}

static void
soky_years_page_finalize (GObject *object)
{
  g_clear_pointer (&SOKY_YEARS_PAGE (object)->school, soky_school_free);
  G_OBJECT_CLASS (soky_years_page_parent_class)->finalize (object);
}

static void
soky_years_page_class_init (SokyYearsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = soky_years_page_finalize;
  SOKY_OFFICE_PAGE_CLASS (klass)->load = soky_years_page_load;
}

static void
soky_years_page_init (SokyYearsPage *self)
{
}
