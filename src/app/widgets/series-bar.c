/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/series-bar.h"

#include "book/book-query.h"

#include <glib/gi18n.h>

struct _SokySeriesBar {
  AdwBin parent_instance;

  GtkMenuButton *button;
  GtkWidget *popover;
  GtkLabel *position_label;
  GtkLabel *done_label;
  GtkSingleSelection *selection;
  GtkWidget *list;

  SokyBookSeries *series; /* nullable */
};

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokySeriesBar, soky_series_bar, ADW_TYPE_BIN)

static char *
format_title (GtkListItem *row, SokyBookItem *item)
{
  return item != NULL ? g_strdup (soky_book_item_get_book (item)->fields.title) : NULL;
}

static char *
format_about (GtkListItem *row, SokyBookItem *item)
{
  if (item == NULL)
    return NULL;
  const SokyBook *book = soky_book_item_get_book (item);
  g_autofree char *subtitle = soky_book_get_subtitle (book);
  return g_strdup_printf ("%s · %s", book->owner_name, subtitle);
}

static gboolean
has_mark (GtkListItem *row, const char *mark)
{
  return mark != NULL;
}

static void
activate_cb (SokySeriesBar *self, guint position)
{
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  g_signal_emit (self, signals[CHOSEN], 0, position);
}

/* The list opens where the person reads. It has rows only while it is seen: rows that change out of
 * sight have no accessible object in GTK 4.8, which ends the program when one is asked for. */
static void
opened_cb (SokySeriesBar *self)
{
  guint position = soky_book_series_get_position (self->series);

  gtk_single_selection_set_model (self->selection, soky_book_series_get_list (self->series));
  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", position);
  gtk_widget_grab_focus (self->list);
}

static void
closed_cb (SokySeriesBar *self)
{
  gtk_single_selection_set_model (self->selection, NULL);
}

static void
update (SokySeriesBar *self)
{
  guint length = self->series != NULL ? soky_book_series_get_length (self->series) : 0;
  guint position = self->series != NULL ? soky_book_series_get_position (self->series) : 0;
  guint done = self->series != NULL ? soky_book_series_count_done (self->series) : 0;
  g_autofree char *text = g_strdup_printf ("%u / %u", position + 1, length);
  g_autofree char *spoken =
      g_strdup_printf (_ ("Book %u of %u, %u done"), position + 1, length, done);
  g_autofree char *count = g_strdup_printf ("✓ %u", done);

  gtk_widget_set_visible (GTK_WIDGET (self), length > 1);
  gtk_label_set_text (self->position_label, text);
  gtk_label_set_text (self->done_label, count);
  gtk_widget_set_visible (GTK_WIDGET (self->done_label), done > 0);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

static void
soky_series_bar_dispose (GObject *object)
{
  SokySeriesBar *self = SOKY_SERIES_BAR (object);

  if (self->series != NULL)
    g_signal_handlers_disconnect_by_data (self->series, self);
  g_clear_object (&self->series);
  G_OBJECT_CLASS (soky_series_bar_parent_class)->dispose (object);
}

static void
soky_series_bar_class_init (SokySeriesBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_series_bar_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", SOKY_TYPE_SERIES_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/series-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SokySeriesBar, button);
  gtk_widget_class_bind_template_child (widget_class, SokySeriesBar, popover);
  gtk_widget_class_bind_template_child (widget_class, SokySeriesBar, position_label);
  gtk_widget_class_bind_template_child (widget_class, SokySeriesBar, done_label);
  gtk_widget_class_bind_template_child (widget_class, SokySeriesBar, selection);
  gtk_widget_class_bind_template_child (widget_class, SokySeriesBar, list);
  gtk_widget_class_bind_template_callback (widget_class, format_title);
  gtk_widget_class_bind_template_callback (widget_class, format_about);
  gtk_widget_class_bind_template_callback (widget_class, has_mark);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, closed_cb);
}

static void
soky_series_bar_init (SokySeriesBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

void
soky_series_bar_set_series (SokySeriesBar *self, SokyBookSeries *series)
{
  g_return_if_fail (SOKY_IS_SERIES_BAR (self));

  if (self->series != NULL)
    g_signal_handlers_disconnect_by_data (self->series, self);
  g_set_object (&self->series, series);
  gtk_single_selection_set_model (self->selection, NULL);
  if (series != NULL)
    g_signal_connect_object (series, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
