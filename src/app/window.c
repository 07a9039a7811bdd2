/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/window.h"

#include <glib/gi18n.h>

#include "app/dialogs/batch-dialog.h"
#include "app/dialogs/checkup-window.h"
#include "app/dialogs/create-dialog.h"
#include "app/dialogs/delegations-window.h"
#include "app/dialogs/local-data-dialog.h"
#include "app/dialogs/looks-window.h"
#include "app/dialogs/outbox-window.h"
#include "app/dialogs/own-certificates-window.h"
#include "app/dialogs/sign-out.h"
#include "app/dialogs/challenge-dialog.h"
#include "app/dialogs/tokens-window.h"
#include "app/drop-files.h"
#include "app/gtk-compat.h"
#include "app/pages/book-list-page.h"
#include "app/pages/book-reader.h"
#include "app/pages/overview-page.h"
#include "app/pages/report-page.h"
#include "app/pages/sign-in-page.h"
#include "app/settings.h"
#include "app/widgets/outbox-bar.h"
#include "app/widgets/sidebar.h"
#include "book/row-look.h"

#define REFRESH_SECONDS 60
#define TOAST_SECONDS 4

struct _SokyWindow {
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkStack *stack;
  SokySignInPage *sign_in_page;
  GtkWidget *leaflet;
  GtkStack *places;
  SokyOverviewPage *overview_page;
  SokySidebar *sidebar;
  SokyBookListPage *list_page;
  SokyReportPage *report_page;
  SokyBookReader *book_reader;
  SokyOutboxBar *outbox_bar;

  GSettings *settings; /* nullable */
  SokyTrust *trust;
  SokyTokenMonitor *tokens;
  SokyWorkspace *workspace; /* nullable: nobody is signed in */
  guint refresh_source;
};

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
  if (place == SOKY_PLACE_OVERVIEW)
    soky_overview_page_reload (self->overview_page);
  if (place == SOKY_PLACE_REPORT)
    soky_report_page_reload (self->report_page);
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

static void
open_book_cb (SokyWindow *self, SokyBook *book)
{
  /* the second click of a double click comes while the list is still going away */
  SokyBook *open = soky_book_reader_get_book (self->book_reader);
  if (open != NULL && g_str_equal (open->id, book->id))
    return;
  soky_book_reader_open (self->book_reader, self->workspace, book);
  soky_workspace_note_seen (self->workspace, book);
  gtk_stack_set_visible_child_name (self->stack, "book");
}

static void
book_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) book = soky_session_book_finish (SOKY_SESSION (source), result, &error);

  if (book == NULL)
    soky_window_toast (self, error->message);
  else if (self->workspace != NULL)
    open_book_cb (self, book);
}

static void
open_id_cb (SokyWindow *self, const char *id)
{
  soky_session_get_book_async (soky_workspace_get_session (self->workspace), id, NULL,
                               book_found_cb, g_object_ref (self));
}

static void
close_book_cb (SokyWindow *self)
{
  gtk_stack_set_visible_child_name (self->stack, "browse");
  soky_book_reader_open (self->book_reader, NULL, NULL);
  soky_workspace_refresh (self->workspace);
  soky_overview_page_reload (self->overview_page);
}

static gboolean
refresh_cb (gpointer data)
{
  SokyWindow *self = data;
  soky_workspace_refresh (self->workspace);
  soky_overview_page_reload (self->overview_page);
  soky_book_reader_reload (self->book_reader);
  return G_SOURCE_CONTINUE;
}

static void
created_cb (SokyWindow *self, SokyBook *book)
{
  soky_window_toast (self, soky_session_is_offline (soky_workspace_get_session (self->workspace))
                               ? _ ("Kept here, and sent when there is a network again")
                               : _ ("The book is created"));
  soky_window_open_book (self, book);
}

static void
create_book_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyWindow *self = SOKY_WINDOW (widget);
  GtkWidget *dialog =
      soky_create_dialog_new (GTK_WINDOW (self), soky_workspace_get_session (self->workspace));
  g_signal_connect_object (dialog, "created", G_CALLBACK (created_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
tokens_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyWindow *self = SOKY_WINDOW (widget);
  gtk_window_present (GTK_WINDOW (soky_tokens_window_new (GTK_WINDOW (self), self->tokens)));
}

static void
check_up_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyWindow *self = SOKY_WINDOW (widget);
  g_autoptr (SokySession) session =
      self->workspace != NULL ? g_object_ref (soky_workspace_get_session (self->workspace))
                              : soky_sign_in_page_make_session (self->sign_in_page);

  gtk_window_present (
      GTK_WINDOW (soky_checkup_window_new (GTK_WINDOW (self), session, self->tokens, self->trust)));
}

static void signed_in_cb (SokyWindow *self, SokySession *session);

static void
signed_in_by_token_cb (SokyWindow *self, GtkWidget *dialog)
{
  signed_in_cb (self, g_object_get_data (G_OBJECT (dialog), "session"));
}

static void
sign_in_by_token_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyWindow *self = SOKY_WINDOW (widget);
  g_autoptr (SokySession) session = soky_sign_in_page_make_session (self->sign_in_page);

  if (session == NULL) {
    soky_sign_in_page_show_message (
        self->sign_in_page,
        _ ("Type the address of your school's server. Your school administrator knows it."));
    return;
  }
  GtkWidget *dialog =
      soky_challenge_dialog_new (GTK_WINDOW (self), session, self->tokens, SOKY_PURPOSE_SIGN_IN);
  g_object_set_data_full (G_OBJECT (dialog), "session", g_object_ref (session), g_object_unref);
  g_signal_connect_object (dialog, "done", G_CALLBACK (signed_in_by_token_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
own_certificates_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyWindow *self = SOKY_WINDOW (widget);
  gtk_window_present (GTK_WINDOW (soky_own_certificates_window_new (
      GTK_WINDOW (self), soky_workspace_get_session (self->workspace), self->tokens)));
}

static void
delegations_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyWindow *self = SOKY_WINDOW (widget);
  gtk_window_present (
      GTK_WINDOW (soky_delegations_window_new (GTK_WINDOW (self), self->workspace)));
}

static void
looks_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyWindow *self = SOKY_WINDOW (widget);
  gtk_window_present (GTK_WINDOW (soky_looks_window_new (GTK_WINDOW (self), self->workspace)));
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

static void
sign_many_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyWindow *self = SOKY_WINDOW (widget);
  g_autoptr (GPtrArray) books = soky_book_list_page_list_chosen (self->list_page);
  GtkWidget *dialog = soky_batch_dialog_new (GTK_WINDOW (self), self->workspace, books);
  g_signal_connect_object (dialog, "worked", G_CALLBACK (soky_workspace_refresh), self->workspace,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
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
  soky_outbox_bar_set_outbox (self->outbox_bar, NULL);
  g_clear_object (&self->workspace);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.sign-out", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.create-book", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.sign-many", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.own-certificates", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.delegations", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.looks", FALSE);
  gtk_stack_set_visible_child_name (self->stack, "sign-in");
}

static void
sign_out (SokyWindow *self)
{
  g_autoptr (SokySession) session = g_object_ref (soky_workspace_get_session (self->workspace));
  leave_workspace (self);
  soky_session_sign_out (session);
}

static guint
count_waiting (SokyWindow *self)
{
  SokyOutboxModel *outbox = soky_workspace_get_outbox (self->workspace);
  return g_list_model_get_n_items (soky_outbox_model_get_list (outbox));
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
  sign_out (self);
  if (remove)
    soky_local_data_wipe (library);
}

static void
sign_out_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyWindow *self = SOKY_WINDOW (widget);
  soky_sign_out_ask_async (GTK_WINDOW (self), self->settings, count_waiting (self), left_cb,
                           g_object_ref (self));
}

static void
outbox_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyWindow *self = SOKY_WINDOW (widget);
  if (self->workspace == NULL)
    return;
  GtkWidget *dialog = soky_outbox_window_new (GTK_WINDOW (self), self->workspace);
  g_signal_connect_object (dialog, "open-book", G_CALLBACK (soky_window_open_book), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
local_data_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyWindow *self = SOKY_WINDOW (widget);
  if (self->workspace == NULL)
    return;
  GtkWidget *dialog = soky_local_data_dialog_new (
      GTK_WINDOW (self), soky_session_get_library (soky_workspace_get_session (self->workspace)),
      count_waiting (self));
  g_signal_connect_object (dialog, "removed", G_CALLBACK (sign_out), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
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
remember (SokyWindow *self)
{
  if (self->settings == NULL)
    return;
  g_settings_set_string (self->settings, "server",
                         soky_sign_in_page_get_server (self->sign_in_page));
  g_settings_set_string (self->settings, "login", soky_sign_in_page_get_login (self->sign_in_page));
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
signed_in_cb (SokyWindow *self, SokySession *session)
{
  remember (self);
  keep (self, session);
  self->workspace = soky_workspace_new (session, self->trust, self->tokens);
  g_signal_connect_object (session, "ended", G_CALLBACK (session_ended_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.sign-out", TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.create-book", TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.sign-many", TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.own-certificates", TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.delegations",
                                 concerns_delegation (soky_session_get_person (session)));
  gtk_widget_action_set_enabled (
      GTK_WIDGET (self), "win.looks",
      soky_person_get_managed_unit (soky_session_get_person (session), NULL) != NULL);
  soky_sidebar_set_workspace (self->sidebar, self->workspace);
  soky_overview_page_set_workspace (self->overview_page, self->workspace);
  soky_report_page_set_workspace (self->report_page, self->workspace);
  soky_outbox_bar_set_outbox (self->outbox_bar, soky_workspace_get_outbox (self->workspace));
  g_signal_connect_object (soky_workspace_get_outbox (self->workspace), "arrived",
                           G_CALLBACK (arrived_cb), self, G_CONNECT_SWAPPED);
  /* any list tells how many books each has, for the sidebar */
  soky_book_model_reload (soky_workspace_get_model (self->workspace, SOKY_BOOK_VIEW_INBOX));
  soky_sidebar_choose (self->sidebar, SOKY_PLACE_OVERVIEW);
  show_place (self, SOKY_PLACE_OVERVIEW);
  gtk_stack_set_visible_child_name (self->stack, "browse");
  self->refresh_source = g_timeout_add_seconds (REFRESH_SECONDS, refresh_cb, self);
}

static void
soky_window_dispose (GObject *object)
{
  SokyWindow *self = SOKY_WINDOW (object);

  g_clear_handle_id (&self->refresh_source, g_source_remove);
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
  g_type_ensure (SOKY_TYPE_SIDEBAR);
  g_type_ensure (SOKY_TYPE_BOOK_LIST_PAGE);
  g_type_ensure (SOKY_TYPE_BOOK_READER);
  g_type_ensure (SOKY_TYPE_OVERVIEW_PAGE);
  g_type_ensure (SOKY_TYPE_REPORT_PAGE);
  g_type_ensure (SOKY_TYPE_OUTBOX_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/window.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SokyWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SokyWindow, sign_in_page);
  gtk_widget_class_bind_template_child (widget_class, SokyWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, SokyWindow, places);
  gtk_widget_class_bind_template_child (widget_class, SokyWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, SokyWindow, overview_page);
  gtk_widget_class_bind_template_child (widget_class, SokyWindow, list_page);
  gtk_widget_class_bind_template_child (widget_class, SokyWindow, report_page);
  gtk_widget_class_bind_template_child (widget_class, SokyWindow, book_reader);
  gtk_widget_class_bind_template_child (widget_class, SokyWindow, outbox_bar);
  gtk_widget_class_bind_template_callback (widget_class, signed_in_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_list_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_id_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_sidebar_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_book_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_book_cb);

  gtk_widget_class_install_action (widget_class, "win.tokens", NULL, tokens_action);
  gtk_widget_class_install_action (widget_class, "win.sign-out", NULL, sign_out_action);
  gtk_widget_class_install_action (widget_class, "win.create-book", NULL, create_book_action);
  gtk_widget_class_install_action (widget_class, "win.sign-in-by-token", NULL,
                                   sign_in_by_token_action);
  gtk_widget_class_install_action (widget_class, "win.own-certificates", NULL,
                                   own_certificates_action);
  gtk_widget_class_install_action (widget_class, "win.check-up", NULL, check_up_action);
  gtk_widget_class_install_action (widget_class, "win.outbox", NULL, outbox_action);
  gtk_widget_class_install_action (widget_class, "win.local-data", NULL, local_data_action);
  gtk_widget_class_install_action (widget_class, "win.sign-in-again", NULL, sign_in_again_action);
  gtk_widget_class_install_action (widget_class, "win.delegations", NULL, delegations_action);
  gtk_widget_class_install_action (widget_class, "win.looks", NULL, looks_action);
  gtk_widget_class_install_action (widget_class, "win.sign-many", NULL, sign_many_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "win.create-book",
                                       NULL);
}

static void
soky_window_init (SokyWindow *self)
{
  g_autoptr (SokyTokenHost) host = soky_token_host_new ();

  self->tokens = soky_token_monitor_new (host);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.sign-out", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.create-book", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.sign-many", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.own-certificates", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.delegations", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.looks", FALSE);
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
