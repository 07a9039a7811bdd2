/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/filter-chip.h"

#include <glib/gi18n.h>

#include "base/text.h"

/* longer lists can be searched */
#define MANY 10

struct _SokyFilterChoice {
  GObject parent_instance;
  char *value; /* nullable: nothing in particular */
  char *label;
  char *folded;
  gboolean chosen;
};

enum { CHOICE_0, CHOICE_LABEL, CHOICE_CHOSEN, N_CHOICE };

struct _SokyFilterChip {
  AdwBin parent_instance;

  GtkMenuButton *button;
  GtkLabel *label;
  GtkPopover *popover;
  GtkWidget *search;
  GtkWidget *list;
  GtkFilterListModel *found;
  GtkCustomFilter *filter;

  GListStore *choices; /* SokyFilterChoice: all first */
  char *title;
  char *value;  /* nullable */
  char *wanted; /* folded */
};

enum { PROP_0, PROP_TITLE, N_PROPS };
static GParamSpec *properties[N_PROPS];

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyFilterChoice, soky_filter_choice, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (SokyFilterChip, soky_filter_chip, ADW_TYPE_BIN)

static void
soky_filter_choice_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SokyFilterChoice *self = SOKY_FILTER_CHOICE (object);

  if (id == CHOICE_LABEL)
    g_value_set_string (value, self->label);
  else
    g_value_set_boolean (value, self->chosen);
}

static void
soky_filter_choice_finalize (GObject *object)
{
  SokyFilterChoice *self = SOKY_FILTER_CHOICE (object);

  g_free (self->value);
  g_free (self->label);
  g_free (self->folded);
  G_OBJECT_CLASS (soky_filter_choice_parent_class)->finalize (object);
}

static void
soky_filter_choice_class_init (SokyFilterChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = soky_filter_choice_get_property;
  object_class->finalize = soky_filter_choice_finalize;
  g_object_class_install_property (object_class, CHOICE_LABEL,
                                   g_param_spec_string ("label", NULL, NULL, NULL, flags));
  g_object_class_install_property (object_class, CHOICE_CHOSEN,
                                   g_param_spec_boolean ("chosen", NULL, NULL, FALSE, flags));
}

static void
soky_filter_choice_init (SokyFilterChoice *self)
{
}

SokyFilterChoice *
soky_filter_choice_new (const char *value, const char *label)
{
  SokyFilterChoice *self = g_object_new (SOKY_TYPE_FILTER_CHOICE, NULL);

  self->value = g_strdup (value);
  self->label = g_strdup (label);
  self->folded = soky_text_fold (label);
  return self;
}

static gboolean
is_wanted (gpointer item, gpointer data)
{
  SokyFilterChip *self = data;

  return self->wanted == NULL || strstr (SOKY_FILTER_CHOICE (item)->folded, self->wanted) != NULL;
}

static void
update (SokyFilterChip *self)
{
  guint count = g_list_model_get_n_items (G_LIST_MODEL (self->choices));
  g_autofree char *words = self->value ? g_strdup (self->value) : NULL;

  for (guint i = 0; i < count; i++) {
    g_autoptr (SokyFilterChoice) one = g_list_model_get_item (G_LIST_MODEL (self->choices), i);
    gboolean chosen = g_strcmp0 (one->value, self->value) == 0;
    if (chosen && one->value != NULL) {
      g_free (words);
      words = g_strdup (one->label);
    }
    if (chosen == one->chosen)
      continue;
    one->chosen = chosen;
    g_object_notify (G_OBJECT (one), "chosen");
  }
  g_autofree char *text = words ? g_strdup_printf (_ ("%s: %s"), self->title, words)
                                : g_strdup (self->title ? self->title : "");
  gtk_label_set_text (self->label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), words ? text : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text, -1);
  if (words != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->button), "active");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->button), "active");
  gtk_widget_set_visible (self->search, count > MANY);
}

static void
activate_cb (SokyFilterChip *self, guint position)
{
  g_autoptr (SokyFilterChoice) one = g_list_model_get_item (G_LIST_MODEL (self->found), position);

  gtk_popover_popdown (self->popover);
  if (one == NULL || g_strcmp0 (one->value, self->value) == 0)
    return;
  soky_filter_chip_set_value (self, one->value);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
search_changed_cb (SokyFilterChip *self)
{
  g_free (self->wanted);
  self->wanted = soky_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

/* Enter takes the first that is left. */
static void
search_activate_cb (SokyFilterChip *self)
{
  search_changed_cb (self);
  activate_cb (self, 0);
}

static void
shown_cb (SokyFilterChip *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  search_changed_cb (self);
  gtk_widget_grab_focus (gtk_widget_get_visible (self->search) ? self->search : self->list);
}

static void
soky_filter_chip_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SokyFilterChip *self = SOKY_FILTER_CHIP (object);

  if (id != PROP_TITLE) {
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    return;
  }
  g_free (self->title);
  self->title = g_value_dup_string (value);
  update (self);
}

static void
soky_filter_chip_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TITLE)
    g_value_set_string (value, SOKY_FILTER_CHIP (object)->title);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
soky_filter_chip_finalize (GObject *object)
{
  SokyFilterChip *self = SOKY_FILTER_CHIP (object);

  g_clear_object (&self->choices);
  g_free (self->title);
  g_free (self->value);
  g_free (self->wanted);
  G_OBJECT_CLASS (soky_filter_chip_parent_class)->finalize (object);
}

static void
soky_filter_chip_class_init (SokyFilterChipClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = soky_filter_chip_set_property;
  object_class->get_property = soky_filter_chip_get_property;
  object_class->finalize = soky_filter_chip_finalize;
  properties[PROP_TITLE] =
      g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed", SOKY_TYPE_FILTER_CHIP, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (SOKY_TYPE_FILTER_CHOICE);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/filter-chip.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyFilterChip, button);
  gtk_widget_class_bind_template_child (widget_class, SokyFilterChip, label);
  gtk_widget_class_bind_template_child (widget_class, SokyFilterChip, popover);
  gtk_widget_class_bind_template_child (widget_class, SokyFilterChip, search);
  gtk_widget_class_bind_template_child (widget_class, SokyFilterChip, list);
  gtk_widget_class_bind_template_child (widget_class, SokyFilterChip, found);
  gtk_widget_class_bind_template_child (widget_class, SokyFilterChip, filter);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
soky_filter_chip_init (SokyFilterChip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->choices = g_list_store_new (SOKY_TYPE_FILTER_CHOICE);
  gtk_custom_filter_set_filter_func (self->filter, is_wanted, self, NULL);
  gtk_filter_list_model_set_model (self->found, G_LIST_MODEL (self->choices));
}

void
soky_filter_chip_set_choices (SokyFilterChip *self, GPtrArray *choices)
{
  g_return_if_fail (SOKY_IS_FILTER_CHIP (self) && choices != NULL);

  g_autoptr (SokyFilterChoice) all = soky_filter_choice_new (NULL, _ ("All"));
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  g_ptr_array_add (list, all);
  for (guint i = 0; i < choices->len; i++)
    g_ptr_array_add (list, choices->pdata[i]);
  g_list_store_splice (self->choices, 0, g_list_model_get_n_items (G_LIST_MODEL (self->choices)),
                       list->pdata, list->len);
  update (self);
}

void
soky_filter_chip_set_value (SokyFilterChip *self, const char *value)
{
  g_return_if_fail (SOKY_IS_FILTER_CHIP (self));

  char *copy = g_strdup (value);
  g_free (self->value);
  self->value = copy;
  update (self);
}

const char *
soky_filter_chip_get_value (SokyFilterChip *self)
{
  g_return_val_if_fail (SOKY_IS_FILTER_CHIP (self), NULL);

  return self->value;
}
