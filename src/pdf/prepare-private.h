/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/field-tree.h"
#include "pdf/prepare.h"
#include "pdf/update.h"

G_BEGIN_DECLS

/* A signature on its way into an update. */
typedef struct {
  SokyPdf *base;
  const SokyPdfSignatureSpec *spec;
  SokyPdfUpdate *update;
  GPtrArray *fields;              /* SokyFieldEntry: all there are */
  const SokyFieldEntry *existing; /* the empty field to be signed, or NULL */
  char *name;                     /* of a new field */
  const SokyPdfPage *page;        /* the widget's; NULL when an existing widget is on none */
  double rect[4];                 /* the widget's */
  gboolean is_visible;
  guint signature; /* number of the signature dictionary */
  guint form;      /* number of the appearance; 0 = none */
  char *acro_form; /* new source of the catalog's /AcroForm, or NULL when that stays */
} SokyPrepare;

/* permit.c: whether the signatures before allow one more in the field of that name. */
gboolean soky_permit_signature (SokyPdf *base, const char *field, gboolean is_timestamp,
                                GError **error);

/* prepare-rules.c: whether the rules that the signature is to lay down can be. */
gboolean soky_prepare_check_rules (const SokyPrepare *self, GError **error);
/* Adds them to the signature dictionary (ISO 32000-2 §12.8.2). */
void soky_prepare_append_rules (const SokyPrepare *self, GString *source);
/* The new source of the field's /Lock, or NULL when that stays as it is. */
char *soky_prepare_describe_lock (const SokyPrepare *self);

/* prepare-field.c: chooses the field, its widget's page and rectangle. */
gboolean soky_prepare_choose_field (SokyPrepare *self, GError **error);
/* Adds the field's and the widget's objects, and hangs them into page and form. */
gboolean soky_prepare_add_field (SokyPrepare *self, GError **error);

/* prepare-page.c: adds a widget to the page's /Annots. */
gboolean soky_prepare_hang_widget (SokyPrepare *self, guint widget, guint generation,
                                   GError **error);
/* prepare-form.c: adds a field to the form (0 = it is there already) and sets /SigFlags. */
gboolean soky_prepare_hang_field (SokyPrepare *self, guint field, GError **error);
/* Writes what has changed in the catalog: the form, the certification. */
gboolean soky_prepare_finish_catalog (SokyPrepare *self, GError **error);

G_END_DECLS
