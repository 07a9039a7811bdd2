/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a permitted action does, and what in it is refused. */
#include "config.h"

#include "book/book-query.h"
#include "school.h"

#include <string.h>

static void
assert_refused (School *school, const SokyBook *book, const char *name, const SokyAction *action,
                SokyBookError expected)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (school_apply (school, book, name, action, &error));
  school_assert_refused (&error, expected);
}

static SokyStep *
step_of (const SokyBook *book, guint index)
{
  return g_ptr_array_index (soky_book_get_steps (book), index);
}

static void
test_create (void)
{
  g_autoptr (School) school = school_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_auto (SokyBookFields) fields = {0};
  SokyActor lan = {school_person (school, "lan")};
  SokyActor ha = {school_person (school, "ha")};

  school_fields (&fields);
  g_autoptr (SokyBook) book =
      soky_book_create ("b1", school->type, &lan, &fields, 42, &events, &error);
  g_assert_no_error (error);
  school_assert_possible (book);
  g_assert_cmpint (book->state, ==, SOKY_BOOK_DRAFT);
  g_assert_cmpuint (book->version, ==, 1);
  g_assert_cmpstr (book->owner_id, ==, "lan");
  g_assert_cmpstr (book->school_id, ==, "school-1");
  g_assert_cmpint (book->created_us, ==, 42);
  g_assert_cmpuint (events->len, ==, 1);
  const SokyEvent *event = g_ptr_array_index (events, 0);
  g_assert_cmpint (event->kind, ==, SOKY_EVENT_CREATED);
  g_assert_cmpstr (event->actor_id, ==, "lan");

  g_assert_null (soky_book_create ("b2", school->type, &ha, &fields, 42, NULL, &error));
  school_assert_refused (&error, SOKY_BOOK_ERROR_NOT_PERMITTED);
  school->type->approved = FALSE;
  g_assert_null (soky_book_create ("b2", school->type, &lan, &fields, 42, NULL, &error));
  school_assert_refused (&error, SOKY_BOOK_ERROR_LOCKED);
}

/* A text of @count letters that need two bytes each. */
static char *
long_text (guint count)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < count; i++)
    g_string_append (text, "ẵ");
  return g_strdup (text->str);
}

static void
test_fields (void)
{
  const struct {
    const char *texts[5]; /* title, school year, period, class, subject */
    SokyBookError error;
  } bad[] = {
      {{NULL, "2026-2027", "week-03", "6A", "Tin"}, SOKY_BOOK_ERROR_TITLE_MISSING},
      {{" \t\n\u200b", "2026-2027", "week-03", "6A", "Tin"}, SOKY_BOOK_ERROR_TITLE_MISSING},
      {{"T", "2026-2028", "week-03", "6A", "Tin"}, SOKY_BOOK_ERROR_BAD_PERIOD},
      {{"T", NULL, "week-03", "6A", "Tin"}, SOKY_BOOK_ERROR_BAD_PERIOD},
      {{"T", "2026-2027", "month-09", "6A", "Tin"}, SOKY_BOOK_ERROR_BAD_PERIOD},
      {{"T", "2026-2027", NULL, "6A", "Tin"}, SOKY_BOOK_ERROR_BAD_PERIOD},
      {{"T", "2026-2027", "week-03", "", "Tin"}, SOKY_BOOK_ERROR_CLASS_MISSING},
      {{"T", "2026-2027", "week-03", "6A", NULL}, SOKY_BOOK_ERROR_SUBJECT_MISSING},
  };
  g_autoptr (School) school = school_new ();
  g_autoptr (SokyBook) book = school_draft (school);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (SokyAction) action = soky_action_new (SOKY_ACTION_EDIT, book->version);
    char **const places[] = {&action->fields.title, &action->fields.school_year,
                             &action->fields.period, &action->fields.class_name,
                             &action->fields.subject};
    for (guint j = 0; j < G_N_ELEMENTS (places); j++)
      *places[j] = g_strdup (bad[i].texts[j]);
    assert_refused (school, book, "lan", action, bad[i].error);
  }
}

static void
test_texts (void)
{
  g_autoptr (School) school = school_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) draft = school_draft (school);
  g_autoptr (SokyAction) action = school_action (school, draft, "lan", SOKY_ACTION_EDIT);

  /* decomposed letters, a direction mark, runs of blanks */
  g_free (action->fields.title);
  action->fields.title = g_strdup ("  Gia\u0301o\t a\u0301n \u202e tu\u1ea7n\x01\n3 ");
  g_autoptr (SokyBook) edited = school_apply (school, draft, "lan", action, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (edited->fields.title, ==, "Giáo án tuần 3");

  for (guint extra = 0; extra < 2; extra++) {
    g_autoptr (SokyAction) longer = school_action (school, draft, "lan", SOKY_ACTION_EDIT);
    g_free (longer->fields.title);
    longer->fields.title = long_text (SOKY_BOOK_MAX_TITLE + extra);
    g_autoptr (SokyBook) next = school_apply (school, draft, "lan", longer, &error);
    if (extra == 0)
      g_assert_no_error (error);
    else
      school_assert_refused (&error, SOKY_BOOK_ERROR_TEXT_TOO_LONG);
  }

  school->type->asks_subject = FALSE;
  g_autoptr (SokyAction) plain = school_action (school, draft, "lan", SOKY_ACTION_EDIT);
  g_autoptr (SokyBook) without = school_apply (school, draft, "lan", plain, &error);
  g_assert_cmpstr (without->fields.subject, ==, NULL);
}

static void
test_version (void)
{
  const SokyActionKind owners[] = {SOKY_ACTION_EDIT, SOKY_ACTION_ATTACH, SOKY_ACTION_SUBMIT,
                                   SOKY_ACTION_DELETE};
  g_autoptr (School) school = school_new ();
  g_autoptr (SokyBook) book = school_play (school, "lan:attach");

  for (guint i = 0; i < G_N_ELEMENTS (owners); i++) {
    g_autoptr (SokyAction) action = school_action (school, book, "lan", owners[i]);
    action->version--;
    assert_refused (school, book, "lan", action, SOKY_BOOK_ERROR_VERSION);
    action->version += 2;
    assert_refused (school, book, "lan", action, SOKY_BOOK_ERROR_VERSION);
  }
}

static void
test_attach (void)
{
  g_autoptr (School) school = school_new ();
  g_autoptr (SokyBook) book = school_play (school, "lan:attach lan:attach");
  const struct {
    const char *sha256;
    goffset length;
    guint pages;
  } bad[] = {
      {NULL, 10, 1},
      {"abc", 10, 1},
      {"ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789", 10, 1},
      {"abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789", 0, 1},
      {"abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789", -5, 1},
      {"abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789", 10, 0},
  };

  g_assert_cmpint (book->revision_count, ==, 2);
  g_assert_cmpuint (book->revisions->len, ==, 2);
  const SokyRevision *second = g_ptr_array_index (book->revisions, 1);
  g_assert_cmpint (second->number, ==, 1);
  g_assert_true (second->base);
  g_assert_cmpstr (second->sha256, ==, book->head_sha256);
  g_assert_cmpuint (book->page_count, ==, 4);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (SokyAction) action = soky_action_new (SOKY_ACTION_ATTACH, book->version);
    soky_action_set_file (action, bad[i].sha256, bad[i].length, bad[i].pages);
    assert_refused (school, book, "lan", action, SOKY_BOOK_ERROR_BAD_FILE);
  }
  book->revision_count = SOKY_BOOK_MAX_REVISIONS;
  g_autoptr (SokyAction) more = school_action (school, book, "lan", SOKY_ACTION_ATTACH);
  assert_refused (school, book, "lan", more, SOKY_BOOK_ERROR_TOO_MANY);
}

static void
test_sign (void)
{
  g_autoptr (School) school = school_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (SokyBook) book = school_play (school, "lan:attach lan:submit");
  g_autoptr (SokyAction) action = school_action (school, book, "lan", SOKY_ACTION_SIGN);
  SokyActor lan = {school_person (school, "lan")};
  g_autoptr (SokyBook) next =
      soky_book_apply (book, school->type, &lan, action, school->now_us, &events, &error);

  g_assert_no_error (error);
  const SokyStep *step = step_of (next, 0);
  g_assert_cmpint (step->outcome, ==, SOKY_OUTCOME_SIGNED);
  g_assert_cmpint (step->decided_us, ==, school->now_us);
  g_assert_cmpint (step->revision, ==, 1);
  g_assert_cmpstr (step->certificate->fingerprint, ==, action->certificate->fingerprint);
  g_assert_cmpint (next->revision_count, ==, 2);
  g_assert_cmpstr (next->head_sha256, ==, action->sha256);
  g_assert_cmpint (next->head_length, ==, action->length);
  g_assert_false (((SokyRevision *) g_ptr_array_index (next->revisions, 1))->base);
  g_assert_cmpuint (events->len, ==, 1);
  const SokyEvent *event = g_ptr_array_index (events, 0);
  g_assert_cmpint (event->kind, ==, SOKY_EVENT_SIGNED);
  g_assert_cmpuint (event->order, ==, 1);
  g_assert_cmpuint (event->version, ==, next->version);
  g_assert_cmpstr (event->detail, ==, action->certificate->fingerprint);
  /* what was given is as it was */
  g_assert_cmpint (step_of (book, 0)->outcome, ==, SOKY_OUTCOME_PENDING);
  g_assert_cmpint (book->revision_count, ==, 1);
}

static void
test_sign_refused (void)
{
  const struct {
    const char *holder; /* whom the certificate is enrolled for, "" = no certificate */
    gboolean organisation;
    goffset growth;
    gboolean other_base;
    SokyBookError error;
  } bad[] = {
      {"", FALSE, 1000, FALSE, SOKY_BOOK_ERROR_CERT_NOT_ENROLLED},
      {NULL, FALSE, 1000, FALSE, SOKY_BOOK_ERROR_CERT_NOT_ENROLLED},
      {"minh", FALSE, 1000, FALSE, SOKY_BOOK_ERROR_CERT_NOT_ENROLLED},
      {"lan", TRUE, 1000, FALSE, SOKY_BOOK_ERROR_CERT_WRONG_KIND},
      {"lan", FALSE, 0, FALSE, SOKY_BOOK_ERROR_BAD_FILE},
      {"lan", FALSE, -1, FALSE, SOKY_BOOK_ERROR_BAD_FILE},
      {"lan", FALSE, 1000, TRUE, SOKY_BOOK_ERROR_HEAD_MOVED},
  };
  g_autoptr (School) school = school_new ();
  g_autoptr (SokyBook) book = school_play (school, "lan:attach lan:submit");

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (SokyAction) action = school_action (school, book, "lan", SOKY_ACTION_SIGN);
    gboolean none = bad[i].holder != NULL && *bad[i].holder == '\0';
    soky_action_set_signature (
        action, bad[i].other_base ? action->sha256 : book->head_sha256,
        none ? NULL
             : soky_certificate_info_new (action->sha256, "N", bad[i].holder, bad[i].organisation));
    action->length = book->head_length + bad[i].growth;
    assert_refused (school, book, "lan", action, bad[i].error);
  }
}

/* Two sign the same head; the second has to sign again on the new one. */
static void
test_parallel_signers (void)
{
  g_autoptr (School) school = school_new ();
  g_autoptr (GError) error = NULL;

  school->route = "minh1 hanh1";
  g_autoptr (SokyBook) book = school_play (school, "lan:attach lan:submit");
  g_autoptr (SokyAction) first = school_action (school, book, "minh", SOKY_ACTION_SIGN);
  g_autoptr (SokyAction) second = school_action (school, book, "hanh", SOKY_ACTION_SIGN);
  g_autoptr (SokyBook) next = school_apply (school, book, "minh", first, &error);
  g_assert_no_error (error);
  assert_refused (school, next, "hanh", second, SOKY_BOOK_ERROR_HEAD_MOVED);
  g_autoptr (SokyBook) last = school_try (school, next, "hanh", SOKY_ACTION_SIGN, &error);
  g_assert_no_error (error);
  g_assert_cmpint (last->state, ==, SOKY_BOOK_APPROVED);
}

static void
test_stamp_certificate (void)
{
  g_autoptr (School) school = school_new ();
  g_autoptr (GError) error = NULL;

  school->route = "hanh1 ha2s";
  g_autoptr (SokyBook) book = school_play (school, "lan:attach lan:submit hanh:sign");
  g_autoptr (SokyAction) action = school_action (school, book, "ha", SOKY_ACTION_SIGN);
  action->certificate->organisation = FALSE;
  assert_refused (school, book, "ha", action, SOKY_BOOK_ERROR_CERT_WRONG_KIND);

  /* whoever is no longer a clerk does not stamp */
  SokyPosition *position = g_ptr_array_index (school_person (school, "ha")->positions, 0);
  position->role = SOKY_ROLE_STAFF;
  g_assert_null (school_try (school, book, "ha", SOKY_ACTION_SIGN, &error));
  school_assert_refused (&error, SOKY_BOOK_ERROR_NOT_PERMITTED);
  position->role = SOKY_ROLE_CLERK;
  g_autoptr (SokyBook) stamped = school_try (school, book, "ha", SOKY_ACTION_SIGN, &error);
  g_assert_no_error (error);
  g_assert_cmpint (stamped->state, ==, SOKY_BOOK_APPROVED);
}

/* Where the type asks, a stamp has a number and a day that exists; elsewhere it has neither. */
static void
test_stamp_number (void)
{
  static const SokyNumbering refused[] = {
      {0, ""},
      {12, ""},
      {0, "2026-11-25"},
      {12, "2026-02-30"},
      {SOKY_NUMBERING_MAX + 1, "2026-11-25"},
  };
  const SokyNumbering good = {12, "2026-11-25"};
  g_autoptr (School) school = school_new ();
  g_autoptr (GError) error = NULL;

  school->route = "hanh1 ha2s";
  g_autoptr (SokyBook) book = school_play (school, "lan:attach lan:submit hanh:sign");
  g_autoptr (SokyAction) action = school_action (school, book, "ha", SOKY_ACTION_SIGN);
  action->numbering = good;
  g_autoptr (SokyBook) plain = school_apply (school, book, "ha", action, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (((SokyStep *) soky_book_get_steps (plain)->pdata[1])->numbering.number, ==, 0);

  school->type->asks_number = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++) {
    action->numbering = refused[i];
    assert_refused (school, book, "ha", action, SOKY_BOOK_ERROR_NUMBER);
  }
  action->numbering = good;
  g_autoptr (SokyBook) stamped = school_apply (school, book, "ha", action, &error);
  g_assert_no_error (error);
  const SokyStep *step = soky_book_get_steps (stamped)->pdata[1];
  g_assert_cmpuint (step->numbering.number, ==, 12);
  g_assert_cmpstr (step->numbering.date, ==, "2026-11-25");
  g_autofree char *printed = soky_numbering_print (&step->numbering);
  g_assert_cmpstr (printed, ==, "Số: 12, ngày 25/11/2026");
}

/* What a submission says to those who decide stays with its round, and is in the history. */
static void
test_note (void)
{
  g_autoptr (School) school = school_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) draft = school_play (school, "lan:attach");
  g_autoptr (SokyAction) action = school_action (school, draft, "lan", SOKY_ACTION_SUBMIT);
  g_autoptr (GPtrArray) events = NULL;
  SokyActor actor = {school_person (school, "lan")};

  soky_action_set_note (action, "  Em đã sửa\n\n bảng ở trang 2 ");
  g_autoptr (SokyBook) book =
      soky_book_apply (draft, school->type, &actor, action, school->now_us++, &events, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (soky_book_get_round (book)->note, ==, "Em đã sửa\nbảng ở trang 2");
  const SokyEvent *event = events->pdata[0];
  g_assert_cmpint (event->kind, ==, SOKY_EVENT_SUBMITTED);
  g_assert_cmpstr (event->detail, ==, "Em đã sửa\nbảng ở trang 2");
  g_autoptr (SokyBook) copy = soky_book_copy (book);
  g_assert_cmpstr (soky_book_get_round (copy)->note, ==, "Em đã sửa\nbảng ở trang 2");

  soky_action_set_note (action, "  \n ");
  g_autoptr (SokyBook) silent = school_apply (school, draft, "lan", action, &error);
  g_assert_no_error (error);
  g_assert_null (soky_book_get_round (silent)->note);
  g_autofree char *most = long_text (SOKY_BOOK_MAX_NOTE);
  g_autofree char *more = long_text (SOKY_BOOK_MAX_NOTE + 1);
  soky_action_set_note (action, most);
  g_autoptr (SokyBook) full = school_apply (school, draft, "lan", action, &error);
  g_assert_no_error (error);
  g_assert_nonnull (full);
  soky_action_set_note (action, more);
  assert_refused (school, draft, "lan", action, SOKY_BOOK_ERROR_TEXT_TOO_LONG);
}

static void
test_return (void)
{
  g_autoptr (School) school = school_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) book = school_play (school, "lan:attach lan:submit lan:sign");
  g_autoptr (SokyAction) action = school_action (school, book, "minh", SOKY_ACTION_RETURN);

  soky_action_set_reason (action, " \n ");
  assert_refused (school, book, "minh", action, SOKY_BOOK_ERROR_REASON_MISSING);
  soky_action_set_reason (action, NULL);
  assert_refused (school, book, "minh", action, SOKY_BOOK_ERROR_REASON_MISSING);
  g_autofree char *endless = long_text (SOKY_BOOK_MAX_REASON + 1);
  soky_action_set_reason (action, endless);
  assert_refused (school, book, "minh", action, SOKY_BOOK_ERROR_TEXT_TOO_LONG);
  soky_action_set_reason (action, "Mục tiêu\r\n  chưa rõ ");
  g_autoptr (SokyBook) next = school_apply (school, book, "minh", action, &error);
  g_assert_no_error (error);
  g_assert_cmpint (next->state, ==, SOKY_BOOK_RETURNED);
  g_assert_cmpstr (soky_book_get_return_reason (next), ==, "Mục tiêu\nchưa rõ");
  g_assert_cmpint (step_of (next, 1)->outcome, ==, SOKY_OUTCOME_RETURNED);
  g_assert_cmpint (step_of (next, 2)->outcome, ==, SOKY_OUTCOME_PENDING);
}

static void
test_rounds (void)
{
  g_autoptr (School) school = school_new ();
  g_autoptr (SokyBook) book =
      school_play (school, "lan:attach lan:submit lan:sign minh:return lan:attach lan:submit "
                           "lan:recall lan:edit lan:submit lan:sign minh:sign hanh:sign");
  const SokyRoundEnd ends[] = {SOKY_ROUND_RETURNED, SOKY_ROUND_RECALLED, SOKY_ROUND_APPROVED};

  g_assert_cmpuint (book->round, ==, 3);
  g_assert_cmpuint (book->rounds->len, ==, 3);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++) {
    const SokyRound *round = g_ptr_array_index (book->rounds, i);
    g_assert_cmpuint (round->number, ==, i + 1);
    g_assert_cmpint (round->end, ==, ends[i]);
    g_assert_cmpuint (round->steps->len, ==, 3);
  }
  /* two PDFs, one signature on the first, three on the second */
  g_assert_cmpint (book->revision_count, ==, 6);
  g_assert_cmpuint (((SokyRevision *) g_ptr_array_index (book->revisions, 2))->round, ==, 1);
  g_assert_null (soky_book_get_return_reason (book));
  book->state = SOKY_BOOK_DRAFT;
  book->round = SOKY_BOOK_MAX_ROUNDS;
  g_autoptr (SokyAction) action = school_action (school, book, "lan", SOKY_ACTION_SUBMIT);
  assert_refused (school, book, "lan", action, SOKY_BOOK_ERROR_TOO_MANY);
}

static void
test_recall (void)
{
  g_autoptr (School) school = school_new ();
  g_autoptr (GError) error = NULL;

  school->route = "minh1 hanh1 huy2";
  g_autoptr (SokyBook) asked =
      school_play (school, "lan:attach lan:submit minh:sign hanh:sign lan:recall");
  g_assert_cmpint (asked->state, ==, SOKY_BOOK_IN_REVIEW);
  g_assert_true (soky_book_awaits_consent (asked, "minh"));
  g_assert_true (soky_book_awaits_consent (asked, "hanh"));
  g_assert_false (soky_book_awaits_consent (asked, "huy"));

  g_autoptr (SokyBook) half = school_try (school, asked, "minh", SOKY_ACTION_CONSENT, &error);
  g_assert_cmpint (half->state, ==, SOKY_BOOK_IN_REVIEW);
  school_assert_possible (half);
  g_assert_null (school_try (school, half, "minh", SOKY_ACTION_CONSENT, &error));
  school_assert_refused (&error, SOKY_BOOK_ERROR_NO_RECALL);
  g_autoptr (SokyBook) back = school_try (school, half, "hanh", SOKY_ACTION_CONSENT, &error);
  g_assert_cmpint (back->state, ==, SOKY_BOOK_DRAFT);
  g_assert_cmpint (back->recall_requested_us, ==, 0);
  g_assert_cmpstr (soky_book_get_round (back)->reason, ==, "Thiếu mục tiêu bài học");
  school_assert_possible (back);

  /* one who refuses, or the owner who gives up, ends the request */
  school->granted = FALSE;
  const char *const enders[] = {"minh", "hanh", "lan"};
  for (guint i = 0; i < G_N_ELEMENTS (enders); i++) {
    const SokyBook *from = i == 0 ? asked : half;
    if (i == 0)
      g_assert_null (school_try (school, from, "huy", SOKY_ACTION_CONSENT, NULL));
    g_autoptr (SokyBook) goes_on =
        school_try (school, from, enders[i], SOKY_ACTION_CONSENT, &error);
    g_assert_no_error (error);
    school_assert_possible (goes_on);
    g_assert_cmpint (goes_on->recall_requested_us, ==, 0);
    g_assert_cmpint (step_of (goes_on, 0)->consented_us, ==, 0);
    g_autoptr (SokyBook) done = school_try (school, goes_on, "huy", SOKY_ACTION_SIGN, &error);
    g_assert_cmpint (done->state, ==, SOKY_BOOK_APPROVED);
  }
}

static void
test_publish (void)
{
  g_autoptr (School) school = school_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) book =
      school_play (school, "lan:attach lan:submit lan:sign minh:sign hanh:sign huy:publish");
  g_autoptr (SokyAction) action = school_action (school, book, "hanh", SOKY_ACTION_REVOKE);

  g_assert_cmpint (book->published_us, !=, 0);
  soky_action_set_reason (action, "");
  assert_refused (school, book, "hanh", action, SOKY_BOOK_ERROR_REASON_MISSING);
  soky_action_set_reason (action, "Sai tuần");
  g_autoptr (SokyBook) revoked = school_apply (school, book, "hanh", action, &error);
  g_assert_cmpint (revoked->state, ==, SOKY_BOOK_APPROVED);
  g_assert_cmpint (revoked->published_us, ==, 0);
  school_assert_possible (revoked);
}

static void
test_events (void)
{
  g_autoptr (School) school = school_new ();
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (SokyBook) book = school_play (school, "lan:attach lan:submit lan:sign minh:sign");
  g_autoptr (SokyAction) action = school_action (school, book, "hanh", SOKY_ACTION_SIGN);
  SokyActor hanh = {school_person (school, "hanh")};
  const struct {
    SokyEventKind kind;
    SokyBookState before, after;
  } expected[] = {
      {SOKY_EVENT_SIGNED, SOKY_BOOK_IN_REVIEW, SOKY_BOOK_IN_REVIEW},
      {SOKY_EVENT_COMPLETED, SOKY_BOOK_IN_REVIEW, SOKY_BOOK_APPROVED},
      {SOKY_EVENT_PUBLISHED, SOKY_BOOK_APPROVED, SOKY_BOOK_PUBLISHED},
  };

  action->auto_publish = TRUE;
  g_autoptr (SokyBook) next =
      soky_book_apply (book, school->type, &hanh, action, school->now_us, &events, NULL);
  g_assert_nonnull (next);
  g_assert_cmpuint (events->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < events->len; i++) {
    const SokyEvent *event = g_ptr_array_index (events, i);
    g_assert_cmpint (event->kind, ==, expected[i].kind);
    g_assert_cmpint (event->before, ==, expected[i].before);
    g_assert_cmpint (event->after, ==, expected[i].after);
    g_assert_cmpstr (event->actor_id, ==, "hanh");
    g_assert_cmpint (event->at_us, ==, school->now_us);
    g_assert_cmpuint (event->version, ==, next->version);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/book/rules/create", test_create);
  g_test_add_func ("/book/rules/fields", test_fields);
  g_test_add_func ("/book/rules/texts", test_texts);
  g_test_add_func ("/book/rules/version", test_version);
  g_test_add_func ("/book/rules/attach", test_attach);
  g_test_add_func ("/book/rules/sign", test_sign);
  g_test_add_func ("/book/rules/sign-refused", test_sign_refused);
  g_test_add_func ("/book/rules/parallel-signers", test_parallel_signers);
  g_test_add_func ("/book/rules/stamp-certificate", test_stamp_certificate);
  g_test_add_func ("/book/rules/stamp-number", test_stamp_number);
  g_test_add_func ("/book/rules/note", test_note);
  g_test_add_func ("/book/rules/return", test_return);
  g_test_add_func ("/book/rules/rounds", test_rounds);
  g_test_add_func ("/book/rules/recall", test_recall);
  g_test_add_func ("/book/rules/publish", test_publish);
  g_test_add_func ("/book/rules/events", test_events);
  return g_test_run ();
}
