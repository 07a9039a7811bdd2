/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/change.h"
#include "pdf/changes-form.h"
#include "pdf/graph.h"

G_BEGIN_DECLS

/* Where a change is and of which kind, before it is put into words. */
typedef struct {
  SokyPdfChangeKind kind;
  int number;
  int generation;
  int page;
  const char *field;     /* nullable */
  SokyGraph *graph;      /* nullable: of the revision that @dict is from */
  const SokyValue *dict; /* nullable: a widget or another annotation, for its /Rect and page */
} SokyChangePlace;

/* The document as a whole. */
SokyChangePlace soky_change_at (SokyPdfChangeKind kind);
SokyChangePlace soky_change_at_page (SokyPdfChangeKind kind, int page);
SokyChangePlace soky_change_at_object (SokyPdfChangeKind kind, const SokyObjectPlace *object);
SokyChangePlace soky_change_at_field (SokyPdfChangeKind kind, const SokyFormNode *node);
/* @annotation: an entry of the /Annots of @page in @graph */
SokyChangePlace soky_change_at_annotation (SokyPdfChangeKind kind, SokyGraph *graph,
                                           const SokyValue *annotation, int page);

/* The change with those words. */
SokyPdfChange *soky_change_describe (const SokyChangePlace *self, gboolean permitted,
                                     const char *text);

G_END_DECLS
