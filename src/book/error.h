/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Why a change of a book, or of the school that it is in, is refused. */
typedef enum {
  SOKY_BOOK_ERROR_WRONG_STATE,
  SOKY_BOOK_ERROR_NOT_OWNER,
  SOKY_BOOK_ERROR_NOT_IN_ROUTE,
  SOKY_BOOK_ERROR_NOT_YOUR_TURN,
  SOKY_BOOK_ERROR_ALREADY_DECIDED,
  SOKY_BOOK_ERROR_NOT_PERMITTED, /* the role is missing */
  SOKY_BOOK_ERROR_VERSION,       /* the book has changed since it was looked at */
  SOKY_BOOK_ERROR_HEAD_MOVED,    /* another signature arrived first */
  SOKY_BOOK_ERROR_NO_FILE,
  SOKY_BOOK_ERROR_BAD_FILE, /* hash, length or page count make no sense */
  SOKY_BOOK_ERROR_ROUTE_EMPTY,
  SOKY_BOOK_ERROR_ROUTE_TOO_LONG,
  SOKY_BOOK_ERROR_ROUTE_ORDER,     /* a sign order outside 1…99 */
  SOKY_BOOK_ERROR_ROUTE_DUPLICATE, /* one person twice in the same way */
  SOKY_BOOK_ERROR_ROUTE_PERSON,    /* unknown, inactive, of another school, or without that role */
  SOKY_BOOK_ERROR_ROUTE_STAMP,     /* not last, not a clerk's, or twice */
  SOKY_BOOK_ERROR_CERT_MANDATORY,  /* the type wants Ký CA on every row */
  SOKY_BOOK_ERROR_CERT_REQUIRED,   /* this step must be signed, not merely approved */
  SOKY_BOOK_ERROR_CERT_NOT_ENROLLED,
  SOKY_BOOK_ERROR_CERT_WRONG_KIND, /* a stamp with a person's certificate, or the reverse */
  SOKY_BOOK_ERROR_TITLE_MISSING,
  SOKY_BOOK_ERROR_REASON_MISSING,
  SOKY_BOOK_ERROR_TEXT_TOO_LONG,
  SOKY_BOOK_ERROR_BAD_PERIOD, /* school year or period missing or of the wrong form */
  SOKY_BOOK_ERROR_CLASS_MISSING,
  SOKY_BOOK_ERROR_SUBJECT_MISSING,
  SOKY_BOOK_ERROR_NO_AUTO_PUBLISH, /* not offered, or this is not the last approval */
  SOKY_BOOK_ERROR_RECALL_PENDING,
  SOKY_BOOK_ERROR_NO_RECALL,
  SOKY_BOOK_ERROR_HAS_DECISIONS,     /* a draft that others have signed is not deleted */
  SOKY_BOOK_ERROR_LOCKED,            /* the type is locked, or its deadline has passed */
  SOKY_BOOK_ERROR_TOO_MANY,          /* submitted or replaced too often */
  SOKY_BOOK_ERROR_BAD_LOOK,          /* of a signature: no such row, or a profile it cannot have */
  SOKY_BOOK_ERROR_OWN_BOOK,          /* decided in the place of another */
  SOKY_BOOK_ERROR_DELEGATION_PERSON, /* unknown, of another school, or without the office */
  SOKY_BOOK_ERROR_DELEGATION_KIND,
  SOKY_BOOK_ERROR_DELEGATION_DATES,
  SOKY_BOOK_ERROR_DELEGATION_WARRANT, /* TUQ. without an end or its number */
  SOKY_BOOK_ERROR_DELEGATION_OVERLAP,
  SOKY_BOOK_ERROR_DELEGATION_ENDED,
  SOKY_BOOK_ERROR_COMMENT_EMPTY,
  SOKY_BOOK_ERROR_COMMENT_PLACE, /* no such page, revision or rectangle */
  SOKY_BOOK_ERROR_LIMIT,         /* too many comments, delegations or types */
  SOKY_BOOK_ERROR_LAST_ADMIN,    /* of a unit */
  SOKY_BOOK_ERROR_OWN_RIGHTS,    /* nobody gives himself more, or takes himself out */
  SOKY_BOOK_ERROR_BAD_PARENT,    /* a unit cannot stand there */
  SOKY_BOOK_ERROR_UNIT_IN_USE,   /* it has people, books or units, so it is closed, not removed */
  SOKY_BOOK_ERROR_UNIT_CLOSED,
  SOKY_BOOK_ERROR_BAD_POSITION, /* a role that is not held in such a unit, or twice the same */
  SOKY_BOOK_ERROR_BAD_TYPE,     /* settings of a type of book that do not fit each other */
  SOKY_BOOK_ERROR_BAD_YEAR,     /* weeks, terms and holidays of a school year */
  SOKY_BOOK_ERROR_NUMBER,       /* of a stamp: missing, or no such day */
  SOKY_BOOK_ERROR_NUMBER_TAKEN, /* of its type and year */
  SOKY_N_BOOK_ERRORS
} SokyBookError;

#define SOKY_BOOK_ERROR (soky_book_error_quark ())
GQuark soky_book_error_quark (void);

/* "wrong-state", "not-your-turn" …: stable, for the wire. */
const char *soky_book_error_to_code (SokyBookError error);
gboolean soky_book_error_from_code (const char *code, SokyBookError *error);
/* The refusal in the user's language, with what to do next. */
const char *soky_book_error_get_message (SokyBookError error);
/* Sets @error with that message; always FALSE. */
gboolean soky_book_refuse (SokyBookError code, GError **error);

G_END_DECLS
