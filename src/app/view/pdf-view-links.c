/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/pdf-view-private.h"

/* Links of the pages: followed by a click, or with Tab and Enter. */

static const GdkRGBA link_colour = {0.208f, 0.518f, 0.894f, 1}; /* Adwaita blue 3 */

/* The place of the link at a point among those of its page; -1 = none. */
static int
find_link (GPtrArray *links, const SokyPagePoint *point)
{
  for (guint i = 0; i < links->len; i++) {
    const SokyViewArea *area = &((SokyPageLink *) g_ptr_array_index (links, i))->area;
    if (point->x >= area->x && point->x <= area->x + area->width && point->y >= area->y &&
        point->y <= area->y + area->height)
      return (int) i;
  }
  return -1;
}

gboolean
_soky_pdf_view_is_on_link (SokyPageContent *content, const SokyPagePoint *point)
{
  return point->inside && find_link (content->links, point) >= 0;
}

static void
follow (SokyPdfView *self, SokyPageContent *content, guint index)
{
  const SokyPageLink *link = g_ptr_array_index (content->links, index);

  if (link->page > 0)
    soky_pdf_view_go_to (self, link->page, link->top);
  else
    g_signal_emit_by_name (self, "link-followed", link->uri);
}

static void
released_cb (GtkGestureClick *gesture, int count, double x, double y, SokyPdfView *self)
{
  SokyPagePoint point;

  if (self->layout == NULL || self->choosing || self->dragged || count != 1)
    return;
  _soky_pdf_view_pick (self, x, y, &point);
  g_autoptr (SokyPageContent) content = soky_page_store_peek (self->store, point.page);
  int found = content != NULL && point.inside ? find_link (content->links, &point) : -1;
  if (found >= 0)
    follow (self, content, (guint) found);
}

void
_soky_pdf_view_add_links (SokyPdfView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/* Tab goes through the links of the page that is read, then on to the next control. */
static gboolean
step_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SokyPdfView *self = SOKY_PDF_VIEW (widget);
  int step = g_variant_get_int32 (arguments);

  if (self->document == NULL)
    return FALSE;
  g_autoptr (SokyPageContent) content = soky_page_store_peek (self->store, self->page - 1);
  if (content == NULL) {
    soky_page_store_want (self->store, self->page - 1);
    return FALSE;
  }
  int count = (int) content->links->len;
  int from = self->link_page == self->page ? self->link : step > 0 ? -1 : count;
  int next = from + step;
  gboolean found = next >= 0 && next < count;

  self->link_page = found ? self->page : 0;
  self->link = found ? next : 0;
  if (found)
    soky_pdf_view_reveal (self, self->page,
                          &((SokyPageLink *) g_ptr_array_index (content->links, next))->area);
  gtk_widget_queue_draw (widget);
  return found;
}

static gboolean
follow_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SokyPdfView *self = SOKY_PDF_VIEW (widget);

  if (self->document == NULL || self->link_page == 0)
    return FALSE;
  g_autoptr (SokyPageContent) content = soky_page_store_peek (self->store, self->link_page - 1);
  if (content == NULL || (guint) self->link >= content->links->len)
    return FALSE;
  follow (self, content, (guint) self->link);
  return TRUE;
}

void
_soky_pdf_view_install_links (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Tab, 0, step_cb, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_ISO_Left_Tab, GDK_SHIFT_MASK, step_cb, "i",
                                -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Tab, GDK_SHIFT_MASK, step_cb, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, follow_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, follow_cb, NULL);
  /* the address of a link that leads out of the document */
  g_signal_new ("link-followed", G_TYPE_FROM_CLASS (widget_class), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

void
_soky_pdf_view_draw_link (SokyPdfView *self, GtkSnapshot *snapshot, guint page)
{
  if (self->link_page != page + 1 || !gtk_widget_has_focus (GTK_WIDGET (self)))
    return;
  g_autoptr (SokyPageContent) content = soky_page_store_peek (self->store, page);
  if (content == NULL || (guint) self->link >= content->links->len)
    return;
  SokyViewArea box;
  GskRoundedRect outline;
  soky_page_layout_place (
      self->layout, page,
      &((SokyPageLink *) g_ptr_array_index (content->links, (guint) self->link))->area, &box);
  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT ((float) box.x - 3, (float) box.y - 3,
                                                        (float) box.width + 6,
                                                        (float) box.height + 6),
                                   4);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]){2, 2, 2, 2},
                              (GdkRGBA[4]){link_colour, link_colour, link_colour, link_colour});
}
