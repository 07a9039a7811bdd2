/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/changes-form.h"
#include "pdf/changes-note.h"
#include "pdf/graph.h"
#include "pdf/changes-permissions.h"
#include "pdf/changes.h"

G_BEGIN_DECLS

/* One comparison of a signed revision with the present document. */
typedef struct {
  SokyGraph *old_graph;
  SokyGraph *new_graph;
  SokyForm *old_form;
  SokyForm *new_form;
  SokyPermissions *permissions;
  GHashTable *ruled;    /* object keys that have rules of their own: the catalog and the pages */
  GArray *pages;        /* SokyObjectPlace: of the signed revision, in order */
  GHashTable *seen;     /* object keys that must be as they were */
  GArray *queue;        /* SokyObjectPlace: of those, the ones not looked at yet */
  gboolean in_form;     /* while fields are checked, what they require waits in @form_queue */
  GArray *form_queue;   /* SokyObjectPlace */
  GArray *explained;    /* SokyObjectPlace: what filled fields used before and need not any more */
  GHashTable *approved; /* object keys of new widgets -> page they were found on, 0 = none yet */
  guint64 effort;       /* what was looked at that a hostile file could multiply */
  SokyPdfChanges *result;
} SokyComparison;

/* Whether another @amount of entries may be looked at; what is too much is forbidden, once. */
gboolean soky_comparison_spend (SokyComparison *self, guint amount);

/* Says that something changed that @level explains, or that nothing does. Printf-style, translated.
 */
void soky_comparison_permit (SokyComparison *self, SokyChangeLevel level, SokyChangePlace place,
                             const char *format, ...) G_GNUC_PRINTF (4, 5);
void soky_comparison_forbid (SokyComparison *self, SokyChangePlace place, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/* changes-walk.c: all that is reached from @value must be as it was, pages and fields excepted, for
 * which there are rules. */
void soky_comparison_require (SokyComparison *self, const SokyValue *value, int page);
/* The same for the object at @scan; FALSE when it cannot be taken apart. */
gboolean soky_comparison_require_scanned (SokyComparison *self, SokyScan *scan, int page);
/* Both must be spelled the same; then as above. @what names the place for the reader. */
void soky_comparison_require_equal (SokyComparison *self, const SokyValue *old_value,
                                    const SokyValue *new_value, const char *what, int page);
/* Takes up what the form required. */
void soky_comparison_require_form (SokyComparison *self);
/* Looks at all that was required. */
void soky_comparison_walk (SokyComparison *self, GCancellable *cancellable);

/* changes-pages.c: fills @ruled and @pages. */
void soky_comparison_find_pages (SokyComparison *self);

/* changes-catalog.c, changes-pages.c, changes-fields.c, changes-dss.c: the rules. */
void soky_comparison_check_trailer (SokyComparison *self);
void soky_comparison_check_pages (SokyComparison *self);
void soky_comparison_check_fields (SokyComparison *self);
/* A node of the form that was not there before. */
void soky_comparison_check_added (SokyComparison *self, const SokyFormNode *node);
/* A signature dictionary that was put into a field. */
void soky_comparison_check_new_signature (SokyComparison *self, const SokyFormNode *node,
                                          SokyChangeLevel level);
void soky_comparison_check_form (SokyComparison *self, const SokyValue *old_form,
                                 const SokyValue *new_form);
/* changes-annotations.c: the order of /Annots is that of painting; what stays keeps it. Returns
 * whether a new signature field is on the page. */
gboolean soky_comparison_check_annotations (SokyComparison *self, const SokyValue *old_page,
                                            const SokyValue *new_page, int page);
/* changes-structure.c: whether a node of the structure tree differs only by what belongs to new
 * signature fields; then also requires the rest of it. */
gboolean soky_comparison_structure_follows (SokyComparison *self, const SokyValue *old_node,
                                            const SokyValue *new_node);
void soky_comparison_check_dss (SokyComparison *self, const SokyValue *old_dss,
                                const SokyValue *new_dss);

G_END_DECLS
