/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/office-page.h"

#include "app/widgets/banner.h"

typedef struct {
  GtkBox *tools;
  SokyBanner *banner;
  GtkStack *stack;
  AdwStatusPage *failed_page;
  AdwStatusPage *empty_page;
  GtkBox *groups;

  SokyWorkspace *workspace;
  GCancellable *life;
} SokyOfficePagePrivate;

enum { PROP_0, PROP_WORKSPACE, N_PROPS };
static GParamSpec *properties[N_PROPS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SokyOfficePage, soky_office_page, ADW_TYPE_BIN)

static SokyOfficePagePrivate *
get (SokyOfficePage *self)
{
  return soky_office_page_get_instance_private (self);
}

static void
soky_office_page_dispose (GObject *object)
{
  SokyOfficePagePrivate *private = get (SOKY_OFFICE_PAGE (object));

  g_cancellable_cancel (private->life);
  g_clear_object (&private->workspace);
  G_OBJECT_CLASS (soky_office_page_parent_class)->dispose (object);
}

static void
soky_office_page_finalize (GObject *object)
{
  g_object_unref (get (SOKY_OFFICE_PAGE (object))->life);
  G_OBJECT_CLASS (soky_office_page_parent_class)->finalize (object);
}

static void
soky_office_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_WORKSPACE)
    get (SOKY_OFFICE_PAGE (object))->workspace = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
soky_office_page_constructed (GObject *object)
{
  G_OBJECT_CLASS (soky_office_page_parent_class)->constructed (object);
  soky_office_page_reload (SOKY_OFFICE_PAGE (object));
}

static void
soky_office_page_class_init (SokyOfficePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = soky_office_page_dispose;
  object_class->finalize = soky_office_page_finalize;
  object_class->set_property = soky_office_page_set_property;
  object_class->constructed = soky_office_page_constructed;
  properties[PROP_WORKSPACE] =
      g_param_spec_object ("workspace", NULL, NULL, SOKY_TYPE_WORKSPACE,
                           G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_type_ensure (SOKY_TYPE_BANNER);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/office-page.ui");
  gtk_widget_class_bind_template_child_private (widget_class, SokyOfficePage, tools);
  gtk_widget_class_bind_template_child_private (widget_class, SokyOfficePage, banner);
  gtk_widget_class_bind_template_child_private (widget_class, SokyOfficePage, stack);
  gtk_widget_class_bind_template_child_private (widget_class, SokyOfficePage, failed_page);
  gtk_widget_class_bind_template_child_private (widget_class, SokyOfficePage, empty_page);
  gtk_widget_class_bind_template_child_private (widget_class, SokyOfficePage, groups);
  gtk_widget_class_bind_template_callback (widget_class, soky_office_page_reload);
}

static void
soky_office_page_init (SokyOfficePage *self)
{
  get (self)->life = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

SokyWorkspace *
soky_office_page_get_workspace (SokyOfficePage *self)
{
  return get (self)->workspace;
}

SokySession *
soky_office_page_get_session (SokyOfficePage *self)
{
  return soky_workspace_get_session (get (self)->workspace);
}

GCancellable *
soky_office_page_get_life (SokyOfficePage *self)
{
  return get (self)->life;
}

GtkWindow *
soky_office_page_get_window (SokyOfficePage *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

const char *
soky_office_page_get_unit_id (SokyOfficePage *self)
{
  const SokyPerson *person = soky_workspace_get_person (get (self)->workspace);
  const SokyPosition *position = soky_person_find_position (person, SOKY_ROLE_SCHOOL_ADMIN, NULL);

  return position != NULL ? position->unit_id : person->unit_id;
}

void
soky_office_page_add_tool (SokyOfficePage *self, GtkWidget *tool)
{
  gtk_box_append (get (self)->tools, tool);
  gtk_widget_set_visible (GTK_WIDGET (get (self)->tools), TRUE);
}

void
soky_office_page_reload (SokyOfficePage *self)
{
  const char *shown = gtk_stack_get_visible_child_name (get (self)->stack);

  if (g_strcmp0 (shown, "failed") == 0)
    gtk_stack_set_visible_child_name (get (self)->stack, "loading");
  SOKY_OFFICE_PAGE_GET_CLASS (self)->load (self);
}

void
soky_office_page_begin (SokyOfficePage *self)
{
  GtkWidget *groups = GTK_WIDGET (get (self)->groups);
  GtkWidget *group = NULL;

  /* an entry or button of a row that goes must not keep the focus */
  if (gtk_widget_get_focus_child (groups) != NULL)
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
  while ((group = gtk_widget_get_first_child (groups)) != NULL)
    gtk_box_remove (get (self)->groups, group);
  soky_banner_hide (get (self)->banner);
  gtk_stack_set_visible_child_name (get (self)->stack, "groups");
}

void
soky_office_page_show_empty (SokyOfficePage *self, const char *icon, const char *title,
                             const char *description)
{
  AdwStatusPage *page = get (self)->empty_page;

  adw_status_page_set_icon_name (page, icon);
  adw_status_page_set_title (page, title);
  adw_status_page_set_description (page, description);
  gtk_stack_set_visible_child_name (get (self)->stack, "empty");
}

gboolean
soky_office_page_fail (SokyOfficePage *self, const GError *error)
{
  const char *shown = gtk_stack_get_visible_child_name (get (self)->stack);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_cancellable_is_cancelled (get (self)->life))
    return TRUE;
  if (g_strcmp0 (shown, "loading") == 0) {
    adw_status_page_set_description (get (self)->failed_page, error->message);
    gtk_stack_set_visible_child_name (get (self)->stack, "failed");
  } else {
    soky_banner_show (get (self)->banner, "warning", error->message, NULL);
  }
  return FALSE;
}

void
soky_office_page_say (SokyOfficePage *self, const char *text)
{
  if (text == NULL)
    soky_banner_hide (get (self)->banner);
  else
    soky_banner_show (get (self)->banner, "info", text, NULL);
}

AdwPreferencesGroup *
soky_office_page_add_group (SokyOfficePage *self, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  if (title != NULL)
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_box_append (get (self)->groups, group);
  return ADW_PREFERENCES_GROUP (group);
}
