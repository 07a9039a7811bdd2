/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/revision.h"
#include "book/round.h"

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum {
  SOKY_BOOK_DRAFT,
  SOKY_BOOK_IN_REVIEW,
  SOKY_BOOK_RETURNED,
  SOKY_BOOK_APPROVED,
  SOKY_BOOK_PUBLISHED,
  SOKY_BOOK_DELETED, /* only as the result of a deletion: the record goes */
  SOKY_N_BOOK_STATES
} SokyBookState;

/* What the owner may edit. Texts are NFC, trimmed, without control characters. */
typedef struct {
  char *title;
  char *school_year; /* "2026-2027" */
  char *period;      /* book/frequency.h */
  char *class_name;  /* nullable: where the type asks */
  char *subject;     /* nullable: where the type asks */
} SokyBookFields;

/* A book. Never changed once it is shared: soky_book_apply() makes a new one. */
typedef struct {
  char *id;
  char *type_id;
  char *type_name;
  SokyBookFields fields;
  char *check_code; /* nullable: of the server's check page (book/check-code.h) */
  char *owner_id;
  char *owner_name;
  char *unit_id; /* the owner's home unit when it was made */
  char *school_id;
  SokyBookState state;
  guint64 version;       /* from 1, +1 with each change */
  guint round;           /* number of the present or last round, 0 = never submitted */
  gboolean auto_publish; /* Tự động ban hành: the owner's wish, preset for the last approver */
  gboolean publish_after_stamp; /* the last approver's decision; only the stamp is missing */
  GPtrArray *rounds;            /* SokyRound, all of them, the last is the present one */
  GPtrArray *revisions;         /* SokyRevision; may be left empty (lists) */
  int revision_count;
  char *head_sha256; /* nullable: no PDF yet */
  goffset head_length;
  guint page_count;
  gint64 created_us;
  gint64 updated_us;
  gint64 due_us;              /* deadline, 0 = none */
  gint64 recall_requested_us; /* 0 = no recall is asked for */
  gint64 published_us;        /* 0 = not published */
  char *snippet; /* nullable: of a list that was searched: the PDF's text around what was found,
                    which stands between SOKY_FOUND_BEGINS and SOKY_FOUND_ENDS */
} SokyBook;

/* Marks that no text needs and no screen shows (U+2068 and U+2069). */
#define SOKY_FOUND_BEGINS "\342\201\250"
#define SOKY_FOUND_ENDS "\342\201\251"

#define SOKY_TYPE_BOOK (soky_book_get_type ())
GType soky_book_get_type (void);

/* An empty draft, version 0, for whoever fills it (storage, wire, soky_book_create()). */
SokyBook *soky_book_new (void);
/* A deep copy that may be changed. */
SokyBook *soky_book_copy (const SokyBook *self);
SokyBook *soky_book_ref (SokyBook *self);
void soky_book_unref (SokyBook *self);

void soky_book_fields_copy (const SokyBookFields *from, SokyBookFields *to);
void soky_book_fields_clear (SokyBookFields *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyBook, soky_book_unref)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SokyBookFields, soky_book_fields_clear)

G_END_DECLS
