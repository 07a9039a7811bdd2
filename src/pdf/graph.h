/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/value.h"
#include "pdf/document-private.h"
#include "pdf/scan.h"

G_BEGIN_DECLS

/* The objects of one revision as the comparison sees them: spelled out by libqpdf, parsed on demand
 * and kept. Values stay valid as long as the graph. */
typedef struct _SokyGraph SokyGraph;

/* Where an object stands. */
typedef struct {
  int number;
  int generation;
  int page; /* from 1; 0 = none or not known */
} SokyObjectPlace;

/* A hash key that no other object shares. */
gpointer soky_graph_key (int number, int generation);

/* @document must outlive the graph. */
SokyGraph *soky_graph_new (SokyPdf *document);
/* The same of a revision that is a beginning of the document of @later, which must outlive it, too.
 * What stands in both in the same place is read once. */
SokyGraph *soky_graph_new_before (SokyPdf *revision, SokyGraph *later);
void soky_graph_free (SokyGraph *self);

SokyPdf *soky_graph_get_document (SokyGraph *self);
const SokyValue *soky_graph_get_trailer (SokyGraph *self);
/* The spelling of an object; of a stream, its dictionary. "null" when there is no such object. */
char *soky_graph_dup_text (SokyGraph *self, int number, int generation, gboolean *is_stream);
/* A cursor on the object as the file spells it (of a stream, its dictionary), valid as long as the
 * graph; FALSE when it cannot be found without libqpdf. */
gboolean soky_graph_begin (SokyGraph *self, int number, int generation, SokyScan *scan);
/* The bytes of a stream as they stand in the file, or %NULL. */
GBytes *soky_graph_read_stream (SokyGraph *self, int number, int generation);

/* The object, or %NULL for null and broken ones; of a stream, its dictionary. */
const SokyValue *soky_graph_load (SokyGraph *self, int number, int generation);
/* Follows references; @value itself when it is none. %NULL for null, loops and broken objects. */
const SokyValue *soky_graph_resolve (SokyGraph *self, const SokyValue *value);
/* The same for the value of a dictionary's key. */
const SokyValue *soky_graph_get (SokyGraph *self, const SokyValue *dict, const char *key);
gboolean soky_graph_is_stream_object (SokyGraph *self, int number, int generation);
gboolean soky_graph_is_stream (SokyGraph *self, const SokyValue *reference);

/* A rectangle in order; FALSE when there is none of four numbers. */
gboolean soky_graph_get_rect (SokyGraph *self, const SokyValue *dict, double rect[4]);

/* The page, from 1, of the annotation @object with dictionary @dict (nullable): the one that it
 * names, or that lists it; 0 = none. */
int soky_graph_find_page (SokyGraph *self, const SokyObjectPlace *object, const SokyValue *dict);
/* The pages in order. Returns: (transfer full) (element-type SokyObjectPlace) */
GArray *soky_graph_list_pages (SokyGraph *self);

/* graph-extent.c: whether the object that is not packed ends within its own revision; one that does
 * not could be completed by what is appended to it. */
gboolean soky_graph_ends (SokyGraph *self, const SokyXrefEntry *entry);

/* Whether the object has the same bytes in the same place in both, which share a beginning. */
gboolean soky_graph_is_untouched (SokyGraph *old_graph, SokyGraph *new_graph, int number);
/* The first object that was in use in @old_graph and is free in @new_graph, or 0. */
int soky_graph_find_freed (SokyGraph *old_graph, SokyGraph *new_graph);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyGraph, soky_graph_free)

G_END_DECLS
