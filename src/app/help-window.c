/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/help-window.h"

#include <glib/gi18n.h>

#include "app/widgets/help-page.h"
#include "base/paths.h"

#define SOURCE_LANGUAGE "en"

struct _SokyHelpWindow {
  AdwWindow parent_instance;

  GtkWidget *leaflet;
  GtkListBox *list;
  AdwWindowTitle *title;
  SokyHelpPage *page;

  char *folder; /* of the language */
};

G_DEFINE_FINAL_TYPE (SokyHelpWindow, soky_help_window, ADW_TYPE_WINDOW)

/* The pages in the order of the list: what every person needs first. */
static const struct {
  const char *topic;
  const char *title;
} topics[] = {
    {"start", N_ ("First Steps")},
    {"submit", N_ ("Creating and Submitting a Book")},
    {"approve", N_ ("Approving and Signing")},
    {"read", N_ ("Reading a Book")},
    {"sign-many", N_ ("Signing Many Books")},
    {"looks", N_ ("How a Signature Looks")},
    {"stamp", N_ ("The Clerk's Stamp")},
    {"delegate", N_ ("Signing in Somebody's Place")},
    {"verdicts", N_ ("What a Verdict Means")},
    {"files", N_ ("PDF Files Without a Server")},
    {"offline", N_ ("Working Without Network")},
    {"reports", N_ ("Reports and Who Is Late")},
    {"troubles", N_ ("When Something Fails")},
    {"administer", N_ ("Administering the School")},
    {"server", N_ ("Running a Server")},
};

/* The first of the person's languages that there is help in. */
static char *
find_folder (void)
{
  const char *const *languages = g_get_language_names ();

  for (guint i = 0; languages[i] != NULL; i++) {
    g_autofree char *relative = g_build_filename ("help", languages[i], NULL);
    g_autofree char *folder = soky_paths_data_file (relative);
    if (g_file_test (folder, G_FILE_TEST_IS_DIR))
      return g_steal_pointer (&folder);
  }
  return soky_paths_data_file ("help/" SOURCE_LANGUAGE);
}

static void
load (SokyHelpWindow *self, const char *topic)
{
  g_autofree char *name = g_strconcat (topic, ".md", NULL);
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (g_file_get_contents (path, &text, NULL, &error)) {
    soky_help_page_show (self->page, text, self->folder);
    return;
  }
  g_autofree char *excuse =
      g_strdup_printf (_ ("This page of the help cannot be read. %s"), error->message);
  soky_help_page_show (self->page, excuse, self->folder);
}

static void
row_selected_cb (SokyHelpWindow *self, GtkListBoxRow *row)
{
  if (row == NULL)
    return;
  guint index = (guint) gtk_list_box_row_get_index (row);
  adw_window_title_set_title (self->title, _ (topics[index].title));
  load (self, topics[index].topic);
}

static void
row_activated_cb (SokyHelpWindow *self)
{
  g_object_set (self->leaflet, "visible-child-name", "page", NULL);
}

static void
topic_chosen_cb (SokyHelpWindow *self, const char *topic)
{
  soky_help_window_show_topic (self, topic);
}

static void
back_cb (SokyHelpWindow *self)
{
  g_object_set (self->leaflet, "visible-child-name", "topics", NULL);
}

static void
fill (SokyHelpWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (topics); i++) {
    GtkWidget *label = gtk_label_new (_ (topics[i].title));
    gtk_label_set_xalign (GTK_LABEL (label), 0);
    gtk_label_set_wrap (GTK_LABEL (label), TRUE);
    gtk_list_box_append (self->list, label);
  }
}

static void
soky_help_window_finalize (GObject *object)
{
  g_free (SOKY_HELP_WINDOW (object)->folder);
  G_OBJECT_CLASS (soky_help_window_parent_class)->finalize (object);
}

static void
soky_help_window_class_init (SokyHelpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = soky_help_window_finalize;
  g_type_ensure (SOKY_TYPE_HELP_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/help-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyHelpWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, SokyHelpWindow, list);
  gtk_widget_class_bind_template_child (widget_class, SokyHelpWindow, title);
  gtk_widget_class_bind_template_child (widget_class, SokyHelpWindow, page);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, topic_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
soky_help_window_init (SokyHelpWindow *self)
{
  self->folder = find_folder ();
  gtk_widget_init_template (GTK_WIDGET (self));
  fill (self);
}

GtkWidget *
soky_help_window_new (GtkApplication *application)
{
  GtkWidget *window = g_object_new (SOKY_TYPE_HELP_WINDOW, "application", application, NULL);
  /* a group of its own: a dialog that waits for an answer leaves its help usable */
  g_autoptr (GtkWindowGroup) group = gtk_window_group_new ();

  gtk_window_group_add_window (group, GTK_WINDOW (window));
  return window;
}

void
soky_help_window_show_topic (SokyHelpWindow *self, const char *topic)
{
  g_return_if_fail (SOKY_IS_HELP_WINDOW (self) && topic != NULL);

  int index = 0;
  for (guint i = 0; i < G_N_ELEMENTS (topics); i++)
    if (g_str_equal (topics[i].topic, topic))
      index = (int) i;
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, index));
  row_activated_cb (self);
}
