/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/sidebar.h"

#include "app/widgets/sidebar-row.h"
#include "app/recent-files.h"

struct _SokySidebar {
  SokyFoldBin parent_instance;

  GMenu *menu;
  GtkListBox *list;
  AdwAvatar *avatar;
  GtkLabel *name_label;
  GtkLabel *role_label;

  SokySidebarRow *rows[SOKY_N_PLACES]; /* NULL: not for this person */
  SokyWorkspace *workspace;
};

enum { PLACE_CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokySidebar, soky_sidebar, SOKY_TYPE_FOLD_BIN)

static void
update_counts (SokySidebar *self)
{
  for (SokyPlace place = 0; place < SOKY_N_PLACES; place++) {
    int view = soky_place_get_info (place)->view;
    if (self->rows[place] != NULL && view >= 0)
      soky_sidebar_row_set_count (self->rows[place],
                                  soky_workspace_get_count (self->workspace, (SokyBookView) view));
  }
}

/* "Tổ trưởng · Tổ Toán – Tin" */
static char *
describe_roles (const SokyPerson *person)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < person->positions->len; i++) {
    const SokyPosition *position = g_ptr_array_index (person->positions, i);
    const char *title =
        *position->title != '\0' ? position->title : soky_role_get_label (position->role);
    if (strstr (text->str, title) == NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", title);
  }
  if (person->unit_name != NULL && *person->unit_name != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", person->unit_name);
  return g_string_free (text, FALSE);
}

static void
row_activated_cb (SokySidebar *self, SokySidebarRow *row)
{
  g_signal_emit (self, signals[PLACE_CHOSEN], 0, (int) soky_sidebar_row_get_place (row));
}

/* sections have a line between them */
static void
update_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  SokyPlace place = soky_sidebar_row_get_place (SOKY_SIDEBAR_ROW (row));
  gboolean apart = before != NULL && soky_place_get_info (place)->apart;

  gtk_list_box_row_set_header (row, apart ? gtk_separator_new (GTK_ORIENTATION_HORIZONTAL) : NULL);
}

static void
fill (SokySidebar *self, const SokyPerson *person)
{
  for (SokyPlace place = 0; place < SOKY_N_PLACES; place++) {
    if (self->rows[place] != NULL)
      gtk_list_box_remove (self->list, GTK_WIDGET (self->rows[place]));
    self->rows[place] = NULL;
    if (person == NULL || !soky_place_is_for (place, person))
      continue;
    GtkWidget *row = soky_sidebar_row_new (place);
    gtk_list_box_append (self->list, row);
    self->rows[place] = SOKY_SIDEBAR_ROW (row);
  }
}

static void
soky_sidebar_dispose (GObject *object)
{
  g_clear_object (&SOKY_SIDEBAR (object)->workspace);
  G_OBJECT_CLASS (soky_sidebar_parent_class)->dispose (object);
}

static void
soky_sidebar_class_init (SokySidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_sidebar_dispose;
  signals[PLACE_CHOSEN] = g_signal_new ("place-chosen", SOKY_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, SokySidebar, menu);
  gtk_widget_class_bind_template_child (widget_class, SokySidebar, list);
  gtk_widget_class_bind_template_child (widget_class, SokySidebar, avatar);
  gtk_widget_class_bind_template_child (widget_class, SokySidebar, name_label);
  gtk_widget_class_bind_template_child (widget_class, SokySidebar, role_label);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
soky_sidebar_init (SokySidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  soky_recent_files_add_to_menu (self->menu);
  gtk_list_box_set_header_func (self->list, update_header, NULL, NULL);
}

void
soky_sidebar_set_workspace (SokySidebar *self, SokyWorkspace *workspace)
{
  g_return_if_fail (SOKY_IS_SIDEBAR (self));

  if (self->workspace != NULL)
    g_signal_handlers_disconnect_by_data (self->workspace, self);
  g_set_object (&self->workspace, workspace);
  const SokyPerson *person = workspace != NULL ? soky_workspace_get_person (workspace) : NULL;
  g_autofree char *roles = person != NULL ? describe_roles (person) : g_strdup ("");

  adw_avatar_set_text (self->avatar, person != NULL ? person->name : "");
  gtk_label_set_text (self->name_label, person != NULL ? person->name : "");
  gtk_label_set_text (self->role_label, roles);
  fill (self, person);
  if (workspace == NULL)
    return;
  g_signal_connect_object (workspace, "counted", G_CALLBACK (update_counts), self,
                           G_CONNECT_SWAPPED);
  update_counts (self);
}

void
soky_sidebar_choose (SokySidebar *self, SokyPlace place)
{
  g_return_if_fail (SOKY_IS_SIDEBAR (self) && place < SOKY_N_PLACES);

  if (self->rows[place] != NULL)
    gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (self->rows[place]));
}
