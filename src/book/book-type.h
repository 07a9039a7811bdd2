/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/frequency.h"
#include "book/step.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* Loại áp dụng: what one book of the type is about. */
typedef enum {
  SOKY_SCOPE_CLASS,
  SOKY_SCOPE_GROUP,
  SOKY_SCOPE_TEACHER,
  SOKY_SCOPE_SUBJECT,
  SOKY_SCOPE_PUPIL,
  SOKY_SCOPE_SCHOOL,
  SOKY_N_SCOPES
} SokyScope;

/* Look of a signature (domain.md §1.2); "text" is the small box of lesson plans. */
typedef enum {
  SOKY_PROFILE_TEXT,
  SOKY_PROFILE_PERSON,
  SOKY_PROFILE_INITIAL,
  SOKY_PROFILE_ORG,
  SOKY_PROFILE_ATTACHMENT,
  SOKY_PROFILE_COPY,
  SOKY_N_PROFILES
} SokyProfile;

/* A row of a type's default route: a role, to be resolved to a person when a book is submitted. */
typedef struct {
  guint order;
  SokyRole role;
  SokyStepKind kind;
  gboolean require_cert;
  gboolean optional; /* may be left out */
  gboolean owner;    /* the submitter's own row, whatever the role */
  SokyProfile profile;
  char *anchor;   /* nullable: the text on the last pages that the signature goes below */
  gboolean above; /* or above it */
  gboolean code;  /* with a QR code that leads to the server's check page */
} SokyRouteRow;

/* When a book is due: days after the first (or last) day of its period, negative before it, at a
 * minute of that day in Vietnam's time. */
typedef struct {
  gboolean set;
  gboolean from_end;
  int days;
  int minute;
} SokyDeadline;

typedef struct {
  char *id;
  char *code;    /* stable ASCII: "lesson_plan" */
  char *name;    /* "Giáo án (kế hoạch bài dạy)" */
  char *unit_id; /* nullable: the unit that defined it, inherited by all below; NULL = built in */
  gboolean approved; /* FALSE: a school's own type that the level above has yet to approve */
  gboolean locked;   /* Khóa: nothing new is created or submitted */
  SokyScope scope;
  SokyFrequency frequency;
  SokyDeadline deadline;
  gboolean lock_after_deadline;
  guint submitters; /* sum of SOKY_ROLE_BIT(): who may create one */
  gboolean asks_class;
  gboolean asks_subject;
  gboolean asks_number;         /* a stamp has its number and date (số, ngày) */
  gboolean cert_mandatory;      /* Bắt buộc ký CA: every row of a route */
  gboolean offers_auto_publish; /* Tự động ban hành */
  int retention_years;          /* -1 = keep for ever */
  GPtrArray *route;             /* SokyRouteRow, owned, by order: what is offered first */
  char *route_name;             /* nullable: of that one, where there are others */
  GPtrArray *more_routes;       /* SokyRouteTemplate (book/route-template.h), owned */
  guint64 version;              /* for changes; 0 = not known */
} SokyBookType;

#define SOKY_TYPE_BOOK_TYPE (soky_book_type_get_type ())
GType soky_book_type_get_type (void);

/* An approved weekly type about a class, with an empty route, kept for ever. Fields are set by its
 * maker before it is shared. */
SokyBookType *soky_book_type_new (const char *id, const char *code, const char *name);
SokyBookType *soky_book_type_copy (const SokyBookType *self);
SokyBookType *soky_book_type_ref (SokyBookType *self);
void soky_book_type_unref (SokyBookType *self);

/* Returns: (transfer none): the new row, after all others, with Ký CA ticked. */
SokyRouteRow *soky_book_type_add_row (SokyBookType *self, guint order, SokyRole role,
                                      SokyStepKind kind);
/* The row that says how a step of a route looks: of the same kind and role; for a vice-principal
 * also the principal's; else the first of the same kind.
 * Returns: (transfer none) (nullable) */
const SokyRouteRow *soky_book_type_find_row (const SokyBookType *self, const SokyStep *step);

/* "class", "group" … and "text", "person", "initial", "org" … */
const char *soky_scope_to_string (SokyScope scope);
gboolean soky_scope_from_string (const char *text, SokyScope *scope);
const char *soky_scope_get_label (SokyScope scope);
const char *soky_profile_to_string (SokyProfile profile);
gboolean soky_profile_from_string (const char *text, SokyProfile *profile);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyBookType, soky_book_type_unref)

G_END_DECLS
