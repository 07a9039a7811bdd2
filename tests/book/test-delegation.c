/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ủy quyền: who may give what to whom, when it is in force, and what is decided by it. */
#include "config.h"

#include "school.h"

#include "book/actor.h"
#include "book/book-query.h"
#include "book/delegation-rules.h"
#include "book/names.h"
#include "book/row-look.h"

#define DAY_US ((gint64) 24 * 3600 * G_USEC_PER_SEC)
#define SCHOOL_ID "school-1"

/* thu is the vice-principal, le a second one. */
static School *
begin (void)
{
  School *school = school_new ();

  school_add_person (school, "thu", SCHOOL_ID, SCHOOL_ID, SOKY_ROLE_VICE_PRINCIPAL);
  school_add_person (school, "le", SCHOOL_ID, SCHOOL_ID, SOKY_ROLE_VICE_PRINCIPAL);
  return school;
}

/* Days from today on; @last -1 is open. */
static SokyDelegationRecord *
wish (School *school, SokyDelegation kind, int first, int last)
{
  SokyDelegationRecord *record = soky_delegation_record_new ("", kind);

  record->office = kind == SOKY_DELEGATION_COLLECTIVE ? SOKY_ROLE_NONE : SOKY_ROLE_PRINCIPAL;
  soky_date_from_moment (school->now_us + first * DAY_US, &record->first);
  if (last >= 0)
    soky_date_from_moment (school->now_us + last * DAY_US, &record->last);
  if (kind == SOKY_DELEGATION_WARRANT)
    record->note = g_strdup ("Giấy ủy quyền số 12/UQ-THCS");
  if (kind == SOKY_DELEGATION_COLLECTIVE) {
    g_free (record->office_title);
    record->office_title = g_strdup ("Hội đồng trường");
    g_ptr_array_add (record->type_ids, g_strdup ("lesson_plan"));
  }
  return record;
}

/* Everybody may have left his name empty: "" is nobody. */
static SokyPerson *
find (School *school, const char *name)
{
  return *name != '\0' ? school_person (school, name) : NULL;
}

static SokyDelegationRecord *
make (School *school, const SokyDelegationRecord *wished, const char *maker, const char *giver,
      const char *receiver, GError **error)
{
  const SokyDelegationOrder order = {wished, find (school, maker), find (school, giver),
                                     find (school, receiver), school->delegations};
  g_autofree char *id = g_strdup_printf ("d-%u", school->delegations->len);

  return soky_delegation_make (id, &order, school->now_us, error);
}

/* One that is made as it should be, into everybody's hands. */
static SokyDelegationRecord *
give (School *school, SokyDelegation kind, const char *giver, const char *receiver, int first,
      int last)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyDelegationRecord) wished = wish (school, kind, first, last);
  SokyDelegationRecord *made = make (school, wished, "huy", giver, receiver, &error);

  g_assert_no_error (error);
  g_ptr_array_add (school->delegations, made);
  return made;
}

static void
test_who_may (void)
{
  /* who makes it, for whom, to whom; per kind (TM Q KT TL TUQ): + or why not. */
  static const struct {
    const char *maker, *giver, *receiver;
    SokyRole office;
    const char *kinds;
  } cases[] = {
      {"hanh", "hanh", "thu", SOKY_ROLE_PRINCIPAL, "KN+++"},
      {"huy", "hanh", "thu", SOKY_ROLE_PRINCIPAL, "K++++"},
      {"", "hanh", "thu", SOKY_ROLE_PRINCIPAL, "K++++"}, /* the command line */
      {"hanh", "hanh", "minh", SOKY_ROLE_PRINCIPAL, "KNP++"},
      {"thu", "hanh", "thu", SOKY_ROLE_PRINCIPAL, "NNNNN"},
      {"thu", "thu", "le", SOKY_ROLE_PRINCIPAL, "NNNNN"},
      {"lan", "hanh", "thu", SOKY_ROLE_PRINCIPAL, "NNNNN"},
      {"minh", "minh", "lan", SOKY_ROLE_GROUP_HEAD, "NNNNN"},
      {"huy", "minh", "lan", SOKY_ROLE_GROUP_HEAD, "K++KK"},
      {"hanh", "minh", "lan", SOKY_ROLE_GROUP_HEAD, "KNNKK"},
      {"huy", "hanh", "hanh", SOKY_ROLE_PRINCIPAL, "KPPPP"},
      {"huy", "thu", "le", SOKY_ROLE_PRINCIPAL, "KPPPP"}, /* not his to give */
      {"huy", "thu", "le", SOKY_ROLE_VICE_PRINCIPAL, "KKKKK"},
      {"huy", "hanh", "tuan", SOKY_ROLE_PRINCIPAL, "KPPPP"}, /* another school's */
      {"huy", "tuan", "thu", SOKY_ROLE_PRINCIPAL, "KPPPP"},
      {"tuan", "hanh", "thu", SOKY_ROLE_PRINCIPAL, "KPPPP"},
      {"tuan", "tuan", "thu", SOKY_ROLE_PRINCIPAL, "KPPPP"},
      {"huy", "hanh", "", SOKY_ROLE_PRINCIPAL, "KPPPP"},
      {"huy", "", "thu", SOKY_ROLE_PRINCIPAL, "KPPPP"},
      {"huy", "", "hanh", SOKY_ROLE_NONE, "+KKKK"}, /* a body's chairman */
      {"hanh", "", "hanh", SOKY_ROLE_NONE, "+KKKK"},
      {"tuan", "", "hanh", SOKY_ROLE_NONE, "PKKKK"},
  };
  static const struct {
    char letter;
    SokyBookError error;
  } letters[] = {
      {'N', SOKY_BOOK_ERROR_NOT_PERMITTED},
      {'K', SOKY_BOOK_ERROR_DELEGATION_KIND},
      {'P', SOKY_BOOK_ERROR_DELEGATION_PERSON},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    for (guint kind = SOKY_DELEGATION_COLLECTIVE; kind < SOKY_N_DELEGATIONS; kind++) {
      g_autoptr (School) school = begin ();
      g_autoptr (SokyDelegationRecord) wished = wish (school, kind, 0, 7);
      g_autoptr (GError) error = NULL;
      char expected = cases[i].kinds[kind - 1];
      wished->office = cases[i].office;
      g_test_message ("%u: %s", i, soky_delegation_to_string (kind));
      g_autoptr (SokyDelegationRecord) made =
          make (school, wished, cases[i].maker, cases[i].giver, cases[i].receiver, &error);
      g_assert_true ((made != NULL) == (expected == '+'));
      for (guint j = 0; j < G_N_ELEMENTS (letters); j++) {
        if (letters[j].letter == expected)
          school_assert_refused (&error, letters[j].error);
      }
    }
  }
}

static void
test_left (void)
{
  g_autoptr (School) school = begin ();
  g_autoptr (SokyDelegationRecord) acting = wish (school, SOKY_DELEGATION_ACTING, 0, -1);
  g_autoptr (SokyDelegationRecord) deputy = wish (school, SOKY_DELEGATION_DEPUTY, 0, -1);
  g_autoptr (GError) error = NULL;

  /* who has left can be succeeded, and nothing more */
  school_person (school, "hanh")->active = FALSE;
  g_autoptr (SokyDelegationRecord) made = make (school, acting, "huy", "hanh", "thu", &error);
  g_assert_no_error (error);
  g_assert_null (make (school, deputy, "huy", "hanh", "thu", &error));
  school_assert_refused (&error, SOKY_BOOK_ERROR_DELEGATION_PERSON);
  school_person (school, "thu")->active = FALSE;
  g_assert_null (make (school, acting, "huy", "hanh", "thu", &error));
  school_assert_refused (&error, SOKY_BOOK_ERROR_DELEGATION_PERSON);
  school_person (school, "huy")->active = FALSE;
  g_assert_null (make (school, acting, "huy", "hanh", "le", &error));
  school_assert_refused (&error, SOKY_BOOK_ERROR_NOT_PERMITTED);
}

static void
test_dates (void)
{
  static const struct {
    SokyDelegation kind;
    int first, last;
    gboolean note;
    int error; /* -1 = none */
  } cases[] = {
      {SOKY_DELEGATION_DEPUTY, 0, -1, FALSE, -1},
      {SOKY_DELEGATION_DEPUTY, 0, 0, FALSE, -1},
      {SOKY_DELEGATION_DEPUTY, -3, 0, FALSE, -1},
      {SOKY_DELEGATION_DEPUTY, 5, 3, FALSE, SOKY_BOOK_ERROR_DELEGATION_DATES},
      {SOKY_DELEGATION_WARRANT, 0, 30, TRUE, -1},
      {SOKY_DELEGATION_WARRANT, 0, -1, TRUE, SOKY_BOOK_ERROR_DELEGATION_WARRANT},
      {SOKY_DELEGATION_WARRANT, 0, 30, FALSE, SOKY_BOOK_ERROR_DELEGATION_WARRANT},
      {SOKY_DELEGATION_ORDER, 0, -1, FALSE, -1},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (School) school = begin ();
    g_autoptr (SokyDelegationRecord) wished =
        wish (school, cases[i].kind, cases[i].first, cases[i].last);
    g_autoptr (GError) error = NULL;
    g_free (wished->note);
    wished->note = g_strdup (cases[i].note ? " 12/UQ " : " ");
    g_test_message ("%u", i);
    g_autoptr (SokyDelegationRecord) made = make (school, wished, "hanh", "hanh", "thu", &error);
    if (cases[i].error >= 0)
      school_assert_refused (&error, (SokyBookError) cases[i].error);
    else
      g_assert_cmpstr (made->note, ==, cases[i].note ? "12/UQ" : NULL);
  }
  g_autoptr (School) school = begin ();
  g_autoptr (SokyDelegationRecord) past = wish (school, SOKY_DELEGATION_DEPUTY, -9, 0);
  g_autoptr (GError) error = NULL;
  soky_date_from_moment (school->now_us - DAY_US, &past->last);
  g_assert_null (make (school, past, "hanh", "hanh", "thu", &error));
  school_assert_refused (&error, SOKY_BOOK_ERROR_DELEGATION_DATES);
}

static void
test_overlap (void)
{
  static const struct {
    SokyDelegation kind;
    const char *receiver;
    int first, last;
    const char *type;
    gboolean collides;
  } cases[] = {
      /* beside KT. hanh → thu, days 0 to 10, all types */
      {SOKY_DELEGATION_DEPUTY, "thu", 10, 12, NULL, TRUE},
      {SOKY_DELEGATION_DEPUTY, "thu", 11, 12, NULL, FALSE},
      {SOKY_DELEGATION_WARRANT, "thu", 3, 4, "lesson_plan", TRUE},
      {SOKY_DELEGATION_DEPUTY, "le", 0, 10, NULL, FALSE},
      /* and Q. hanh → le, days 20 to 25 */
      {SOKY_DELEGATION_ACTING, "thu", 24, -1, NULL, TRUE},
      {SOKY_DELEGATION_ACTING, "thu", 26, -1, NULL, FALSE},
      {SOKY_DELEGATION_DEPUTY, "thu", 20, 25, NULL, FALSE},
      /* and TUQ. hanh → minh, days 0 to 10, lesson plans */
      {SOKY_DELEGATION_WARRANT, "minh", 5, 5, "lesson_plan", TRUE},
      {SOKY_DELEGATION_WARRANT, "minh", 5, 5, "other", FALSE},
      {SOKY_DELEGATION_WARRANT, "minh", 5, 5, NULL, TRUE},
  };
  g_autoptr (School) school = begin ();
  g_autoptr (SokyDelegationRecord) plans = wish (school, SOKY_DELEGATION_WARRANT, 0, 10);
  g_autoptr (GError) none = NULL;

  SokyDelegationRecord *deputy = give (school, SOKY_DELEGATION_DEPUTY, "hanh", "thu", 0, 10);
  give (school, SOKY_DELEGATION_ACTING, "hanh", "le", 20, 25);
  g_ptr_array_add (plans->type_ids, g_strdup ("lesson_plan"));
  g_ptr_array_add (school->delegations, make (school, plans, "huy", "hanh", "minh", &none));
  g_assert_no_error (none);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (SokyDelegationRecord) wished =
        wish (school, cases[i].kind, cases[i].first, cases[i].last);
    if (cases[i].type != NULL)
      g_ptr_array_add (wished->type_ids, g_strdup (cases[i].type));
    g_test_message ("%u", i);
    g_autoptr (SokyDelegationRecord) made =
        make (school, wished, "huy", "hanh", cases[i].receiver, &error);
    g_assert_true ((made == NULL) == cases[i].collides);
    if (cases[i].collides)
      school_assert_refused (&error, SOKY_BOOK_ERROR_DELEGATION_OVERLAP);
  }
  /* what is withdrawn is in nobody's way */
  g_autoptr (SokyDelegationRecord) again = wish (school, SOKY_DELEGATION_DEPUTY, 0, 10);
  deputy->revoked_us = school->now_us;
  g_autoptr (SokyDelegationRecord) made = make (school, again, "hanh", "hanh", "thu", &none);
  g_assert_no_error (none);
}

static void
test_revoke (void)
{
  static const struct {
    const char *who;
    gboolean may;
  } cases[] = {{"hanh", TRUE}, {"huy", TRUE},  {"", TRUE},     {"thu", FALSE},
               {"le", FALSE},  {"lan", FALSE}, {"tuan", FALSE}};
  g_autoptr (School) school = begin ();
  const SokyDelegationRecord *record = give (school, SOKY_DELEGATION_DEPUTY, "hanh", "thu", 0, 10);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_test_message ("%s", cases[i].who);
    g_autoptr (SokyDelegationRecord) after =
        soky_delegation_revoke (record, find (school, cases[i].who), school->now_us, &error);
    if (!cases[i].may) {
      school_assert_refused (&error, SOKY_BOOK_ERROR_NOT_PERMITTED);
      continue;
    }
    g_assert_cmpint (soky_delegation_record_get_state (after, school->now_us), ==,
                     SOKY_DELEGATION_REVOKED);
    g_assert_null (
        soky_delegation_revoke (after, find (school, cases[i].who), school->now_us, &error));
    school_assert_refused (&error, SOKY_BOOK_ERROR_DELEGATION_ENDED);
  }
}

/* Each kind, on the days before, within and after it, and withdrawn: who decides, and as what. */
static void
test_decide (void)
{
  static const struct {
    SokyDelegation kind;
    const char *receiver;
    const char *printed;
  } kinds[] = {
      {SOKY_DELEGATION_ACTING, "thu", "Q. PRINCIPAL"},
      {SOKY_DELEGATION_DEPUTY, "thu", "KT. PRINCIPAL\nVICE-PRINCIPAL"},
      {SOKY_DELEGATION_ORDER, "minh", "TL. PRINCIPAL\nHEAD OF GROUP"},
      {SOKY_DELEGATION_WARRANT, "minh", "TUQ. PRINCIPAL\nHEAD OF GROUP"},
  };
  static const struct {
    int first, last;
    const char *type;
    gboolean revoked, decides;
  } moments[] = {
      {-5, 5, NULL, FALSE, TRUE}, {0, 0, NULL, FALSE, TRUE},           {1, 5, NULL, FALSE, FALSE},
      {-5, 5, NULL, TRUE, FALSE}, {-5, 5, "lesson_plan", FALSE, TRUE}, {-5, 5, "x", FALSE, FALSE},
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds) * G_N_ELEMENTS (moments); i++) {
    guint kind = i / G_N_ELEMENTS (moments), moment = i % G_N_ELEMENTS (moments);
    g_autoptr (School) school = begin ();
    g_autoptr (GError) error = NULL;
    const char *receiver = kinds[kind].receiver;
    SokyDelegationRecord *record = give (school, kinds[kind].kind, "hanh", receiver,
                                         moments[moment].first, moments[moment].last);
    if (moments[moment].type != NULL)
      g_ptr_array_add (record->type_ids, g_strdup (moments[moment].type));
    record->revoked_us = moments[moment].revoked ? school->now_us : 0;
    school->route = "lan1 hanh2";
    g_test_message ("%s, case %u", soky_delegation_to_string (kinds[kind].kind), moment);
    g_autoptr (SokyBook) book = school_play (school, "lan:attach lan:submit lan:sign");
    g_autoptr (SokyBook) after = school_try (school, book, receiver, SOKY_ACTION_SIGN, &error);
    g_assert_true ((after != NULL) == moments[moment].decides);
    if (after == NULL) {
      school_assert_refused (&error, SOKY_BOOK_ERROR_NOT_IN_ROUTE);
      continue;
    }
    school_assert_possible (after);
    const SokyStep *step = g_ptr_array_index (soky_book_get_steps (after), 1);
    gboolean delegated = FALSE;
    g_autofree char *printed = soky_step_print_office (step, NULL, NULL, &delegated);
    g_assert_cmpstr (printed, ==, kinds[kind].printed);
    g_assert_true (delegated);
    g_assert_cmpstr (step->person_id, ==, "hanh");
    g_assert_cmpstr (soky_step_get_decider (step), ==, receiver);
    g_assert_cmpstr (step->stand_in->delegation_id, ==, record->id);
    g_assert_cmpint (after->state, ==, SOKY_BOOK_APPROVED);
  }
}

static void
test_certificate (void)
{
  g_autoptr (School) school = begin ();
  g_autoptr (GError) error = NULL;

  give (school, SOKY_DELEGATION_DEPUTY, "hanh", "thu", 0, 10);
  school->route = "lan1 hanh2";
  g_autoptr (SokyBook) book = school_play (school, "lan:attach lan:submit lan:sign");
  /* not the principal's, though it is the principal's step */
  g_autoptr (SokyAction) action = school_action (school, book, "hanh", SOKY_ACTION_SIGN);
  g_assert_null (school_apply (school, book, "thu", action, &error));
  school_assert_refused (&error, SOKY_BOOK_ERROR_CERT_NOT_ENROLLED);
  /* and the principal goes on signing himself */
  g_autoptr (SokyBook) own = school_try (school, book, "hanh", SOKY_ACTION_SIGN, &error);
  g_assert_no_error (error);
  const SokyStep *step = g_ptr_array_index (soky_book_get_steps (own), 1);
  g_assert_null (step->stand_in);
  g_assert_null (school_try (school, own, "thu", SOKY_ACTION_SIGN, &error));
  school_assert_refused (&error, SOKY_BOOK_ERROR_WRONG_STATE);
}

static void
test_limits (void)
{
  static const struct {
    const char *route, *script, *who;
    SokyActionKind action;
    int error; /* -1 = none */
  } cases[] = {
      {"lan1 hanh2", "lan:attach lan:submit", "thu", SOKY_ACTION_SIGN,
       SOKY_BOOK_ERROR_NOT_YOUR_TURN},
      {"lan1 hanh2", "lan:attach lan:submit lan:sign", "thu", SOKY_ACTION_RETURN, -1},
      {"lan1 hanh2", "lan:attach lan:submit lan:sign", "thu", SOKY_ACTION_APPROVE,
       SOKY_BOOK_ERROR_CERT_REQUIRED},
      {"lan1 hanh2-", "lan:attach lan:submit lan:sign", "thu", SOKY_ACTION_APPROVE, -1},
      /* not passed on: le received nothing from thu, who received it from hanh */
      {"lan1 hanh2", "lan:attach lan:submit lan:sign", "le", SOKY_ACTION_SIGN,
       SOKY_BOOK_ERROR_NOT_IN_ROUTE},
      /* nobody's own book */
      {"hanh1", "lan:attach lan:submit", "lan", SOKY_ACTION_SIGN, SOKY_BOOK_ERROR_OWN_BOOK},
      /* the stamp is the clerk's alone */
      {"hanh1 ha2s", "lan:attach lan:submit hanh:sign", "thu", SOKY_ACTION_SIGN,
       SOKY_BOOK_ERROR_NOT_IN_ROUTE},
      /* thu's own step first, then hanh's */
      {"thu1 hanh2", "lan:attach lan:submit thu:sign", "thu", SOKY_ACTION_SIGN, -1},
      /* what was decided by delegation is agreed to by either of the two */
      {"hanh1 minh2", "lan:attach lan:submit thu:sign lan:recall", "thu", SOKY_ACTION_CONSENT, -1},
      {"hanh1 minh2", "lan:attach lan:submit thu:sign lan:recall", "hanh", SOKY_ACTION_CONSENT, -1},
      {"hanh1 minh2", "lan:attach lan:submit thu:sign lan:recall", "minh", SOKY_ACTION_CONSENT,
       SOKY_BOOK_ERROR_NO_RECALL},
      /* a deputy does not hold the office: what is approved waits for the principal */
      {"hanh1", "lan:attach lan:submit thu:sign", "thu", SOKY_ACTION_PUBLISH,
       SOKY_BOOK_ERROR_NOT_PERMITTED},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (School) school = begin ();
    g_autoptr (GError) error = NULL;
    g_test_message ("%u", i);
    give (school, SOKY_DELEGATION_DEPUTY, "hanh", "thu", 0, 10);
    give (school, SOKY_DELEGATION_WARRANT, "hanh", "lan", 0, 10);
    school->route = cases[i].route;
    g_autoptr (SokyBook) book = school_play (school, cases[i].script);
    g_autoptr (SokyBook) after = school_try (school, book, cases[i].who, cases[i].action, &error);
    if (cases[i].error >= 0)
      school_assert_refused (&error, (SokyBookError) cases[i].error);
    else
      g_assert_no_error (error);
    if (after != NULL)
      school_assert_possible (after);
  }
}

static void
test_acting (void)
{
  g_autoptr (School) school = begin ();

  give (school, SOKY_DELEGATION_ACTING, "hanh", "thu", 0, -1);
  school->route = "hanh1";
  g_autoptr (SokyBook) book = school_play (school, "lan:attach lan:submit thu:sign thu:publish");
  g_assert_cmpint (book->state, ==, SOKY_BOOK_PUBLISHED);
}

/* What stands above a signature in the name of a body, by what was noted: the office there, not the
 * one in the school, and for a deputy there in whose place. */
static void
test_body_offices (void)
{
  static const struct {
    const char *own, *head, *printed;
  } cases[] = {
      {"Chủ tịch", NULL, "TM. HỘI ĐỒNG TRƯỜNG\nCHỦ TỊCH"},
      {"  Phó   Chủ tịch ", "Chủ tịch", "TM. HỘI ĐỒNG TRƯỜNG\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"},
      {"Chủ tịch", "  ", "TM. HỘI ĐỒNG TRƯỜNG\nCHỦ TỊCH"},
      {"", NULL, "TM. HỘI ĐỒNG TRƯỜNG\nPRINCIPAL"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (School) school = begin ();
    g_autoptr (GError) error = NULL;
    g_autoptr (SokyDelegationRecord) wished = wish (school, SOKY_DELEGATION_COLLECTIVE, 0, -1);
    gboolean delegated = FALSE;
    soky_names_assign (&wished->receiver_title, cases[i].own);
    soky_names_assign (&wished->head_title, cases[i].head);
    SokyDelegationRecord *made = make (school, wished, "huy", "", "hanh", &error);
    g_assert_no_error (error);
    g_autofree char *before = soky_delegation_record_print (made);
    g_assert_cmpstr (before, ==, cases[i].printed);
    g_ptr_array_add (school->delegations, made);
    school->route = "hanh1";
    g_autoptr (SokyBook) book = school_play (school, "lan:attach lan:submit hanh:sign");
    const SokyStep *step = g_ptr_array_index (soky_book_get_steps (book), 0);
    g_autofree char *printed = soky_step_print_office (step, NULL, NULL, &delegated);
    g_assert_cmpstr (printed, ==, cases[i].printed);
    g_assert_true (delegated);
  }
  /* a name that is too long for a line, and what only a body has */
  g_autoptr (School) school = begin ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyDelegationRecord) wished = wish (school, SOKY_DELEGATION_COLLECTIVE, 0, -1);
  g_free (wished->head_title);
  wished->head_title = g_strnfill (101, 'x');
  g_assert_null (make (school, wished, "huy", "", "hanh", &error));
  school_assert_refused (&error, SOKY_BOOK_ERROR_TEXT_TOO_LONG);
  g_autoptr (SokyDelegationRecord) deputy = wish (school, SOKY_DELEGATION_DEPUTY, 0, 5);
  soky_names_assign (&deputy->head_title, "Chủ tịch");
  soky_names_assign (&deputy->receiver_title, "Chủ tịch");
  g_autoptr (SokyDelegationRecord) made = make (school, deputy, "huy", "hanh", "thu", &error);
  g_assert_no_error (error);
  g_assert_null (made->head_title);
  g_assert_cmpstr (made->receiver_title, ==, "Vice-principal");
}

static void
test_body (void)
{
  g_autoptr (School) school = begin ();
  g_autoptr (GError) error = NULL;

  give (school, SOKY_DELEGATION_COLLECTIVE, "", "hanh", 0, -1);
  school->route = "hanh1";
  /* a body has nothing that is decided in its place */
  g_autoptr (SokyBook) other = school_play (school, "lan:attach lan:submit");
  g_assert_null (school_try (school, other, "thu", SOKY_ACTION_SIGN, &error));
  school_assert_refused (&error, SOKY_BOOK_ERROR_NOT_IN_ROUTE);
}

/* Of a group that none of the tests' people heads: a head reads what the own group submitted. */
static void
move_to_other_group (SokyBook *book)
{
  g_free (book->unit_id);
  book->unit_id = g_strdup ("group-2");
}

static void
test_may_read (void)
{
  g_autoptr (School) school = begin ();
  SokyActor minh = {school_person (school, "minh"), school->delegations};
  SokyActor stranger = {school_person (school, "tuan"), school->delegations};

  school->route = "lan1 hanh2";
  g_autoptr (SokyBook) book = school_play (school, "lan:attach lan:submit");
  move_to_other_group (book);
  g_assert_false (soky_book_may_read (book, &minh, school->now_us));
  give (school, SOKY_DELEGATION_WARRANT, "hanh", "minh", 0, 3);
  g_assert_true (soky_book_may_read (book, &minh, school->now_us));
  g_assert_false (soky_book_may_read (book, &minh, school->now_us + 5 * DAY_US));
  g_assert_false (soky_book_may_read (book, &stranger, school->now_us));
  /* who decided it goes on reading it */
  g_autoptr (SokyBook) done = school_play (school, "lan:attach lan:submit lan:sign minh:sign");
  move_to_other_group (done);
  g_assert_true (soky_book_may_read (done, &minh, school->now_us + 5 * DAY_US));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/book/delegation/who-may", test_who_may);
  g_test_add_func ("/book/delegation/left", test_left);
  g_test_add_func ("/book/delegation/dates", test_dates);
  g_test_add_func ("/book/delegation/overlap", test_overlap);
  g_test_add_func ("/book/delegation/revoke", test_revoke);
  g_test_add_func ("/book/delegation/decide", test_decide);
  g_test_add_func ("/book/delegation/certificate", test_certificate);
  g_test_add_func ("/book/delegation/limits", test_limits);
  g_test_add_func ("/book/delegation/acting", test_acting);
  g_test_add_func ("/book/delegation/body-offices", test_body_offices);
  g_test_add_func ("/book/delegation/body", test_body);
  g_test_add_func ("/book/delegation/may-read", test_may_read);
  return g_test_run ();
}
