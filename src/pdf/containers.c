/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/containers.h"

#include <stdlib.h>

#include "pdf/object.h"

#define MAX_KEPT (128 * 1024 * 1024)
#define MAX_OBJECTS (1024 * 1024) /* in one container */

typedef struct {
  guint number;
  gsize offset; /* in the data */
} Place;

typedef struct {
  guint8 *data; /* by malloc */
  gsize length;
  GArray *places;
} Container;

struct _SokyContainers {
  qpdf_data qpdf;
  gsize kept;
  GHashTable *containers; /* number -> Container, or NULL: it cannot be used */
};

static void
container_free (gpointer data)
{
  Container *container = data;
  if (container == NULL)
    return;
  free (container->data);
  g_array_unref (container->places);
  g_free (container);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Container, container_free)

/* The pairs of number and offset before /First. */
static gboolean
read_places (Container *container, guint64 count, gsize first)
{
  SokyScan scan = {container->data, first, 0};
  for (guint64 i = 0; i < count; i++) {
    guint64 number = 0;
    guint64 offset = 0;
    soky_scan_space (&scan);
    if (!soky_scan_unsigned (&scan, &number))
      return FALSE;
    soky_scan_space (&scan);
    if (!soky_scan_unsigned (&scan, &offset) || number > SOKY_PDF_MAX_NUMBER ||
        offset > container->length - first)
      return FALSE;
    Place place = {(guint) number, first + (gsize) offset};
    g_array_append_val (container->places, place);
  }
  return TRUE;
}

static Container *
decode (SokyContainers *self, guint number)
{
  g_auto (SokyObject) stream = soky_object_by_number (self->qpdf, (int) number, 0);
  g_auto (SokyObject) n = soky_object_get (&stream, "/N");
  g_auto (SokyObject) first = soky_object_get (&stream, "/First");
  gint64 count = 0;
  gint64 begin = 0;
  if (!soky_object_is_stream (&stream) || !soky_object_get_integer (&n, &count) ||
      !soky_object_get_integer (&first, &begin) || count < 0 || count > MAX_OBJECTS)
    return NULL;

  g_autoptr (Container) container = g_new0 (Container, 1);
  container->places = g_array_new (FALSE, FALSE, sizeof (Place));
  size_t length = 0;
  if ((qpdf_oh_get_stream_data (self->qpdf, stream.oh, qpdf_dl_specialized, NULL, &container->data,
                                &length) &
       QPDF_ERRORS) != 0)
    return NULL;
  container->length = length;
  if (begin < 0 || (guint64) begin > length || length > MAX_KEPT - self->kept ||
      !read_places (container, (guint64) count, (gsize) begin))
    return NULL;
  self->kept += length;
  return g_steal_pointer (&container);
}

SokyContainers *
soky_containers_new (qpdf_data qpdf)
{
  SokyContainers *self = g_new0 (SokyContainers, 1);
  self->qpdf = qpdf;
  self->containers = g_hash_table_new_full (NULL, NULL, NULL, container_free);
  return self;
}

void
soky_containers_free (SokyContainers *self)
{
  g_hash_table_unref (self->containers);
  g_free (self);
}

gboolean
soky_containers_find (SokyContainers *self, guint container, guint index, guint number,
                      SokyScan *scan)
{
  gpointer key = GUINT_TO_POINTER (container);
  gpointer known = NULL;
  if (!g_hash_table_lookup_extended (self->containers, key, NULL, &known)) {
    known = decode (self, container);
    g_hash_table_insert (self->containers, key, known);
  }
  const Container *found = known;
  if (found == NULL || index >= found->places->len)
    return FALSE;
  const Place *place = &g_array_index (found->places, Place, index);
  *scan = (SokyScan){found->data, found->length, place->offset};
  return place->number == number;
}
