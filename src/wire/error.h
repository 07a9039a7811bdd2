/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the other end of the connection may answer, apart from the refusals of the rules
 * (SOKY_BOOK_ERROR, whose codes travel as well). Each has a stable code and an HTTP status. */
typedef enum {
  SOKY_WIRE_ERROR_MALFORMED,       /* 400 not the JSON or header that is asked for */
  SOKY_WIRE_ERROR_INVALID_FIELD,   /* 422 a field is missing or has a wrong value */
  SOKY_WIRE_ERROR_UNAUTHENTICATED, /* 401 no session, or it ended */
  SOKY_WIRE_ERROR_WRONG_PASSWORD,  /* 401 */
  SOKY_WIRE_ERROR_FORBIDDEN,       /* 403 */
  SOKY_WIRE_ERROR_NOT_FOUND,       /* 404 does not exist, or is not for this person to see */
  SOKY_WIRE_ERROR_BAD_METHOD,      /* 405 */
  SOKY_WIRE_ERROR_CONFLICT,        /* 409 */
  SOKY_WIRE_ERROR_TOO_LARGE,       /* 413 */
  SOKY_WIRE_ERROR_BAD_MEDIA_TYPE,  /* 415 */
  SOKY_WIRE_ERROR_BAD_RANGE,       /* 416 */
  SOKY_WIRE_ERROR_KEY_REUSED,      /* 422 an Idempotency-Key came with another request before */
  SOKY_WIRE_ERROR_PRECONDITION_REQUIRED, /* 428 If-Match or Idempotency-Key is missing */
  SOKY_WIRE_ERROR_TOO_MANY_REQUESTS,     /* 429 */
  SOKY_WIRE_ERROR_INTERNAL,              /* 500 */
  SOKY_WIRE_ERROR_UNAVAILABLE,           /* 503 */
  SOKY_WIRE_ERROR_STORAGE_FULL,          /* 507 nothing of the request was kept */
  SOKY_WIRE_ERROR_STORAGE_FAILED,        /* 503 likewise */
  SOKY_WIRE_ERROR_NOT_A_PDF,             /* 422, as all below */
  SOKY_WIRE_ERROR_PDF_DAMAGED,
  SOKY_WIRE_ERROR_PDF_ENCRYPTED,
  SOKY_WIRE_ERROR_PDF_REFUSED,    /* holds what a school's book must not hold */
  SOKY_WIRE_ERROR_UPDATE_REFUSED, /* the appended bytes are more or other than one signature */
  SOKY_WIRE_ERROR_SIGNATURE_INVALID,
  SOKY_WIRE_ERROR_SIGNATURE_UNTRUSTED,  /* its certificate leads to no anchor of the server */
  SOKY_WIRE_ERROR_CERTIFICATE_UNUSABLE, /* expired, revoked, not for signing */
  SOKY_WIRE_ERROR_VERIFIER_FAILED,      /* the worker process died or took too long */
  SOKY_WIRE_ERROR_WRONG_SERVER,         /* the client knows this server by a name that is not its */
  SOKY_WIRE_ERROR_CHALLENGE_SPENT,      /* used before, too old, or somebody else's */
  SOKY_WIRE_ERROR_PROOF_WRONG,       /* the key of the certificate did not answer the challenge */
  SOKY_WIRE_ERROR_CERTIFICATE_TAKEN, /* 409 another person has enrolled it */
  SOKY_WIRE_ERROR_NOT_ENROLLED,      /* 401 nobody signs in with this certificate */
  SOKY_WIRE_ERROR_CHANGED,           /* 412 the record has changed since it was looked at */
  SOKY_WIRE_ERROR_LOGIN_TAKEN,       /* 409 */
  SOKY_WIRE_ERROR_WEAK_PASSWORD,     /* 422 */
  SOKY_WIRE_ERROR_OLD_PASSWORD,      /* 422 the one that is to be replaced is wrong */
  SOKY_WIRE_ERROR_PASSWORD_CHANGE_REQUIRED, /* 403 before anything else */
  SOKY_WIRE_ERROR_SECOND_PROOF_REQUIRED,    /* 401 the account wants password and token */
  SOKY_WIRE_ERROR_UNKNOWN,                  /* a code of a newer server */
  SOKY_N_WIRE_ERRORS
} SokyWireError;

#define SOKY_WIRE_ERROR (soky_wire_error_quark ())
GQuark soky_wire_error_quark (void);

/* "unauthenticated", "pdf-damaged" … */
const char *soky_wire_error_to_code (SokyWireError error);
gboolean soky_wire_error_from_code (const char *code, SokyWireError *error);
guint soky_wire_error_get_status (SokyWireError error);
/* In the user's language, with what to do next. */
const char *soky_wire_error_get_message (SokyWireError error);
/* Sets @error with that message; always FALSE. */
gboolean soky_wire_refuse (SokyWireError code, GError **error);

G_END_DECLS
