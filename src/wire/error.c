/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/error.h"

#include <glib/gi18n-lib.h>

typedef struct {
  guint status;
  const char *code;
  const char *message;
} Answer;

static const Answer answers[SOKY_N_WIRE_ERRORS] = {
    [SOKY_WIRE_ERROR_MALFORMED] =
        {400, "malformed", N_ ("The message could not be read. Update the program and try again.")},
    [SOKY_WIRE_ERROR_INVALID_FIELD] =
        {422, "invalid-field",
         N_ ("A value is missing or cannot be used. Check what you entered.")},
    [SOKY_WIRE_ERROR_UNAUTHENTICATED] = {401, "unauthenticated",
                                         N_ ("Your session has ended. Sign in again.")},
    [SOKY_WIRE_ERROR_WRONG_PASSWORD] = {401, "wrong-password",
                                        N_ ("The account or the password is wrong. Try again.")},
    [SOKY_WIRE_ERROR_FORBIDDEN] =
        {403, "forbidden", N_ ("You are not allowed to do this. Ask the school administrator.")},
    [SOKY_WIRE_ERROR_NOT_FOUND] =
        {404, "not-found",
         N_ ("It is not there any more, or is not for you to see. Reload the list.")},
    [SOKY_WIRE_ERROR_BAD_METHOD] =
        {405, "method-not-allowed",
         N_ ("The server does not know this request. Update the program.")},
    [SOKY_WIRE_ERROR_CONFLICT] =
        {409, "conflict", N_ ("This does not fit what is stored already. Reload and try again.")},
    [SOKY_WIRE_ERROR_TOO_LARGE] =
        {413, "too-large",
         N_ ("The file or message is larger than the server takes. Choose a smaller file.")},
    [SOKY_WIRE_ERROR_BAD_MEDIA_TYPE] =
        {415, "unsupported-media-type",
         N_ ("The server does not take this kind of data. Update the program.")},
    [SOKY_WIRE_ERROR_BAD_RANGE] =
        {416, "bad-range",
         N_ ("The part of the file that was asked for does not exist. Reload the book.")},
    [SOKY_WIRE_ERROR_KEY_REUSED] =
        {422, "idempotency-key-reused",
         N_ ("The request was sent before with other contents. Try again.")},
    [SOKY_WIRE_ERROR_PRECONDITION_REQUIRED] =
        {428, "precondition-required",
         N_ ("The request does not say which version it changes. Update the program.")},
    [SOKY_WIRE_ERROR_TOO_MANY_REQUESTS] =
        {429, "too-many-requests",
         N_ ("There were too many attempts. Wait a few minutes, then try again.")},
    [SOKY_WIRE_ERROR_INTERNAL] =
        {500, "internal",
         N_ ("The server could not finish this. Try again later, or tell its administrator.")},
    [SOKY_WIRE_ERROR_UNAVAILABLE] = {503, "unavailable",
                                     N_ ("The server is busy. Wait a moment and try again.")},
    [SOKY_WIRE_ERROR_STORAGE_FULL] =
        {507, "storage-full",
         N_ ("The server's disk is full, so nothing was changed. Tell its administrator, then try again.")},
    [SOKY_WIRE_ERROR_STORAGE_FAILED] =
        {503, "storage-failed",
         N_ ("The server cannot write to its disk, so nothing was changed. Tell its administrator, then try again.")},
    [SOKY_WIRE_ERROR_NOT_A_PDF] =
        {422, "not-a-pdf",
         N_ ("This file is not a PDF. Save the document as PDF and choose that file.")},
    [SOKY_WIRE_ERROR_PDF_DAMAGED] =
        {422, "pdf-damaged",
         N_ ("The PDF is damaged or cut off. Save it again and choose the new file.")},
    [SOKY_WIRE_ERROR_PDF_ENCRYPTED] =
        {422, "pdf-encrypted",
         N_ ("The PDF is protected by a password. Save it without protection and choose that file.")},
    [SOKY_WIRE_ERROR_PDF_REFUSED] =
        {422, "pdf-refused",
         N_ ("The PDF holds something that a school book must not hold. Print it to a new PDF and choose that file.")},
    [SOKY_WIRE_ERROR_UPDATE_REFUSED] =
        {422, "update-refused",
         N_ ("More than a signature was added to the PDF. Sign the book again from its present file.")},
    [SOKY_WIRE_ERROR_SIGNATURE_INVALID] = {422, "signature-invalid",
                                           N_ ("The signature does not fit the file. Sign again.")},
    [SOKY_WIRE_ERROR_SIGNATURE_UNTRUSTED] =
        {422, "signature-untrusted",
         N_ ("The server does not trust the issuer of this certificate. Choose another certificate, or ask the administrator.")},
    [SOKY_WIRE_ERROR_CERTIFICATE_UNUSABLE] =
        {422, "certificate-unusable",
         N_ ("The certificate has expired, was revoked or is not for signing. Choose another one.")},
    [SOKY_WIRE_ERROR_VERIFIER_FAILED] =
        {422, "verifier-failed",
         N_ ("The server could not check this PDF. Print it to a new PDF and try again.")},
    [SOKY_WIRE_ERROR_WRONG_SERVER] =
        {422, "wrong-server",
         N_ ("The server does not know itself by the address that you entered. Ask its administrator for the right one.")},
    [SOKY_WIRE_ERROR_CHALLENGE_SPENT] =
        {422, "challenge-spent",
         N_ ("Too much time has passed since the token was asked. Try again.")},
    [SOKY_WIRE_ERROR_PROOF_WRONG] =
        {422, "proof-wrong",
         N_ ("The token's answer does not belong to this certificate. Choose the certificate again.")},
    [SOKY_WIRE_ERROR_CERTIFICATE_TAKEN] =
        {409, "certificate-taken",
         N_ ("This certificate is registered for another person. Ask the school administrator.")},
    [SOKY_WIRE_ERROR_NOT_ENROLLED] =
        {401, "not-enrolled",
         N_ ("No account signs in with this certificate. Sign in with your password, then register the certificate.")},
    [SOKY_WIRE_ERROR_CHANGED] =
        {412, "changed",
         N_ ("Somebody else has changed this in the meantime. Reload it and try again.")},
    [SOKY_WIRE_ERROR_LOGIN_TAKEN] = {409, "login-taken",
                                     N_ ("There is an account of this name. Choose another one.")},
    [SOKY_WIRE_ERROR_WEAK_PASSWORD] =
        {422, "weak-password",
         N_ ("The new password is too short, or no new one. Use at least 8 characters.")},
    [SOKY_WIRE_ERROR_OLD_PASSWORD] = {422, "old-password",
                                      N_ ("The present password is wrong. Type it again.")},
    [SOKY_WIRE_ERROR_PASSWORD_CHANGE_REQUIRED] =
        {403, "password-change-required",
         N_ ("Your password was given to you for one time. Choose a password of your own first.")},
    [SOKY_WIRE_ERROR_SECOND_PROOF_REQUIRED] =
        {401, "second-proof-required",
         N_ ("This account needs the password and the token. Plug in your token.")},
    [SOKY_WIRE_ERROR_UNKNOWN] =
        {500, "unknown",
         N_ ("The server refused for a reason that this program does not know. Update the program.")},
};

G_DEFINE_QUARK (soky - wire - error - quark, soky_wire_error)

const char *
soky_wire_error_to_code (SokyWireError error)
{
  return (guint) error < SOKY_N_WIRE_ERRORS ? answers[error].code : NULL;
}

gboolean
soky_wire_error_from_code (const char *code, SokyWireError *error)
{
  for (guint i = 0; code != NULL && i < SOKY_N_WIRE_ERRORS; i++) {
    if (g_str_equal (answers[i].code, code)) {
      *error = i;
      return TRUE;
    }
  }
  return FALSE;
}

guint
soky_wire_error_get_status (SokyWireError error)
{
  return (guint) error < SOKY_N_WIRE_ERRORS ? answers[error].status : 500;
}

const char *
soky_wire_error_get_message (SokyWireError error)
{
  g_return_val_if_fail ((guint) error < SOKY_N_WIRE_ERRORS, "");
  return _ (answers[error].message);
}

gboolean
soky_wire_refuse (SokyWireError code, GError **error)
{
  g_set_error_literal (error, SOKY_WIRE_ERROR, (int) code, soky_wire_error_get_message (code));
  return FALSE;
}
