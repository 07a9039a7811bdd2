/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/error.h"

#include <glib/gi18n-lib.h>

typedef struct {
  const char *code;
  const char *message;
} Refusal;

static const Refusal refusals[SOKY_N_BOOK_ERRORS] = {
    [SOKY_BOOK_ERROR_WRONG_STATE] =
        {"wrong-state",
         N_ ("The book is not in a state that allows this. Reload it to see where it stands.")},
    [SOKY_BOOK_ERROR_NOT_OWNER] = {"not-owner",
                                   N_ ("Only the person who made this book can do this.")},
    [SOKY_BOOK_ERROR_NOT_IN_ROUTE] = {"not-in-route",
                                      N_ ("You are not among the approvers of this book.")},
    [SOKY_BOOK_ERROR_NOT_YOUR_TURN] =
        {"not-your-turn", N_ ("Others sign before you. The book comes to you when they are done.")},
    [SOKY_BOOK_ERROR_ALREADY_DECIDED] = {"already-decided",
                                         N_ ("You have signed or approved this book already.")},
    [SOKY_BOOK_ERROR_NOT_PERMITTED] =
        {"not-permitted",
         N_ ("Your role in the school does not allow this. Ask the school administrator.")},
    [SOKY_BOOK_ERROR_VERSION] =
        {"version", N_ ("The book was changed in the meantime. Reload it and try again.")},
    [SOKY_BOOK_ERROR_HEAD_MOVED] =
        {"head-moved", N_ ("Another signature arrived first. Reload the book and sign again.")},
    [SOKY_BOOK_ERROR_NO_FILE] = {"no-file", N_ ("The book has no PDF yet. Choose its file first.")},
    [SOKY_BOOK_ERROR_BAD_FILE] = {"bad-file",
                                  N_ ("The file does not fit this book. Choose the PDF again.")},
    [SOKY_BOOK_ERROR_ROUTE_EMPTY] =
        {"route-empty", N_ ("Nobody is asked to sign. Add at least one person to the approvers.")},
    [SOKY_BOOK_ERROR_ROUTE_TOO_LONG] =
        {"route-too-long", N_ ("There are too many approvers. Leave some of them out.")},
    [SOKY_BOOK_ERROR_ROUTE_ORDER] =
        {"route-order", N_ ("A sign order is out of range. Use numbers from 1 to 99.")},
    [SOKY_BOOK_ERROR_ROUTE_DUPLICATE] =
        {"route-duplicate",
         N_ ("Somebody is listed twice among the approvers. Remove one of the rows.")},
    [SOKY_BOOK_ERROR_ROUTE_PERSON] =
        {"route-person",
         N_ ("An approver is missing, has left the school or does not hold that role. Choose another person.")},
    [SOKY_BOOK_ERROR_ROUTE_STAMP] =
        {"route-stamp",
         N_ ("The stamp is given once, by a clerk, after everybody has signed. Correct its row.")},
    [SOKY_BOOK_ERROR_CERT_MANDATORY] =
        {"cert-mandatory",
         N_ ("Books of this type need a digital signature from everybody. Tick it on every row.")},
    [SOKY_BOOK_ERROR_CERT_REQUIRED] =
        {"cert-required", N_ ("This step needs a digital signature. Plug in your token and sign.")},
    [SOKY_BOOK_ERROR_CERT_NOT_ENROLLED] =
        {"certificate-not-enrolled",
         N_ ("This certificate is not registered for you, or not confirmed yet. “My Certificates” in the menu tells which, and what to do.")},
    [SOKY_BOOK_ERROR_CERT_WRONG_KIND] =
        {"certificate-wrong-kind",
         N_ ("A stamp needs the organisation's certificate, and a person's signature needs that person's. Choose the other certificate.")},
    [SOKY_BOOK_ERROR_TITLE_MISSING] = {"title-missing", N_ ("The book has no title. Give it one.")},
    [SOKY_BOOK_ERROR_REASON_MISSING] = {"reason-missing",
                                        N_ ("Say why, so that the others know what to do.")},
    [SOKY_BOOK_ERROR_TEXT_TOO_LONG] = {"text-too-long", N_ ("A text is too long. Shorten it.")},
    [SOKY_BOOK_ERROR_BAD_PERIOD] =
        {"bad-period",
         N_ ("The school year or the period does not fit this type. Choose it again.")},
    [SOKY_BOOK_ERROR_CLASS_MISSING] = {"class-missing",
                                       N_ ("Books of this type are for a class. Choose it.")},
    [SOKY_BOOK_ERROR_SUBJECT_MISSING] = {"subject-missing",
                                         N_ ("Books of this type are for a subject. Choose it.")},
    [SOKY_BOOK_ERROR_NO_AUTO_PUBLISH] =
        {"no-auto-publish",
         N_ ("Only the last approver can publish at once, and only where the type of book offers it.")},
    [SOKY_BOOK_ERROR_RECALL_PENDING] =
        {"recall-pending", N_ ("The author asks to have this book back. Answer that first.")},
    [SOKY_BOOK_ERROR_NO_RECALL] = {"no-recall",
                                   N_ ("Nobody asks you to agree to a recall of this book.")},
    [SOKY_BOOK_ERROR_HAS_DECISIONS] =
        {"has-decisions", N_ ("Others have signed or approved this book, so it is kept.")},
    [SOKY_BOOK_ERROR_LOCKED] =
        {"locked",
         N_ ("This type of book is closed or its deadline has passed. Ask the school administrator.")},
    [SOKY_BOOK_ERROR_TOO_MANY] =
        {"too-many",
         N_ ("This book has been submitted or replaced too often. Make a new book instead.")},
    [SOKY_BOOK_ERROR_LAST_ADMIN] =
        {"last-admin",
         N_ ("Nobody else administers this unit. Appoint another administrator first.")},
    [SOKY_BOOK_ERROR_OWN_RIGHTS] =
        {"own-rights", N_ ("Nobody changes their own rights. Ask another administrator to do it.")},
    [SOKY_BOOK_ERROR_BAD_PARENT] =
        {"bad-parent", N_ ("The unit cannot stand there. Choose another unit above it.")},
    [SOKY_BOOK_ERROR_UNIT_IN_USE] =
        {"unit-in-use",
         N_ ("The unit has people, books or other units, so it is kept. Close it instead.")},
    [SOKY_BOOK_ERROR_UNIT_CLOSED] = {"unit-closed",
                                     N_ ("The unit is closed. Choose another one, or open it.")},
    [SOKY_BOOK_ERROR_BAD_POSITION] =
        {"bad-position",
         N_ ("A role does not fit its unit, or is listed twice. Correct the positions.")},
    [SOKY_BOOK_ERROR_BAD_TYPE] =
        {"bad-type",
         N_ ("The settings of this type of book do not fit each other, or loosen what the level above demands. Correct them.")},
    [SOKY_BOOK_ERROR_BAD_YEAR] =
        {"bad-year",
         N_ ("The weeks, terms or holidays of the school year do not fit each other. Correct them.")},
    [SOKY_BOOK_ERROR_BAD_LOOK] =
        {"bad-look",
         N_ ("Signatures of this role cannot look like that. Choose another profile, and a text of up to 100 characters for their place.")},
    [SOKY_BOOK_ERROR_OWN_BOOK] =
        {"own-book",
         N_ ("Nobody decides about his own book in the place of another. Leave it to the one who is asked.")},
    [SOKY_BOOK_ERROR_DELEGATION_PERSON] =
        {"delegation-person",
         N_ ("One of the two people is missing, has left the school or does not hold the office that this needs (a principal’s deputy, KT., is a vice-principal). Choose another person.")},
    [SOKY_BOOK_ERROR_DELEGATION_KIND] =
        {"delegation-kind",
         N_ ("This office cannot be given in this way. Choose another kind, and the types of book if it is in the name of a body.")},
    [SOKY_BOOK_ERROR_DELEGATION_DATES] =
        {"delegation-dates",
         N_ ("The days do not fit: it must end on or after its first day, and not in the past.")},
    [SOKY_BOOK_ERROR_DELEGATION_WARRANT] =
        {"delegation-warrant",
         N_ ("A warrant (TUQ.) is written and limited in time. Give its number and its last day.")},
    [SOKY_BOOK_ERROR_DELEGATION_OVERLAP] =
        {"delegation-overlap",
         N_ ("The same is delegated already for some of these days. Withdraw that first, or choose other days.")},
    [SOKY_BOOK_ERROR_DELEGATION_ENDED] = {"delegation-ended",
                                          N_ ("This delegation has ended already.")},
    [SOKY_BOOK_ERROR_COMMENT_EMPTY] = {"comment-empty",
                                       N_ ("The comment is empty. Write what should be mended.")},
    [SOKY_BOOK_ERROR_COMMENT_PLACE] =
        {"comment-place",
         N_ ("The place of the comment is not on this document. Reload the book and mark it again.")},
    [SOKY_BOOK_ERROR_LIMIT] =
        {"limit", N_ ("There are too many of these already. Remove or finish some of them first.")},
    [SOKY_BOOK_ERROR_NUMBER] =
        {"number", N_ ("This stamp needs a number and a date. Enter both and stamp again.")},
    [SOKY_BOOK_ERROR_NUMBER_TAKEN] =
        {"number-taken", N_ ("Another document of this kind has this number in that year. Take the "
                             "next one and stamp again.")},
};

G_DEFINE_QUARK (soky - book - error - quark, soky_book_error)

const char *
soky_book_error_to_code (SokyBookError error)
{
  return (guint) error < SOKY_N_BOOK_ERRORS ? refusals[error].code : NULL;
}

gboolean
soky_book_error_from_code (const char *code, SokyBookError *error)
{
  for (guint i = 0; code != NULL && i < SOKY_N_BOOK_ERRORS; i++) {
    if (g_str_equal (refusals[i].code, code)) {
      *error = i;
      return TRUE;
    }
  }
  return FALSE;
}

const char *
soky_book_error_get_message (SokyBookError error)
{
  g_return_val_if_fail ((guint) error < SOKY_N_BOOK_ERRORS, "");
  return _ (refusals[error].message);
}

gboolean
soky_book_refuse (SokyBookError code, GError **error)
{
  g_set_error_literal (error, SOKY_BOOK_ERROR, (int) code, soky_book_error_get_message (code));
  return FALSE;
}
