/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/outbox-row.h"

#include <glib/gi18n.h>

#include "base/clock.h"

struct _SokyOutboxRow {
  GtkListBoxRow parent_instance;

  GtkLabel *what;
  GtkLabel *title;
  GtkLabel *time;
  GtkLabel *state;
  GtkLabel *reason;
  GtkWidget *retry_button;
  GtkWidget *cancel_button;

  SokyOutboxEntry *entry;
};

enum { OPEN, CANCEL, RETRY, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyOutboxRow, soky_outbox_row, GTK_TYPE_LIST_BOX_ROW)

static void
open_cb (SokyOutboxRow *self)
{
  g_signal_emit (self, signals[OPEN], 0);
}

static void
cancel_cb (SokyOutboxRow *self)
{
  g_signal_emit (self, signals[CANCEL], 0);
}

static void
retry_cb (SokyOutboxRow *self)
{
  g_signal_emit (self, signals[RETRY], 0);
}

static const char *
describe_state (const SokyOutboxItem *item)
{
  if (item->state == SOKY_OUTBOX_REFUSED)
    return _ ("Refused");
  if (item->blocked)
    return _ ("Waits for the one before");
  return item->tried_us != 0 ? _ ("Being sent") : _ ("Waiting to be sent");
}

static const char *
choose_style (const SokyOutboxItem *item)
{
  if (item->state == SOKY_OUTBOX_REFUSED)
    return "returned";
  return item->tried_us != 0 && !item->blocked ? "in-review" : "draft";
}

gboolean
soky_outbox_row_signs (SokyOutboxRow *self)
{
  g_return_val_if_fail (SOKY_IS_OUTBOX_ROW (self), FALSE);

  return soky_outbox_entry_get_item (self->entry)->certificate != NULL;
}

/* The server's words, and what the book is now. */
static char *
describe_refusal (const SokyOutboxItem *item)
{
  const char *reason = item->reason != NULL ? item->reason : "";

  if (item->book_state == NULL)
    return g_strdup (reason);
  g_autofree char *now = g_strdup_printf (_ ("The book is now: %s"), item->book_state);
  return g_strdup_printf ("%s\n%s", reason, now);
}

static void
show (SokyOutboxRow *self)
{
  const SokyOutboxItem *item = soky_outbox_entry_get_item (self->entry);
  gboolean refused = item->state == SOKY_OUTBOX_REFUSED;
  g_autofree char *reason = describe_refusal (item);
  g_autofree char *time = soky_clock_to_local (item->created_us);
  g_autofree char *name =
      g_strdup_printf ("%s, %s", soky_outbox_item_get_label (item), item->title);

  gtk_label_set_text (self->what, soky_outbox_item_get_label (item));
  gtk_label_set_text (self->title, item->title);
  gtk_label_set_text (self->time, time);
  gtk_label_set_text (self->state, describe_state (item));
  gtk_widget_set_css_classes (GTK_WIDGET (self->state),
                              (const char *[]){"chip", choose_style (item), NULL});
  gtk_label_set_text (self->reason, reason);
  gtk_widget_set_visible (GTK_WIDGET (self->reason), refused);
  gtk_button_set_label (GTK_BUTTON (self->retry_button),
                        soky_outbox_row_signs (self) ? _ ("Sign Again") : _ ("Do Again"));
  gtk_widget_set_visible (self->retry_button, refused);
  gtk_widget_set_visible (self->cancel_button, refused || item->tried_us == 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
soky_outbox_row_finalize (GObject *object)
{
  g_clear_object (&SOKY_OUTBOX_ROW (object)->entry);
  G_OBJECT_CLASS (soky_outbox_row_parent_class)->finalize (object);
}

static guint
add_signal (const char *name)
{
  return g_signal_new (name, SOKY_TYPE_OUTBOX_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, 0);
}

static void
soky_outbox_row_class_init (SokyOutboxRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = soky_outbox_row_finalize;
  signals[OPEN] = add_signal ("open");
  signals[CANCEL] = add_signal ("cancel");
  signals[RETRY] = add_signal ("retry");
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/outbox-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyOutboxRow, what);
  gtk_widget_class_bind_template_child (widget_class, SokyOutboxRow, title);
  gtk_widget_class_bind_template_child (widget_class, SokyOutboxRow, time);
  gtk_widget_class_bind_template_child (widget_class, SokyOutboxRow, state);
  gtk_widget_class_bind_template_child (widget_class, SokyOutboxRow, reason);
  gtk_widget_class_bind_template_child (widget_class, SokyOutboxRow, retry_button);
  gtk_widget_class_bind_template_child (widget_class, SokyOutboxRow, cancel_button);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
}

static void
soky_outbox_row_init (SokyOutboxRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
soky_outbox_row_new (SokyOutboxEntry *entry)
{
  g_return_val_if_fail (SOKY_IS_OUTBOX_ENTRY (entry), NULL);

  SokyOutboxRow *self = g_object_new (SOKY_TYPE_OUTBOX_ROW, NULL);
  self->entry = g_object_ref (entry);
  show (self);
  return GTK_WIDGET (self);
}

SokyOutboxEntry *
soky_outbox_row_get_entry (SokyOutboxRow *self)
{
  g_return_val_if_fail (SOKY_IS_OUTBOX_ROW (self), NULL);

  return self->entry;
}
