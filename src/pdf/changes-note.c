/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/changes-note.h"

SokyChangePlace
soky_change_at (SokyPdfChangeKind kind)
{
  return (SokyChangePlace){.kind = kind};
}

SokyChangePlace
soky_change_at_page (SokyPdfChangeKind kind, int page)
{
  return (SokyChangePlace){.kind = kind, .page = page};
}

SokyChangePlace
soky_change_at_object (SokyPdfChangeKind kind, const SokyObjectPlace *object)
{
  return (SokyChangePlace){kind, object->number, object->generation, object->page};
}

SokyChangePlace
soky_change_at_annotation (SokyPdfChangeKind kind, SokyGraph *graph, const SokyValue *annotation,
                           int page)
{
  gboolean is_direct = annotation->kind != SOKY_VALUE_REFERENCE;
  return (SokyChangePlace){kind,
                           is_direct ? 0 : annotation->number,
                           is_direct ? 0 : annotation->generation,
                           page,
                           NULL,
                           graph,
                           soky_graph_resolve (graph, annotation)};
}

/* A field shows where its first widget is; often it is its own. */
static const SokyValue *
find_widget (const SokyFormNode *node)
{
  const SokyValue *kids = soky_graph_get (node->graph, node->dict, "/Kids");
  if (node->is_widget || soky_value_get_length (kids) == 0)
    return NULL;
  return soky_value_get_item (kids, 0);
}

SokyChangePlace
soky_change_at_field (SokyPdfChangeKind kind, const SokyFormNode *node)
{
  const SokyValue *widget = find_widget (node);
  SokyObjectPlace object = {node->number, node->generation, 0};
  SokyChangePlace place = soky_change_at_object (kind, &object);
  place.field = node->name;
  place.graph = node->graph;
  place.dict = widget != NULL ? soky_graph_resolve (node->graph, widget) : node->dict;
  if (widget != NULL && widget->kind == SOKY_VALUE_REFERENCE)
    object = (SokyObjectPlace){widget->number, widget->generation, 0};
  place.page = soky_graph_find_page (node->graph, &object, place.dict);
  return place;
}

SokyPdfChange *
soky_change_describe (const SokyChangePlace *self, gboolean permitted, const char *text)
{
  SokyPdfChange *change = soky_pdf_change_new (self->kind, permitted, text);
  change->object = self->number;
  change->generation = self->generation;
  change->page = self->page;
  if (self->field != NULL) {
    g_free (change->field);
    change->field = g_utf8_make_valid (self->field, -1);
  }
  change->has_rect = self->dict != NULL && self->page > 0 &&
                     soky_graph_get_rect (self->graph, self->dict, change->rect);
  return change;
}
