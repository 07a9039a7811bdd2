/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/number-group.h"

#include "app/widgets/office-rows.h"
#include "base/clock.h"
#include "book/date.h"

#include <glib/gi18n.h>

struct _SokyNumberGroup {
  AdwPreferencesGroup parent_instance;

  GtkSpinButton *number_spin;
  GtkEditable *date_entry;

  GCancellable *life;
  gboolean touched; /* the person typed: nothing is proposed any more */
  gboolean proposing;
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyNumberGroup, soky_number_group, ADW_TYPE_PREFERENCES_GROUP)

static void
changed_cb (SokyNumberGroup *self)
{
  SokyNumbering now;

  self->touched = self->touched || !self->proposing;
  if (soky_number_group_get (self, &now))
    gtk_widget_remove_css_class (GTK_WIDGET (self->date_entry), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->date_entry), "error");
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
propose (SokyNumberGroup *self, guint number, const GDate *date)
{
  g_autofree char *label = soky_date_get_label (date);

  self->proposing = TRUE;
  gtk_spin_button_set_value (self->number_spin, number);
  gtk_editable_set_text (self->date_entry, label);
  self->proposing = FALSE;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyNumberGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  SokyNumbering next;
  GDate date;

  if (!soky_session_load_next_number_finish (SOKY_SESSION (source), result, &next, &error)) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      adw_preferences_group_set_description (
          ADW_PREFERENCES_GROUP (self),
          _ ("The next number is not known without the server. Look it up in the register."));
    return;
  }
  if (!self->touched && soky_date_parse (next.date, &date))
    propose (self, next.number, &date);
}

static void
soky_number_group_dispose (GObject *object)
{
  g_cancellable_cancel (SOKY_NUMBER_GROUP (object)->life);
  G_OBJECT_CLASS (soky_number_group_parent_class)->dispose (object);
}

static void
soky_number_group_finalize (GObject *object)
{
  g_object_unref (SOKY_NUMBER_GROUP (object)->life);
  G_OBJECT_CLASS (soky_number_group_parent_class)->finalize (object);
}

static void
soky_number_group_class_init (SokyNumberGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = soky_number_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = soky_number_group_finalize;
  signals[CHANGED] = g_signal_new ("changed", SOKY_TYPE_NUMBER_GROUP, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
soky_number_group_init (SokyNumberGroup *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);

  self->life = g_cancellable_new ();
  adw_preferences_group_set_title (group, _ ("Number and Date"));
  self->number_spin = soky_office_number_new (group, _ ("Number"), 0, SOKY_NUMBERING_MAX, 0);
  self->date_entry = soky_office_entry_new (group, _ ("Date"), "");
  g_signal_connect_object (self->number_spin, "value-changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->date_entry, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
soky_number_group_set_book (SokyNumberGroup *self, SokySession *session, SokyBook *book)
{
  g_return_if_fail (SOKY_IS_NUMBER_GROUP (self));

  GDate today;
  soky_date_from_moment (soky_clock_now_us (), &today);
  propose (self, 0, &today);
  soky_session_load_next_number_async (session, book, self->life, loaded_cb, g_object_ref (self));
}

gboolean
soky_number_group_get (SokyNumberGroup *self, SokyNumbering *numbering)
{
  g_return_val_if_fail (SOKY_IS_NUMBER_GROUP (self) && numbering != NULL, FALSE);

  g_autofree char *text = soky_office_entry_dup (self->date_entry);
  GDate date;
  *numbering = (SokyNumbering){0};
  if (!soky_date_parse_label (text, &date))
    return FALSE;
  g_autofree char *day = soky_date_format (&date);
  numbering->number = (guint) gtk_spin_button_get_value_as_int (self->number_spin);
  g_strlcpy (numbering->date, day, sizeof numbering->date);
  return numbering->number > 0;
}
