/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/token-group.h"

#include "app/widgets/pin-words.h"
#include "base/clock.h"

#include <glib/gi18n.h>

struct _SokyTokenGroup {
  AdwPreferencesGroup parent_instance;

  SokyToken *token;
};

enum { CHANGE_PIN, LETTER, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyTokenGroup, soky_token_group, ADW_TYPE_PREFERENCES_GROUP)

static void
change_pin_cb (SokyTokenGroup *self)
{
  g_signal_emit (self, signals[CHANGE_PIN], 0);
}

static void
letter_cb (SokyTokenGroup *self)
{
  g_signal_emit (self, signals[LETTER], 0);
}

static void
soky_token_group_dispose (GObject *object)
{
  g_clear_object (&SOKY_TOKEN_GROUP (object)->token);
  G_OBJECT_CLASS (soky_token_group_parent_class)->dispose (object);
}

static void
soky_token_group_class_init (SokyTokenGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = soky_token_group_dispose;
  signals[CHANGE_PIN] = g_signal_new ("change-pin", SOKY_TYPE_TOKEN_GROUP, G_SIGNAL_RUN_LAST, 0,
                                      NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LETTER] = g_signal_new ("letter", SOKY_TYPE_TOKEN_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
}

static void
soky_token_group_init (SokyTokenGroup *self)
{
}

static GtkWidget *
new_row (const char *icon, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 3);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon));
  return row;
}

static void
add_certificate (SokyTokenGroup *self, SokyCertificate *certificate)
{
  g_autofree char *until = soky_clock_to_local (soky_certificate_get_not_after_us (certificate));
  g_autofree char *validity = g_strdup_printf (_ ("Issued by %s, valid until %s"),
                                               soky_certificate_get_issuer (certificate), until);
  g_autoptr (GError) problem = NULL;
  gboolean usable = soky_certificate_check_usable (certificate, soky_clock_now_us (), &problem);
  const char *organisation = soky_certificate_get_organisation (certificate);
  g_autofree char *subtitle =
      g_strdup_printf ("%s%s%s", organisation, *organisation != '\0' ? "\n" : "",
                       usable ? validity : problem->message);

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self),
                             new_row (usable ? "soky-seal-symbolic" : "dialog-warning-symbolic",
                                      soky_certificate_get_holder (certificate), subtitle));
}

static void
add_action (SokyTokenGroup *self, const char *title, void (*activated) (SokyTokenGroup *))
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_signal_connect_swapped (row, "activated", G_CALLBACK (activated), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

/* What the token says of its PIN, and what is left to do. */
static void
add_pin (SokyTokenGroup *self)
{
  SokyPinState state = soky_token_get_pin_state (self->token);
  const SokyPinWords words = soky_pin_words (state);
  GtkWidget *row = new_row (words.icon, _ ("PIN"), words.words);

  if (state != SOKY_PIN_OK)
    gtk_widget_add_css_class (row, words.style);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  if (state == SOKY_PIN_LOCKED)
    add_action (self, _ ("Letter to Unlock the Token"), letter_cb);
  else if (state != SOKY_PIN_NOT_SET)
    add_action (self, _ ("Change the PIN"), change_pin_cb);
}

GtkWidget *
soky_token_group_new (SokyToken *token)
{
  g_return_val_if_fail (SOKY_IS_TOKEN (token), NULL);

  SokyTokenGroup *self = g_object_new (SOKY_TYPE_TOKEN_GROUP, NULL);
  GPtrArray *held = soky_token_get_certificates (token);
  g_autofree char *title = g_markup_escape_text (soky_token_get_label (token), -1);
  g_autofree char *description =
      g_markup_printf_escaped ("%s %s, %s", soky_token_get_manufacturer (token),
                               soky_token_get_model (token), soky_token_get_serial (token));

  self->token = g_object_ref (token);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), description);
  for (guint i = 0; i < held->len; i++) {
    SokyCertificate *certificate = soky_token_certificate_get_certificate (held->pdata[i]);
    if (!soky_certificate_is_authority (certificate))
      add_certificate (self, certificate);
  }
  add_pin (self);
  return GTK_WIDGET (self);
}

SokyToken *
soky_token_group_get_token (SokyTokenGroup *self)
{
  g_return_val_if_fail (SOKY_IS_TOKEN_GROUP (self), NULL);

  return self->token;
}
