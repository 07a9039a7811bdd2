/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/pages/sign-in-page.h"
#include "app/recent-files.h"

#include "wire/error.h"

#include <glib/gi18n.h>

#include "client/address.h"

struct _SokySignInPage {
  AdwBin parent_instance;

  GMenu *menu;
  GtkRevealer *message_revealer;
  GtkLabel *message_label;
  GtkEditable *server_row;
  GtkEditable *login_row;
  GtkEditable *password_row;
  GtkWidget *form;
  GtkButton *button;
  GtkStack *button_stack;
  GtkWidget *offline_button;

  char *ca_file;
  SokySecret *password; /* nullable: of the sign-in under way */
  GCancellable *life;
  gboolean busy;
};

enum { SIGNED_IN, TOKEN_WANTED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokySignInPage, soky_sign_in_page, ADW_TYPE_BIN)

static void
set_busy (SokySignInPage *self, gboolean busy)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  self->busy = busy;
  /* an entry that is switched off must not keep the focus: GtkText warns about that */
  if (busy && root != NULL)
    gtk_root_set_focus (root, NULL);
  gtk_widget_set_sensitive (self->form, !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), !busy);
  gtk_stack_set_visible_child_name (self->button_stack, busy ? "busy" : "label");
}

static void
focus_what_is_missing (SokySignInPage *self)
{
  GtkEditable *const fields[] = {self->server_row, self->login_row, self->password_row};
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (*gtk_editable_get_text (fields[i]) == '\0' || i + 1 == G_N_ELEMENTS (fields)) {
      gtk_widget_grab_focus (GTK_WIDGET (fields[i]));
      return;
    }
}

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokySignInPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = soky_session_sign_in_finish (SOKY_SESSION (source), result, &error);
  g_autoptr (SokySecret) password = g_steal_pointer (&self->password);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_busy (self, FALSE);
  if (g_error_matches (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_SECOND_PROOF_REQUIRED)) {
    gtk_revealer_set_reveal_child (self->message_revealer, FALSE);
    g_signal_emit (self, signals[TOKEN_WANTED], 0, source, gtk_editable_get_text (self->login_row),
                   password);
    return;
  }
  if (!done) {
    soky_sign_in_page_show_message (self, error->message);
    focus_what_is_missing (self);
    return;
  }
  gtk_revealer_set_reveal_child (self->message_revealer, FALSE);
  g_signal_emit (self, signals[SIGNED_IN], 0, source);
}

/* "school.edu.vn" is meant as https:// */
static char *
complete_address (const char *text)
{
  g_autofree char *address = g_strstrip (g_strdup (text));
  if (*address == '\0' || strstr (address, "://") != NULL)
    return g_steal_pointer (&address);
  return g_strconcat ("https://", address, NULL);
}

static const char *
find_missing (SokySignInPage *self, const char *server, const char *login)
{
  if (*server == '\0')
    return _ ("Type the address of your school's server. Your school administrator knows it.");
  if (*login == '\0')
    return _ ("Type your account name.");
  return NULL;
}

/* Returns: (transfer full) (nullable): of the account that is typed */
static SokyLibrary *
find_library (SokySignInPage *self)
{
  g_autofree char *server = complete_address (gtk_editable_get_text (self->server_row));
  g_autofree char *url = soky_address_normalise (server);
  g_autofree char *folder =
      url != NULL ? soky_library_find_folder (url, gtk_editable_get_text (self->login_row)) : NULL;

  return folder != NULL && g_file_test (folder, G_FILE_TEST_IS_DIR) ? soky_library_new (folder)
                                                                    : NULL;
}

static void
account_changed_cb (SokySignInPage *self)
{
  g_autoptr (SokyLibrary) library = find_library (self);
  gtk_widget_set_visible (self->offline_button, library != NULL);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokySignInPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = soky_session_open_library_finish (SOKY_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_busy (self, FALSE);
  if (!done) {
    soky_sign_in_page_show_message (self, error->message);
    return;
  }
  gtk_revealer_set_reveal_child (self->message_revealer, FALSE);
  g_signal_emit (self, signals[SIGNED_IN], 0, source);
}

static void
offline_cb (SokySignInPage *self)
{
  g_autoptr (SokyLibrary) library = find_library (self);
  g_autoptr (SokySession) session = library ? soky_sign_in_page_make_session (self) : NULL;

  if (session == NULL || self->busy)
    return;
  set_busy (self, TRUE);
  soky_session_open_library_async (session, library, self->life, opened_cb, g_object_ref (self));
}

static void
submit_cb (SokySignInPage *self)
{
  const char *typed = gtk_editable_get_text (self->password_row);
  if (*typed == '\0') {
    soky_sign_in_page_show_message (self, _ ("Type your password."));
    focus_what_is_missing (self);
    return;
  }
  g_autoptr (SokySecret) password = soky_secret_new (typed, -1);
  gtk_editable_set_text (self->password_row, "");
  soky_sign_in_page_submit (self, password);
}

static void
soky_sign_in_page_dispose (GObject *object)
{
  SokySignInPage *self = SOKY_SIGN_IN_PAGE (object);
  g_cancellable_cancel (self->life);
  G_OBJECT_CLASS (soky_sign_in_page_parent_class)->dispose (object);
}

static void
soky_sign_in_page_finalize (GObject *object)
{
  SokySignInPage *self = SOKY_SIGN_IN_PAGE (object);
  g_object_unref (self->life);
  g_clear_pointer (&self->password, soky_secret_unref);
  g_free (self->ca_file);
  G_OBJECT_CLASS (soky_sign_in_page_parent_class)->finalize (object);
}

static void
soky_sign_in_page_class_init (SokySignInPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_sign_in_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = soky_sign_in_page_finalize;
  signals[SIGNED_IN] = g_signal_new ("signed-in", SOKY_TYPE_SIGN_IN_PAGE, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, SOKY_TYPE_SESSION);
  signals[TOKEN_WANTED] =
      g_signal_new ("token-wanted", SOKY_TYPE_SIGN_IN_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 3, SOKY_TYPE_SESSION, G_TYPE_STRING, soky_secret_get_type ());
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/sign-in-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SokySignInPage, menu);
  gtk_widget_class_bind_template_child (widget_class, SokySignInPage, message_revealer);
  gtk_widget_class_bind_template_child (widget_class, SokySignInPage, message_label);
  gtk_widget_class_bind_template_child (widget_class, SokySignInPage, server_row);
  gtk_widget_class_bind_template_child (widget_class, SokySignInPage, login_row);
  gtk_widget_class_bind_template_child (widget_class, SokySignInPage, password_row);
  gtk_widget_class_bind_template_child (widget_class, SokySignInPage, form);
  gtk_widget_class_bind_template_child (widget_class, SokySignInPage, button);
  gtk_widget_class_bind_template_child (widget_class, SokySignInPage, button_stack);
  gtk_widget_class_bind_template_child (widget_class, SokySignInPage, offline_button);
  gtk_widget_class_bind_template_callback (widget_class, submit_cb);
  gtk_widget_class_bind_template_callback (widget_class, account_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, offline_cb);
}

static void
soky_sign_in_page_init (SokySignInPage *self)
{
  self->life = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  soky_recent_files_add_to_menu (self->menu);
  g_signal_connect_swapped (self, "map", G_CALLBACK (focus_what_is_missing), self);
  g_signal_connect_swapped (self, "map", G_CALLBACK (account_changed_cb), self);
}

GtkWidget *
soky_sign_in_page_new (void)
{
  return g_object_new (SOKY_TYPE_SIGN_IN_PAGE, NULL);
}

void
soky_sign_in_page_fill (SokySignInPage *self, const char *server, const char *ca_file,
                        const char *login)
{
  g_return_if_fail (SOKY_IS_SIGN_IN_PAGE (self));

  if (server != NULL)
    gtk_editable_set_text (self->server_row, server);
  if (login != NULL)
    gtk_editable_set_text (self->login_row, login);
  if (ca_file != NULL) {
    g_free (self->ca_file);
    self->ca_file = g_strdup (ca_file);
  }
}

void
soky_sign_in_page_submit (SokySignInPage *self, SokySecret *password)
{
  g_return_if_fail (SOKY_IS_SIGN_IN_PAGE (self) && password != NULL);

  if (self->busy)
    return;
  g_autofree char *server = complete_address (gtk_editable_get_text (self->server_row));
  const char *login = gtk_editable_get_text (self->login_row);
  const char *missing = find_missing (self, server, login);
  if (missing != NULL) {
    soky_sign_in_page_show_message (self, missing);
    focus_what_is_missing (self);
    return;
  }

  g_autoptr (GError) error = NULL;
  g_autoptr (SokyConnection) connection = soky_connection_new (server, self->ca_file, &error);
  if (connection == NULL) {
    soky_sign_in_page_show_message (self, error->message);
    return;
  }
  g_autoptr (SokyCache) cache = soky_cache_new (NULL);
  g_autoptr (SokySession) session = soky_session_new (connection, cache);
  set_busy (self, TRUE);
  self->password = soky_secret_ref (password);
  soky_session_sign_in_async (session, login, password, self->life, signed_in_cb,
                              g_object_ref (self));
}

SokySession *
soky_sign_in_page_make_session (SokySignInPage *self)
{
  g_return_val_if_fail (SOKY_IS_SIGN_IN_PAGE (self), NULL);

  g_autofree char *server = complete_address (gtk_editable_get_text (self->server_row));
  g_autoptr (SokyConnection) connection = soky_connection_new (server, self->ca_file, NULL);
  g_autoptr (SokyCache) cache = connection ? soky_cache_new (NULL) : NULL;

  return connection ? soky_session_new (connection, cache) : NULL;
}

void
soky_sign_in_page_show_message (SokySignInPage *self, const char *message)
{
  g_return_if_fail (SOKY_IS_SIGN_IN_PAGE (self) && message != NULL);

  gtk_label_set_text (self->message_label, message);
  gtk_revealer_set_reveal_child (self->message_revealer, TRUE);
}

const char *
soky_sign_in_page_get_server (SokySignInPage *self)
{
  g_return_val_if_fail (SOKY_IS_SIGN_IN_PAGE (self), NULL);

  return gtk_editable_get_text (self->server_row);
}

const char *
soky_sign_in_page_get_login (SokySignInPage *self)
{
  g_return_val_if_fail (SOKY_IS_SIGN_IN_PAGE (self), NULL);

  return gtk_editable_get_text (self->login_row);
}
