/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/delegations-window.h"

#include "app/dialogs/delegation-dialog.h"
#include "app/gtk-compat.h"
#include "app/widgets/banner.h"
#include "app/widgets/delegation-row.h"
#include "base/clock.h"
#include "book/delegation-rules.h"
#include "client/session-review.h"

#include <glib/gi18n.h>

struct _SokyDelegationsWindow {
  AdwWindow parent_instance;

  GtkWidget *add_button;
  SokyBanner *banner;
  GtkStack *stack;
  AdwStatusPage *failed_page;
  GtkListBox *list;

  SokyWorkspace *workspace;
  GPtrArray *records; /* nullable until loaded: SokyDelegationRecord */
  GCancellable *life;
};

G_DEFINE_FINAL_TYPE (SokyDelegationsWindow, soky_delegations_window, ADW_TYPE_WINDOW)

/* What is withdrawn, while the person is asked. */
typedef struct {
  SokyDelegationsWindow *window;
  char *id;
} Withdrawal;

static void load (SokyDelegationsWindow *self);

static SokySession *
get_session (SokyDelegationsWindow *self)
{
  return soky_workspace_get_session (self->workspace);
}

static void
changed (SokyDelegationsWindow *self)
{
  load (self);
  soky_workspace_refresh (self->workspace);
}

static void
revoked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyDelegationsWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyDelegationRecord) record =
      soky_session_delegation_finish (SOKY_SESSION (source), result, &error);

  if (g_cancellable_is_cancelled (self->life))
    return;
  if (record == NULL)
    soky_banner_show (self->banner, "warning", error->message, NULL);
  changed (self);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Withdrawal *work = user_data;

  if (soky_ask_finish (result) && !g_cancellable_is_cancelled (work->window->life))
    soky_session_revoke_delegation_async (get_session (work->window), work->id, work->window->life,
                                          revoked_cb, g_object_ref (work->window));
  g_object_unref (work->window);
  g_free (work->id);
  g_free (work);
}

static void
revoke_cb (SokyDelegationRow *row, SokyDelegationsWindow *self)
{
  const SokyDelegationRecord *record = soky_delegation_row_get_record (row);
  g_autofree char *what = soky_delegation_record_describe (record);
  g_autofree char *body = g_strdup_printf (
      _ ("“%s” is not in force from now on. What was decided by it stays as it is."), what);
  const SokyQuestion question = {.heading = _ ("Withdraw the Delegation?"),
                                 .body = body,
                                 .accept = _ ("Withdraw"),
                                 .destructive = TRUE};
  Withdrawal *work = g_new0 (Withdrawal, 1);

  work->window = g_object_ref (self);
  work->id = g_strdup (record->id);
  soky_ask_async (GTK_WINDOW (self), &question, asked_cb, work);
}

static void
add_row (SokyDelegationsWindow *self, SokyDelegationRecord *record)
{
  const SokyPerson *person = soky_workspace_get_person (self->workspace);
  gboolean may =
      person != NULL && soky_delegation_may_revoke (record, person, soky_clock_now_us ());
  GtkWidget *row =
      soky_delegation_row_new (record, soky_workspace_get_types (self->workspace), may);

  g_signal_connect (row, "revoke", G_CALLBACK (revoke_cb), self);
  gtk_list_box_append (self->list, row);
}

/* Those that matter now come first. */
static int
compare (gconstpointer first, gconstpointer second)
{
  static const int ranks[SOKY_N_DELEGATION_STATES] = {1, 0, 2, 2};
  const SokyDelegationRecord *a = *(SokyDelegationRecord *const *) first;
  const SokyDelegationRecord *b = *(SokyDelegationRecord *const *) second;
  gint64 now_us = soky_clock_now_us ();
  int by_state = ranks[soky_delegation_record_get_state (a, now_us)] -
                 ranks[soky_delegation_record_get_state (b, now_us)];

  return by_state != 0 ? by_state : (a->made_us < b->made_us) - (a->made_us > b->made_us);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyDelegationsWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records =
      soky_session_list_delegations_finish (SOKY_SESSION (source), result, &error);

  if (g_cancellable_is_cancelled (self->life))
    return;
  if (records == NULL) {
    adw_status_page_set_description (self->failed_page, error->message);
    gtk_stack_set_visible_child_name (self->stack, "failed");
    return;
  }
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_first_child (GTK_WIDGET (self->list)))
    gtk_list_box_remove (self->list, row);
  g_ptr_array_sort (records, compare);
  for (guint i = 0; i < records->len; i++)
    add_row (self, g_ptr_array_index (records, i));
  gtk_stack_set_visible_child_name (self->stack, records->len > 0 ? "list" : "empty");
  g_clear_pointer (&self->records, g_ptr_array_unref);
  self->records = g_steal_pointer (&records);
}

static void
load (SokyDelegationsWindow *self)
{
  if (self->records == NULL)
    gtk_stack_set_visible_child_name (self->stack, "loading");
  soky_session_list_delegations_async (get_session (self), FALSE, self->life, loaded_cb,
                                       g_object_ref (self));
}

static void
add_cb (SokyDelegationsWindow *self)
{
  GtkWidget *dialog =
      soky_delegation_dialog_new (GTK_WINDOW (self), self->workspace, self->records);

  soky_banner_hide (self->banner);
  g_signal_connect_object (dialog, "made", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
soky_delegations_window_dispose (GObject *object)
{
  SokyDelegationsWindow *self = SOKY_DELEGATIONS_WINDOW (object);

  g_cancellable_cancel (self->life);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  G_OBJECT_CLASS (soky_delegations_window_parent_class)->dispose (object);
}

static void
soky_delegations_window_finalize (GObject *object)
{
  g_object_unref (SOKY_DELEGATIONS_WINDOW (object)->life);
  G_OBJECT_CLASS (soky_delegations_window_parent_class)->finalize (object);
}

static void
soky_delegations_window_class_init (SokyDelegationsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_delegations_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = soky_delegations_window_finalize;
  g_type_ensure (SOKY_TYPE_BANNER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/soky/SoKy/ui/delegations-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyDelegationsWindow, add_button);
  gtk_widget_class_bind_template_child (widget_class, SokyDelegationsWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, SokyDelegationsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SokyDelegationsWindow, failed_page);
  gtk_widget_class_bind_template_child (widget_class, SokyDelegationsWindow, list);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, load);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
soky_delegations_window_init (SokyDelegationsWindow *self)
{
  self->life = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
soky_delegations_window_new (GtkWindow *parent, SokyWorkspace *workspace)
{
  g_return_val_if_fail (SOKY_IS_WORKSPACE (workspace), NULL);

  SokyDelegationsWindow *self =
      g_object_new (SOKY_TYPE_DELEGATIONS_WINDOW, "transient-for", parent, NULL);
  self->workspace = g_object_ref (workspace);
  gtk_widget_set_visible (self->add_button,
                          soky_delegation_may_make (soky_workspace_get_person (workspace)));
  load (self);
  return GTK_WIDGET (self);
}
