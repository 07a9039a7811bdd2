/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/book.h"
#include "book/book-type.h"
#include "wire/school.h"

#include <adwaita.h>

G_BEGIN_DECLS

typedef enum {
  SOKY_CREATE_CHECKING, /* the file is looked through */
  SOKY_CREATE_READY,
  SOKY_CREATE_REFUSED, /* the file cannot be used */
  SOKY_CREATE_WORKING,
  SOKY_CREATE_DONE,
  SOKY_CREATE_FAILED, /* with a reason; it may be tried again */
} SokyCreateState;

/* What books are made of; nothing here is owned, and all of it stays until @life is cancelled. */
typedef struct {
  const SokySchool *school;
  GPtrArray *types;       /* SokyBookType: those that the person may create */
  const char *type_code;  /* nullable: what was created last */
  const char *class_name; /* nullable: what the person teaches */
  const char *subject;    /* nullable */
  GCancellable *life;
  goffset limit; /* bytes that the server takes; 0 = not known */
} SokyCreateChoices;

/* A PDF that is to become a book: what was guessed of it, to be corrected, and what came of it.
 *
 * Signals: "changed": a choice or the state; "removed": by the person. */
#define SOKY_TYPE_CREATE_ROW (soky_create_row_get_type ())
G_DECLARE_FINAL_TYPE (SokyCreateRow, soky_create_row, SOKY, CREATE_ROW, AdwExpanderRow)

/* Looks through @file at once. */
GtkWidget *soky_create_row_new (GFile *file, const SokyCreateChoices *choices);
GFile *soky_create_row_get_file (SokyCreateRow *self);
/* (transfer none) (type filename) (nullable) */
const char *soky_create_row_get_path (SokyCreateRow *self);
SokyCreateState soky_create_row_get_state (SokyCreateRow *self);
/* @reason: (nullable): why it failed */
void soky_create_row_set_state (SokyCreateRow *self, SokyCreateState state, const char *reason);
/* Whether it can be created now: not done, and nothing is missing. */
gboolean soky_create_row_is_ready (SokyCreateRow *self);
/* (transfer none) (nullable) */
SokyBookType *soky_create_row_get_book_type (SokyCreateRow *self);
/* @fields: valid until the row changes; to be cleared by g_free() of its period alone */
void soky_create_row_get_fields (SokyCreateRow *self, SokyBookFields *fields);
/* A book that was made but has no PDF yet. @draft: (transfer full) (nullable) */
void soky_create_row_set_draft (SokyCreateRow *self, SokyBook *draft);
/* (transfer none) (nullable) */
SokyBook *soky_create_row_get_draft (SokyCreateRow *self);

G_END_DECLS
