/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/document-private.h"

#include <glib/gi18n.h>

#include "base/task.h"

/* a page may claim any size; beyond this it is drawn as if it were this large */
#define MAX_POINTS 14400.0
/* the header may follow some junk (ISO 32000-2, annex on implementation) */
#define HEADER_WINDOW 1024
/* opened documents that wait; each costs memory for what it has read */
#define MAX_IDLE 4
/* Poppler keeps something of every page that it was asked for (about 10 KB), until it is closed */
#define MAX_USES 256
/* and what it read of a mapped file counts as memory of this process until it is given back */
#define USES_UNTIL_FORGOTTEN 16

typedef struct {
  double width, height; /* points, as seen */
} PageSize;

struct _SokyViewDocument {
  GObject parent_instance;

  SokyInput *input;
  GBytes *bytes;
  GArray *pages; /* PageSize */
  GMutex lock;
  GPtrArray *idle; /* PopplerDocument: each is used by one thread at a time */
  guint uses;      /* of all of them */
};

typedef struct {
  SokyViewDocument *document;
  int page;
  double rect[4];
} Search;

typedef struct {
  guint page; /* from 1 */
  SokyViewArea area;
} Place;

G_DEFINE_QUARK (soky - view - error - quark, soky_view_error)
G_DEFINE_FINAL_TYPE (SokyViewDocument, soky_view_document, G_TYPE_OBJECT)

static gboolean
has_pdf_header (GBytes *bytes)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);
  return data != NULL && g_strstr_len (data, (gssize) MIN (length, HEADER_WINDOW), "%PDF-") != NULL;
}

static void
set_open_error (GBytes *bytes, const GError *cause, GError **error)
{
  if (g_error_matches (cause, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
    g_set_error_literal (error, SOKY_VIEW_ERROR, SOKY_VIEW_ERROR_ENCRYPTED,
                         _ ("This PDF is protected with a password. Save a copy without a "
                            "password, then open that copy."));
  else if (!has_pdf_header (bytes))
    g_set_error_literal (error, SOKY_VIEW_ERROR, SOKY_VIEW_ERROR_NOT_PDF,
                         _ ("This file is not a PDF. In Word, choose “Save As” and the type PDF, "
                            "then open the new file."));
  else
    g_set_error_literal (error, SOKY_VIEW_ERROR, SOKY_VIEW_ERROR_DAMAGED,
                         _ ("This PDF is damaged or incomplete. Download or save it again."));
}

static PopplerDocument *
open_poppler (GBytes *bytes, GError **error)
{
  g_autoptr (GError) cause = NULL;
  PopplerDocument *poppler = poppler_document_new_from_bytes (bytes, NULL, &cause);
  if (poppler == NULL)
    set_open_error (bytes, cause, error);
  return poppler;
}

PopplerDocument *
soky_view_document_borrow (SokyViewDocument *self, GError **error)
{
  g_mutex_lock (&self->lock);
  PopplerDocument *poppler =
      self->idle->len > 0 ? g_ptr_array_steal_index_fast (self->idle, self->idle->len - 1) : NULL;
  g_mutex_unlock (&self->lock);
  return poppler != NULL ? poppler : open_poppler (self->bytes, error);
}

static guint
count_use (PopplerDocument *poppler)
{
  static GQuark uses;
  if (uses == 0)
    uses = g_quark_from_static_string ("soky-uses");

  guint count = GPOINTER_TO_UINT (g_object_get_qdata (G_OBJECT (poppler), uses)) + 1;
  g_object_set_qdata (G_OBJECT (poppler), uses, GUINT_TO_POINTER (count));
  return count;
}

void
soky_view_document_give_back (SokyViewDocument *self, PopplerDocument *poppler)
{
  gboolean worn = count_use (poppler) >= MAX_USES;

  g_mutex_lock (&self->lock);
  gboolean kept = !worn && self->idle->len < MAX_IDLE;
  if (kept)
    g_ptr_array_add (self->idle, poppler);
  gboolean forget = ++self->uses % USES_UNTIL_FORGOTTEN == 0;
  g_mutex_unlock (&self->lock);
  if (!kept)
    g_object_unref (poppler);
  if (forget)
    soky_input_forget (self->input);
}

static double
sane_length (double points)
{
  return points >= 1.0 ? MIN (points, MAX_POINTS) : 1.0;
}

static gboolean
measure_pages (SokyViewDocument *self, PopplerDocument *poppler, GCancellable *cancellable,
               GError **error)
{
  int count = poppler_document_get_n_pages (poppler);
  if (count <= 0) {
    g_set_error_literal (error, SOKY_VIEW_ERROR, SOKY_VIEW_ERROR_NO_PAGES,
                         _ ("This PDF has no pages. Save it again from the program it was "
                            "made with."));
    return FALSE;
  }

  PageSize size = {595.0, 842.0}; /* a page that cannot be read looks like the one before */
  for (int i = 0; i < count; i++) {
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    PopplerPage *page = poppler_document_get_page (poppler, i);
    if (page != NULL)
      poppler_page_get_size (page, &size.width, &size.height);
    g_clear_object (&page);
    size.width = sane_length (size.width);
    size.height = sane_length (size.height);
    g_array_append_val (self->pages, size);
  }
  return TRUE;
}

static gpointer
open_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  SokyInput *input = data;
  g_autoptr (SokyViewDocument) self = g_object_new (SOKY_TYPE_VIEW_DOCUMENT, NULL);
  self->input = soky_input_ref (input);
  self->bytes =
      g_bytes_new_with_free_func (soky_input_peek (input), (gsize) soky_input_get_size (input),
                                  (GDestroyNotify) soky_input_unref, soky_input_ref (input));

  PopplerDocument *poppler = open_poppler (self->bytes, error);
  if (poppler == NULL)
    return NULL;
  soky_view_document_give_back (self, poppler);
  if (!measure_pages (self, poppler, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* Poppler keeps the crop box and the rotation to itself, but gives each annotation both as it is
 * written and as it is seen; a signature's rectangle is that of its widget. */
static gboolean
find_annotation (PopplerPage *page, const double rect[4], SokyViewArea *area)
{
  PopplerRectangle crop = {0};
  poppler_page_get_crop_box (page, &crop);
  double page_width = 0, page_height = 0;
  poppler_page_get_size (page, &page_width, &page_height);

  gboolean found = FALSE;
  GList *mapping = poppler_page_get_annot_mapping (page);
  for (GList *item = mapping; item != NULL && !found; item = item->next) {
    PopplerAnnotMapping *entry = item->data;
    PopplerRectangle raw = {0};
    poppler_annot_get_rectangle (entry->annot, &raw);
    found = ABS (raw.x1 + crop.x1 - rect[0]) < 1.0 && ABS (raw.y1 + crop.y1 - rect[1]) < 1.0 &&
            ABS (raw.x2 + crop.x1 - rect[2]) < 1.0 && ABS (raw.y2 + crop.y1 - rect[3]) < 1.0;
    if (found)
      *area = (SokyViewArea){
          MIN (entry->area.x1, entry->area.x2), page_height - MAX (entry->area.y1, entry->area.y2),
          ABS (entry->area.x2 - entry->area.x1), ABS (entry->area.y2 - entry->area.y1)};
  }
  poppler_page_free_annot_mapping (mapping);
  return found;
}

static gpointer
locate_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  Search *search = data;
  Place *place = g_new0 (Place, 1);

  place->page = (guint) search->page;
  if (soky_view_document_locate (search->document, search->page, search->rect, &place->area))
    return place;
  g_free (place);
  g_set_error_literal (error, SOKY_VIEW_ERROR, SOKY_VIEW_ERROR_DAMAGED,
                       _ ("This page is damaged."));
  return NULL;
}

static void
search_free (gpointer data)
{
  Search *search = data;
  g_object_unref (search->document);
  g_free (search);
}

static void
soky_view_document_finalize (GObject *object)
{
  SokyViewDocument *self = SOKY_VIEW_DOCUMENT (object);
  g_ptr_array_unref (self->idle);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->input, soky_input_unref);
  g_array_unref (self->pages);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (soky_view_document_parent_class)->finalize (object);
}

static void
soky_view_document_class_init (SokyViewDocumentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = soky_view_document_finalize;
}

static void
soky_view_document_init (SokyViewDocument *self)
{
  g_mutex_init (&self->lock);
  self->pages = g_array_new (FALSE, FALSE, sizeof (PageSize));
  self->idle = g_ptr_array_new_with_free_func (g_object_unref);
}

void
soky_view_document_open_async (SokyInput *input, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (input != NULL);

  soky_task_run (NULL, open_in_thread, soky_input_ref (input), (GDestroyNotify) soky_input_unref,
                 g_object_unref, cancellable, callback, user_data);
}

SokyViewDocument *
soky_view_document_open_finish (GAsyncResult *result, GError **error)
{
  return soky_task_finish (result, error);
}

guint
soky_view_document_count_pages (SokyViewDocument *self)
{
  g_return_val_if_fail (SOKY_IS_VIEW_DOCUMENT (self), 0);

  return self->pages->len;
}

void
soky_view_document_get_page_size (SokyViewDocument *self, guint index, double *width,
                                  double *height)
{
  g_return_if_fail (SOKY_IS_VIEW_DOCUMENT (self) && index < self->pages->len);

  PageSize *size = &g_array_index (self->pages, PageSize, index);
  *width = size->width;
  *height = size->height;
}

void
soky_view_document_locate_async (SokyViewDocument *self, int page, const double rect[4],
                                 GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (SOKY_IS_VIEW_DOCUMENT (self));
  g_return_if_fail (page >= 1 && (guint) page <= self->pages->len);

  Search *search = g_new0 (Search, 1);
  search->document = g_object_ref (self);
  search->page = page;
  for (int i = 0; i < 4; i++)
    search->rect[i] = rect[i];
  soky_task_run (self, locate_in_thread, search, search_free, g_free, cancellable, callback,
                 user_data);
}

gboolean
soky_view_document_locate_finish (GAsyncResult *result, guint *page, SokyViewArea *area,
                                  GError **error)
{
  g_autofree Place *place = soky_task_finish (result, error);
  if (place == NULL)
    return FALSE;
  *page = place->page;
  *area = place->area;
  return TRUE;
}

gboolean
soky_view_document_locate (SokyViewDocument *self, int page, const double rect[4],
                           SokyViewArea *area)
{
  g_return_val_if_fail (SOKY_IS_VIEW_DOCUMENT (self), FALSE);

  PopplerDocument *poppler =
      page >= 1 && (guint) page <= self->pages->len ? soky_view_document_borrow (self, NULL) : NULL;
  if (poppler == NULL)
    return FALSE;

  PopplerPage *found = poppler_document_get_page (poppler, page - 1);
  gboolean known = found != NULL;
  if (known && !find_annotation (found, rect, area)) {
    PopplerRectangle crop = {0};
    poppler_page_get_crop_box (found, &crop);
    *area =
        (SokyViewArea){rect[0] - crop.x1, crop.y2 - rect[3], rect[2] - rect[0], rect[3] - rect[1]};
  }
  g_clear_object (&found);
  soky_view_document_give_back (self, poppler);
  return known;
}

/* From the page's points to the pixels of the tile. */
static void
set_up_tile (cairo_t *cr, const SokyTile *tile, const PageSize *size)
{
  gboolean aside = tile->turns % 2 == 1;

  cairo_translate (cr, -tile->x, -tile->y);
  cairo_scale (cr, tile->width / (aside ? size->height : size->width),
               tile->height / (aside ? size->width : size->height));
  if (tile->turns == 1)
    cairo_translate (cr, size->height, 0);
  else if (tile->turns == 2)
    cairo_translate (cr, size->width, size->height);
  else if (tile->turns == 3)
    cairo_translate (cr, 0, size->width);
  cairo_rotate (cr, tile->turns * G_PI_2);
}

cairo_surface_t *
soky_view_document_render (SokyViewDocument *self, const SokyTile *tile)
{
  g_return_val_if_fail (SOKY_IS_VIEW_DOCUMENT (self) && tile->page < self->pages->len, NULL);

  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_ARGB32, tile->tile_width, tile->tile_height);
  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS) {
    /* no memory for it now: one white pixel stands for it, stretched */
    cairo_surface_destroy (surface);
    surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 1, 1);
  }

  cairo_t *cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);

  PopplerDocument *poppler = soky_view_document_borrow (self, NULL);
  PopplerPage *page =
      poppler != NULL ? poppler_document_get_page (poppler, (int) tile->page) : NULL;
  if (page != NULL) {
    set_up_tile (cr, tile, &g_array_index (self->pages, PageSize, tile->page));
    poppler_page_render (page, cr);
  }
  cairo_destroy (cr);
  g_clear_object (&page);
  if (poppler != NULL)
    soky_view_document_give_back (self, poppler);
  cairo_surface_flush (surface);
  return surface;
}

cairo_surface_t *
soky_view_document_record (SokyViewDocument *self, guint page)
{
  g_return_val_if_fail (SOKY_IS_VIEW_DOCUMENT (self) && page < self->pages->len, NULL);

  const PageSize *size = &g_array_index (self->pages, PageSize, page);
  cairo_rectangle_t whole = {0, 0, size->width, size->height};
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, &whole);
  PopplerDocument *poppler = soky_view_document_borrow (self, NULL);
  PopplerPage *found = poppler != NULL ? poppler_document_get_page (poppler, (int) page) : NULL;

  if (found != NULL) {
    cairo_t *cr = cairo_create (surface);
    poppler_page_render_for_printing (found, cr);
    cairo_destroy (cr);
  }
  g_clear_object (&found);
  if (poppler != NULL)
    soky_view_document_give_back (self, poppler);
  return surface;
}

guint
soky_view_document_count_idle (SokyViewDocument *self)
{
  g_mutex_lock (&self->lock);
  guint count = self->idle->len;
  g_mutex_unlock (&self->lock);
  return count;
}
