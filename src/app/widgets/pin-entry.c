/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/pin-entry.h"

#include "app/gtk-compat.h"
#include "app/widgets/pin-words.h"

#include <glib/gi18n.h>

struct _SokyPinEntry {
  GtkBox parent_instance;

  GtkWidget *group;
  GtkEditable *row;
  GtkWidget *state_box;
  GtkImage *icon;
  GtkLabel *label;

  SokyToken *token; /* nullable */
  gboolean busy;
  gboolean taking; /* the PIN is on its way out, perhaps after a question */
};

enum { CHANGED, ACTIVATE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyPinEntry, soky_pin_entry, GTK_TYPE_BOX)

static SokyPinWords
describe_pad (SokyPinEntry *self)
{
  if (self->busy)
    return (SokyPinWords){"input-dialpad-symbolic", "accent",
                          _ ("Enter the PIN on the card reader now.")};
  return (SokyPinWords){"input-dialpad-symbolic", "dim-label",
                        _ ("The PIN is typed on the card reader when it asks for it, not here.")};
}

static gboolean
may_type (SokyPinEntry *self)
{
  SokyPinState state = self->token ? soky_token_get_pin_state (self->token) : SOKY_PIN_OK;

  return self->token != NULL && !soky_token_has_pin_pad (self->token) && state != SOKY_PIN_LOCKED &&
         state != SOKY_PIN_NOT_SET;
}

static void
show_state (SokyPinEntry *self)
{
  static const char *const styles[] = {"accent", "dim-label", "warning", "error"};

  gtk_widget_set_visible (GTK_WIDGET (self), self->token != NULL);
  gtk_widget_set_visible (self->group, may_type (self));
  if (self->token == NULL)
    return;
  gboolean pad = soky_token_has_pin_pad (self->token) &&
                 (soky_token_get_pin_state (self->token) == SOKY_PIN_OK || self->busy);
  const SokyPinWords words =
      pad ? describe_pad (self) : soky_pin_words (soky_token_get_pin_state (self->token));
  for (gsize i = 0; i < G_N_ELEMENTS (styles); i++)
    gtk_widget_remove_css_class (self->state_box, styles[i]);
  gtk_widget_add_css_class (self->state_box, words.style);
  gtk_image_set_from_icon_name (self->icon, words.icon);
  gtk_label_set_text (self->label, words.words);
}

static void
typed_cb (SokyPinEntry *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
activate_cb (SokyPinEntry *self)
{
  g_signal_emit (self, signals[ACTIVATE], 0);
}

static void
soky_pin_entry_dispose (GObject *object)
{
  g_clear_object (&SOKY_PIN_ENTRY (object)->token);
  G_OBJECT_CLASS (soky_pin_entry_parent_class)->dispose (object);
}

static void
soky_pin_entry_class_init (SokyPinEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_pin_entry_dispose;
  signals[CHANGED] = g_signal_new ("changed", SOKY_TYPE_PIN_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[ACTIVATE] = g_signal_new ("activate", SOKY_TYPE_PIN_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/pin-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyPinEntry, group);
  gtk_widget_class_bind_template_child (widget_class, SokyPinEntry, row);
  gtk_widget_class_bind_template_child (widget_class, SokyPinEntry, state_box);
  gtk_widget_class_bind_template_child (widget_class, SokyPinEntry, icon);
  gtk_widget_class_bind_template_child (widget_class, SokyPinEntry, label);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
soky_pin_entry_init (SokyPinEntry *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Tokens are listed anew whenever something changes: the same one is another object then. */
static gboolean
is_same (SokyToken *a, SokyToken *b)
{
  return a == b || (a != NULL && b != NULL &&
                    g_str_equal (soky_token_get_module_path (a), soky_token_get_module_path (b)) &&
                    g_str_equal (soky_token_get_serial (a), soky_token_get_serial (b)) &&
                    g_str_equal (soky_token_get_label (a), soky_token_get_label (b)));
}

void
soky_pin_entry_set_token (SokyPinEntry *self, SokyToken *token)
{
  g_return_if_fail (SOKY_IS_PIN_ENTRY (self));

  gboolean same = is_same (self->token, token);
  g_set_object (&self->token, token);
  if (!same)
    gtk_editable_set_text (self->row, "");
  show_state (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
may_try (SokyPinEntry *self)
{
  if (self->token == NULL || self->busy ||
      soky_token_get_pin_state (self->token) == SOKY_PIN_LOCKED)
    return FALSE;
  return soky_token_has_pin_pad (self->token) ||
         (may_type (self) && *gtk_editable_get_text (self->row) != '\0');
}

void
soky_pin_entry_set_title (SokyPinEntry *self, const char *title)
{
  g_return_if_fail (SOKY_IS_PIN_ENTRY (self));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), title);
}

gboolean
soky_pin_entry_is_ready (SokyPinEntry *self)
{
  g_return_val_if_fail (SOKY_IS_PIN_ENTRY (self), FALSE);

  return !self->taking && may_try (self);
}

void
soky_pin_entry_set_busy (SokyPinEntry *self, gboolean busy)
{
  g_return_if_fail (SOKY_IS_PIN_ENTRY (self));

  self->busy = busy;
  gtk_widget_set_sensitive (self->group, !busy);
  show_state (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
soky_pin_entry_grab (SokyPinEntry *self)
{
  g_return_if_fail (SOKY_IS_PIN_ENTRY (self));

  /* taking the focus selects what was typed, so that the next key would replace it */
  if (may_type (self) && !self->busy && *gtk_editable_get_text (self->row) == '\0')
    gtk_widget_grab_focus (GTK_WIDGET (self->row));
}

/* A token that was changed for another while the question stood is not spent a try of. */
static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SokyPinEntry *self = g_task_get_source_object (task);
  gboolean agreed =
      soky_ask_finish (result) && self->token == g_task_get_task_data (task) && may_try (self);

  g_task_return_boolean (task, agreed);
}

void
soky_pin_entry_take_async (SokyPinEntry *self, const char *accept, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (SOKY_IS_PIN_ENTRY (self));

  const SokyQuestion question = {
      .heading = _ ("Enter the PIN for the Last Time?"),
      .body = _ ("One try is left. If this PIN is wrong as well, the token is locked and has to be "
                 "unlocked by the office that issued it."),
      .accept = accept,
      .refuse = _ ("Stop"),
      .destructive = TRUE,
  };
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, soky_pin_entry_take_async);
  if (!soky_pin_entry_is_ready (self)) {
    g_task_return_boolean (task, FALSE);
    return;
  }
  self->taking = TRUE;
  if (soky_token_get_pin_state (self->token) == SOKY_PIN_FINAL_TRY) {
    g_task_set_task_data (task, g_object_ref (self->token), g_object_unref);
    soky_ask_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), &question, asked_cb,
                    g_steal_pointer (&task));
  } else {
    g_task_return_boolean (task, TRUE);
  }
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
soky_pin_entry_take_finish (SokyPinEntry *self, GAsyncResult *result, SokySecret **pin)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  gboolean agreed = g_task_propagate_boolean (G_TASK (result), NULL) && may_try (self);
  *pin = NULL;
  if (agreed && !soky_token_has_pin_pad (self->token))
    *pin = soky_secret_new (gtk_editable_get_text (self->row), -1);
  /* before the entry says that it is empty, so that nobody sees it ready again */
  self->taking = FALSE;
  if (agreed)
    gtk_editable_set_text (self->row, "");
  else
    g_signal_emit (self, signals[CHANGED], 0);
  return agreed;
}
