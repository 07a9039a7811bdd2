/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages of a peer: what is read can be written and read again, and the rules take it. */
#include "config.h"

#include "book/administration.h"
#include "book/book-query.h"
#include "book/rules.h"
#include "wire/account.h"
#include "wire/audit.h"
#include "wire/book-type.h"
#include "wire/book.h"
#include "wire/challenge.h"
#include "wire/comment.h"
#include "wire/delegation.h"
#include "wire/enrolment.h"
#include "wire/headers.h"
#include "wire/overview.h"
#include "wire/person.h"
#include "wire/problem.h"
#include "wire/reminder.h"
#include "wire/school.h"
#include "wire/session.h"
#include "wire/unit.h"
#include "wire/year-plan.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t length);

/* A button is asked for whatever a server says. */
static void
ask_rules (const SokyBook *book)
{
  g_autoptr (SokyBookType) type = soky_book_type_new (book->type_id, "t", "t");
  g_autoptr (SokyPerson) person = soky_person_new (book->owner_id, "", "p");
  SokyActor actor = {person};

  for (guint kind = 0; kind < SOKY_N_ACTIONS; kind++)
    soky_book_may (book, type, &actor, kind, 1, NULL);
  soky_book_may_auto_publish (book, type, &actor, 1, NULL);
  soky_book_may_read (book, &actor, 1);
  g_autofree char *wrong = soky_book_find_impossible (book);
  g_autofree char *subtitle = soky_book_get_subtitle (book);
}

static void
try_book (const char *text, gssize length)
{
  g_autoptr (SokyBook) book = soky_wire_book_from_json (text, length, NULL);
  g_autoptr (SokyBookPage) page = soky_book_page_from_json (text, length, NULL);

  if (book != NULL) {
    ask_rules (book);
    g_autofree char *again = soky_wire_book_to_json (book);
    g_autoptr (SokyBook) back = soky_wire_book_from_json (again, -1, NULL);
    g_assert_nonnull (back);
  }
  if (page != NULL) {
    g_autofree char *again = soky_book_page_to_json (page);
    g_autoptr (SokyBookPage) back = soky_book_page_from_json (again, -1, NULL);
    g_assert_nonnull (back);
  }
}

static void
try_requests (const char *text, gssize length)
{
  g_auto (SokyBookFields) fields = {0};
  g_auto (SokyBookFields) edited = {0};
  g_autofree char *type_id = NULL;
  g_autofree char *login = NULL;
  g_autoptr (SokySecret) password = NULL;
  g_autoptr (SokyProof) proof = NULL;
  g_autoptr (SokyAction) action = soky_wire_action_from_json (text, length, 1, NULL);

  if (action != NULL) {
    g_autofree char *again = soky_wire_action_to_json (action);
    g_autoptr (SokyAction) back = soky_wire_action_from_json (again, -1, 1, NULL);
    g_assert_nonnull (back);
  }
  SokyNumbering numbering;
  if (soky_wire_numbering_from_json (text, length, &numbering, NULL)) {
    g_autofree char *again = soky_wire_numbering_to_json (&numbering);
    g_assert_true (soky_wire_numbering_from_json (again, -1, &numbering, NULL));
  }
  soky_wire_create_from_json (text, length, &type_id, &fields, NULL);
  soky_wire_edit_from_json (text, length, &fields, &edited, NULL);
  soky_login_from_json (text, length, &login, &password, &proof, NULL);
}

static void
try_answers (const char *text, gssize length)
{
  g_autoptr (GPtrArray) types = soky_wire_book_types_from_json (text, length, NULL);
  g_autoptr (SokyPeoplePage) people = soky_people_page_from_json (text, length, NULL);
  g_autoptr (SokySessionInfo) session = soky_session_info_from_json (text, length, NULL);
  g_autoptr (SokyAbout) about = soky_about_from_json (text, length, NULL);
  g_autoptr (SokySchool) school = soky_school_from_json (text, length, NULL);
  g_autoptr (SokyProblem) problem = soky_problem_from_json (text, length);

  if (types != NULL) {
    g_autofree char *again = soky_wire_book_types_to_json (types);
    g_autoptr (GPtrArray) back = soky_wire_book_types_from_json (again, -1, NULL);
    g_assert_nonnull (back);
  }
  if (problem != NULL)
    g_error_free (soky_problem_to_error (problem));
}

/* What an administrator sends, and what is answered to him. */
static void
try_administration (const char *text, gssize length)
{
  g_autoptr (SokyPerson) blank = soky_person_new ("p", "p", "p");
  g_autoptr (SokyAccount) nobody = soky_account_new (blank);
  g_autoptr (SokyAccount) account = soky_account_from_json (text, length, NULL);
  g_autoptr (SokyAccount) changed =
      soky_account_change_from_json (text, length, nobody, TRUE, NULL);
  g_autoptr (SokyUnit) unit = soky_unit_change_from_json (text, length, NULL, "u", NULL);
  g_autoptr (GPtrArray) units = soky_units_from_json (text, length, NULL);
  g_autoptr (GPtrArray) sessions = soky_session_items_from_json (text, length, NULL);
  g_autoptr (SokyAuditPage) audit = soky_audit_page_from_json (text, length, NULL);
  g_autoptr (SokyNameList) names = soky_name_list_from_json (text, length, NULL);
  g_autoptr (SokyYearPlan) year = soky_year_plan_from_json (text, length, NULL);
  g_autoptr (SokyBookType) type = soky_wire_book_type_from_json_as ("t", text, length, NULL);
  g_autoptr (SokySecret) old = NULL, fresh = NULL;

  soky_password_change_from_json (text, length, &old, &fresh, NULL);
  if (account != NULL) {
    g_autofree char *again = soky_account_to_json (account);
    g_autoptr (SokyAccount) back = soky_account_from_json (again, -1, NULL);
    g_assert_nonnull (back);
  }
  if (year != NULL) {
    g_autofree char *again = soky_year_plan_to_json (year);
    g_autoptr (SokyYearPlan) back = soky_year_plan_from_json (again, -1, NULL);
    g_assert_nonnull (back);
    if (soky_year_plan_check (year, NULL))
      soky_year_plan_free (soky_year_plan_next (year));
  }
  if (type != NULL)
    soky_book_type_check (type, NULL);
}

static void
try_reports (const char *text, gssize length)
{
  g_autoptr (SokyMissingReport) missing = soky_missing_report_from_json (text, length, NULL);
  g_autoptr (SokyProgressReport) progress = soky_progress_report_from_json (text, length, NULL);
  g_autoptr (SokyOverview) overview = soky_overview_from_json (text, length, NULL);

  if (missing != NULL) {
    g_autofree char *again = soky_missing_report_to_json (missing);
    g_autoptr (SokyMissingReport) back = soky_missing_report_from_json (again, -1, NULL);
    g_assert_nonnull (back);
  }
  if (progress != NULL) {
    g_autofree char *again = soky_progress_report_to_json (progress);
    g_autoptr (SokyProgressReport) back = soky_progress_report_from_json (again, -1, NULL);
    g_assert_nonnull (back);
  }
  if (overview != NULL) {
    g_autofree char *again = soky_overview_to_json (overview);
    g_autoptr (SokyOverview) back = soky_overview_from_json (again, -1, NULL);
    g_assert_nonnull (back);
  }
}

static void
try_reminders (const char *text, gssize length)
{
  g_autoptr (SokyReminderOrder) order = soky_reminder_order_from_json (text, length, NULL);
  g_autoptr (GPtrArray) outcomes = soky_reminder_outcomes_from_json (text, length, NULL);

  if (order != NULL) {
    g_autofree char *again = soky_reminder_order_to_json (order);
    g_autoptr (SokyReminderOrder) back = soky_reminder_order_from_json (again, -1, NULL);
    g_assert_nonnull (back);
    g_autofree char *note = soky_reminder_clean_note (order->note, NULL);
  }
  if (outcomes != NULL) {
    g_autofree char *again = soky_reminder_outcomes_to_json (outcomes);
    g_autoptr (GPtrArray) back = soky_reminder_outcomes_from_json (again, -1, NULL);
    g_assert_nonnull (back);
  }
}

static void
try_delegations (const char *text, gssize length)
{
  g_autoptr (SokyDelegationRecord) one = soky_wire_delegation_from_json (text, length, NULL);
  g_autoptr (SokyDelegationRecord) wish = soky_wire_delegation_wish_from_json (text, length, NULL);
  g_autoptr (GPtrArray) list = soky_wire_delegations_from_json (text, length, NULL);

  if (one != NULL) {
    g_autofree char *again = soky_wire_delegation_to_json (one);
    g_autoptr (SokyDelegationRecord) back = soky_wire_delegation_from_json (again, -1, NULL);
    g_assert_nonnull (back);
    g_autofree char *printed = soky_delegation_record_print (one);
    soky_delegation_record_get_state (one, 1);
  }
  if (wish != NULL) {
    g_autofree char *again = soky_wire_delegation_wish_to_json (wish);
    g_autoptr (SokyDelegationRecord) back = soky_wire_delegation_wish_from_json (again, -1, NULL);
    g_assert_nonnull (back);
  }
}

static void
try_comments (const char *text, gssize length)
{
  g_autoptr (SokyComment) one = soky_wire_comment_from_json (text, length, NULL);
  g_autoptr (SokyComment) wish = soky_wire_comment_wish_from_json (text, length, NULL);
  g_autoptr (GPtrArray) list = soky_wire_comments_from_json (text, length, NULL);

  if (one != NULL) {
    g_autofree char *again = soky_wire_comment_to_json (one);
    g_autoptr (SokyComment) back = soky_wire_comment_from_json (again, -1, NULL);
    g_assert_nonnull (back);
  }
  if (wish != NULL) {
    g_autofree char *again = soky_wire_comment_wish_to_json (wish);
    g_autoptr (SokyComment) back = soky_wire_comment_wish_from_json (again, -1, NULL);
    g_assert_nonnull (back);
  }
}

static void
try_challenges (const char *text, gssize length)
{
  g_autoptr (SokyChallengeRequest) request = soky_challenge_request_from_json (text, length, NULL);
  g_autoptr (SokyChallenge) challenge = soky_challenge_from_json (text, length, NULL);
  g_autoptr (SokyProof) proof = soky_proof_from_json (text, length, NULL);

  if (request != NULL) {
    g_autofree char *again = soky_challenge_request_to_json (request->purpose, request->host);
    g_autoptr (SokyChallengeRequest) back = soky_challenge_request_from_json (again, -1, NULL);
    g_assert_nonnull (back);
  }
  if (challenge != NULL) {
    const SokyClaim claim = {SOKY_PURPOSE_ENROL, "soky.vn", "gv-lan", challenge->nonce,
                             challenge->nonce};
    g_autofree char *again = soky_challenge_to_json (challenge);
    g_autoptr (SokyChallenge) back = soky_challenge_from_json (again, -1, NULL);
    g_assert_nonnull (back);
    g_autofree char *sentence = soky_claim_to_text (&claim);
  }
  if (proof != NULL) {
    g_autofree char *again = soky_proof_to_json (proof);
    g_autoptr (SokyProof) back = soky_proof_from_json (again, -1, NULL);
    g_assert_nonnull (back);
  }
}

static void
try_enrolments (const char *text, gssize length)
{
  g_autoptr (SokyEnrolment) one = soky_enrolment_from_json (text, length, NULL);
  g_autoptr (GPtrArray) list = soky_enrolments_from_json (text, length, NULL);
  g_autofree char *reason = NULL;

  if (soky_withdrawal_from_json (text, length, &reason, NULL)) {
    g_autofree char *again = soky_withdrawal_to_json (reason);
    g_autofree char *same = NULL;
    g_assert_true (soky_withdrawal_from_json (again, -1, &same, NULL));
    g_assert_cmpstr (same, ==, reason);
  }
  if (one != NULL) {
    g_autofree char *again = soky_enrolment_to_json (one);
    g_autoptr (SokyEnrolment) back = soky_enrolment_from_json (again, -1, NULL);
    g_assert_nonnull (back);
  }
  if (list != NULL) {
    g_autofree char *again = soky_enrolments_to_json (list);
    g_autoptr (GPtrArray) back = soky_enrolments_from_json (again, -1, NULL);
    g_assert_nonnull (back);
  }
}

static void
try_headers (const char *text, gsize length)
{
  g_autofree char *header = g_strndup (text, length);
  SokyBase base;
  guint64 version;

  if (soky_base_parse (header, &base, NULL)) {
    g_autofree char *again = soky_base_format (base.sha256, base.length);
    g_assert_cmpstr (header, ==, again);
  }
  soky_version_parse (header, &version, NULL);
  SokyNumbering numbering;
  if (soky_numbering_parse (header, &numbering, NULL) && numbering.number > 0) {
    g_autofree char *again = soky_numbering_format (&numbering);
    g_assert_cmpstr (again, ==, header);
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t length)
{
  const char *text = (const char *) data;

  try_book (text, (gssize) length);
  try_requests (text, (gssize) length);
  try_answers (text, (gssize) length);
  try_reports (text, (gssize) length);
  try_reminders (text, (gssize) length);
  try_delegations (text, (gssize) length);
  try_comments (text, (gssize) length);
  try_challenges (text, (gssize) length);
  try_enrolments (text, (gssize) length);
  try_administration (text, (gssize) length);
  try_headers (text, length);
  return 0;
}
