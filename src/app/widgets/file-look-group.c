/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/file-look-group.h"

#include "app/settings.h"
#include "sign/signature-images.h"

#include <glib/gi18n.h>

#define OFFICE_KEY "file-signing-office"

struct _SokyFileLookGroup {
  AdwPreferencesGroup parent_instance;

  AdwComboRow *kind_row;
  GtkEditable *office_row;
  GSettings *settings; /* nullable */
  SokyFileLookKind kinds[4];
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyFileLookGroup, soky_file_look_group, ADW_TYPE_PREFERENCES_GROUP)

static void
changed_cb (SokyFileLookGroup *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Only what there is a picture of can be chosen, and words always. */
static void
offer_kinds (SokyFileLookGroup *self)
{
  static const struct {
    SokyFileLookKind kind;
    SokySignatureImage image;
    const char *words;
  } pictures[] = {
      {SOKY_FILE_LOOK_MAIN, SOKY_SIGNATURE_IMAGE_MAIN, N_ ("Written signature")},
      {SOKY_FILE_LOOK_INITIAL, SOKY_SIGNATURE_IMAGE_INITIAL, N_ ("Initials")},
      {SOKY_FILE_LOOK_SEAL, SOKY_SIGNATURE_IMAGE_SEAL, N_ ("Organisation's stamp")},
  };
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  guint count = 0;

  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++) {
    g_autofree char *path = soky_signature_images_find (pictures[i].image);
    if (path == NULL)
      continue;
    self->kinds[count++] = pictures[i].kind;
    gtk_string_list_append (words, _ (pictures[i].words));
  }
  self->kinds[count] = SOKY_FILE_LOOK_WORDS;
  gtk_string_list_append (words, _ ("Words only"));
  adw_combo_row_set_model (self->kind_row, G_LIST_MODEL (words));
}

static void
soky_file_look_group_dispose (GObject *object)
{
  g_clear_object (&SOKY_FILE_LOOK_GROUP (object)->settings);
  G_OBJECT_CLASS (soky_file_look_group_parent_class)->dispose (object);
}

static void
soky_file_look_group_class_init (SokyFileLookGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_file_look_group_dispose;
  signals[CHANGED] = g_signal_new ("changed", SOKY_TYPE_FILE_LOOK_GROUP, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/file-look-group.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyFileLookGroup, kind_row);
  gtk_widget_class_bind_template_child (widget_class, SokyFileLookGroup, office_row);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
soky_file_look_group_init (SokyFileLookGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  offer_kinds (self);
  self->settings = soky_settings_new ();
  if (self->settings == NULL)
    return;
  g_autofree char *office = g_settings_get_string (self->settings, OFFICE_KEY);
  gtk_editable_set_text (self->office_row, office);
}

SokyFileLook
soky_file_look_group_get (SokyFileLookGroup *self)
{
  const char *office = gtk_editable_get_text (self->office_row);
  guint chosen = adw_combo_row_get_selected (self->kind_row);

  return (SokyFileLook){.kind = self->kinds[MIN (chosen, G_N_ELEMENTS (self->kinds) - 1)],
                        .office = *office != '\0' ? office : NULL};
}

void
soky_file_look_group_remember (SokyFileLookGroup *self)
{
  g_return_if_fail (SOKY_IS_FILE_LOOK_GROUP (self));

  if (self->settings != NULL)
    g_settings_set_string (self->settings, OFFICE_KEY, gtk_editable_get_text (self->office_row));
}
