/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/approver-row.h"

#include <glib/gi18n.h>

struct _SokyApproverRow {
  GtkListBoxRow parent_instance;

  GtkWidget *handle;
  GtkSpinButton *order_button;
  GtkLabel *name_label;
  GtkLabel *role_label;
  GtkCheckButton *cert_button;
  GtkWidget *up_button;
  GtkWidget *down_button;
  GtkWidget *remove_button;

  SokyStep *step;
  gboolean filling;
};

enum { CHANGED, MOVED, REMOVED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyApproverRow, soky_approver_row, GTK_TYPE_LIST_BOX_ROW)

static void
order_changed_cb (SokyApproverRow *self)
{
  if (self->filling)
    return;
  self->step->order = (guint) gtk_spin_button_get_value_as_int (self->order_button);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
cert_toggled_cb (SokyApproverRow *self)
{
  if (self->filling)
    return;
  self->step->require_cert = gtk_check_button_get_active (self->cert_button);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
up_cb (SokyApproverRow *self)
{
  g_signal_emit (self, signals[MOVED], 0, -1);
}

static void
down_cb (SokyApproverRow *self)
{
  g_signal_emit (self, signals[MOVED], 0, 1);
}

/* Alt+Up and Alt+Down. */
static gboolean
key_cb (GtkWidget *widget, GVariant *delta, gpointer user_data)
{
  SokyApproverRow *self = SOKY_APPROVER_ROW (widget);
  int by = g_variant_get_int32 (delta);
  GtkWidget *button = by < 0 ? self->up_button : self->down_button;

  if (gtk_widget_get_sensitive (button))
    g_signal_emit (self, signals[MOVED], 0, by);
  else
    gtk_widget_error_bell (widget);
  return TRUE;
}

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source, double x, double y, SokyApproverRow *self)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (self));

  gtk_drag_source_set_icon (source, picture, (int) x, (int) y);
  return gdk_content_provider_new_typed (SOKY_TYPE_APPROVER_ROW, self);
}

/* A row that is dropped here takes this place. */
static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, SokyApproverRow *self)
{
  GtkWidget *row = g_value_get_object (value);

  if (row == NULL || gtk_widget_get_parent (row) != gtk_widget_get_parent (GTK_WIDGET (self)))
    return FALSE;
  int delta = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (self)) -
              gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  if (delta != 0)
    g_signal_emit (row, signals[MOVED], 0, delta);
  return TRUE;
}

static void
accept_drags (SokyApproverRow *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (SOKY_TYPE_APPROVER_ROW, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (drag_prepare_cb), self);
  gtk_widget_add_controller (self->handle, GTK_EVENT_CONTROLLER (source));
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  gtk_widget_set_cursor_from_name (self->handle, "grab");
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  static const struct {
    guint key;
    int delta;
  } keys[] = {{GDK_KEY_Up, -1}, {GDK_KEY_KP_Up, -1}, {GDK_KEY_Down, 1}, {GDK_KEY_KP_Down, 1}};

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i].key, GDK_ALT_MASK, key_cb, "i",
                                  keys[i].delta);
}

static void
remove_cb (SokyApproverRow *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static void
soky_approver_row_dispose (GObject *object)
{
  g_clear_pointer (&SOKY_APPROVER_ROW (object)->step, soky_step_unref);
  G_OBJECT_CLASS (soky_approver_row_parent_class)->dispose (object);
}

static void
soky_approver_row_class_init (SokyApproverRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = SOKY_TYPE_APPROVER_ROW;

  G_OBJECT_CLASS (klass)->dispose = soky_approver_row_dispose;
  signals[CHANGED] =
      g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MOVED] = g_signal_new ("moved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 1, G_TYPE_INT);
  signals[REMOVED] =
      g_signal_new ("removed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/approver-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyApproverRow, handle);
  gtk_widget_class_bind_template_child (widget_class, SokyApproverRow, order_button);
  gtk_widget_class_bind_template_child (widget_class, SokyApproverRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, SokyApproverRow, role_label);
  gtk_widget_class_bind_template_child (widget_class, SokyApproverRow, cert_button);
  gtk_widget_class_bind_template_child (widget_class, SokyApproverRow, up_button);
  gtk_widget_class_bind_template_child (widget_class, SokyApproverRow, down_button);
  gtk_widget_class_bind_template_child (widget_class, SokyApproverRow, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, order_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, cert_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, up_cb);
  gtk_widget_class_bind_template_callback (widget_class, down_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
  add_keys (widget_class);
}

static void
soky_approver_row_init (SokyApproverRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  accept_drags (self);
}

/* Names a button for somebody who hears it: "Remove Trần Văn Minh". Takes @label. */
static void
label_button (GtkWidget *button, char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_free (label);
}

static void
fill (SokyApproverRow *self, SokyPerson *person, gboolean cert_mandatory)
{
  const char *name = person ? person->name : _ ("Nobody chosen yet");
  const char *title = person ? soky_person_get_title (person, self->step->role)
                             : soky_role_get_label (self->step->role);
  g_autofree char *role =
      self->step->kind == SOKY_STEP_PERSON
          ? g_strdup (title)
          : g_strdup_printf ("%s · %s", title, soky_step_kind_get_label (self->step->kind));

  self->filling = TRUE;
  gtk_spin_button_set_value (self->order_button, self->step->order);
  gtk_label_set_text (self->name_label, name);
  gtk_label_set_text (self->role_label, role);
  gtk_check_button_set_active (self->cert_button, self->step->require_cert);
  gtk_widget_set_sensitive (GTK_WIDGET (self->cert_button), !cert_mandatory);
  if (cert_mandatory)
    gtk_widget_set_tooltip_text (GTK_WIDGET (self->cert_button),
                                 _ ("Books of this type must be signed with a certificate."));
  label_button (self->up_button, g_strdup_printf (_ ("Move %s up"), name));
  label_button (self->down_button, g_strdup_printf (_ ("Move %s down"), name));
  label_button (self->remove_button, g_strdup_printf (_ ("Remove %s"), name));
  self->filling = FALSE;
}

GtkWidget *
soky_approver_row_new (SokyStep *step, SokyPerson *person, gboolean cert_mandatory)
{
  g_return_val_if_fail (step != NULL, NULL);

  SokyApproverRow *self = g_object_new (SOKY_TYPE_APPROVER_ROW, NULL);
  self->step = soky_step_ref (step);
  fill (self, person, cert_mandatory);
  return GTK_WIDGET (self);
}

SokyStep *
soky_approver_row_get_step (SokyApproverRow *self)
{
  g_return_val_if_fail (SOKY_IS_APPROVER_ROW (self), NULL);

  return self->step;
}

void
soky_approver_row_set_position (SokyApproverRow *self, guint index, guint count, guint together)
{
  g_return_if_fail (SOKY_IS_APPROVER_ROW (self));

  g_autofree char *place = g_strdup_printf (
      _ ("%s, %s, row %u of %u, sign order %u"), gtk_label_get_text (self->name_label),
      gtk_label_get_text (self->role_label), index + 1, count, self->step->order);
  g_autofree char *more = g_strdup_printf (
      ngettext ("at the same time as %u other", "at the same time as %u others", together),
      together);
  g_autofree char *label =
      together > 0 ? g_strdup_printf ("%s, %s", place, more) : g_strdup (place);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, "Alt+Up Alt+Down", -1);
}

void
soky_approver_row_set_neighbours (SokyApproverRow *self, gboolean above, gboolean below)
{
  g_return_if_fail (SOKY_IS_APPROVER_ROW (self));

  gtk_widget_set_sensitive (self->up_button, above);
  gtk_widget_set_sensitive (self->down_button, below);
}
