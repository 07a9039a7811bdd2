/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/sign-out.h"

#include <glib/gi18n.h>

#include "app/gtk-compat.h"

/* The dialog goes with its answer; the box is looked at before. */
static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GtkCheckButton *box = g_task_get_task_data (task);
  GSettings *settings = g_object_get_data (G_OBJECT (task), "settings");
  gboolean agreed = soky_ask_finish (result);
  gboolean remove = gtk_check_button_get_active (box);

  if (agreed && settings != NULL)
    g_settings_set_boolean (settings, "wipe-on-sign-out", remove);
  g_task_return_int (task, agreed ? (remove ? 2 : 1) : 0);
}

static char *
describe (guint waiting)
{
  if (waiting == 0)
    return g_strdup (_ ("What you opened stays on this computer, so that you can go on without a "
                        "network, unless you remove it."));
  return g_strdup_printf (
      ngettext ("%u change is not sent yet. It waits here until you sign in again; if you remove "
                "the data, it is lost.",
                "%u changes are not sent yet. They wait here until you sign in again; if you "
                "remove the data, they are lost.",
                waiting),
      waiting);
}

void
soky_sign_out_ask_async (GtkWindow *parent, GSettings *settings, guint waiting,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);
  GtkWidget *box = gtk_check_button_new_with_label (_ ("Remove the data from this computer"));
  g_autofree char *body = describe (waiting);
  SokyQuestion question = {
      .heading = _ ("Sign Out?"), .body = body, .accept = _ ("Sign Out"), .extra = box};

  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (box),
                               waiting == 0 && settings != NULL &&
                                   g_settings_get_boolean (settings, "wipe-on-sign-out"));
  g_task_set_task_data (task, g_object_ref_sink (box), g_object_unref);
  if (settings != NULL)
    g_object_set_data_full (G_OBJECT (task), "settings", g_object_ref (settings), g_object_unref);
  soky_ask_async (parent, &question, asked_cb, task);
}

gboolean
soky_sign_out_ask_finish (GAsyncResult *result, gboolean *remove)
{
  gssize answer = g_task_propagate_int (G_TASK (result), NULL);

  *remove = answer == 2;
  return answer > 0;
}
