/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/pages/administration-page.h"

#include <glib/gi18n.h>

#include "app/pages/certificates-page.h"
#include "app/pages/import-page.h"
#include "app/pages/journal-page.h"
#include "app/pages/members-page.h"
#include "app/pages/sessions-page.h"
#include "app/pages/types-page.h"
#include "app/pages/units-page.h"
#include "app/pages/years-page.h"
#include "app/widgets/office-page.h"

struct _SokyAdministrationPage {
  AdwBin parent_instance;

  GtkWidget *back_button;
  AdwWindowTitle *title;
  GtkStack *stack;
  AdwPreferencesGroup *start_group;

  SokyWorkspace *workspace; /* nullable: nobody is signed in */
  GtkWidget *page;          /* nullable: the one that is open */
  gboolean folded;
};

enum { PROP_0, PROP_FOLDED, N_PROPS };
static GParamSpec *properties[N_PROPS];

enum { GO_BACK, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyAdministrationPage, soky_administration_page, ADW_TYPE_BIN)

typedef struct {
  const char *title;
  const char *words;
  const char *icon;
  GType (*get_type) (void);
} Section;

static const Section sections[] = {
    {N_ ("People"), N_ ("Roles, accounts, passwords, who has left"), "system-users-symbolic",
     soky_members_page_get_type},
    {N_ ("Units"), N_ ("Schools, groups, and what is above them"), "soky-unit-symbolic",
     soky_units_page_get_type},
    {N_ ("Certificates"), N_ ("Confirm whose they are, and see which of them end soon"),
     "soky-seal-symbolic", soky_certificates_page_get_type},
    {N_ ("Types of Books"), N_ ("Deadlines, routes, who submits, what is locked"),
     "soky-published-symbolic", soky_types_page_get_type},
    {N_ ("School Years"), N_ ("Weeks, terms, holidays, classes and subjects"),
     "x-office-calendar-symbolic", soky_years_page_get_type},
    {N_ ("Import"), N_ ("Tables of people, classes and subjects, as SMAS exports them"),
     "document-open-symbolic", soky_import_page_get_type},
    {N_ ("Sessions"), N_ ("Who is signed in, and from where"), "computer-symbolic",
     soky_sessions_page_get_type},
    {N_ ("Audit"), N_ ("Who did what, when and from where"), "view-list-symbolic",
     soky_journal_page_get_type},
};

static void
update_back_button (SokyAdministrationPage *self)
{
  gtk_widget_set_visible (self->back_button, self->folded || self->page != NULL);
}

static void
close_page (SokyAdministrationPage *self)
{
  if (self->page != NULL)
    gtk_stack_remove (self->stack, self->page);
  self->page = NULL;
}

void
soky_administration_page_show_start (SokyAdministrationPage *self)
{
  g_return_if_fail (SOKY_IS_ADMINISTRATION_PAGE (self));

  gtk_stack_set_visible_child_name (self->stack, "start");
  close_page (self);
  adw_window_title_set_title (self->title, _ ("Administration"));
  update_back_button (self);
}

static void
open_cb (AdwActionRow *row, SokyAdministrationPage *self)
{
  const Section *section = g_object_get_data (G_OBJECT (row), "section");

  if (self->workspace == NULL)
    return;
  close_page (self);
  self->page = g_object_new (section->get_type (), "workspace", self->workspace, NULL);
  gtk_stack_add_child (self->stack, self->page);
  gtk_stack_set_visible_child (self->stack, self->page);
  adw_window_title_set_title (self->title, _ (section->title));
  update_back_button (self);
}

static void
back_cb (SokyAdministrationPage *self)
{
  if (self->page != NULL)
    soky_administration_page_show_start (self);
  else
    g_signal_emit (self, signals[GO_BACK], 0);
}

static void
fill (SokyAdministrationPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++) {
    AdwActionRow *row =
        soky_office_row_new (self->start_group, _ (sections[i].title), _ (sections[i].words));
    adw_action_row_set_icon_name (row, sections[i].icon);
    soky_office_row_lead_on (row);
    g_object_set_data (G_OBJECT (row), "section", (gpointer) &sections[i]);
    g_signal_connect (row, "activated", G_CALLBACK (open_cb), self);
  }
}

static void
soky_administration_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_FOLDED)
    g_value_set_boolean (value, SOKY_ADMINISTRATION_PAGE (object)->folded);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
soky_administration_page_set_property (GObject *object, guint id, const GValue *value,
                                       GParamSpec *pspec)
{
  SokyAdministrationPage *self = SOKY_ADMINISTRATION_PAGE (object);

  if (id != PROP_FOLDED) {
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    return;
  }
  self->folded = g_value_get_boolean (value);
  update_back_button (self);
}

static void
soky_administration_page_dispose (GObject *object)
{
  g_clear_object (&SOKY_ADMINISTRATION_PAGE (object)->workspace);
  G_OBJECT_CLASS (soky_administration_page_parent_class)->dispose (object);
}

static void
soky_administration_page_class_init (SokyAdministrationPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = soky_administration_page_dispose;
  object_class->get_property = soky_administration_page_get_property;
  object_class->set_property = soky_administration_page_set_property;
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[GO_BACK] = g_signal_new ("go-back", SOKY_TYPE_ADMINISTRATION_PAGE, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/soky/SoKy/ui/administration-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyAdministrationPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, SokyAdministrationPage, title);
  gtk_widget_class_bind_template_child (widget_class, SokyAdministrationPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SokyAdministrationPage, start_group);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
}

static void
soky_administration_page_init (SokyAdministrationPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill (self);
}

void
soky_administration_page_set_workspace (SokyAdministrationPage *self, SokyWorkspace *workspace)
{
  g_return_if_fail (SOKY_IS_ADMINISTRATION_PAGE (self));

  soky_administration_page_show_start (self);
  g_set_object (&self->workspace, workspace);
}
