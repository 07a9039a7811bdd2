/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/pdf-side-pane.h"

#include <glib/gi18n.h>

#include "app/view/outline.h"
#include "app/view/renderer.h"

#define PICTURE_WIDTH 110 /* logical pixels */
#define MOST_HEIGHT 220

struct _SokyPdfSidePane {
  AdwBin parent_instance;

  GtkListView *pages;
  GtkListView *contents;
  GtkStack *contents_stack;

  SokyPdfView *view; /* weak */
  SokyRenderer *renderer;
  GtkSingleSelection *selection; /* of pages; nullable */
  GHashTable *bound;             /* GtkPicture -> page from 0 */
  GCancellable *loading;         /* nullable */
};

G_DEFINE_FINAL_TYPE (SokyPdfSidePane, soky_pdf_side_pane, ADW_TYPE_BIN)

static void
get_tile (SokyPdfSidePane *self, guint page, SokyTile *tile)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double width, height;

  soky_view_document_get_page_size (soky_pdf_view_get_document (self->view), page, &width, &height);
  double zoom = MIN (PICTURE_WIDTH / width, MOST_HEIGHT / height) * scale;
  *tile = (SokyTile){.page = page,
                     .width = MAX (1, (int) (width * zoom)),
                     .height = MAX (1, (int) (height * zoom))};
  tile->tile_width = tile->width;
  tile->tile_height = tile->height;
}

static int
compare_pages (gconstpointer a, gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

/* Those in the middle of what the list holds are in sight, or nearly: they come first. */
static void
request (SokyPdfSidePane *self)
{
  g_autoptr (GArray) pages = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr (GArray) tiles = g_array_new (FALSE, FALSE, sizeof (SokyTile));
  GHashTableIter iter;
  gpointer page;

  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, NULL, &page))
    g_array_append_vals (pages, &(int){GPOINTER_TO_INT (page)}, 1);
  g_array_sort (pages, compare_pages);
  int count = (int) pages->len;
  for (int i = 0; i < count; i++) {
    int at = count / 2 + (i % 2 == 0 ? i / 2 : -(i + 1) / 2);
    SokyTile tile;
    if (at < 0 || at >= count)
      continue;
    get_tile (self, (guint) g_array_index (pages, int, at), &tile);
    g_array_append_val (tiles, tile);
  }
  soky_renderer_want (self->renderer, tiles);
}

static void
show_picture (SokyPdfSidePane *self, GtkWidget *picture, guint page)
{
  SokyTile tile;

  get_tile (self, page, &tile);
  GdkTexture *texture = soky_texture_cache_get (soky_renderer_get_cache (self->renderer), &tile);
  if (texture != NULL)
    gtk_picture_set_paintable (GTK_PICTURE (picture), GDK_PAINTABLE (texture));
}

static void
rendered_cb (SokyPdfSidePane *self)
{
  GHashTableIter iter;
  gpointer picture, page;

  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &picture, &page))
    if (gtk_picture_get_paintable (picture) == NULL)
      show_picture (self, picture, GPOINTER_TO_UINT (page));
}

static void
setup_page_cb (SokyPdfSidePane *self, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *picture = gtk_picture_new (), *label = gtk_label_new (NULL);

  gtk_widget_set_halign (picture, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (picture, "page-part");
  gtk_widget_add_css_class (picture, "thumbnail");
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (box), picture);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_item_set_child (item, box);
}

static void
bind_page_cb (SokyPdfSidePane *self, GtkListItem *item)
{
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkWidget *picture = gtk_widget_get_first_child (box), *label = gtk_widget_get_last_child (box);
  guint page = gtk_list_item_get_position (item);
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  g_autofree char *number = g_strdup_printf ("%u", page + 1);
  /* TRANSLATORS: a small picture of a page, for a screen reader */
  g_autofree char *spoken = g_strdup_printf (_ ("Page %u"), page + 1);
  SokyTile tile;

  get_tile (self, page, &tile);
  gtk_widget_set_size_request (picture, tile.width / scale, tile.height / scale);
  gtk_picture_set_paintable (GTK_PICTURE (picture), NULL);
  gtk_label_set_text (GTK_LABEL (label), number);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  g_hash_table_insert (self->bound, picture, GUINT_TO_POINTER (page));
  show_picture (self, picture, page);
  request (self);
}

static void
unbind_page_cb (SokyPdfSidePane *self, GtkListItem *item)
{
  GtkWidget *picture = gtk_widget_get_first_child (gtk_list_item_get_child (item));

  g_hash_table_remove (self->bound, picture);
  gtk_picture_set_paintable (GTK_PICTURE (picture), NULL);
}

static void
page_activated_cb (SokyPdfSidePane *self, guint position)
{
  soky_pdf_view_go_to_page (self->view, position + 1);
}

static void
page_changed_cb (SokyPdfSidePane *self)
{
  guint page = soky_pdf_view_get_page (self->view);

  if (self->selection == NULL || page == 0 ||
      gtk_single_selection_get_selected (self->selection) == page - 1)
    return;
  gtk_single_selection_set_selected (self->selection, page - 1);
  gtk_widget_activate_action (GTK_WIDGET (self->pages), "list.scroll-to-item", "u", page - 1);
}

static void
setup_entry_cb (SokyPdfSidePane *self, GtkListItem *item)
{
  GtkWidget *expander = gtk_tree_expander_new (), *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), 3);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), label);
  gtk_list_item_set_child (item, expander);
}

static void
bind_entry_cb (SokyPdfSidePane *self, GtkListItem *item)
{
  GtkTreeListRow *row = gtk_list_item_get_item (item);
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (item));
  g_autoptr (SokyOutlineItem) entry = gtk_tree_list_row_get_item (row);
  GtkLabel *label = GTK_LABEL (gtk_tree_expander_get_child (expander));

  gtk_tree_expander_set_list_row (expander, row);
  gtk_label_set_text (label, soky_outline_item_get_title (entry));
  gtk_widget_set_tooltip_text (GTK_WIDGET (label), soky_outline_item_get_title (entry));
}

static void
entry_activated_cb (SokyPdfSidePane *self, guint position)
{
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (self->contents));
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (model, position);
  g_autoptr (SokyOutlineItem) entry = gtk_tree_list_row_get_item (row);
  double top = 0;
  guint page = soky_outline_item_get_page (entry, &top);

  if (page > 0)
    soky_pdf_view_go_to (self->view, page, top);
}

static GListModel *
get_children (gpointer item, gpointer user_data)
{
  GListModel *children = soky_outline_item_get_children (item);
  return children != NULL ? g_object_ref (children) : NULL;
}

static void
outline_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyPdfSidePane) self = user_data;
  GListModel *outline = soky_outline_load_finish (result, NULL);

  if (outline == NULL)
    return;
  gboolean any = g_list_model_get_n_items (outline) > 0;
  GtkTreeListModel *tree =
      gtk_tree_list_model_new (outline, FALSE, FALSE, get_children, NULL, NULL);
  g_autoptr (GtkSingleSelection) selection = gtk_single_selection_new (G_LIST_MODEL (tree));
  gtk_list_view_set_model (self->contents, GTK_SELECTION_MODEL (selection));
  gtk_stack_set_visible_child_name (self->contents_stack, any ? "contents" : "none");
}

static void
forget (SokyPdfSidePane *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  gtk_list_view_set_model (self->pages, NULL);
  gtk_list_view_set_model (self->contents, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->renderer);
}

/* The document of the view, once somebody looks. */
static void
load (SokyPdfSidePane *self)
{
  SokyViewDocument *document = self->view != NULL ? soky_pdf_view_get_document (self->view) : NULL;

  if (document == NULL || self->renderer != NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->renderer = soky_renderer_new (document, SOKY_PDF_SIDE_PANE_BUDGET);
  g_signal_connect_object (self->renderer, "rendered", G_CALLBACK (rendered_cb), self,
                           G_CONNECT_SWAPPED);
  GtkStringList *numbers = gtk_string_list_new (NULL);
  for (guint i = 0; i < soky_view_document_count_pages (document); i++)
    gtk_string_list_append (numbers, "");
  self->selection = gtk_single_selection_new (G_LIST_MODEL (numbers));
  gtk_list_view_set_model (self->pages, GTK_SELECTION_MODEL (self->selection));
  page_changed_cb (self);
  self->loading = g_cancellable_new ();
  soky_outline_load_async (document, self->loading, outline_loaded_cb, g_object_ref (self));
}

static void
document_changed_cb (SokyPdfSidePane *self)
{
  forget (self);
  load (self);
}

static void
soky_pdf_side_pane_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (soky_pdf_side_pane_parent_class)->map (widget);
  load (SOKY_PDF_SIDE_PANE (widget));
}

static void
soky_pdf_side_pane_dispose (GObject *object)
{
  SokyPdfSidePane *self = SOKY_PDF_SIDE_PANE (object);

  if (self->pages != NULL)
    forget (self);
  self->pages = NULL;
  g_clear_weak_pointer (&self->view);
  g_clear_pointer (&self->bound, g_hash_table_unref);
  G_OBJECT_CLASS (soky_pdf_side_pane_parent_class)->dispose (object);
}

static void
soky_pdf_side_pane_class_init (SokyPdfSidePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_pdf_side_pane_dispose;
  widget_class->map = soky_pdf_side_pane_map;
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/pdf-side-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyPdfSidePane, pages);
  gtk_widget_class_bind_template_child (widget_class, SokyPdfSidePane, contents);
  gtk_widget_class_bind_template_child (widget_class, SokyPdfSidePane, contents_stack);
  gtk_widget_class_bind_template_callback (widget_class, setup_page_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_page_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_page_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_entry_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_entry_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
}

static void
soky_pdf_side_pane_init (SokyPdfSidePane *self)
{
  self->bound = g_hash_table_new (NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
soky_pdf_side_pane_set_view (SokyPdfSidePane *self, SokyPdfView *view)
{
  g_return_if_fail (SOKY_IS_PDF_SIDE_PANE (self) && SOKY_IS_PDF_VIEW (view));
  g_return_if_fail (self->view == NULL);

  g_set_weak_pointer (&self->view, view);
  g_signal_connect_object (view, "notify::document", G_CALLBACK (document_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::page", G_CALLBACK (page_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

gsize
soky_pdf_side_pane_get_cache_bytes (SokyPdfSidePane *self)
{
  g_return_val_if_fail (SOKY_IS_PDF_SIDE_PANE (self), 0);

  if (self->renderer == NULL)
    return 0;
  return soky_texture_cache_get_bytes (soky_renderer_get_cache (self->renderer));
}
