/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/pages/book-actions.h"

#include <glib/gi18n.h>

#include "app/dialogs/reason-dialog.h"
#include "app/dialogs/replace-dialog.h"
#include "app/dialogs/sign-dialog.h"
#include "app/dialogs/submit-dialog.h"
#include "app/gtk-compat.h"
#include "app/window.h"
#include "base/clock.h"
#include "book/comment.h"
#include "book/rules.h"

/* An action on its way: which page, what it does, what is said when it is done. */
typedef struct {
  SokyBookReader *page;
  SokyActionKind kind;
  char *book_id;           /* the page may show another book when the answer comes */
  GtkCheckButton *publish; /* nullable: "publish at once", of an approval */
} Work;

static Work *
work_new (SokyBookReader *page, SokyActionKind kind)
{
  Work *work = g_new0 (Work, 1);
  work->page = g_object_ref (page);
  work->kind = kind;
  work->book_id = g_strdup (soky_book_reader_get_book (page)->id);
  return work;
}

static void
work_free (gpointer data)
{
  Work *work = data;
  g_object_unref (work->page);
  g_clear_object (&work->publish);
  g_free (work->book_id);
  g_free (work);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Work, work_free)

static GtkWindow *
get_window (SokyBookReader *page)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page)));
}

static SokySession *
get_session (SokyBookReader *page)
{
  return soky_workspace_get_session (soky_book_reader_get_workspace (page));
}

static const char *
get_done_text (SokyActionKind kind, const SokyBook *book)
{
  if (book->state == SOKY_BOOK_PUBLISHED)
    return _ ("The book is published");
  switch (kind) {
  case SOKY_ACTION_SUBMIT:
    return _ ("Submitted for signing");
  case SOKY_ACTION_SIGN:
    return _ ("Signed successfully");
  case SOKY_ACTION_APPROVE:
    return _ ("Approved");
  case SOKY_ACTION_RETURN:
    return _ ("Returned to the teacher");
  case SOKY_ACTION_RECALL:
    return book->state == SOKY_BOOK_IN_REVIEW ? _ ("Those who signed are asked to agree")
                                              : _ ("Recalled");
  case SOKY_ACTION_ATTACH:
    return _ ("The PDF is replaced");
  case SOKY_ACTION_REVOKE:
    return _ ("No longer published");
  default:
    return _ ("Done");
  }
}

static const char *
get_failed_heading (SokyActionKind kind)
{
  switch (kind) {
  case SOKY_ACTION_SIGN:
    return _ ("Not Signed");
  case SOKY_ACTION_APPROVE:
    return _ ("Not Approved");
  case SOKY_ACTION_RETURN:
    return _ ("Not Returned");
  case SOKY_ACTION_DELETE:
    return _ ("Not Deleted");
  default:
    return _ ("That Did Not Work");
  }
}

static gboolean
is_still_open (SokyBookReader *page, const char *book_id)
{
  SokyBook *book = soky_book_reader_get_book (page);
  return book != NULL && g_str_equal (book->id, book_id);
}

/* Where the next book follows at once, the word says which one it is of. */
static void
tell_done (SokyBookReader *page, SokyActionKind kind, const SokyBook *book)
{
  const char *text = soky_session_is_offline (get_session (page))
                         ? _ ("Kept here, and sent when there is a network again")
                         : get_done_text (kind, book);
  g_autofree char *whole = soky_book_reader_is_series (page)
                               ? g_strdup_printf ("%s: %s", text, book->fields.title)
                               : g_strdup (text);

  soky_window_toast (SOKY_WINDOW (get_window (page)), whole);
}

/* after every change: the page, the lists and their counts, a word to the person */
static void
show_done (SokyBookReader *page, SokyActionKind kind, SokyBook *book)
{
  if (soky_book_reader_get_workspace (page) == NULL)
    return;
  soky_book_reader_update (page, book);
  soky_workspace_refresh (soky_book_reader_get_workspace (page));
  tell_done (page, kind, book);
  soky_book_reader_note_done (page, kind, book);
}

static void
show_failed (Work *work, const GError *error)
{
  soky_show_failure (get_window (work->page), get_failed_heading (work->kind), error->message);
  if (g_error_matches (error, SOKY_BOOK_ERROR, SOKY_BOOK_ERROR_VERSION) ||
      g_error_matches (error, SOKY_BOOK_ERROR, SOKY_BOOK_ERROR_HEAD_MOVED))
    soky_book_reader_reload (work->page);
}

static void
acted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Work) work = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) book = soky_session_book_finish (SOKY_SESSION (source), result, &error);

  if (gtk_widget_get_root (GTK_WIDGET (work->page)) == NULL ||
      !is_still_open (work->page, work->book_id))
    return;
  soky_book_reader_set_busy (work->page, FALSE);
  if (book != NULL)
    show_done (work->page, work->kind, book);
  else
    show_failed (work, error);
}

static void
act (SokyBookReader *page, SokyAction *action)
{
  SokyBook *book = soky_book_reader_get_book (page);
  action->version = book->version;
  soky_book_reader_set_busy (page, TRUE);
  soky_session_act_async (get_session (page), book, action, NULL, acted_cb,
                          work_new (page, action->kind));
}

static void
add_marks (SokyAction *action, GPtrArray *marks)
{
  for (guint i = 0; i < marks->len; i++)
    g_ptr_array_add (action->marks, soky_comment_ref (marks->pdata[i]));
}

static void
reason_cb (SokyReasonDialog *dialog, const char *reason, gpointer user_data)
{
  Work *work = user_data;
  if (!is_still_open (work->page, work->book_id))
    return;
  g_autoptr (SokyAction) action = soky_action_new (work->kind, 0);
  soky_action_set_reason (action, reason);
  if (work->kind == SOKY_ACTION_RETURN)
    add_marks (action, soky_book_reader_get_marks (work->page));
  act (work->page, action);
}

static void
free_work_closure (gpointer data, GClosure *closure)
{
  work_free (data);
}

static void
ask_reason (SokyBookReader *page, SokyActionKind kind, const char *heading)
{
  GtkWidget *dialog =
      soky_reason_dialog_new (get_window (page), heading, soky_action_kind_get_label (kind));
  if (kind == SOKY_ACTION_RETURN)
    soky_reason_dialog_count_marks (SOKY_REASON_DIALOG (dialog),
                                    soky_book_reader_get_marks (page)->len);
  g_signal_connect_data (dialog, "accepted", G_CALLBACK (reason_cb), work_new (page, kind),
                         free_work_closure, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
changed_by_dialog_cb (GtkWidget *dialog, SokyBook *book, gpointer user_data)
{
  Work *work = user_data;
  if (is_still_open (work->page, work->book_id))
    show_done (work->page, work->kind, book);
}

static void
signed_by_dialog_cb (GtkWidget *dialog, SokyBook *book, gpointer user_data)
{
  Work *work = user_data;
  if (!is_still_open (work->page, work->book_id))
    return;
  soky_book_reader_keep_login (work->page, soky_sign_dialog_get_login (SOKY_SIGN_DIALOG (dialog)));
  show_done (work->page, work->kind, book);
}

static void
present_dialog (SokyBookReader *page, SokyActionKind kind, GtkWidget *dialog, const char *signal)
{
  g_signal_connect_data (dialog, signal, G_CALLBACK (changed_by_dialog_cb), work_new (page, kind),
                         free_work_closure, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
submit (SokyBookReader *page)
{
  GtkWidget *dialog = soky_submit_dialog_new (get_window (page), get_session (page),
                                              soky_book_reader_get_book (page),
                                              soky_book_reader_get_book_type (page));
  present_dialog (page, SOKY_ACTION_SUBMIT, dialog, "submitted");
}

static void
sign (SokyBookReader *page)
{
  SokyWorkspace *workspace = soky_book_reader_get_workspace (page);
  GtkWidget *dialog = soky_sign_dialog_new (
      get_window (page), get_session (page), soky_workspace_get_token_monitor (workspace),
      soky_book_reader_get_book (page), soky_book_reader_get_book_type (page));
  if (soky_book_reader_is_series (page))
    soky_sign_dialog_share_login (SOKY_SIGN_DIALOG (dialog), soky_book_reader_get_login (page));
  g_signal_connect_data (dialog, "signed", G_CALLBACK (signed_by_dialog_cb),
                         work_new (page, SOKY_ACTION_SIGN), free_work_closure, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Work) work = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = soky_session_delete_book_finish (SOKY_SESSION (source), result, &error);

  if (gtk_widget_get_root (GTK_WIDGET (work->page)) == NULL ||
      !is_still_open (work->page, work->book_id))
    return;
  soky_book_reader_set_busy (work->page, FALSE);
  if (!done) {
    show_failed (work, error);
    return;
  }
  soky_workspace_refresh (soky_book_reader_get_workspace (work->page));
  soky_window_toast (SOKY_WINDOW (get_window (work->page)), _ ("The draft is deleted"));
  soky_book_reader_leave (work->page);
}

static void
run_agreed (Work *work)
{
  if (work->kind == SOKY_ACTION_DELETE) {
    soky_book_reader_set_busy (work->page, TRUE);
    soky_session_delete_book_async (get_session (work->page),
                                    soky_book_reader_get_book (work->page), NULL, deleted_cb,
                                    work_new (work->page, work->kind));
    return;
  }
  g_autoptr (SokyAction) action = soky_action_new (work->kind, 0);
  if (work->publish != NULL)
    action->auto_publish = gtk_check_button_get_active (work->publish);
  act (work->page, action);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Work) work = user_data;
  if (soky_ask_finish (result) && is_still_open (work->page, work->book_id))
    run_agreed (work);
}

/* The box "publish at once", where it may be offered. */
static GtkCheckButton *
make_publish_check (SokyBookReader *page)
{
  SokyBook *book = soky_book_reader_get_book (page);
  SokyActor actor =
      soky_session_get_actor (soky_workspace_get_session (soky_book_reader_get_workspace (page)));
  if (!soky_book_may_auto_publish (book, soky_book_reader_get_book_type (page), &actor,
                                   soky_clock_now_us (), NULL))
    return NULL;

  GtkWidget *check = gtk_check_button_new_with_label (_ ("Publish automatically"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), book->auto_publish);
  gtk_widget_set_halign (check, GTK_ALIGN_CENTER);
  return GTK_CHECK_BUTTON (g_object_ref_sink (check));
}

static void
ask (SokyBookReader *page, SokyActionKind kind, SokyQuestion *question)
{
  Work *work = work_new (page, kind);
  if (kind == SOKY_ACTION_APPROVE)
    work->publish = make_publish_check (page);
  question->accept = soky_action_kind_get_label (kind);
  question->extra = work->publish != NULL ? GTK_WIDGET (work->publish) : NULL;
  soky_ask_async (get_window (page), question, asked_cb, work);
}

static void
ask_and_act (SokyBookReader *page, SokyActionKind kind)
{
  SokyQuestion question = {0};

  switch (kind) {
  case SOKY_ACTION_APPROVE:
    question.heading = _ ("Approve the Book?");
    question.body = _ ("You approve it without a digital signature.");
    break;
  case SOKY_ACTION_RECALL:
    question.heading = _ ("Recall the Book?");
    question.body = _ ("It becomes a draft again. Whoever has signed it already is asked first.");
    break;
  case SOKY_ACTION_CONSENT:
    question.heading = _ ("Let the Book Go Back?");
    question.body = _ ("Its owner asks to change it after you signed. Your signature is then "
                       "needed again.");
    break;
  case SOKY_ACTION_PUBLISH:
    question.heading = _ ("Publish the Book?");
    question.body = _ ("Everybody in the school can read it then.");
    break;
  case SOKY_ACTION_DELETE:
  default:
    question.heading = _ ("Delete the Draft?");
    question.body = _ ("The draft and its PDF are deleted from the server. This cannot be "
                       "undone.");
    question.destructive = TRUE;
  }
  ask (page, kind, &question);
}

static void
pdf_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Work) work = user_data;
  g_autoptr (GListModel) files = soky_choose_file_finish (result, NULL);
  if (files == NULL || !is_still_open (work->page, work->book_id))
    return;

  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  GtkWidget *dialog = soky_replace_dialog_new (get_window (work->page), get_session (work->page),
                                               soky_book_reader_get_book (work->page));
  soky_replace_dialog_set_file (SOKY_REPLACE_DIALOG (dialog), file);
  present_dialog (work->page, work->kind, dialog, "replaced");
}

static void
choose_pdf (SokyBookReader *page)
{
  SokyFileChoice choice = {.title = _ ("Choose the New PDF"),
                           .accept = _ ("_Choose"),
                           .pattern = "*.[pP][dD][fF]",
                           .pattern_name = _ ("PDF files")};
  soky_choose_file_async (get_window (page), &choice, pdf_chosen_cb,
                          work_new (page, SOKY_ACTION_ATTACH));
}

void
soky_book_actions_run (SokyBookReader *page, SokyActionKind kind)
{
  g_return_if_fail (SOKY_IS_BOOK_READER (page));
  g_return_if_fail (soky_book_reader_get_book_type (page) != NULL);

  switch (kind) {
  case SOKY_ACTION_SUBMIT:
    submit (page);
    break;
  case SOKY_ACTION_SIGN:
    sign (page);
    break;
  case SOKY_ACTION_RETURN:
    ask_reason (page, kind, _ ("Return the Book"));
    break;
  case SOKY_ACTION_REVOKE:
    ask_reason (page, kind, _ ("Withdraw the Published Book"));
    break;
  case SOKY_ACTION_ATTACH:
    choose_pdf (page);
    break;
  default:
    ask_and_act (page, kind);
  }
}
