/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints a message of every kind, a line each: the name of its schema, a blank, its JSON. */
#include "config.h"

#include "book/book-query.h"
#include "book/book-type-catalogue.h"
#include "book/route-template.h"
#include "school.h"
#include "book/names.h"
#include "wire/account.h"
#include "wire/audit.h"
#include "wire/book-type.h"
#include "wire/book.h"
#include "wire/comment.h"
#include "wire/delegation.h"
#include "wire/error.h"
#include "wire/import.h"
#include "wire/overview.h"
#include "wire/person.h"
#include "wire/reminder.h"
#include "wire/problem.h"
#include "wire/row-look.h"
#include "wire/school.h"
#include "wire/challenge.h"
#include "wire/session.h"
#include "wire/unit.h"
#include "wire/year-plan.h"

/* Takes @json. */
static void
say (const char *schema, char *json)
{
  g_print ("%s %s\n", schema, json);
  g_free (json);
}

static void
say_bytes (const char *schema, GBytes *bytes)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  say (schema, g_strndup (text, length));
  g_bytes_unref (bytes);
}

static void
say_books (School *school)
{
  static const char *const scripts[] = {
      "",
      "lan:attach lan:submit lan:sign minh:approve hanh:sign lan:recall",
      "lan:attach lan:submit lan:sign hanh:return",
      "lan:attach lan:submit lan:sign minh:approve hanh:sign ha:sign huy:publish",
      "lan:attach lan:submit lan:recall",
  };
  g_autoptr (SokyBookPage) page = soky_book_page_new ();

  school->route = "lan1 minh2- hanh2 ha3s";
  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++) {
    SokyBook *book = school_play (school, scripts[i]);
    book->due_us = school->now_us;
    say ("Book", soky_wire_book_to_json (book));
    g_ptr_array_add (page->books, book);
  }
  soky_book_get_round (page->books->pdata[1])->note = g_strdup ("Em đã sửa bảng ở trang 2");
  SokyStep *stamp = soky_book_get_steps (page->books->pdata[3])->pdata[3];
  stamp->numbering = (SokyNumbering){12, "2026-11-25"};
  for (guint i = 1; i < 4; i += 2)
    say ("Book", soky_wire_book_to_json (page->books->pdata[i]));
  say ("Numbering", soky_wire_numbering_to_json (&stamp->numbering));
  page->next_cursor = g_strdup ("next");
  ((SokyBook *) g_ptr_array_index (page->books, 0))->snippet =
      g_strdup ("… về " SOKY_FOUND_BEGINS "dữ" SOKY_FOUND_ENDS " liệu …");
  say ("BookPage", soky_book_page_to_json (page));
}

static SokyComment *
make_comment (School *school, gboolean pinned)
{
  SokyComment *comment = soky_comment_new ("Thiếu mục tiêu");

  comment->number = 2;
  comment->round = 1;
  comment->made_us = school->now_us;
  g_free (comment->author_id);
  comment->author_id = g_strdup ("minh");
  if (!pinned)
    return comment;
  comment->revision = 0;
  comment->page = 3;
  comment->place = (SokyCommentPlace){1000, 2000, 3000, 10000};
  comment->returned = TRUE;
  comment->resolved_us = school->now_us;
  comment->resolver_id = g_strdup ("lan");
  comment->resolver_name = g_strdup ("Lan");
  return comment;
}

static void
say_comments (School *school)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_comment_unref);

  for (guint i = 0; i < 2; i++) {
    SokyComment *one = make_comment (school, i == 1);
    say ("Comment", soky_wire_comment_to_json (one));
    say ("CommentWish", soky_wire_comment_wish_to_json (one));
    g_ptr_array_add (list, one);
  }
  say ("Comments", soky_wire_comments_to_json (list));
}

static SokyDelegationRecord *
make_delegation (School *school, SokyDelegation kind)
{
  SokyDelegationRecord *one = soky_delegation_record_new ("d-1", kind);
  gboolean body = kind == SOKY_DELEGATION_COLLECTIVE;
  char **const texts[] = {&one->school_id, &one->receiver_id, &one->office_title};
  const char *const values[] = {"school-1", "minh", body ? "Hội đồng trường" : "Hiệu trưởng"};

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_free (*texts[i]);
    *texts[i] = g_strdup (values[i]);
  }
  one->giver_id = body ? NULL : g_strdup ("hanh");
  one->head_title = g_strdup (body ? "Chủ tịch" : NULL);
  one->office = body ? SOKY_ROLE_NONE : SOKY_ROLE_PRINCIPAL;
  one->made_us = school->now_us;
  soky_date_from_moment (school->now_us, &one->first);
  if (kind == SOKY_DELEGATION_WARRANT) {
    soky_date_from_moment (school->now_us, &one->last);
    one->note = g_strdup ("12/UQ");
    one->revoked_us = school->now_us;
    g_ptr_array_add (one->type_ids, g_strdup ("lesson_plan"));
  }
  return one;
}

static void
say_delegations (School *school)
{
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_delegation_record_unref);

  for (guint kind = SOKY_DELEGATION_COLLECTIVE; kind < SOKY_N_DELEGATIONS; kind++) {
    SokyDelegationRecord *one = make_delegation (school, kind);
    say ("Delegation", soky_wire_delegation_to_json (one));
    say ("DelegationWish", soky_wire_delegation_wish_to_json (one));
    g_ptr_array_add (list, one);
  }
  say ("Delegations", soky_wire_delegations_to_json (list));
  /* and a book that was signed by one */
  g_ptr_array_add (school->delegations, make_delegation (school, SOKY_DELEGATION_ORDER));
  school->route = "lan1 hanh2";
  school->auto_publish = FALSE;
  g_autoptr (SokyBook) book = school_play (school, "lan:attach lan:submit lan:sign minh:sign");
  say ("Book", soky_wire_book_to_json (book));
}

static void
say_requests (School *school)
{
  const SokyActionKind kinds[] = {SOKY_ACTION_SUBMIT, SOKY_ACTION_APPROVE, SOKY_ACTION_RETURN,
                                  SOKY_ACTION_RECALL, SOKY_ACTION_CONSENT, SOKY_ACTION_PUBLISH,
                                  SOKY_ACTION_REVOKE};
  g_autoptr (SokyBook) book = school_draft (school);
  g_autoptr (SokySecret) password = soky_secret_new ("mật \"khẩu\"", -1);

  school->auto_publish = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autoptr (SokyAction) action = school_action (school, book, "lan", kinds[i]);
    if (kinds[i] == SOKY_ACTION_RETURN)
      g_ptr_array_add (action->marks, make_comment (school, TRUE));
    say ("Action", soky_wire_action_to_json (action));
  }
  say ("CreateBook", soky_wire_create_to_json (book->type_id, &book->fields));
  say ("EditBook", soky_wire_edit_to_json (&book->fields));
  say_bytes ("Login", soky_login_to_json ("gv.lan", password, NULL));
}

static void
say_enrolments (School *school, const char *fingerprint)
{
  static const char *const states[] = {"enrolled", "waiting", "revoked"};
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_enrolment_free);
  g_autoptr (SokyChallenge) challenge = soky_challenge_new ("c-1", fingerprint, school->now_us);
  g_autoptr (GBytes) bytes = g_bytes_new ("\x30\x00", 2);
  g_autoptr (SokySecret) password = soky_secret_new ("mật khẩu", -1);

  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    SokyEnrolment *one = soky_enrolment_new (fingerprint, "Lan", i == 1, states[i]);
    one->id = g_strdup_printf ("e-%u", i);
    one->person_id = g_strdup ("lan");
    one->person_name = g_strdup ("Lan");
    one->issuer = g_strdup ("CA");
    one->holder_organisation = g_strdup ("THCS Hoa Sen");
    one->asked_us = one->expires_us = school->now_us;
    g_ptr_array_add (list, one);
    say ("Enrolment", soky_enrolment_to_json (one));
  }
  say ("Enrolments", soky_enrolments_to_json (list));
  say ("Challenge", soky_challenge_to_json (challenge));
  say ("ChallengeRequest", soky_challenge_request_to_json (SOKY_PURPOSE_ENROL, "localhost:8443"));
  say ("ChallengeRequest", soky_challenge_request_to_json (SOKY_PURPOSE_SIGN_IN, "localhost"));
  for (guint scheme = 0; scheme < 3; scheme++) {
    static const char *const schemes[] = {"rsa-pkcs1", "rsa-pss", "ecdsa"};
    g_autoptr (SokyProof) proof = soky_proof_new ("c-1", schemes[scheme], bytes, bytes);
    if (scheme == 1)
      g_ptr_array_add (proof->chain, g_bytes_ref (bytes));
    say ("Proof", soky_proof_to_json (proof));
    say_bytes ("Login", soky_login_to_json ("gv.lan", password, proof));
  }
}

static void
say_session (School *school)
{
  SokyPerson *lan = school_person (school, "lan");
  g_autoptr (SokySessionInfo) info = soky_session_info_new (lan, school->now_us);
  g_autoptr (SokyPeoplePage) people = soky_people_page_new ();
  SokyPosition *position = g_ptr_array_index (lan->positions, 0);
  g_autofree char *fingerprint = g_strnfill (64, 'a');

  position->class_name = g_strdup ("6A");
  position->subject = g_strdup ("Tin học");
  g_ptr_array_add (info->certificates, soky_enrolment_new (fingerprint, "Lan", FALSE, "enrolled"));
  info->must_change = TRUE;
  say_bytes ("Session", soky_session_info_to_json (info));
  say_enrolments (school, fingerprint);
  info->token = soky_secret_new ("token", -1);
  say_bytes ("Session", soky_session_info_to_json (info));
  for (guint i = 0; i < school->people->len; i++)
    g_ptr_array_add (people->people,
                     soky_person_ref ((SokyPerson *) g_ptr_array_index (school->people, i)));
  people->next_cursor = g_strdup ("next");
  say ("PeoplePage", soky_people_page_to_json (people));
}

static void
say_administration (School *school)
{
  SokyPerson *lan = school_person (school, "lan");
  g_autoptr (SokyAccount) account = soky_account_new (lan);
  g_autoptr (GPtrArray) units = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_unit_unref);
  g_autoptr (GPtrArray) sessions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_session_item_free);
  g_autoptr (SokyAuditPage) page = soky_audit_page_new ();
  g_autoptr (SokySecret) password = soky_secret_new ("một \"lần\"", -1);
  SokyUnit *unit = soky_unit_new ("u", "s", SOKY_UNIT_GROUP, "Tổ", "Toán");
  SokySessionItem *session = g_new0 (SokySessionItem, 1);
  SokyAuditItem *item = g_new0 (SokyAuditItem, 1);

  lan->version = unit->version = 3;
  unit->closed = TRUE;
  g_ptr_array_add (units, unit);
  *session = (SokySessionItem){g_strdup ("i"), g_strdup ("lan"), g_strdup ("Lan"), g_strdup ("::1"),
                               school->now_us, school->now_us,   school->now_us,   TRUE};
  g_ptr_array_add (sessions, session);
  *item = (SokyAuditItem){1,
                          school->now_us,
                          g_strdup ("lan"),
                          g_strdup ("Lan"),
                          g_strdup ("::1"),
                          g_strdup ("signed-in"),
                          g_strdup ("i"),
                          g_strdup ("")};
  g_ptr_array_add (page->items, item);
  page->next_cursor = g_strdup ("1");
  say ("Account", soky_account_to_json (account));
  say ("NewPerson", soky_account_change_to_json (account, TRUE));
  say ("PersonChange", soky_account_change_to_json (account, FALSE));
  say ("Units", soky_units_to_json (units));
  say ("Unit", soky_wire_unit_to_json (unit));
  say ("UnitChange", soky_unit_change_to_json (unit, TRUE));
  say ("UnitChange", soky_unit_change_to_json (unit, FALSE));
  say ("Sessions", soky_session_items_to_json (sessions));
  say ("AuditPage", soky_audit_page_to_json (page));
  say_bytes ("PasswordChange", soky_password_change_to_json (password, password));
  say_bytes ("OneTimePassword", soky_one_time_to_json (password));
}

static void
say_year (void)
{
  g_autoptr (SokyYearPlan) plan = soky_year_plan_new ("2026-2027", "2026-09-07", 35);
  g_autoptr (SokyNameList) list = g_new0 (SokyNameList, 1);
  g_autoptr (SokyBookType) type = soky_book_type_new ("t", "t", "Sổ");

  plan->n_terms = 1;
  plan->terms[0] = (SokyWeekRange){1, 35};
  plan->offered = TRUE;
  plan->version = 2;
  soky_year_plan_add_holidays (plan, "2027-02-01", "2027-02-14");
  say ("SchoolYear", soky_year_plan_to_json (plan));
  list->names = g_strsplit ("6A 6B", " ", -1);
  say ("NameList", soky_name_list_to_json (list));
  list->school_year = g_strdup ("2026-2027");
  say ("NameList", soky_name_list_to_json (list));
  type->submitters = SOKY_ROLE_BIT (SOKY_ROLE_TEACHER);
  type->route_name = g_strdup ("Thường");
  type->version = 2;
  SokyRouteTemplate *other = soky_book_type_add_template (type, "Ngắn");
  soky_route_add_row (other->rows, 1, SOKY_ROLE_PRINCIPAL, SOKY_STEP_PERSON);
  say ("BookType", soky_wire_book_type_to_json (type));
}

static void
say_school (School *school)
{
  char name[] = "SoKy";
  const SokyAbout about = {name, name, name, school->now_us, 1 << 20};
  g_autoptr (SokyUnit) unit = soky_unit_new ("s", "d", SOKY_UNIT_SCHOOL, "Trường", "THCS Hoa Sen");
  g_autoptr (SokySchool) answer = soky_school_new (unit, "2026-2027");
  g_autoptr (GPtrArray) types = soky_book_type_catalogue_new ();

  answer->version = 2;
  answer->school_years = g_strsplit ("2026-2027 2025-2026", " ", -1);
  answer->classes = g_strsplit ("6A 6B", " ", -1);
  g_ptr_array_add (answer->weeks, soky_week_new (1, "2026-09-07", "2026-09-13"));
  say ("About", soky_about_to_json (&about));
  say ("School", soky_school_to_json (answer));
  say ("BookTypes", soky_wire_book_types_to_json (types));
  for (guint i = 0; i < types->len; i++) {
    g_autoptr (GPtrArray) looks = soky_book_type_get_looks (g_ptr_array_index (types, i));
    say ("Looks", soky_wire_looks_to_json (looks));
  }
}

static SokyMissingBook *
make_missing (School *school)
{
  g_autoptr (SokyExpectation) one = soky_expectation_new (school->type, "2026-2027", "week-03");

  g_free (one->unit_id);
  one->unit_id = g_strdup ("group-1");
  one->person_id = g_strdup ("lan");
  one->person_name = g_strdup ("Lan");
  one->class_name = g_strdup ("6A");
  one->subject = g_strdup ("Tin học");
  one->due_us = school->now_us;
  return soky_missing_book_new (one, TRUE);
}

static SokyProgressRow *
make_row (void)
{
  SokyProgressRow *row = soky_progress_row_new ("lesson_plan", "Giáo án");

  row->states[SOKY_BOOK_RETURNED] = row->late = 3;
  return row;
}

static SokyReminder *
make_reminder (School *school, SokyReminderOutcome outcome)
{
  SokyReminder *one = soky_reminder_new ("gv-lan", "lesson_plan", "week-01", "6A");

  one->outcome = outcome;
  soky_names_assign (&one->sender_id, "tt-minh");
  soky_names_assign (&one->sender_name, "Minh");
  soky_names_assign (&one->note, "Thầy cô nộp giúp");
  one->made_us = school->now_us;
  return one;
}

static void
say_reminders (School *school)
{
  g_autoptr (SokyReminderOrder) order = soky_reminder_order_new ("Thầy cô nộp giúp");

  for (guint outcome = 0; outcome < SOKY_N_REMINDER_OUTCOMES; outcome++)
    g_ptr_array_add (order->reminders, make_reminder (school, outcome));
  say ("ReminderOrder", soky_reminder_order_to_json (order));
  say ("ReminderOutcomes", soky_reminder_outcomes_to_json (order->reminders));
}

static void
say_reports (School *school)
{
  g_autoptr (SokyMissingReport) missing = soky_missing_report_new ("2026-2027");
  g_autoptr (SokyOverview) overview = soky_overview_new ();

  g_ptr_array_add (missing->books, make_missing (school));
  say ("MissingReport", soky_missing_report_to_json (missing));
  for (guint by = 0; by < SOKY_N_PROGRESS_KEYS; by++) {
    g_autoptr (SokyProgressReport) progress = soky_progress_report_new (by);
    g_ptr_array_add (progress->rows, make_row ());
    say ("ProgressReport", soky_progress_report_to_json (progress));
  }
  g_ptr_array_add (overview->waiting.books, school_play (school, "lan:attach lan:submit"));
  g_ptr_array_add (overview->reminders, make_reminder (school, SOKY_REMINDER_SENT));
  g_ptr_array_add (overview->deadlines, make_missing (school));
  overview->progress = make_row ();
  for (guint kind = 0; kind < SOKY_N_EVENTS; kind++) {
    SokyOverviewEvent *event = soky_overview_event_new (school->now_us, kind);
    event->book_id = g_strdup ("book-1");
    event->book_title = g_strdup ("Bài 1");
    event->person_name = g_strdup ("Lan");
    g_ptr_array_add (overview->events, event);
  }
  say ("Overview", soky_overview_to_json (overview));
}

static void
say_imports (void)
{
  static const char *const fields[] = {"name", "unit", "positions", "email", "active"};

  for (guint kind = 0; kind < SOKY_N_IMPORT_KINDS; kind++) {
    g_autoptr (SokyImportReport) report = soky_import_report_new (kind);
    for (guint outcome = 0; outcome < SOKY_N_IMPORT_OUTCOMES; outcome++) {
      SokyImportRow *row = soky_import_report_add (report, outcome, outcome, "gv.an", "Trần An");
      soky_import_row_add_change (row, fields[outcome % G_N_ELEMENTS (fields)], "", "mới");
      row->column = outcome == SOKY_IMPORT_ERROR ? g_strdup ("Lớp") : NULL;
      row->message = outcome == SOKY_IMPORT_ERROR ? g_strdup ("Sai.") : NULL;
    }
    soky_import_report_seal (report);
    say ("ImportReport", soky_import_report_to_json (report));
  }
}

static void
say_problems (void)
{
  g_autofree char *hash = g_strnfill (64, 'b');

  for (guint i = 0; i < SOKY_N_BOOK_ERRORS + SOKY_N_WIRE_ERRORS; i++) {
    const char *code = i < SOKY_N_BOOK_ERRORS ? soky_book_error_to_code (i)
                                              : soky_wire_error_to_code (i - SOKY_N_BOOK_ERRORS);
    g_autoptr (SokyProblem) problem = soky_problem_new (code, i % 2 == 0 ? "Detail." : NULL);
    if (i % 3 == 0)
      soky_problem_set_head (problem, 12, hash, 34567);
    say ("Problem", soky_problem_to_json (problem));
  }
}

int
main (void)
{
  g_autoptr (School) school = school_new ();

  say_books (school);
  say_requests (school);
  say_comments (school);
  say_delegations (school);
  say_session (school);
  say_school (school);
  say_imports ();
  say_reports (school);
  say_reminders (school);
  say_administration (school);
  say_year ();
  say_problems ();
  return 0;
}
