/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each endpoint, each role, each unit: who is let in, who is told that he may not, and who is told
 * that there is nothing. An endpoint that is in no row fails the test: give it one. */
#include "config.h"

#include "crowd.h"

#include "base/clock.h"
#include "book/delegation-rules.h"
#include "book/names.h"
#include "book/rules.h"
#include "crypto/random.h"
#include "server/enrol.h"
#include "server/router.h"
#include "server/store/administration.h"
#include "server/store/books.h"
#include "server/store/reviews.h"

#include <string.h>

static Crowd *crowd;

/* What "{}" stands for in the path and the body of a row: something of school A, made anew for each
 * question. NONE: nothing. */
typedef enum {
  NONE,
  SCHOOL,
  GROUP,
  SPARE,
  PERSON,
  DEPUTY,
  SESSION,
  TYPE,
  ENROLMENT,
  DELEGATION,
  DRAFT,
  REVIEWED, /* with a comment */
  BOOK
} Target;

/* The letters of a row: who may, and what the others are told. */
static const struct {
  char letter;
  guint status;     /* 200: any that is a success */
  const char *code; /* NULL: any */
} letters[] = {
    {'+', 200, NULL},
    {'u', 401, "unauthenticated"},
    {'f', 403, "forbidden"},
    {'p', 403, "not-permitted"}, /* the words of the rules for the same */
    {'n', 404, "not-found"},
    {'i', 422, NULL}, /* let in, and the contents were looked at */
    {'b', 400, "malformed"},
    {'c', 409, NULL},
    {'r', 403, "not-in-route"},
    {'h', 404, ""}, /* a page for people */
};

/* In the order of crowd.h: not signed in; A: teacher, head of group, vice-principal, principal,
 * clerk, administrator, staff, inspector; above: inspector, administrator; B: the eight of A. */
#define ALL "+ ++++++++ ++ ++++++++"
#define SIGNED_IN "u ++++++++ ++ ++++++++"
/* only whoever administers the thing; its school knows of it */
#define RULERS "u fffff+ff f+ nnnnnnnn"
/* likewise, and nobody else knows of it */
#define SECRET "u nnnnn+nn n+ nnnnnnnn"
/* every administrator, each for himself */
#define ADMINS "u fffff+ff f+ fffff+ff"
#define NO_PAGE "h hhhhhhhh hh hhhhhhhh"
#define OWNER "u +nnnnnnn nn nnnnnnnn"

#define UNIT_CHANGE "{\"name\":\"Tên mới\"}"
#define NEW_UNIT "{\"level\":\"group\",\"parent_id\":\"{}\",\"label\":\"Tổ\",\"name\":\"Tổ mới\"}"
#define NEW_PERSON                                                                                 \
  "{\"login\":\"LOGIN\",\"name\":\"Người mới\",\"unit_id\":\"{}\",\"positions\":[]}"
#define YEAR                                                                                       \
  "{\"name\":\"2027-2028\",\"begins\":\"2027-09-06\",\"weeks\":35,\"present\":false,"              \
  "\"classes\":[\"6A\"]}"
#define TYPE_OF(unit)                                                                              \
  "{\"name\":\"Sổ riêng\"," unit "\"scope\":\"school\",\"frequency\":\"year\","                    \
  "\"submitters\":[\"teacher\"],\"retention_years\":-1,\"route\":[{\"order\":1,"                   \
  "\"role\":\"principal\",\"kind\":\"person\",\"profile\":\"person\"}]}"
#define PLAN                                                                                       \
  "{\"type_id\":\"lesson_plan\",\"title\":\"A\",\"school_year\":\"2026-2027\",\"period\":"         \
  "\"week-01\",\"class\":\"6A\",\"subject\":\"Toán\"}"
#define DELEGATION_TO                                                                              \
  "{\"kind\":\"kt\",\"giver_id\":\"GIVER\",\"office\":\"principal\",\"receiver_id\":\"{}\","       \
  "\"first_day\":\"2099-01-01\",\"last_day\":\"2099-01-05\"}"
#define REMINDER                                                                                   \
  "{\"items\":[{\"person_id\":\"{}\",\"type_id\":\"lesson_plan\",\"period\":\"week-01\"}]}"
#define LOGIN "{\"login\":\"gv.lan\",\"password\":\"soky-demo\"}"

typedef struct {
  const char *method;
  const char *path; /* as of a Question */
  Target target;
  const char *body; /* LOGIN in it: a login that is new each time; GIVER: A's principal */
  const char *expected;
} Row;

static const Row rows[] = {
    {"GET", "/about", NONE, NULL, ALL},
    {"GET", "/openapi.yaml", NONE, NULL, ALL},
    {"POST", "/session", NONE, LOGIN, ALL},
    {"POST", "/session/certificate", NONE, "{}", "i iiiiiiii ii iiiiiiii"},
    {"GET", "/session", NONE, NULL, SIGNED_IN},
    {"DELETE", "/session", NONE, NULL, SIGNED_IN},
    {"POST", "/session/password", NONE, "{\"old\":\"nhầm\",\"new\":\"mật khẩu mới\"}",
     "u iiiiiiii ii iiiiiiii"},
    {"GET", "/sessions", NONE, NULL, SIGNED_IN},
    {"GET", "/sessions?person={}", PERSON, NULL, RULERS},
    {"GET", "/sessions?unit={}", GROUP, NULL, RULERS},
    {"POST", "/sessions/{}/revoke", SESSION, NULL, SECRET},
    {"POST", "/challenges", NONE, "{\"purpose\":\"sign-in\",\"host\":\"localhost\"}", ALL},
    {"GET", "/enrolments", NONE, NULL, SIGNED_IN},
    {"GET", "/enrolments?view=school", NONE, NULL, ADMINS},
    {"POST", "/enrolments", NONE, "{}", "u iiiiiiii ii iiiiiiii"},
    {"POST", "/enrolments/{}/confirm", ENROLMENT, NULL, SECRET},
    {"POST", "/enrolments/{}/revoke", ENROLMENT, NULL, SECRET},
    {"GET", "/delegations", NONE, NULL, SIGNED_IN},
    {"POST", "/delegations", DEPUTY, DELEGATION_TO, "u ppp+p+pp pi pppipipp"},
    {"POST", "/delegations/{}/revoke", DELEGATION, NULL, "u nnp+n+nn nn nnnnnnnn"},
    {"GET", "/school", NONE, NULL, SIGNED_IN},
    {"GET", "/school?school={}", SCHOOL, NULL, RULERS},
    {"GET", "/school/years/2027-2028", NONE, NULL, "u ++++++++ nn ++++++++"},
    {"GET", "/school/years/2027-2028?school={}", SCHOOL, NULL, RULERS},
    {"PUT", "/school/years/2027-2028?school={}", SCHOOL, YEAR, RULERS},
    {"PUT", "/school/classes?school={}", SCHOOL, "{\"names\":[\"6A\"]}", RULERS},
    {"PUT", "/school/subjects?school={}", SCHOOL, "{\"names\":[\"Toán\"]}", RULERS},
    {"GET", "/units", NONE, NULL, SIGNED_IN},
    {"POST", "/units", SCHOOL, NEW_UNIT, RULERS},
    {"PATCH", "/units/{}", GROUP, UNIT_CHANGE, RULERS},
    {"PATCH", "/units/{}", SCHOOL, UNIT_CHANGE, RULERS},
    {"PATCH", "/units/{}", SCHOOL, "{\"closed\":true}", "u fffffpff f+ nnnnnnnn"},
    {"DELETE", "/units/{}", SPARE, NULL, RULERS},
    {"DELETE", "/units/{}", GROUP, NULL, "u fffffcff fc nnnnnnnn"},
    {"GET", "/audit", NONE, NULL, ADMINS},
    {"GET", "/audit?unit={}", SCHOOL, NULL, RULERS},
    {"GET", "/book-types", NONE, NULL, SIGNED_IN},
    {"GET", "/book-types?unit={}", SCHOOL, NULL, RULERS},
    {"GET", "/book-types?view=below", NONE, NULL, ADMINS},
    {"POST", "/book-types", SCHOOL, TYPE_OF ("\"unit_id\":\"{}\","), RULERS},
    {"PUT", "/book-types/{}", TYPE, TYPE_OF (""), RULERS},
    /* those of B have no such type, whatever they may do; nor has the level above */
    {"PUT", "/book-types/{}/looks", TYPE, "{\"looks\":[]}", "u ppppp+pp pn pppppnpp"},
    {"POST", "/book-types/{}/approve", TYPE, NULL, "u ffffffff f+ nnnnnnnn"},
    {"GET", "/people", NONE, NULL, SIGNED_IN},
    {"GET", "/people?unit={}", SCHOOL, NULL, RULERS},
    {"POST", "/people", GROUP, NEW_PERSON, RULERS},
    {"GET", "/people/{}", PERSON, NULL, RULERS},
    {"PATCH", "/people/{}", PERSON, "{\"name\":\"Tên khác\"}", RULERS},
    {"PATCH", "/people/{}", PERSON,
     "{\"positions\":[{\"role\":\"school_admin\",\"unit_id\":\"phong-hoa-sen\"}]}",
     "u fffffpff f+ nnnnnnnn"},
    {"POST", "/people/{}/password-reset", PERSON, NULL, RULERS},
    {"POST", "/imports?kind=people&dry_run=1", NONE, NULL, ADMINS},
    {"GET", "/overview", NONE, NULL, SIGNED_IN},
    /* those from elsewhere are let in, but may remind nobody of A */
    {"POST", "/reminders", PERSON, REMINDER, "u p+++p+pp p+ p+++p+pp"},
    {"GET", "/reports/missing", NONE, NULL, SIGNED_IN},
    {"GET", "/reports/progress", NONE, NULL, SIGNED_IN},
    {"GET", "/reports/stamps", NONE, NULL, SIGNED_IN},
    {"GET", "/books", NONE, NULL, SIGNED_IN},
    {"POST", "/books", NONE, PLAN, "u ++++pppp pp ++++pppp"},
    {"GET", "/books/{}", DRAFT, NULL, OWNER},
    {"GET", "/books/{}", BOOK, NULL, "u ++++++++ +n nnnnnnnn"},
    {"PATCH", "/books/{}", DRAFT, "{\"title\":\"Tên mới\"}", OWNER},
    {"DELETE", "/books/{}", DRAFT, NULL, OWNER},
    {"POST", "/books/{}/actions", DRAFT, "{\"action\":\"publish\"}", "u cnnnnnnn nn nnnnnnnn"},
    {"POST", "/books/{}/actions", BOOK, "{\"action\":\"revoke\",\"reason\":\"Nhầm\"}",
     "u ppp+p+pp pn nnnnnnnn"},
    {"GET", "/books/{}/next-number", BOOK, NULL, "u cccccccc cn nnnnnnnn"},
    {"GET", "/books/{}/comments", REVIEWED, NULL, "u +p++n+nn nn nnnnnnnn"},
    {"POST", "/books/{}/comments", REVIEWED, "{\"text\":\"Sửa\"}", "u +rrrnrnn nn nnnnnnnn"},
    {"POST", "/books/{}/comments/1/resolve", REVIEWED, NULL, "u +pppnpnn nn nnnnnnnn"},
    {"POST", "/books/{}/revisions", DRAFT, NULL, OWNER},
    /* there is no file yet: nobody learns more than that */
    {"GET", "/books/{}/file", DRAFT, NULL, "u nnnnnnnn nn nnnnnnnn"},
    {"GET", "/books/{}/revisions/0/file", DRAFT, NULL, "u nnnnnnnn nn nnnnnnnn"},
    /* what is for everybody who has a file or a code, signed in or not */
    {"GET", "~/healthz", NONE, NULL, ALL},
    {"GET", "~/metrics", NONE, NULL, "f ffffffff ff ffffffff"},
    {"GET", "~/", NONE, NULL, ALL},
    {"GET", "~/v/", NONE, NULL, ALL},
    {"POST", "~/v/", NONE, NULL, ALL},
    {"GET", "~/v/KHONG-CO", NONE, NULL, NO_PAGE},
    {"GET", "~/v/KHONG-CO/file", NONE, NULL, NO_PAGE},
};

static SokyTransaction *
begin (void)
{
  g_autoptr (GError) error = NULL;
  SokyTransaction *tx = soky_store_begin (crowd->service->store, SOKY_STORE_WRITE, &error);

  g_assert_no_error (error);
  return tx;
}

static char *
make_spare (SokyTransaction *tx)
{
  g_autofree char *id = soky_random_hex (6);
  g_autoptr (SokyUnit) unit = soky_unit_new (id, CROWD_SCHOOL, SOKY_UNIT_GROUP, "Tổ", "Tổ thừa");

  g_assert_true (soky_store_add_unit (tx, unit, NULL));
  return g_steal_pointer (&id);
}

static char *
make_session (SokyTransaction *tx)
{
  const SokySessionRecord session = {soky_random_hex (32),
                                     soky_random_hex (8),
                                     (char *) "gv-lan",
                                     (char *) "::1",
                                     1,
                                     1,
                                     G_MAXINT64,
                                     NULL,
                                     FALSE};
  g_autofree char *hash = session.token_hash;

  g_assert_true (soky_store_add_session (tx, &session, NULL));
  return session.id;
}

static char *
make_type (SokyTransaction *tx)
{
  g_autofree char *id = soky_random_hex (6);
  g_autoptr (SokyBookType) type = soky_book_type_new (id, id, "Sổ của trường");

  type->unit_id = g_strdup (CROWD_SCHOOL);
  type->submitters = SOKY_ROLE_BIT (SOKY_ROLE_TEACHER);
  type->approved = FALSE;
  soky_book_type_add_row (type, 1, SOKY_ROLE_PRINCIPAL, SOKY_STEP_PERSON);
  g_assert_true (soky_store_add_book_type (tx, type, NULL));
  return g_steal_pointer (&id);
}

static char *
make_enrolment (SokyTransaction *tx)
{
  g_autoptr (SokyPerson) lan = soky_store_get_person (tx, "gv-lan", NULL);
  g_autoptr (SokyIssued) issued = school_issue (crowd->school, "Lan", 0);
  const SokyOrigin origin = {lan, "::1", soky_clock_now_us ()};
  const SokyEnrolmentOrder order = {lan, soky_issued_get_certificate (issued), FALSE, FALSE};
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) old = soky_store_list_certificates (tx, lan->id, NULL);

  for (guint i = 0; i < old->len; i++) {
    const SokyCertificateRecord *one = g_ptr_array_index (old, i);
    if (one->confirmed_us == 0 && one->withdrawn_us == 0)
      return g_strdup (one->id);
  }
  g_autoptr (SokyCertificateRecord) record = soky_enrol (tx, &origin, &order, &error);
  g_assert_no_error (error);
  return g_strdup (record->id);
}

static char *
make_deputy (SokyTransaction *tx)
{
  g_autofree char *id = soky_random_hex (6);
  g_autoptr (SokyPerson) person = soky_person_new (id, id, "Phó hiệu trưởng mới");

  soky_person_set_unit (person, CROWD_SCHOOL, "");
  soky_person_add_position (person, SOKY_ROLE_VICE_PRINCIPAL, CROWD_SCHOOL, "");
  g_assert_true (soky_store_add_person (tx, person, NULL));
  return g_steal_pointer (&id);
}

/* From A's principal. */
static char *
make_delegation (SokyTransaction *tx)
{
  g_autofree char *id = soky_random_hex (6);
  g_autofree char *deputy = make_deputy (tx);
  g_autoptr (SokyPerson) giver = soky_store_get_person (tx, crowd->ids[CROWD_PRINCIPAL], NULL);
  g_autoptr (SokyPerson) receiver = soky_store_get_person (tx, deputy, NULL);
  g_autoptr (SokyDelegationRecord) wish = soky_delegation_record_new ("", SOKY_DELEGATION_DEPUTY);
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  const SokyDelegationOrder order = {wish, giver, giver, receiver, others};
  g_autoptr (GError) error = NULL;

  wish->office = SOKY_ROLE_PRINCIPAL;
  soky_date_from_moment (soky_clock_now_us (), &wish->first);
  g_autoptr (SokyDelegationRecord) record =
      soky_delegation_make (id, &order, soky_clock_now_us (), &error);
  g_assert_no_error (error);
  g_assert_true (soky_store_add_delegation (tx, record, NULL));
  return g_steal_pointer (&id);
}

/* By the owner, of the whole book. */
static void
add_comment (SokyTransaction *tx, const char *book_id)
{
  g_autoptr (SokyComment) comment = soky_comment_new ("Xem lại trang 2");
  g_autoptr (GError) error = NULL;

  comment->number = 1;
  comment->round = 1;
  comment->made_us = 1;
  soky_names_assign (&comment->author_id, crowd->ids[CROWD_TEACHER]);
  soky_store_add_comment (tx, book_id, comment, &error);
  g_assert_no_error (error);
}

/* Of A's teacher: a draft without a PDF, one in review or one that is published. */
static char *
make_book (SokyTransaction *tx, SokyBookState state)
{
  g_autofree char *id = soky_random_hex (12);
  g_autoptr (SokyPerson) teacher = soky_store_get_person (tx, crowd->ids[CROWD_TEACHER], NULL);
  g_autoptr (SokyBookType) type = soky_store_get_book_type (tx, "lesson_plan", NULL);
  const SokyActor actor = {teacher};
  const SokyBookFields fields = {
      .title = (char *) "Giáo án",
      .school_year = (char *) "2026-2027",
      .period = (char *) "week-01",
      .class_name = (char *) "6A",
      .subject = (char *) "Toán",
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) book =
      soky_book_create (id, type, &actor, &fields, soky_clock_now_us (), NULL, &error);

  g_assert_no_error (error);
  if (state != SOKY_BOOK_DRAFT) {
    SokyRound *round = soky_round_new (1, book->created_us);
    if (state == SOKY_BOOK_PUBLISHED)
      round->end = SOKY_ROUND_APPROVED;
    g_ptr_array_add (book->rounds, round);
    book->round = 1;
  }
  book->state = state;
  soky_store_insert_book (tx, book, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&id);
}

static char *
make_target (Target target)
{
  g_autoptr (SokyTransaction) tx = begin ();
  char *id = NULL;

  switch (target) {
  case NONE:
    return g_strdup ("");
  case SCHOOL:
    return g_strdup (CROWD_SCHOOL);
  case GROUP:
    return g_strdup (CROWD_GROUP);
  case PERSON:
    return g_strdup ("gv-lan");
  case SPARE:
    id = make_spare (tx);
    break;
  case SESSION:
    id = make_session (tx);
    break;
  case TYPE:
    id = make_type (tx);
    break;
  case ENROLMENT:
    id = make_enrolment (tx);
    break;
  case DEPUTY:
    id = make_deputy (tx);
    break;
  case DELEGATION:
    id = make_delegation (tx);
    break;
  case DRAFT:
    id = make_book (tx, SOKY_BOOK_DRAFT);
    break;
  case REVIEWED:
    id = make_book (tx, SOKY_BOOK_IN_REVIEW);
    add_comment (tx, id);
    break;
  case BOOK:
    id = make_book (tx, SOKY_BOOK_PUBLISHED);
    break;
  }
  g_assert_true (soky_transaction_commit (tx, NULL));
  return id;
}

/* The version that a change of the target has to name. */
static guint64
get_version (Target target, const char *id)
{
  g_autoptr (SokyTransaction) tx = begin ();
  g_autoptr (SokyUnit) unit = NULL;
  g_autoptr (SokyPerson) person = NULL;
  g_autoptr (SokyBookType) type = NULL;

  switch (target) {
  case SCHOOL:
  case GROUP:
  case SPARE:
    unit = soky_store_get_unit (tx, id, NULL);
    return unit->version;
  case PERSON:
    person = soky_store_get_person (tx, id, NULL);
    return person->version;
  case TYPE:
    type = soky_store_get_book_type (tx, id, NULL);
    return type->version;
  case DRAFT:
  case REVIEWED:
  case BOOK:
    return 1;
  default:
    return 0;
  }
}

/* What one row did to the school must not stand in the way of the next. */
static void
open_school (void)
{
  g_autoptr (SokyTransaction) tx = begin ();
  g_autoptr (SokyUnit) school = soky_store_get_unit (tx, CROWD_SCHOOL, NULL);

  school->closed = FALSE;
  g_assert_true (soky_store_update_unit (tx, school, school->version, NULL));
  g_assert_true (soky_transaction_commit (tx, NULL));
}

static char *
fill (const char *text, const char *mark, const char *value)
{
  g_auto (GStrv) parts = g_strsplit (text, mark, 0);
  return g_strjoinv (value, parts);
}

static Told *
ask (const Row *row, guint who, const char *id, guint64 version)
{
  gboolean empty = row->body == NULL || g_str_equal (row->body, "{}");
  g_autofree char *path = fill (row->path, "{}", id);
  g_autofree char *login = soky_random_hex (6);
  g_autofree char *filled = empty ? g_strdup (row->body) : fill (row->body, "{}", id);
  g_autofree char *named = empty ? g_strdup (row->body) : fill (filled, "LOGIN", login);
  g_autofree char *body =
      empty ? g_strdup (row->body) : fill (named, "GIVER", crowd->ids[CROWD_PRINCIPAL]);

  return crowd_ask (crowd, who, QUESTION (row->method, path, body, version));
}

/* The letter of what was told; '?' for what has none. */
static char
letter_of (const Told *told)
{
  for (guint i = 0; i < G_N_ELEMENTS (letters); i++) {
    gboolean same = letters[i].status == 200 ? told->status >= 200 && told->status < 300
                                             : told->status == letters[i].status;
    if (same && (letters[i].code == NULL || g_str_equal (told->code, letters[i].code)))
      return letters[i].letter;
  }
  g_test_message ("%u: %s", told->status, told->text);
  return '?';
}

/* Who is told that there is nothing is told so in the same words when there really is nothing. */
static void
check_secret (const Row *row, guint who, const Told *told, guint64 version)
{
  if (told->status != 404 || row->target == NONE)
    return;
  g_autoptr (Told) nothing = ask (row, who, "khong-co-gi", version);
  g_assert_cmpuint (nothing->status, ==, told->status);
  g_assert_cmpstr (nothing->text, ==, told->text);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autofree char *expected = fill (row->expected, " ", "");
  char got[CROWD_N + 1] = {0};

  for (guint who = 0; who < CROWD_N; who++) {
    g_autofree char *id = make_target (row->target);
    guint64 version = get_version (row->target, id);
    g_autoptr (Told) told = ask (row, who, id, version);
    got[who] = letter_of (told);
    check_secret (row, who, told, version);
    open_school ();
  }
  g_assert_cmpstr (got, ==, expected);
}

static gboolean
is_row_of (const Row *row, const SokyRoute *route)
{
  g_autofree char *with_id = fill (row->path, "{}", "abc");
  g_auto (GStrv) parts = g_strsplit (with_id, "?", 2);
  g_autofree char *path = crowd_path (parts[0]);
  g_autoptr (SokyCall) call = soky_call_new (row->method, path, "", 0);

  return soky_router_find (path, call, NULL) == route;
}

static void
test_complete (void)
{
  guint count = 0;
  const SokyRoute *routes = soky_router_list (&count);

  for (guint i = 0; i < count; i++) {
    gboolean found = FALSE;
    for (guint j = 0; j < G_N_ELEMENTS (rows); j++)
      found = found || is_row_of (&rows[j], &routes[i]);
    if (!found)
      g_error ("no row says who may %s %s", routes[i].method, routes[i].pattern);
  }
}

/* Until a password that was given out is changed, nothing else is answered. */
static void
test_password_first (void)
{
  g_autoptr (SokySecret) token = crowd_sign_in (crowd, CROWD_ADMIN);
  g_autoptr (SokyTransaction) tx = begin ();
  guint count = 0;
  const SokyRoute *routes = soky_router_list (&count);

  g_assert_true (soky_store_set_must_change (tx, crowd->ids[CROWD_ADMIN], TRUE, NULL));
  g_assert_true (soky_transaction_commit (tx, NULL));
  g_clear_pointer (&tx, soky_transaction_free);
  for (guint i = 0; i < count; i++) {
    const SokyRoute *route = &routes[i];
    if (route->flags & (SOKY_ROUTE_PUBLIC | SOKY_ROUTE_ANY_PASSWORD))
      continue;
    g_autofree char *named = fill (route->pattern + strlen ("/api/v1"), "{id}", "abc");
    g_autofree char *path = fill (named, "{n}", "0");
    g_autoptr (Told) told =
        crowd_ask_with (crowd, soky_secret_peek (token), QUESTION (route->method, path, NULL, 1));
    told_assert (told, 403, "password-change-required");
  }
  g_autoptr (Told) session =
      crowd_ask_with (crowd, soky_secret_peek (token), QUESTION ("GET", "/session", NULL, 0));
  told_assert (session, 200, NULL);
  g_assert_nonnull (strstr (session->text, "\"must_change_password\":true"));
  g_autoptr (SokyTransaction) again = begin ();
  g_assert_true (soky_store_set_must_change (again, crowd->ids[CROWD_ADMIN], FALSE, NULL));
  g_assert_true (soky_transaction_commit (again, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  crowd = crowd_new ();
  g_test_add_func ("/server/permissions/complete", test_complete);
  g_test_add_func ("/server/permissions/password-first", test_password_first);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path =
        g_strdup_printf ("/server/permissions/%02u %s %s", i, rows[i].method, rows[i].path + 1);
    g_strdelimit (path + strlen ("/server/permissions/"), "/", ' ');
    g_test_add_data_func (path, &rows[i], test_row);
  }
  int status = g_test_run ();
  crowd_free (crowd);
  return status;
}
