/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/reason-dialog.h"

#include "app/settings.h"

#include <glib/gi18n.h>

#define MOST_PHRASES 8
#define LONGEST_PHRASE 120 /* characters */

struct _SokyReasonDialog {
  AdwWindow parent_instance;

  GtkButton *accept_button;
  GtkBox *phrases;
  GtkTextView *text;
  GtkCheckButton *keep_button;

  GSettings *settings; /* nullable */
};

enum { ACCEPTED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyReasonDialog, soky_reason_dialog, ADW_TYPE_WINDOW)

/* What approvers write most often, a click each. */
static const char *const ready_phrases[] = {
    N_ ("Please add the missing parts."),
    N_ ("Please correct the class, subject or week."),
    N_ ("Please follow the required form."),
};

/* The person's own, else those that come with the program. (transfer full) */
static char **
get_phrases (SokyReasonDialog *self)
{
  g_auto (GStrv) own =
      self->settings != NULL ? g_settings_get_strv (self->settings, "return-phrases") : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (own != NULL && own[0] != NULL)
    return g_steal_pointer (&own);
  for (guint i = 0; i < G_N_ELEMENTS (ready_phrases); i++)
    g_strv_builder_add (builder, _ (ready_phrases[i]));
  return g_strv_builder_end (builder);
}

/* Puts @phrase first; the oldest makes room. */
static void
keep_phrase (SokyReasonDialog *self, const char *phrase)
{
  g_auto (GStrv) present = get_phrases (self);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint count = 1;

  g_strv_builder_add (builder, phrase);
  for (char **one = present; *one != NULL && count < MOST_PHRASES; one++) {
    if (g_str_equal (*one, phrase))
      continue;
    g_strv_builder_add (builder, *one);
    count++;
  }
  g_auto (GStrv) phrases = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, "return-phrases", (const char *const *) phrases);
}

static char *
get_reason (SokyReasonDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

static void
accept_cb (SokyReasonDialog *self)
{
  g_autofree char *reason = get_reason (self);

  if (*reason == '\0')
    return;
  if (self->settings != NULL && gtk_check_button_get_active (self->keep_button))
    keep_phrase (self, reason);
  g_object_ref (self);
  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, signals[ACCEPTED], 0, reason);
  g_object_unref (self);
}

static void
accept_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  accept_cb (SOKY_REASON_DIALOG (widget));
}

static void
changed_cb (SokyReasonDialog *self)
{
  g_autofree char *reason = get_reason (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->accept_button), *reason != '\0');
  gtk_widget_set_sensitive (GTK_WIDGET (self->keep_button),
                            *reason != '\0' && g_utf8_strlen (reason, -1) <= LONGEST_PHRASE);
}

static void
phrase_cb (SokyReasonDialog *self, GtkButton *button)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  g_autofree char *reason = get_reason (self);
  g_autofree char *longer =
      g_strconcat (reason, *reason != '\0' ? "\n" : "", gtk_button_get_label (button), NULL);

  gtk_text_buffer_set_text (buffer, longer, -1);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

static void
soky_reason_dialog_dispose (GObject *object)
{
  g_clear_object (&SOKY_REASON_DIALOG (object)->settings);
  G_OBJECT_CLASS (soky_reason_dialog_parent_class)->dispose (object);
}

static void
soky_reason_dialog_class_init (SokyReasonDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_reason_dialog_dispose;
  signals[ACCEPTED] = g_signal_new ("accepted", SOKY_TYPE_REASON_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/reason-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyReasonDialog, accept_button);
  gtk_widget_class_bind_template_child (widget_class, SokyReasonDialog, phrases);
  gtk_widget_class_bind_template_child (widget_class, SokyReasonDialog, text);
  gtk_widget_class_bind_template_child (widget_class, SokyReasonDialog, keep_button);
  gtk_widget_class_bind_template_callback (widget_class, accept_cb);
  /* in the text Enter begins a new line */
  gtk_widget_class_install_action (widget_class, "reason.accept", NULL, accept_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "reason.accept", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
soky_reason_dialog_init (SokyReasonDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (gtk_text_view_get_buffer (self->text), "changed",
                            G_CALLBACK (changed_cb), self);
  self->settings = soky_settings_new ();
  gtk_widget_set_visible (GTK_WIDGET (self->keep_button), self->settings != NULL);
  g_auto (GStrv) phrases = get_phrases (self);
  for (char **phrase = phrases; *phrase != NULL; phrase++) {
    GtkWidget *button = gtk_button_new_with_label (*phrase);
    gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), TRUE);
    gtk_widget_add_css_class (button, "phrase");
    g_signal_connect_swapped (button, "clicked", G_CALLBACK (phrase_cb), self);
    gtk_box_append (self->phrases, button);
  }
}

GtkWidget *
soky_reason_dialog_new (GtkWindow *parent, const char *heading, const char *accept)
{
  SokyReasonDialog *self =
      g_object_new (SOKY_TYPE_REASON_DIALOG, "transient-for", parent, "title", heading, NULL);
  gtk_button_set_label (self->accept_button, accept);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
  return GTK_WIDGET (self);
}
