/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/reason-editor.h"

#include "app/settings.h"

#include <glib/gi18n.h>

#define MOST_PHRASES 8
#define LONGEST_PHRASE 120 /* characters */

struct _SokyReasonEditor {
  AdwBin parent_instance;

  GtkBox *phrases;
  GtkTextView *text;
  GtkCheckButton *keep_button;

  GSettings *settings; /* nullable */
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyReasonEditor, soky_reason_editor, ADW_TYPE_BIN)

/* What approvers write most often, a click each. */
static const char *const ready_phrases[] = {
    N_ ("Please add the missing parts."),
    N_ ("Please correct the class, subject or week."),
    N_ ("Please follow the required form."),
};

/* The person's own, else those that come with the program. (transfer full) */
static char **
get_phrases (SokyReasonEditor *self)
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
keep_phrase (SokyReasonEditor *self, const char *phrase)
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

char *
soky_reason_editor_get_reason (SokyReasonEditor *self)
{
  g_return_val_if_fail (SOKY_IS_REASON_EDITOR (self), NULL);

  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start, end;
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

void
soky_reason_editor_keep (SokyReasonEditor *self)
{
  g_return_if_fail (SOKY_IS_REASON_EDITOR (self));

  g_autofree char *reason = soky_reason_editor_get_reason (self);
  if (self->settings != NULL && *reason != '\0' && gtk_check_button_get_active (self->keep_button))
    keep_phrase (self, reason);
}

void
soky_reason_editor_grab (SokyReasonEditor *self)
{
  g_return_if_fail (SOKY_IS_REASON_EDITOR (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

static void
changed_cb (SokyReasonEditor *self)
{
  g_autofree char *reason = soky_reason_editor_get_reason (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->keep_button),
                            *reason != '\0' && g_utf8_strlen (reason, -1) <= LONGEST_PHRASE);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
phrase_cb (SokyReasonEditor *self, GtkButton *button)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  g_autofree char *reason = soky_reason_editor_get_reason (self);
  g_autofree char *longer =
      g_strconcat (reason, *reason != '\0' ? "\n" : "", gtk_button_get_label (button), NULL);

  gtk_text_buffer_set_text (buffer, longer, -1);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

static void
soky_reason_editor_dispose (GObject *object)
{
  g_clear_object (&SOKY_REASON_EDITOR (object)->settings);
  G_OBJECT_CLASS (soky_reason_editor_parent_class)->dispose (object);
}

static void
soky_reason_editor_class_init (SokyReasonEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_reason_editor_dispose;
  signals[CHANGED] = g_signal_new ("changed", SOKY_TYPE_REASON_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/reason-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyReasonEditor, phrases);
  gtk_widget_class_bind_template_child (widget_class, SokyReasonEditor, text);
  gtk_widget_class_bind_template_child (widget_class, SokyReasonEditor, keep_button);
}

static void
soky_reason_editor_init (SokyReasonEditor *self)
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
