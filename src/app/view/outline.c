/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/outline.h"

#include "app/view/document-private.h"
#include "app/view/page-links.h"
#include "base/task.h"
#include "base/text.h"

struct _SokyOutlineItem {
  GObject parent_instance;

  char *title;
  guint page; /* from 1; 0 = nowhere */
  double top;
  GListStore *children; /* nullable */
};

G_DEFINE_FINAL_TYPE (SokyOutlineItem, soky_outline_item, G_TYPE_OBJECT)

static void
soky_outline_item_finalize (GObject *object)
{
  SokyOutlineItem *self = SOKY_OUTLINE_ITEM (object);
  g_free (self->title);
  g_clear_object (&self->children);
  G_OBJECT_CLASS (soky_outline_item_parent_class)->finalize (object);
}

static void
soky_outline_item_class_init (SokyOutlineItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = soky_outline_item_finalize;
}

static void
soky_outline_item_init (SokyOutlineItem *self)
{
}

const char *
soky_outline_item_get_title (SokyOutlineItem *self)
{
  g_return_val_if_fail (SOKY_IS_OUTLINE_ITEM (self), NULL);

  return self->title;
}

guint
soky_outline_item_get_page (SokyOutlineItem *self, double *top)
{
  g_return_val_if_fail (SOKY_IS_OUTLINE_ITEM (self), 0);

  if (top != NULL)
    *top = self->top;
  return self->page;
}

GListModel *
soky_outline_item_get_children (SokyOutlineItem *self)
{
  g_return_val_if_fail (SOKY_IS_OUTLINE_ITEM (self), NULL);

  return G_LIST_MODEL (self->children);
}

static SokyOutlineItem *
make_item (PopplerDocument *poppler, PopplerAction *action)
{
  SokyOutlineItem *item = g_object_new (SOKY_TYPE_OUTLINE_ITEM, NULL);

  item->title = soky_text_normalize (action->any.title != NULL ? action->any.title : "");
  g_strstrip (item->title);
  if (action->type == POPPLER_ACTION_GOTO_DEST)
    soky_page_links_resolve (poppler, action->goto_dest.dest, &item->page, &item->top);
  return item;
}

/* @left: entries that may still be read */
static GListStore *
read_level (PopplerDocument *poppler, PopplerIndexIter *iter, guint depth, guint *left)
{
  GListStore *level = g_list_store_new (SOKY_TYPE_OUTLINE_ITEM);

  do {
    PopplerAction *action = poppler_index_iter_get_action (iter);
    if (action == NULL)
      continue;
    g_autoptr (SokyOutlineItem) item = make_item (poppler, action);
    poppler_action_free (action);
    (*left)--;
    PopplerIndexIter *below =
        depth<SOKY_OUTLINE_DEPTH && * left> 0 ? poppler_index_iter_get_child (iter) : NULL;
    if (below != NULL)
      item->children = read_level (poppler, below, depth + 1, left);
    g_clear_pointer (&below, poppler_index_iter_free);
    g_list_store_append (level, item);
  } while (*left > 0 && poppler_index_iter_next (iter));
  return level;
}

static gpointer
load_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  SokyViewDocument *document = data;
  PopplerDocument *poppler = soky_view_document_borrow (document, error);
  if (poppler == NULL)
    return NULL;

  guint left = SOKY_OUTLINE_LIMIT;
  PopplerIndexIter *iter = poppler_index_iter_new (poppler);
  GListStore *outline = iter != NULL ? read_level (poppler, iter, 1, &left)
                                     : g_list_store_new (SOKY_TYPE_OUTLINE_ITEM);
  g_clear_pointer (&iter, poppler_index_iter_free);
  soky_view_document_give_back (document, poppler);
  return outline;
}

void
soky_outline_load_async (SokyViewDocument *document, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (SOKY_IS_VIEW_DOCUMENT (document));

  soky_task_run (NULL, load_in_thread, g_object_ref (document), g_object_unref, g_object_unref,
                 cancellable, callback, user_data);
}

GListModel *
soky_outline_load_finish (GAsyncResult *result, GError **error)
{
  return soky_task_finish (result, error);
}
