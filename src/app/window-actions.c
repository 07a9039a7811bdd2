/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/window-private.h"

#include <glib/gi18n.h>

#include "app/dialogs/checkup-window.h"
#include "app/dialogs/create-dialog.h"
#include "app/dialogs/create-many-window.h"
#include "app/dialogs/delegations-window.h"
#include "app/dialogs/local-data-dialog.h"
#include "app/dialogs/looks-window.h"
#include "app/dialogs/many-books.h"
#include "app/dialogs/outbox-window.h"
#include "app/dialogs/own-certificates-window.h"
#include "app/dialogs/preferences-window.h"
#include "app/dialogs/tokens-window.h"

static void
created_cb (SokyWindow *self, SokyBook *book)
{
  soky_window_toast (self, soky_session_is_offline (soky_workspace_get_session (self->workspace))
                               ? _ ("Kept here, and sent when there is a network again")
                               : _ ("The book is created"));
  soky_window_open_book (self, book);
}

static void
many_created_cb (SokyWindow *self, guint count)
{
  g_autofree char *words =
      g_strdup_printf (ngettext ("%u book is created", "%u books are created", count), count);

  soky_window_toast (self, soky_session_is_offline (soky_workspace_get_session (self->workspace))
                               ? _ ("Kept here, and sent when there is a network again")
                               : words);
  soky_workspace_refresh (self->workspace);
}

static void
create_many_cb (SokyWindow *self, GListModel *files)
{
  GtkWidget *window =
      soky_create_many_window_new (GTK_WINDOW (self), soky_workspace_get_session (self->workspace));

  g_signal_connect_object (window, "worked", G_CALLBACK (many_created_cb), self, G_CONNECT_SWAPPED);
  soky_create_many_window_add (SOKY_CREATE_MANY_WINDOW (window), files);
  gtk_window_present (GTK_WINDOW (window));
}

static void
present_create (SokyWindow *self, GtkWidget *dialog)
{
  g_signal_connect_object (dialog, "created", G_CALLBACK (created_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "many", G_CALLBACK (create_many_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
create_book_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyWindow *self = SOKY_WINDOW (widget);
  GtkWidget *dialog =
      soky_create_dialog_new (GTK_WINDOW (self), soky_workspace_get_session (self->workspace));
  present_create (self, dialog);
}

/* @parameter: type, period and class ("" for any) of a book that the person was reminded of */
static void
create_book_for_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyWindow *self = SOKY_WINDOW (widget);
  const char *type_id = NULL, *period = NULL, *class_name = NULL;
  GtkWidget *dialog =
      soky_create_dialog_new (GTK_WINDOW (self), soky_workspace_get_session (self->workspace));

  g_variant_get (parameter, "(&s&s&s)", &type_id, &period, &class_name);
  soky_create_dialog_set_book (SOKY_CREATE_DIALOG (dialog), type_id, period, class_name);
  present_create (self, dialog);
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

static void
many_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyWindow *self = SOKY_WINDOW (widget);

  if (g_str_equal (name, "win.sign-many"))
    soky_many_books_sign (GTK_WINDOW (self), self->workspace, self->list_page);
  else
    soky_many_books_return (GTK_WINDOW (self), self->workspace, self->list_page);
}

guint
soky_window_count_waiting (SokyWindow *self)
{
  SokyOutboxModel *outbox = soky_workspace_get_outbox (self->workspace);
  return g_list_model_get_n_items (soky_outbox_model_get_list (outbox));
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
      soky_window_count_waiting (self));
  g_signal_connect_object (dialog, "removed", G_CALLBACK (soky_window_sign_out), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
preferences_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_present (GTK_WINDOW (soky_preferences_window_new (GTK_WINDOW (widget))));
}

void
soky_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.tokens", NULL, tokens_action);
  gtk_widget_class_install_action (widget_class, "win.create-book", NULL, create_book_action);
  gtk_widget_class_install_action (widget_class, "win.create-book-for", "(sss)",
                                   create_book_for_action);
  gtk_widget_class_install_action (widget_class, "win.own-certificates", NULL,
                                   own_certificates_action);
  gtk_widget_class_install_action (widget_class, "win.check-up", NULL, check_up_action);
  gtk_widget_class_install_action (widget_class, "win.outbox", NULL, outbox_action);
  gtk_widget_class_install_action (widget_class, "win.local-data", NULL, local_data_action);
  gtk_widget_class_install_action (widget_class, "win.delegations", NULL, delegations_action);
  gtk_widget_class_install_action (widget_class, "win.looks", NULL, looks_action);
  gtk_widget_class_install_action (widget_class, "win.sign-many", NULL, many_action);
  gtk_widget_class_install_action (widget_class, "win.return-many", NULL, many_action);
  gtk_widget_class_install_action (widget_class, "win.preferences", NULL, preferences_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "win.create-book",
                                       NULL);
}
