/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define SOKY_PROBLEM_MEDIA_TYPE "application/problem+json"

/* RFC 7807: what a server answers instead of what was asked for. */
typedef struct {
  guint status;      /* of HTTP */
  char *code;        /* stable: soky_book_error_to_code() or soky_wire_error_to_code() */
  char *title;       /* the same for every occurrence, in the server's language */
  char *detail;      /* nullable: of this occurrence */
  guint64 version;   /* of the book, with "version" and "head-moved"; 0 = not told */
  char *head_sha256; /* nullable: the present head, likewise */
  goffset head_length;
} SokyProblem;

/* Title and status come from @code; an unknown code gives an internal error. */
SokyProblem *soky_problem_new (const char *code, const char *detail);
/* The answer for an error: of SOKY_BOOK_ERROR, SOKY_WIRE_ERROR, or (without telling its words)
 * an internal error for any other. */
SokyProblem *soky_problem_new_for_error (const GError *error);
void soky_problem_free (SokyProblem *self);
void soky_problem_set_head (SokyProblem *self, guint64 version, const char *sha256, goffset length);

char *soky_problem_to_json (const SokyProblem *self);
/* Returns: (nullable): NULL when @text is no problem at all */
SokyProblem *soky_problem_from_json (const char *text, gssize length);

/* The error a client hands on: SOKY_BOOK_ERROR or SOKY_WIRE_ERROR with the client's own words for
 * a known code; SOKY_WIRE_ERROR_UNKNOWN with the server's words for another. */
GError *soky_problem_to_error (const SokyProblem *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyProblem, soky_problem_free)

G_END_DECLS
