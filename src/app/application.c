/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/application.h"

#include <glib/gi18n.h>

#include "app/anchors.h"
#include "app/dialogs/sign-files-dialog.h"
#include "app/dialogs/signature-images-window.h"
#include "app/dialogs/trust-dialog.h"
#include "app/file-window.h"
#include "app/files-window.h"
#include "app/gtk-compat.h"
#include "app/help-topic.h"
#include "app/help-window.h"
#include "app/settings.h"
#include "app/shortcuts-window.h"
#include "app/window.h"
#include "base/paths.h"
#include "base/secret.h"

#define STDIN_DESCRIPTOR 0

struct _SokyApplication {
  AdwApplication parent_instance;

  SokyAnchors *anchors;
  GSettings *settings;      /* nullable */
  SokyTokenMonitor *tokens; /* nullable: until a file is signed that is no book */
  SokySecret *password;     /* nullable: of --password-stdin, until the window has it */
  char *server;
  char *ca_file;
  char *login;
};

G_DEFINE_FINAL_TYPE (SokyApplication, soky_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
    {"server", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Address of the school's server"), "URL"},
    {"ca-file", 0, 0, G_OPTION_ARG_FILENAME, NULL,
     N_ ("Authority of the server's certificate (PEM)"), "FILE"},
    {"sign-in", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Account to sign in with"), "LOGIN"},
    {"password-stdin", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Read the password from standard input"),
     NULL},
    {"trust", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL,
     N_ ("Trust the signing certificates of this authority (PEM, may be repeated)"), "FILE"},
    {"version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the version"), NULL},
    {NULL},
};

static GtkWindow *
get_window (SokyApplication *self)
{
  return gtk_application_get_active_window (GTK_APPLICATION (self));
}

static void
check_files (SokyApplication *self, GPtrArray *files)
{
  GtkWidget *window =
      soky_files_window_new (GTK_APPLICATION (self), soky_anchors_get_trust (self->anchors));
  soky_files_window_add (SOKY_FILES_WINDOW (window), files);
  gtk_window_present (GTK_WINDOW (window));
}

/* one file is read, many are listed */
static void
open_files (SokyApplication *self, GPtrArray *files)
{
  GFile *first = g_ptr_array_index (files, 0);

  if (files->len > 1 ||
      g_file_query_file_type (first, G_FILE_QUERY_INFO_NONE, NULL) == G_FILE_TYPE_DIRECTORY)
    check_files (self, files);
  else
    soky_application_open_file (self, first);
}

/* The window that showed what was not signed yet shows what is signed now. */
static void
show_signed_cb (SokyApplication *self, SokySignFilesDialog *dialog)
{
  g_autoptr (GPtrArray) files = soky_sign_files_dialog_list_signed (dialog);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (dialog));

  if (files->len == 1 && parent != NULL && SOKY_IS_FILE_WINDOW (parent))
    soky_file_window_open (SOKY_FILE_WINDOW (parent), files->pdata[0]);
  else if (files->len > 0)
    open_files (self, files);
}

static void
sign_files (SokyApplication *self, GPtrArray *files)
{
  if (self->tokens == NULL) {
    g_autoptr (SokyTokenHost) host = soky_token_host_new ();
    self->tokens = soky_token_monitor_new (host);
  }
  GtkWidget *dialog = soky_sign_files_dialog_new (get_window (self), self->tokens, files);
  g_signal_connect_object (dialog, "open", G_CALLBACK (show_signed_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Returns: (transfer full) (nullable): what was chosen */
static GPtrArray *
take_chosen (GAsyncResult *result)
{
  g_autoptr (GListModel) files = soky_choose_file_finish (result, NULL);
  if (files == NULL)
    return NULL;

  GPtrArray *chosen = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    g_ptr_array_add (chosen, g_list_model_get_item (files, i));
  return chosen;
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyApplication) self = user_data;
  g_autoptr (GPtrArray) chosen = take_chosen (result);

  if (chosen != NULL)
    open_files (self, chosen);
}

static void
sign_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyApplication) self = user_data;
  g_autoptr (GPtrArray) chosen = take_chosen (result);

  if (chosen != NULL)
    sign_files (self, chosen);
}

static void
open_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SokyApplication *self = user_data;
  SokyFileChoice choice = {.title = _ ("Open PDF"),
                           .accept = _ ("_Open"),
                           .many = TRUE,
                           .pattern = "*.[pP][dD][fF]",
                           .pattern_name = _ ("PDF files")};
  soky_choose_file_async (get_window (self), &choice, file_chosen_cb, g_object_ref (self));
}

static void
sign_files_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SokyApplication *self = user_data;
  SokyFileChoice choice = {.title = _ ("Sign PDF Files"),
                           .accept = _ ("_Choose"),
                           .many = TRUE,
                           .pattern = "*.[pP][dD][fF]",
                           .pattern_name = _ ("PDF files")};
  soky_choose_file_async (get_window (self), &choice, sign_chosen_cb, g_object_ref (self));
}

static void
open_uri_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));
  soky_application_open_file (user_data, file);
}

static void
sign_uris_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autofree const char **uris = g_variant_get_strv (parameter, NULL);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; uris[i] != NULL; i++)
    g_ptr_array_add (files, g_file_new_for_uri (uris[i]));
  if (files->len > 0)
    sign_files (user_data, files);
}

static void
check_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  check_files (user_data, none);
}

static void
trust_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SokyApplication *self = user_data;
  gtk_window_present (GTK_WINDOW (soky_trust_dialog_new (get_window (self), self->anchors)));
}

/* every window goes by the new list at once */
static void
trust_changed_cb (SokyApplication *self)
{
  SokyTrust *trust = soky_anchors_get_trust (self->anchors);

  for (GList *item = gtk_application_get_windows (GTK_APPLICATION (self)); item != NULL;
       item = item->next) {
    if (SOKY_IS_WINDOW (item->data))
      soky_window_set_trust (item->data, trust);
    else if (SOKY_IS_FILE_WINDOW (item->data))
      soky_file_window_set_trust (item->data, trust);
    else if (SOKY_IS_FILES_WINDOW (item->data))
      soky_files_window_set_trust (item->data, trust);
  }
}

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  soky_show_about (get_window (user_data));
}

static void
shortcuts_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = get_window (user_data);

  if (GTK_IS_APPLICATION_WINDOW (window))
    soky_show_shortcuts (GTK_APPLICATION_WINDOW (window));
}

static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  for (GList *windows; (windows = gtk_application_get_windows (user_data)) != NULL;)
    gtk_window_destroy (windows->data);
}

static void
signature_images_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_window_present (GTK_WINDOW (soky_signature_images_window_new (get_window (user_data))));
}

static GtkWindow *
find_help (SokyApplication *self)
{
  for (GList *item = gtk_application_get_windows (GTK_APPLICATION (self)); item != NULL;
       item = item->next)
    if (SOKY_IS_HELP_WINDOW (item->data))
      return item->data;
  return NULL;
}

static void
show_help (SokyApplication *self, const char *topic)
{
  GtkWindow *window = find_help (self);

  if (window == NULL)
    window = GTK_WINDOW (soky_help_window_new (GTK_APPLICATION (self)));
  soky_help_window_show_topic (SOKY_HELP_WINDOW (window), topic);
  gtk_window_present (window);
}

static void
help_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  show_help (user_data, g_variant_get_string (parameter, NULL));
}

/* About what the person is looking at. */
static void
help_here_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);

  show_help (user_data, soky_help_topic_of (window));
}

/* The window of the school's books, brought to the front; %NULL when there is none. */
static SokyWindow *
present_main_window (SokyApplication *self)
{
  for (GList *item = gtk_application_get_windows (GTK_APPLICATION (self)); item != NULL;
       item = item->next)
    if (SOKY_IS_WINDOW (item->data)) {
      gtk_window_present (item->data);
      return item->data;
    }
  return NULL;
}

/* From a notification, which may be older than the program: then there is only the sign-in. */
static void
open_book_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SokyWindow *window = present_main_window (user_data);

  if (window != NULL)
    soky_window_find_book (window, g_variant_get_string (parameter, NULL));
  else
    g_application_activate (user_data);
}

static void
show_place_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SokyWindow *window = present_main_window (user_data);
  const char *name = g_variant_get_string (parameter, NULL);
  SokyPlace place = g_str_equal (name, "overview") ? SOKY_PLACE_OVERVIEW
                    : g_str_equal (name, "outbox") ? SOKY_PLACE_OUTBOX
                                                   : SOKY_PLACE_INBOX;

  if (window != NULL)
    soky_window_show_place (window, place);
  else
    g_application_activate (user_data);
}

static const GActionEntry actions[] = {
    {.name = "open", .activate = open_action},
    {.name = "open-uri", .activate = open_uri_action, .parameter_type = "s"},
    {.name = "check-files", .activate = check_action},
    {.name = "sign-files", .activate = sign_files_action},
    {.name = "sign-uris", .activate = sign_uris_action, .parameter_type = "as"},
    {.name = "trust", .activate = trust_action},
    {.name = "signature-images", .activate = signature_images_action},
    {.name = "help", .activate = help_action, .parameter_type = "s"},
    {.name = "help-here", .activate = help_here_action},
    {.name = "shortcuts", .activate = shortcuts_action},
    {.name = "about", .activate = about_action},
    {.name = "open-book", .activate = open_book_action, .parameter_type = "s"},
    {.name = "show-place", .activate = show_place_action, .parameter_type = "s"},
    {.name = "quit", .activate = quit_action},
};

static gboolean
take_options (SokyApplication *self, GVariantDict *dict, GError **error)
{
  g_autofree char **files = NULL;
  gboolean from_stdin = FALSE;

  g_variant_dict_lookup (dict, "server", "s", &self->server);
  g_variant_dict_lookup (dict, "ca-file", "^ay", &self->ca_file);
  g_variant_dict_lookup (dict, "sign-in", "s", &self->login);
  g_variant_dict_lookup (dict, "password-stdin", "b", &from_stdin);
  g_variant_dict_lookup (dict, "trust", "^a&ay", &files);

  if (from_stdin) {
    self->password = soky_secret_read_line (STDIN_DESCRIPTOR, error);
    if (self->password == NULL)
      return FALSE;
  }
  return soky_anchors_load (self->anchors, files, error);
}

static int
soky_application_handle_local_options (GApplication *application, GVariantDict *dict)
{
  SokyApplication *self = SOKY_APPLICATION (application);
  g_autoptr (GError) error = NULL;

  if (g_variant_dict_contains (dict, "version")) {
    g_print ("SoKy %s\n", SOKY_VERSION);
    return 0;
  }
  if (!take_options (self, dict, &error)) {
    g_printerr ("%s\n", error->message);
    return 1;
  }
  /* a server or an account of its own is a program of its own, beside one that runs already */
  if (self->server != NULL || self->login != NULL)
    g_application_set_flags (application,
                             g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
  return -1;
}

static void
soky_application_activate (GApplication *application)
{
  SokyApplication *self = SOKY_APPLICATION (application);

  if (present_main_window (self) != NULL)
    return;
  GtkWidget *window =
      soky_window_new (GTK_APPLICATION (self), soky_anchors_get_trust (self->anchors));
  soky_window_sign_in (SOKY_WINDOW (window), self->server, self->ca_file, self->login,
                       self->password);
  g_clear_pointer (&self->password, soky_secret_unref);
  gtk_window_present (GTK_WINDOW (window));
}

static void
soky_application_open (GApplication *application, GFile **files, int count, const char *hint)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);
  for (int i = 0; i < count; i++)
    g_ptr_array_add (list, g_object_ref (files[i]));
  open_files (SOKY_APPLICATION (application), list);
}

static void
soky_application_startup (GApplication *application)
{
  static const struct {
    const char *action;
    const char *keys[3];
  } shortcuts[] = {
      {"app.open", {"<Control>o", NULL}},
      {"app.sign-files", {"<Control>k", NULL}},
      {"app.help-here", {"F1", NULL}},
      {"app.quit", {"<Control>q", NULL}},
      {"win.preferences", {"<Control>comma", NULL}},
      {"window.close", {"<Control>w", NULL}},
      {"app.shortcuts", {"<Control>question", NULL}},
  };

  G_APPLICATION_CLASS (soky_application_parent_class)->startup (application);
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   application);
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), shortcuts[i].action,
                                           shortcuts[i].keys);
  gtk_window_set_default_icon_name (SOKY_APP_ID);
  SOKY_APPLICATION (application)->settings = soky_settings_new ();
  soky_settings_follow_look (SOKY_APPLICATION (application)->settings);
}

static void
soky_application_finalize (GObject *object)
{
  SokyApplication *self = SOKY_APPLICATION (object);
  g_clear_object (&self->anchors);
  g_clear_object (&self->settings);
  g_clear_object (&self->tokens);
  g_clear_pointer (&self->password, soky_secret_unref);
  g_free (self->server);
  g_free (self->ca_file);
  g_free (self->login);
  G_OBJECT_CLASS (soky_application_parent_class)->finalize (object);
}

static void
soky_application_class_init (SokyApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = soky_application_finalize;
  application_class->handle_local_options = soky_application_handle_local_options;
  application_class->activate = soky_application_activate;
  application_class->open = soky_application_open;
  application_class->startup = soky_application_startup;
}

static void
soky_application_init (SokyApplication *self)
{
  g_autofree char *folder = soky_paths_user_config ("trust");
  self->anchors = soky_anchors_new (folder);
  g_signal_connect_object (self->anchors, "changed", G_CALLBACK (trust_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _ ("[FILE…]"));
}

SokyApplication *
soky_application_new (void)
{
  return g_object_new (SOKY_TYPE_APPLICATION, "application-id", SOKY_APP_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, NULL);
}

void
soky_application_open_file (SokyApplication *self, GFile *file)
{
  g_return_if_fail (SOKY_IS_APPLICATION (self) && G_IS_FILE (file));

  GtkWidget *window =
      soky_file_window_new (GTK_APPLICATION (self), soky_anchors_get_trust (self->anchors));
  soky_file_window_open (SOKY_FILE_WINDOW (window), file);
  gtk_window_present (GTK_WINDOW (window));
}
