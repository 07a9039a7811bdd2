/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Delegation and comments by the typed calls of a session, against the real server. */
#include "config.h"

#include "desk.h"

#include "book/error.h"
#include "client/session-review.h"

static FixtureServer *server;

static Desk *
desk_at (const char *login)
{
  return desk_new (server, fixture_server_get_url (server), login);
}

static SokyDelegationRecord *
delegate (Desk *desk, SokyDelegation kind, const char *giver, const char *receiver, GError **error)
{
  g_auto (Reply) reply = {NULL};
  g_autoptr (SokyDelegationRecord) wish = soky_delegation_record_new ("", kind);

  wish->giver_id = g_strdup (giver);
  wish->office = SOKY_ROLE_PRINCIPAL;
  g_free (wish->receiver_id);
  wish->receiver_id = g_strdup (receiver);
  g_date_set_dmy (&wish->first, 1, 1, 2020);
  soky_session_delegate_async (desk->session, wish, NULL, reply_cb, &reply);
  return soky_session_delegation_finish (desk->session, reply_wait (&reply), error);
}

static GPtrArray *
list (Desk *desk, gboolean received)
{
  g_auto (Reply) reply = {NULL};
  g_autoptr (GError) error = NULL;

  soky_session_list_delegations_async (desk->session, received, NULL, reply_cb, &reply);
  GPtrArray *found =
      soky_session_list_delegations_finish (desk->session, reply_wait (&reply), &error);
  g_assert_no_error (error);
  return found;
}

static void
test_delegation (void)
{
  g_autoptr (Desk) chief = desk_at ("ht.hanh");
  g_autoptr (Desk) head = desk_at ("tt.minh");
  g_autoptr (GError) error = NULL;

  g_assert_null (soky_session_get_actor (head->session).delegations);
  g_assert_null (delegate (head, SOKY_DELEGATION_ORDER, "ht-hanh", "gv-lan", &error));
  g_assert_error (error, SOKY_BOOK_ERROR, SOKY_BOOK_ERROR_NOT_PERMITTED);
  g_clear_error (&error);
  g_autoptr (SokyDelegationRecord) record =
      delegate (chief, SOKY_DELEGATION_ORDER, "ht-hanh", "tt-minh", &error);
  g_assert_no_error (error);

  /* the session keeps what the person has received, and nothing else */
  g_autoptr (GPtrArray) received = list (head, TRUE);
  g_assert_cmpuint (received->len, ==, 1);
  g_assert_true (soky_session_get_actor (head->session).delegations == received);
  g_autoptr (GPtrArray) school = list (chief, FALSE);
  g_assert_cmpuint (school->len, ==, 1);
  g_assert_null (soky_session_get_actor (chief->session).delegations);

  g_auto (Reply) reply = {NULL};
  soky_session_revoke_delegation_async (chief->session, record->id, NULL, reply_cb, &reply);
  g_autoptr (SokyDelegationRecord) revoked =
      soky_session_delegation_finish (chief->session, reply_wait (&reply), &error);
  g_assert_no_error (error);
  g_assert_cmpint (revoked->revoked_us, >, 0);
  g_autoptr (GPtrArray) none = list (head, TRUE);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_true (soky_session_get_actor (head->session).delegations == none);
}

static SokyComment *
comment (Desk *desk, const char *book_id, const char *text, GError **error)
{
  g_auto (Reply) reply = {NULL};
  g_autoptr (SokyComment) wish = soky_comment_new (text);

  wish->revision = 0;
  wish->page = 1;
  wish->place = (SokyCommentPlace){100, 200, 300, 400};
  soky_session_comment_async (desk->session, book_id, wish, NULL, reply_cb, &reply);
  return soky_session_comment_finish (desk->session, reply_wait (&reply), error);
}

static void
test_comments (void)
{
  g_autoptr (Desk) lan = desk_at ("gv.lan");
  g_autoptr (Desk) head = desk_at ("tt.minh");
  g_autoptr (SokyBook) draft = desk_make_book (lan, "Góp ý", 2);
  g_autoptr (GError) error = NULL;

  g_assert_null (comment (lan, draft->id, "Sớm quá", &error));
  g_assert_error (error, SOKY_BOOK_ERROR, SOKY_BOOK_ERROR_WRONG_STATE);
  g_clear_error (&error);
  g_autoptr (SokyBook) book = desk_submit (lan, draft);
  g_autoptr (SokyComment) made = comment (head, book->id, "Thiếu mục tiêu", &error);
  g_assert_no_error (error);
  g_assert_cmpint (made->place.bottom, ==, 400);

  g_auto (Reply) resolving = {NULL};
  soky_session_resolve_comment_async (lan->session, book->id, made->number, NULL, reply_cb,
                                      &resolving);
  g_autoptr (SokyComment) resolved =
      soky_session_comment_finish (lan->session, reply_wait (&resolving), &error);
  g_assert_no_error (error);
  g_assert_cmpint (resolved->resolved_us, >, 0);

  /* and the marks of a return come back with the others */
  g_autoptr (SokyAction) action = soky_action_new (SOKY_ACTION_RETURN, book->version);
  soky_action_set_reason (action, "Sửa lại");
  g_ptr_array_add (action->marks, soky_comment_copy (made));
  g_autoptr (SokyBook) returned = desk_act (lan, book, action, &error);
  g_assert_no_error (error);
  g_auto (Reply) listing = {NULL};
  soky_session_list_comments_async (lan->session, book->id, NULL, reply_cb, &listing);
  g_autoptr (GPtrArray) all =
      soky_session_list_comments_finish (lan->session, reply_wait (&listing), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_true (((SokyComment *) all->pdata[1])->returned);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  server = fixture_server_new_demo ();
  if (server == NULL) {
    g_print ("1..0 # SKIP softhsm2 and opensc are not installed\n");
    return 0;
  }
  g_test_add_func ("/client/reviews/delegation", test_delegation);
  g_test_add_func ("/client/reviews/comments", test_comments);
  int status = g_test_run ();
  fixture_server_free (server);
  return status;
}
