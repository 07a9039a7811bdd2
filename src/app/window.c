/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/window-private.h"

#include <glib/gi18n.h>

#include "app/dialogs/local-data-dialog.h"
#include "app/dialogs/sign-out.h"
#include "app/drop-files.h"
#include "app/gtk-compat.h"
#include "app/last-session.h"
#include "app/pages/welcome-page.h"
#include "app/settings.h"
#include "book/row-look.h"

#define REFRESH_SECONDS 60
#define TOAST_SECONDS 4

G_DEFINE_FINAL_TYPE (SokyWindow, soky_window, ADW_TYPE_APPLICATION_WINDOW)

static void
show_in_leaflet (SokyWindow *self, const char *name)
{
  /* set as a property: the calls of AdwLeaflet are deprecated in later versions */
  g_object_set (self->leaflet, "visible-child-name", name, NULL);
}

static void
show_view (SokyWindow *self, SokyBookView view)
{
  soky_book_list_page_set_view (self->list_page, self->workspace, view);
}

static void
show_place (SokyWindow *self, SokyPlace place)
{
  const SokyPlaceInfo *info = soky_place_get_info (place);

  if (info->page == NULL) {
    gtk_widget_activate_action (GTK_WIDGET (self), info->action, NULL);
    return;
  }
  self->place = place;
  soky_last_session_note_place (self->settings, place);
  if (place == SOKY_PLACE_OVERVIEW)
    soky_overview_page_reload (self->overview_page);
  if (place == SOKY_PLACE_REPORT)
    soky_report_page_reload (self->report_page);
  if (place == SOKY_PLACE_ADMINISTRATION)
    soky_administration_page_show_start (self->administration_page);
  if (info->view >= 0)
    show_view (self, (SokyBookView) info->view);
  gtk_stack_set_visible_child_name (self->places, info->page);
  show_in_leaflet (self, "place");
}

static void
place_chosen_cb (SokyWindow *self, SokyPlace place)
{
  show_place (self, place);
}

/* A page leads to some books of a list. */
static void
show_list_cb (SokyWindow *self, SokyPlace place, const SokyBookFilter *filter)
{
  soky_sidebar_choose (self->sidebar, place);
  show_place (self, place);
  soky_book_list_page_set_filter (self->list_page, filter);
}

static void
show_sidebar_cb (SokyWindow *self)
{
  show_in_leaflet (self, "sidebar");
}

/* @series: (nullable): what the book is one of */
static void
open_book (SokyWindow *self, SokyBook *book, SokyBookSeries *series)
{
  /* the second click of a double click comes while the list is still going away */
  SokyBook *open = soky_book_reader_get_book (self->book_reader);
  if (open != NULL && g_str_equal (open->id, book->id))
    return;
  soky_book_reader_open (self->book_reader, self->workspace, book);
  soky_book_reader_set_series (self->book_reader, series);
  soky_workspace_note_seen (self->workspace, book);
  soky_last_session_note_book (self->settings, book->id);
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  if (application != NULL)
    soky_notices_withdraw (G_APPLICATION (application), book->id);
  gtk_stack_set_visible_child_name (self->stack, "book");
}

static void
open_book_cb (SokyWindow *self, SokyBook *book)
{
  open_book (self, book, NULL);
}

static void
read_list_cb (SokyWindow *self, SokyBook *book)
{
  g_autoptr (SokyBookSeries) series =
      soky_book_series_new (soky_book_list_page_get_model (self->list_page), book);
  open_book (self, book, series);
}

static void
close_book_cb (SokyWindow *self)
{
  gtk_stack_set_visible_child_name (self->stack, "browse");
  soky_book_reader_open (self->book_reader, NULL, NULL);
  soky_last_session_note_book (self->settings, NULL);
  soky_workspace_refresh (self->workspace);
  soky_overview_page_reload (self->overview_page);
}

/* A person who has the window in front sees it there.
 * Returns: (transfer none) (nullable): who tells the desktop; %NULL when nobody is to */
static GApplication *
get_teller (SokyWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  GtkWindow *front = application != NULL ? gtk_application_get_active_window (application) : NULL;

  if (front == NULL || gtk_window_is_active (front) ||
      (self->settings != NULL && !g_settings_get_boolean (self->settings, "notify")))
    return NULL;
  return G_APPLICATION (application);
}

static void
noticed_cb (SokyWindow *self, int kind, GPtrArray *books)
{
  GApplication *teller = get_teller (self);

  if (teller != NULL)
    soky_notices_show (teller, (SokyNoticeKind) kind, books);
}

static void
reminded_cb (SokyWindow *self, GPtrArray *reminders)
{
  GApplication *teller = get_teller (self);

  if (teller != NULL)
    soky_notices_show_reminders (teller, reminders);
}

static gboolean
refresh_cb (gpointer data)
{
  SokyWindow *self = data;
  soky_workspace_refresh (self->workspace);
  soky_overview_page_reload (self->overview_page);
  soky_book_reader_reload (self->book_reader);
  soky_notices_look (self->notices);
  return G_SOURCE_CONTINUE;
}

/* Those who may delegate, and those who may come to decide in another's place. */
static gboolean
concerns_delegation (const SokyPerson *person)
{
  static const SokyRole roles[] = {SOKY_ROLE_PRINCIPAL, SOKY_ROLE_VICE_PRINCIPAL,
                                   SOKY_ROLE_GROUP_HEAD, SOKY_ROLE_SCHOOL_ADMIN};
  gboolean concerned = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    concerned = concerned || soky_person_has_role (person, roles[i]);
  return concerned;
}

/* What only somebody who is signed in can do, and what only some can. */
static void
update_actions (SokyWindow *self)
{
  static const char *const names[] = {
      "win.sign-out",    "win.create-book",      "win.create-book-for", "win.sign-many",
      "win.return-many", "win.own-certificates", "win.change-password", "win.sessions"};
  SokyPerson *person = self->workspace != NULL ? soky_workspace_get_person (self->workspace) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), names[i], person != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.delegations",
                                 person != NULL && concerns_delegation (person));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.looks",
                                 person != NULL &&
                                     soky_person_get_managed_unit (person, NULL) != NULL);
}

/* the page and its lists let go of the session, and with it of all that it knows */
static void
leave_workspace (SokyWindow *self)
{
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  soky_book_reader_open (self->book_reader, NULL, NULL);
  soky_book_list_page_set_view (self->list_page, NULL, SOKY_BOOK_VIEW_OUTBOX);
  soky_sidebar_set_workspace (self->sidebar, NULL);
  soky_overview_page_set_workspace (self->overview_page, NULL);
  soky_report_page_set_workspace (self->report_page, NULL);
  soky_administration_page_set_workspace (self->administration_page, NULL);
  soky_outbox_bar_set_outbox (self->outbox_bar, NULL);
  g_clear_object (&self->notices);
  g_clear_object (&self->workspace);
  update_actions (self);
  gtk_stack_set_visible_child_name (self->stack, "sign-in");
}

void
soky_window_sign_out (SokyWindow *self)
{
  g_autoptr (SokySession) session = g_object_ref (soky_workspace_get_session (self->workspace));
  leave_workspace (self);
  soky_last_session_forget (self->settings);
  soky_session_sign_out (session);
}

static void
left_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyWindow) self = user_data;
  gboolean remove = FALSE;

  if (!soky_sign_out_ask_finish (result, &remove) || self->workspace == NULL)
    return;
  g_autoptr (SokyLibrary) library =
      g_object_ref (soky_session_get_library (soky_workspace_get_session (self->workspace)));
  soky_window_sign_out (self);
  if (remove)
    soky_local_data_wipe (library);
}

static void
sign_out_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyWindow *self = SOKY_WINDOW (widget);
  soky_sign_out_ask_async (GTK_WINDOW (self), self->settings, soky_window_count_waiting (self),
                           left_cb, g_object_ref (self));
}

static void
sign_in_again_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyWindow *self = SOKY_WINDOW (widget);
  if (self->workspace == NULL)
    return;
  leave_workspace (self);
  soky_sign_in_page_show_message (self->sign_in_page,
                                  _ ("Sign in, and what waits is sent by itself."));
}

static void
session_ended_cb (SokyWindow *self)
{
  if (self->workspace == NULL)
    return;
  leave_workspace (self);
  soky_sign_in_page_show_message (
      self->sign_in_page, _ ("Your session has ended. Sign in again to go on; nothing is lost."));
}

static void
welcomed_cb (SokyWindow *self)
{
  if (self->settings != NULL)
    g_settings_set_boolean (self->settings, "welcomed", TRUE);
  gtk_stack_set_visible_child_name (self->stack, "sign-in");
}

/* With a library from now on, if it is not opened without a network already. */
static void
keep (SokyWindow *self, SokySession *session)
{
  if (soky_session_get_library (session) == NULL) {
    g_autofree char *folder =
        soky_library_find_folder (soky_connection_get_url (soky_session_get_connection (session)),
                                  soky_session_get_person (session)->login);
    g_autoptr (SokyLibrary) library = soky_library_new (folder);
    soky_session_keep (session, library);
  }
  soky_local_data_trim (soky_session_get_library (session), self->settings);
}

static void
arrived_cb (SokyWindow *self)
{
  soky_book_reader_reload (self->book_reader);
}

static void
found_book_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  SokySession *session = SOKY_SESSION (source);
  g_autoptr (SokyBook) book = soky_session_book_finish (session, result, &error);

  if (self->workspace == NULL || soky_workspace_get_session (self->workspace) != session)
    return;
  if (book == NULL)
    soky_window_toast (self, error->message);
  else
    open_book_cb (self, book);
}

/* Back to what was open when the program ended. */
static void
go_where_left (SokyWindow *self)
{
  SokyPerson *person = soky_workspace_get_person (self->workspace);
  g_autofree char *book = soky_last_session_dup_book (self->settings);
  SokyPlace place = soky_last_session_get_place (self->settings, person, SOKY_PLACE_OVERVIEW);

  /* any list tells how many books each has, for the sidebar */
  soky_book_model_reload (soky_workspace_get_model (self->workspace, SOKY_BOOK_VIEW_INBOX));
  soky_sidebar_choose (self->sidebar, place);
  show_place (self, place);
  gtk_stack_set_visible_child_name (self->stack, "browse");
  if (book != NULL)
    soky_window_find_book (self, book);
}

void
soky_window_take_session (SokyWindow *self, SokySession *session)
{
  keep (self, session);
  self->workspace = soky_workspace_new (session, self->trust, self->tokens);
  g_signal_connect_object (session, "ended", G_CALLBACK (session_ended_cb), self,
                           G_CONNECT_SWAPPED);
  update_actions (self);
  soky_sidebar_set_workspace (self->sidebar, self->workspace);
  soky_overview_page_set_workspace (self->overview_page, self->workspace);
  soky_report_page_set_workspace (self->report_page, self->workspace);
  soky_administration_page_set_workspace (self->administration_page, self->workspace);
  soky_outbox_bar_set_outbox (self->outbox_bar, soky_workspace_get_outbox (self->workspace));
  g_signal_connect_object (soky_workspace_get_outbox (self->workspace), "arrived",
                           G_CALLBACK (arrived_cb), self, G_CONNECT_SWAPPED);
  self->notices = soky_notices_new (session);
  g_signal_connect_object (self->notices, "noticed", G_CALLBACK (noticed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->notices, "reminded", G_CALLBACK (reminded_cb), self,
                           G_CONNECT_SWAPPED);
  soky_notices_look (self->notices);
  go_where_left (self);
  self->refresh_source = g_timeout_add_seconds (REFRESH_SECONDS, refresh_cb, self);
}

static void
soky_window_dispose (GObject *object)
{
  SokyWindow *self = SOKY_WINDOW (object);

  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_object (&self->notices);
  g_clear_object (&self->workspace);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->trust, soky_trust_unref);
  g_clear_object (&self->tokens);
  G_OBJECT_CLASS (soky_window_parent_class)->dispose (object);
}

static void
soky_window_class_init (SokyWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_window_dispose;
  g_type_ensure (SOKY_TYPE_SIGN_IN_PAGE);
  g_type_ensure (SOKY_TYPE_WELCOME_PAGE);
  g_type_ensure (SOKY_TYPE_SIDEBAR);
  g_type_ensure (SOKY_TYPE_BOOK_LIST_PAGE);
  g_type_ensure (SOKY_TYPE_BOOK_READER);
  g_type_ensure (SOKY_TYPE_OVERVIEW_PAGE);
  g_type_ensure (SOKY_TYPE_REPORT_PAGE);
  g_type_ensure (SOKY_TYPE_ADMINISTRATION_PAGE);
  g_type_ensure (SOKY_TYPE_OUTBOX_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/window.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SokyWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SokyWindow, sign_in_page);
  gtk_widget_class_bind_template_child (widget_class, SokyWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, SokyWindow, places);
  gtk_widget_class_bind_template_child (widget_class, SokyWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, SokyWindow, overview_page);
  gtk_widget_class_bind_template_child (widget_class, SokyWindow, administration_page);
  gtk_widget_class_bind_template_child (widget_class, SokyWindow, list_page);
  gtk_widget_class_bind_template_child (widget_class, SokyWindow, report_page);
  gtk_widget_class_bind_template_child (widget_class, SokyWindow, book_reader);
  gtk_widget_class_bind_template_child (widget_class, SokyWindow, outbox_bar);
  gtk_widget_class_bind_template_callback (widget_class, welcomed_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_list_cb);
  gtk_widget_class_bind_template_callback (widget_class, soky_window_find_book);
  gtk_widget_class_bind_template_callback (widget_class, show_sidebar_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_book_cb);
  gtk_widget_class_bind_template_callback (widget_class, read_list_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_book_cb);

  soky_window_install_sign_in (widget_class);
  soky_window_install_actions (widget_class);
  gtk_widget_class_install_action (widget_class, "win.sign-out", NULL, sign_out_action);
  gtk_widget_class_install_action (widget_class, "win.sign-in-again", NULL, sign_in_again_action);
}

static void
soky_window_init (SokyWindow *self)
{
  g_autoptr (SokyTokenHost) host = soky_token_host_new ();

  self->tokens = soky_token_monitor_new (host);
  gtk_widget_init_template (GTK_WIDGET (self));
  update_actions (self);
  soky_drop_files_accept (GTK_WIDGET (self), NULL);
  self->settings = soky_settings_new ();
  soky_settings_follow_window (self->settings, GTK_WINDOW (self));
}

GtkWidget *
soky_window_new (GtkApplication *application, SokyTrust *trust)
{
  SokyWindow *self = g_object_new (SOKY_TYPE_WINDOW, "application", application, NULL);
  self->trust = trust != NULL ? soky_trust_ref (trust) : NULL;
  return GTK_WIDGET (self);
}

void
soky_window_sign_in (SokyWindow *self, const char *server, const char *ca_file, const char *login,
                     SokySecret *password)
{
  g_return_if_fail (SOKY_IS_WINDOW (self));

  if (self->settings != NULL) {
    g_autofree char *last_server = g_settings_get_string (self->settings, "server");
    g_autofree char *last_login = g_settings_get_string (self->settings, "login");
    soky_sign_in_page_fill (self->sign_in_page, last_server, NULL, last_login);
    if (server == NULL && *last_server == '\0' &&
        !g_settings_get_boolean (self->settings, "welcomed"))
      gtk_stack_set_visible_child_name (self->stack, "welcome");
  }
  soky_sign_in_page_fill (self->sign_in_page, server, ca_file, login);
  if (password != NULL)
    soky_sign_in_page_submit (self->sign_in_page, password);
}

void
soky_window_toast (SokyWindow *self, const char *text)
{
  g_return_if_fail (SOKY_IS_WINDOW (self) && text != NULL);

  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (escaped);
  adw_toast_set_timeout (toast, TOAST_SECONDS);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

void
soky_window_open_book (SokyWindow *self, SokyBook *book)
{
  g_return_if_fail (SOKY_IS_WINDOW (self) && book != NULL);

  if (self->workspace == NULL)
    return;
  open_book_cb (self, book);
  soky_workspace_refresh (self->workspace);
}

void
soky_window_find_book (SokyWindow *self, const char *id)
{
  g_return_if_fail (SOKY_IS_WINDOW (self) && id != NULL);

  if (self->workspace != NULL)
    soky_session_get_book_async (soky_workspace_get_session (self->workspace), id, NULL,
                                 found_book_cb, g_object_ref (self));
}

void
soky_window_show_place (SokyWindow *self, SokyPlace place)
{
  g_return_if_fail (SOKY_IS_WINDOW (self));

  if (self->workspace == NULL)
    return;
  if (soky_book_reader_get_book (self->book_reader) != NULL)
    close_book_cb (self);
  soky_sidebar_choose (self->sidebar, place);
  show_place (self, place);
}

const char *
soky_window_get_help_topic (SokyWindow *self)
{
  g_return_val_if_fail (SOKY_IS_WINDOW (self), NULL);

  if (self->workspace == NULL)
    return "start";
  if (soky_book_reader_get_book (self->book_reader) != NULL)
    return "read";
  return soky_place_get_info (self->place)->help;
}

SokyWorkspace *
soky_window_get_workspace (SokyWindow *self)
{
  g_return_val_if_fail (SOKY_IS_WINDOW (self), NULL);

  return self->workspace;
}

void
soky_window_set_trust (SokyWindow *self, SokyTrust *trust)
{
  g_return_if_fail (SOKY_IS_WINDOW (self) && trust != NULL);

  soky_trust_ref (trust);
  g_clear_pointer (&self->trust, soky_trust_unref);
  self->trust = trust;
  if (self->workspace == NULL)
    return;
  soky_workspace_set_trust (self->workspace, trust);
  soky_book_reader_verify (self->book_reader);
}
