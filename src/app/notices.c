/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/notices.h"

#include "book/period.h"
#include "client/session-books.h"
#include "client/session-reports.h"

#include <glib/gi18n.h>

#define N_KINDS 2

/* What one view held when it was looked at last. */
typedef struct {
  GHashTable *known; /* nullable: never looked at; ids */
  gint64 newest_us;  /* of the server's clock: nothing older can be new */
} Seen;

struct _SokyNotices {
  GObject parent_instance;

  SokySession *session;
  Seen seen[N_KINDS];
  gboolean reminders_known; /* they were looked at before */
  gint64 reminded_us;       /* when the newest of those was made; 0 = none */
  GCancellable *life;
  gboolean looking;
};

static const char *const views[N_KINDS] = {"inbox", "outbox"};

enum { NOTICED, REMINDED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyNotices, soky_notices, G_TYPE_OBJECT)

static gboolean
concerns (SokyNoticeKind kind, const SokyBook *book)
{
  return kind == SOKY_NOTICE_WAITS || book->state == SOKY_BOOK_RETURNED;
}

/* Returns: (transfer full): the books that were not there the last time */
static GPtrArray *
take_news (Seen *seen, SokyNoticeKind kind, GPtrArray *books)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *news = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_book_unref);
  gint64 newest_us = seen->newest_us;

  for (guint i = 0; i < books->len; i++) {
    SokyBook *book = books->pdata[i];
    newest_us = MAX (newest_us, book->updated_us);
    if (!concerns (kind, book))
      continue;
    g_hash_table_add (known, g_strdup (book->id));
    if (seen->known != NULL && !g_hash_table_contains (seen->known, book->id) &&
        book->updated_us > seen->newest_us)
      g_ptr_array_add (news, soky_book_ref (book));
  }
  g_clear_pointer (&seen->known, g_hash_table_unref);
  seen->known = g_steal_pointer (&known);
  seen->newest_us = newest_us;
  return news;
}

static void look_at (SokyNotices *self, SokyNoticeKind kind);

static void
listed (SokyNotices *self, SokyNoticeKind kind, SokyBookPage *page)
{
  g_autoptr (GPtrArray) news = take_news (&self->seen[kind], kind, page->books);

  if (news->len > 0)
    g_signal_emit (self, signals[NOTICED], 0, (int) kind, news);
}

static void
tell_reminders (SokyNotices *self, GPtrArray *reminders)
{
  g_autoptr (GPtrArray) news = g_ptr_array_new ();
  gint64 newest_us = self->reminded_us;

  for (guint i = 0; i < reminders->len; i++) {
    SokyReminder *one = reminders->pdata[i];
    newest_us = MAX (newest_us, one->made_us);
    if (self->reminders_known && one->made_us > self->reminded_us)
      g_ptr_array_add (news, one);
  }
  self->reminders_known = TRUE;
  self->reminded_us = newest_us;
  if (news->len > 0)
    g_signal_emit (self, signals[REMINDED], 0, news);
}

static void
overview_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyNotices) self = user_data;
  g_autoptr (SokyOverview) overview =
      soky_session_load_overview_finish (SOKY_SESSION (source), result, NULL);

  self->looking = FALSE;
  if (overview != NULL)
    tell_reminders (self, overview->reminders);
}

static void
inbox_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyNotices) self = user_data;
  g_autoptr (SokyBookPage) page =
      soky_session_list_books_finish (SOKY_SESSION (source), result, NULL);

  if (page != NULL)
    listed (self, SOKY_NOTICE_WAITS, page);
  look_at (self, SOKY_NOTICE_CAME_BACK);
}

static void
outbox_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyNotices) self = user_data;
  g_autoptr (SokyBookPage) page =
      soky_session_list_books_finish (SOKY_SESSION (source), result, NULL);

  if (page != NULL)
    listed (self, SOKY_NOTICE_CAME_BACK, page);
  soky_session_load_overview_async (self->session, self->life, overview_loaded_cb,
                                    g_object_ref (self));
}

static void
look_at (SokyNotices *self, SokyNoticeKind kind)
{
  soky_session_list_books_async (self->session, views[kind], NULL, NULL, self->life,
                                 kind == SOKY_NOTICE_WAITS ? inbox_listed_cb : outbox_listed_cb,
                                 g_object_ref (self));
}

static void
soky_notices_dispose (GObject *object)
{
  g_cancellable_cancel (SOKY_NOTICES (object)->life);
  G_OBJECT_CLASS (soky_notices_parent_class)->dispose (object);
}

static void
soky_notices_finalize (GObject *object)
{
  SokyNotices *self = SOKY_NOTICES (object);

  for (guint i = 0; i < N_KINDS; i++)
    g_clear_pointer (&self->seen[i].known, g_hash_table_unref);
  g_object_unref (self->session);
  g_object_unref (self->life);
  G_OBJECT_CLASS (soky_notices_parent_class)->finalize (object);
}

static void
soky_notices_class_init (SokyNoticesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = soky_notices_dispose;
  G_OBJECT_CLASS (klass)->finalize = soky_notices_finalize;
  signals[NOTICED] = g_signal_new ("noticed", SOKY_TYPE_NOTICES, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_PTR_ARRAY);
  signals[REMINDED] = g_signal_new ("reminded", SOKY_TYPE_NOTICES, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
}

static void
soky_notices_init (SokyNotices *self)
{
  self->life = g_cancellable_new ();
}

SokyNotices *
soky_notices_new (SokySession *session)
{
  g_return_val_if_fail (SOKY_IS_SESSION (session), NULL);

  SokyNotices *self = g_object_new (SOKY_TYPE_NOTICES, NULL);
  self->session = g_object_ref (session);
  return self;
}

void
soky_notices_look (SokyNotices *self)
{
  g_return_if_fail (SOKY_IS_NOTICES (self));

  /* what was seen before may be all that answers: nothing new is in it */
  if (self->looking || soky_session_is_offline (self->session))
    return;
  self->looking = TRUE;
  look_at (self, SOKY_NOTICE_WAITS);
}

static char *
make_heading (SokyNoticeKind kind, guint count)
{
  if (kind == SOKY_NOTICE_WAITS)
    return g_strdup_printf (
        ngettext ("A book waits for your signature", "%u books wait for your signature", count),
        count);
  return g_strdup_printf (ngettext ("A book came back to you", "%u books came back to you", count),
                          count);
}

void
soky_notices_show (GApplication *application, SokyNoticeKind kind, GPtrArray *books)
{
  g_return_if_fail (G_IS_APPLICATION (application) && books != NULL && books->len > 0);

  const SokyBook *first = books->pdata[0];
  g_autofree char *heading = make_heading (kind, books->len);
  g_autoptr (GNotification) notification = g_notification_new (heading);
  g_autoptr (GIcon) icon = g_themed_icon_new (SOKY_APP_ID);

  g_notification_set_body (notification, first->fields.title);
  g_notification_set_icon (notification, icon);
  if (books->len == 1)
    g_notification_set_default_action_and_target (notification, "app.open-book", "s", first->id);
  else
    g_notification_set_default_action_and_target (notification, "app.show-place", "s", views[kind]);
  g_application_send_notification (application, books->len == 1 ? first->id : views[kind],
                                   notification);
}

void
soky_notices_show_reminders (GApplication *application, GPtrArray *reminders)
{
  g_return_if_fail (G_IS_APPLICATION (application) && reminders != NULL && reminders->len > 0);

  const SokyReminder *first = reminders->pdata[0];
  g_autofree char *heading = g_strdup_printf (
      ngettext ("%s reminds you of a late book", "%s reminds you of late books", reminders->len),
      first->sender_name);
  g_autofree char *period = soky_period_get_label (first->period);
  g_autofree char *body = g_strjoin (" · ", first->type_name, period, first->class_name, NULL);
  g_autoptr (GNotification) notification = g_notification_new (heading);
  g_autoptr (GIcon) icon = g_themed_icon_new (SOKY_APP_ID);

  g_notification_set_body (notification, body);
  g_notification_set_icon (notification, icon);
  g_notification_set_default_action_and_target (notification, "app.show-place", "s", "overview");
  g_application_send_notification (application, "reminded", notification);
}

void
soky_notices_withdraw (GApplication *application, const char *book_id)
{
  g_return_if_fail (G_IS_APPLICATION (application) && book_id != NULL);

  g_application_withdraw_notification (application, book_id);
}
