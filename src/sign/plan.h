/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/document.h"
#include "sign/sign.h"

G_BEGIN_DECLS

/* What exactly will be signed: what was asked for, with the field that is meant and with what that
 * field demands. */
typedef struct {
  SokySignOptions options; /* complete: a hash is chosen */
  char *field;             /* what options.field points to */
  char *reason;            /* likewise */
} SokySignPlan;

/* %FALSE when the field's demands cannot be met. */
gboolean soky_sign_plan_make (SokySignPlan *self, SokyPdf *document, const SokySignOptions *wanted,
                              SokySigner *signer, GError **error);
void soky_sign_plan_clear (SokySignPlan *self);

G_END_DECLS
