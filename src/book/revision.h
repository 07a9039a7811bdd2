/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A PDF that the book had. Number 0 is the first; each signature adds one to the one before. */
typedef struct {
  int number;
  gboolean base;  /* a whole PDF of the owner; FALSE: bytes appended to the one before */
  char *sha256;   /* of the whole file at this revision */
  goffset length; /* of the whole file */
  char *author_id;
  char *author_name;
  gint64 created_us;
  guint round; /* 0 = before the first submission */
} SokyRevision;

SokyRevision *soky_revision_new (int number, const char *sha256, goffset length);
SokyRevision *soky_revision_copy (const SokyRevision *self);
void soky_revision_free (SokyRevision *self);
/* Says who made it and when; texts are copied. */
void soky_revision_set_author (SokyRevision *self, const char *id, const char *name,
                               gint64 created_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyRevision, soky_revision_free)

G_END_DECLS
