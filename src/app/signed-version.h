/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "base/input.h"
#include "crypto/trust/trust.h"
#include "sign/report.h"

G_BEGIN_DECLS

/* A file as it was once, mostly when somebody signed it: the first bytes of the present one then.
 * Immutable. */
typedef struct _SokySignedVersion SokySignedVersion;

/* Whether the signature at @index covers an earlier state than the present one, which can so be
 * told apart from it. */
gboolean soky_signed_version_exists (const SokyReport *report, guint index);

/* @name: of the file; @index: of the signature, for which soky_signed_version_exists() */
SokySignedVersion *soky_signed_version_new (SokyInput *present, const char *name,
                                            const SokyReport *report, guint index);

typedef struct {
  SokyInput *input;
  SokyInput *present; /* nullable: there is nothing to compare with */
  const char *name;   /* of the file */
  const char *caption;
  const char *file_name; /* to save it as */
  goffset shared;        /* bytes that the present file begins with, too */
} SokyEarlierFile;

/* An earlier state that was kept apart; what @earlier points to is copied or kept by a reference.
 * @report: (nullable): on the present file */
SokySignedVersion *soky_signed_version_new_earlier (const SokyEarlierFile *earlier,
                                                    const SokyReport *report);
SokySignedVersion *soky_signed_version_ref (SokySignedVersion *self);
void soky_signed_version_unref (SokySignedVersion *self);

/* (transfer none) */
SokyInput *soky_signed_version_get_input (SokySignedVersion *self);
const char *soky_signed_version_get_name (SokySignedVersion *self);
/* "Signed version of 05/09/2026 14:30 by Nguyễn Thị Lan". */
const char *soky_signed_version_get_caption (SokySignedVersion *self);

/* Whether there is a present file that is another one. */
gboolean soky_signed_version_can_compare (SokySignedVersion *self);

/* Each opens a window, or a dialog of @window. */
void soky_signed_version_view (SokySignedVersion *self, GtkWindow *window, SokyTrust *trust);
/* Only when soky_signed_version_can_compare(). */
void soky_signed_version_compare (SokySignedVersion *self, GtkWindow *window);
void soky_signed_version_save (SokySignedVersion *self, GtkWindow *window);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokySignedVersion, soky_signed_version_unref)

G_END_DECLS
