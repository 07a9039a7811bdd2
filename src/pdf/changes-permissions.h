/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/changes-form.h"
#include "pdf/signature.h"

G_BEGIN_DECLS

/* What explains a change, in the order of ISO 32000-2 table 257: the number is the /P that allows
 * it. */
typedef enum {
  SOKY_CHANGE_ARCHIVE = 1, /* revocation data, timestamps, metadata */
  SOKY_CHANGE_FORM = 2,    /* filling in fields and signing */
  SOKY_CHANGE_ANNOTATION = 3,
} SokyChangeLevel;

/* What the signed revision allows to change after it. */
typedef struct {
  SokyChangeLevel level;
  gboolean is_certified;
  gboolean is_limited; /* @level was stated, not assumed */
  GPtrArray *locks;    /* SokyLock* */
} SokyPermissions;

/* Reads certification, FieldMDP and the field locks of everything signed in that revision. */
SokyPermissions *soky_permissions_new (SokyGraph *graph, const SokyForm *form,
                                       const SokyPdfSignature *signature);
void soky_permissions_free (SokyPermissions *self);

/* Whether the value of the field of that name may not change. */
gboolean soky_permissions_lock (const SokyPermissions *self, const char *field);
/* The level that the /Lock of a field asks for, or 0. */
gint64 soky_permissions_lock_level (SokyGraph *graph, const SokyValue *field);
/* Whether the signature dictionary certifies (its /Reference names DocMDP). */
gboolean soky_permissions_certifies (SokyGraph *graph, const SokyValue *signature);

G_END_DECLS
