/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/graph.h"

G_BEGIN_DECLS

/* A node of the form: a field, or a widget of a field (then without a name of its own). */
typedef struct _SokyFormNode SokyFormNode;
struct _SokyFormNode {
  SokyGraph *graph; /* that @dict belongs to */
  int number;
  int generation;
  const SokyValue *dict;
  const SokyFormNode *parent; /* NULL at the root */
  char *name;                 /* fully qualified, of the field */
  const char *type;           /* "/Sig", "/Tx", …; inherited; "" when absent */
  gboolean is_widget;         /* can be on a page */
  gboolean is_field;          /* has a name of its own */
};

/* All fields and widgets that the form dictionary of one revision reaches, those apart that are
 * written directly into another object. */
typedef struct {
  GPtrArray *nodes;    /* SokyFormNode*, parents first */
  GHashTable *by_key;  /* soky_graph_key() -> SokyFormNode */
  GHashTable *by_name; /* of fields: name -> how many have it */
  gsize name_bytes;
  gboolean is_sound; /* not too deep or too many, and no streams */
} SokyForm;

SokyForm *soky_form_new (SokyGraph *graph);
void soky_form_free (SokyForm *self);

SokyFormNode *soky_form_find (const SokyForm *self, int number, int generation);
/* How many fields have that fully qualified name. */
guint soky_form_count (const SokyForm *self, const char *name);
/* The value of the field (inherited, references followed), or %NULL. */
const SokyValue *soky_form_get_value (SokyGraph *graph, const SokyFormNode *node);

G_END_DECLS
