/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/look-group.h"

#include <glib/gi18n.h>

struct _SokyLookGroup {
  AdwPreferencesGroup parent_instance;

  AdwComboRow *profile_row;
  AdwEntryRow *anchor_row;
  AdwComboRow *side_row;
  GtkSwitch *code_switch;

  SokyRole role;
  SokyStepKind kind;
  GArray *profiles; /* SokyProfile, in the order of profile_row */
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyLookGroup, soky_look_group, ADW_TYPE_PREFERENCES_GROUP)

static const struct {
  const char *label, *what;
} words[SOKY_N_PROFILES] = {
    [SOKY_PROFILE_TEXT] = {N_ ("Small box of words"), N_ ("Office, name and time in a frame")},
    [SOKY_PROFILE_PERSON] = {N_ ("Written signature"),
                             N_ ("The person's own picture between the printed office and name")},
    [SOKY_PROFILE_INITIAL] = {N_ ("Initials"), N_ ("The small picture after the last line")},
    [SOKY_PROFILE_ORG] = {N_ ("Stamp of the school"),
                          N_ ("In its real size over the left third of the signature")},
    [SOKY_PROFILE_ATTACHMENT] = {N_ ("Attachment"),
                                 N_ ("Number and time at the top right of the first page")},
    [SOKY_PROFILE_COPY] = {N_ ("Copy"),
                           N_ ("Form, school and time at the top right of the first page")},
};

static SokyProfile
get_profile (SokyLookGroup *self)
{
  guint index = adw_combo_row_get_selected (self->profile_row);
  return g_array_index (self->profiles, SokyProfile, MIN (index, self->profiles->len - 1));
}

static char *
get_anchor (SokyLookGroup *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->anchor_row))));
}

static void
changed_cb (SokyLookGroup *self)
{
  if (self->profiles->len == 0) /* not filled yet */
    return;
  g_autofree char *anchor = get_anchor (self);

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                         _ (words[get_profile (self)].what));
  gtk_widget_set_visible (GTK_WIDGET (self->side_row), *anchor != '\0');
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
soky_look_group_finalize (GObject *object)
{
  g_array_unref (SOKY_LOOK_GROUP (object)->profiles);
  G_OBJECT_CLASS (soky_look_group_parent_class)->finalize (object);
}

static void
soky_look_group_class_init (SokyLookGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = soky_look_group_finalize;
  signals[CHANGED] = g_signal_new ("changed", SOKY_TYPE_LOOK_GROUP, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/look-group.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyLookGroup, profile_row);
  gtk_widget_class_bind_template_child (widget_class, SokyLookGroup, anchor_row);
  gtk_widget_class_bind_template_child (widget_class, SokyLookGroup, side_row);
  gtk_widget_class_bind_template_child (widget_class, SokyLookGroup, code_switch);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
soky_look_group_init (SokyLookGroup *self)
{
  self->profiles = g_array_new (FALSE, FALSE, sizeof (SokyProfile));
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What a step of that kind can look like; fills @labels in the same order. */
static GArray *
list_profiles (SokyStepKind kind, GtkStringList *labels)
{
  GArray *profiles = g_array_new (FALSE, FALSE, sizeof (SokyProfile));

  for (SokyProfile profile = 0; profile < SOKY_N_PROFILES; profile++) {
    if (!soky_step_kind_can_look (kind, profile))
      continue;
    g_array_append_val (profiles, profile);
    gtk_string_list_append (labels, _ (words[profile].label));
  }
  return profiles;
}

GtkWidget *
soky_look_group_new (const SokyRowLook *look)
{
  g_return_val_if_fail (look != NULL, NULL);

  SokyLookGroup *self = g_object_new (SOKY_TYPE_LOOK_GROUP, NULL);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  g_autoptr (GArray) profiles = list_profiles (look->kind, labels);
  const char *kind = look->kind != SOKY_STEP_PERSON ? soky_step_kind_get_label (look->kind) : NULL;
  g_autofree char *title =
      g_strconcat (soky_role_get_label (look->role), kind ? " · " : "", kind, NULL);
  guint chosen = 0;

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), title);
  self->role = look->role;
  self->kind = look->kind;
  for (guint i = 0; i < profiles->len; i++)
    chosen = g_array_index (profiles, SokyProfile, i) == look->profile ? i : chosen;
  adw_combo_row_set_model (self->profile_row, G_LIST_MODEL (labels));
  adw_combo_row_set_selected (self->profile_row, chosen);
  gtk_editable_set_text (GTK_EDITABLE (self->anchor_row), look->anchor ? look->anchor : "");
  adw_combo_row_set_selected (self->side_row, look->above ? 1 : 0);
  gtk_switch_set_active (self->code_switch, look->code);
  g_array_append_vals (self->profiles, profiles->data, profiles->len);
  changed_cb (self);
  return GTK_WIDGET (self);
}

SokyRowLook *
soky_look_group_get_look (SokyLookGroup *self)
{
  g_return_val_if_fail (SOKY_IS_LOOK_GROUP (self), NULL);

  g_autofree char *anchor = get_anchor (self);
  SokyRowLook *look = soky_row_look_new (self->role, self->kind, get_profile (self),
                                         *anchor != '\0' ? anchor : NULL);
  look->above = look->anchor != NULL && adw_combo_row_get_selected (self->side_row) == 1;
  look->code = gtk_switch_get_active (self->code_switch);
  return look;
}
