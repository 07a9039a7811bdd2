/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/batch-row.h"

#include "app/dialogs/batch-face.h"
#include "book/book-query.h"

#include <glib/gi18n.h>

struct _SokyBatchRow {
  AdwActionRow parent_instance;

  GtkWidget *check;
  GtkWidget *icon;
  GtkWidget *word;
  SokyBook *book;
  SokyBatchTask task;
  gboolean seen;
  char *result; /* nullable */
};

enum { TOGGLED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyBatchRow, soky_batch_row, ADW_TYPE_ACTION_ROW)

static void
toggled_cb (SokyBatchRow *self)
{
  g_signal_emit (self, signals[TOGGLED], 0);
}

static void
soky_batch_row_finalize (GObject *object)
{
  SokyBatchRow *self = SOKY_BATCH_ROW (object);

  g_clear_pointer (&self->book, soky_book_unref);
  g_free (self->result);
  G_OBJECT_CLASS (soky_batch_row_parent_class)->finalize (object);
}

static void
soky_batch_row_class_init (SokyBatchRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = soky_batch_row_finalize;
  signals[TOGGLED] = g_signal_new ("toggled", SOKY_TYPE_BATCH_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
soky_batch_row_init (SokyBatchRow *self)
{
  soky_batch_face_build (ADW_ACTION_ROW (self), &self->check, &self->icon, &self->word);
  g_signal_connect_swapped (self->check, "toggled", G_CALLBACK (toggled_cb), self);
}

static void
set_subtitle (SokyBatchRow *self, const char *reason)
{
  g_autofree char *subtitle = soky_book_get_subtitle (self->book);
  g_autofree char *text = g_strdup_printf ("%s · %s%s%s", self->book->owner_name, subtitle,
                                           reason ? "\n" : "", reason ? reason : "");
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), escaped);
}

GtkWidget *
soky_batch_row_new (SokyBook *book, SokyBatchTask task, const char *reason, gboolean seen)
{
  SokyBatchRow *self = g_object_new (SOKY_TYPE_BATCH_ROW, NULL);
  g_autofree char *title = g_markup_escape_text (book->fields.title, -1);
  gboolean possible = task != SOKY_BATCH_TASK_NONE;

  self->book = soky_book_ref (book);
  self->task = task;
  self->seen = seen;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  set_subtitle (self, reason);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  book->fields.title, -1);
  gtk_widget_set_sensitive (self->check, possible);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), possible);
  if (task == SOKY_BATCH_TASK_APPROVE)
    gtk_label_set_text (GTK_LABEL (self->word), _ ("Approval"));
  else if (possible && !seen)
    gtk_label_set_text (GTK_LABEL (self->word), _ ("Not opened"));
  return GTK_WIDGET (self);
}

SokyBook *
soky_batch_row_get_book (SokyBatchRow *self)
{
  return self->book;
}

SokyBatchTask
soky_batch_row_get_task (SokyBatchRow *self)
{
  return self->task;
}

gboolean
soky_batch_row_is_seen (SokyBatchRow *self)
{
  return self->seen;
}

gboolean
soky_batch_row_is_chosen (SokyBatchRow *self)
{
  return gtk_check_button_get_active (GTK_CHECK_BUTTON (self->check));
}

void
soky_batch_row_choose (SokyBatchRow *self, gboolean chosen)
{
  if (self->task != SOKY_BATCH_TASK_NONE)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), chosen);
}

void
soky_batch_row_set_result (SokyBatchRow *self, SokyBatchState state, const GError *reason,
                           gboolean current)
{
  const char *word = soky_batch_face_show (self->icon, self->word, state, current);

  gtk_widget_set_visible (self->check, FALSE);
  set_subtitle (self, reason ? reason->message : NULL);
  g_free (self->result);
  self->result = reason ? g_strdup_printf ("%s: %s", word, reason->message) : g_strdup (word);
}

char *
soky_batch_row_describe (SokyBatchRow *self)
{
  g_autofree char *subtitle = soky_book_get_subtitle (self->book);
  return g_strdup_printf ("%s · %s · %s: %s", self->book->fields.title, self->book->owner_name,
                          subtitle, self->result ? self->result : "");
}
