/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/files-window.h"

#include <glib/gi18n.h>

#include "app/drop-files.h"
#include "app/gtk-compat.h"
#include "app/save-file.h"
#include "app/widgets/width-bin.h"
#include "app/recent-files.h"
#include "base/collate.h"
#include "sign/report-summary.h"

struct _SokyFilesWindow {
  AdwApplicationWindow parent_instance;

  GMenu *menu;
  AdwWindowTitle *title;
  GtkStack *stack;
  SokyWidthBin *bin;
  GtkDropDown *filter_drop;
  GtkProgressBar *progress_bar;
  GtkWidget *stop_button;
  GtkWidget *again_button;
  GtkColumnView *column_view;
  GtkColumnViewColumn *columns[5]; /* as sort_kinds */
  GtkNoSelection *selection;

  SokyFileChecks *checks;
  GtkSortListModel *sorted;
  GtkFilterListModel *filtered;
  SokyTrust *trust;
};

enum { PROP_0, PROP_COMPACT, N_PROPS };
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SokyFilesWindow, soky_files_window, ADW_TYPE_APPLICATION_WINDOW)

/* What the entries of the drop down let through, in their order; the first one all. */
static const SokyCheckState filters[] = {SOKY_CHECK_WAITING,  SOKY_CHECK_VALID,
                                         SOKY_CHECK_INVALID,  SOKY_CHECK_INDETERMINATE,
                                         SOKY_CHECK_UNSIGNED, SOKY_CHECK_FAILED};

static int
compare_text (char *first, char *second)
{
  g_autofree char *a = first, *b = second;
  return soky_collate_texts (a, b);
}

static int
compare_names (gconstpointer a, gconstpointer b, gpointer data)
{
  return compare_text (soky_file_check_get_name ((SokyFileCheck *) a),
                       soky_file_check_get_name ((SokyFileCheck *) b));
}

static int
compare_states (gconstpointer a, gconstpointer b, gpointer data)
{
  return (int) soky_file_check_get_state ((SokyFileCheck *) a) -
         (int) soky_file_check_get_state ((SokyFileCheck *) b);
}

static int
compare_signers (gconstpointer a, gconstpointer b, gpointer data)
{
  return compare_text (soky_file_check_get_signers ((SokyFileCheck *) a),
                       soky_file_check_get_signers ((SokyFileCheck *) b));
}

static int
compare_times (gconstpointer a, gconstpointer b, gpointer data)
{
  gint64 first = soky_file_check_get_time_us ((SokyFileCheck *) a);
  gint64 second = soky_file_check_get_time_us ((SokyFileCheck *) b);
  return first < second ? -1 : first > second;
}

static int
compare_reasons (gconstpointer a, gconstpointer b, gpointer data)
{
  return soky_collate_texts (soky_file_check_get_reason ((SokyFileCheck *) a),
                             soky_file_check_get_reason ((SokyFileCheck *) b));
}

static const struct {
  const char *id;
  GCompareDataFunc compare;
} sort_kinds[] = {{"name_column", compare_names},
                  {"state_column", compare_states},
                  {"signers_column", compare_signers},
                  {"time_column", compare_times},
                  {"reason_column", compare_reasons}};

static gboolean
passes_filter (gpointer item, gpointer user_data)
{
  SokyFilesWindow *self = user_data;
  guint chosen = gtk_drop_down_get_selected (self->filter_drop);
  return chosen == 0 || chosen >= G_N_ELEMENTS (filters) ||
         soky_file_check_get_state (item) == filters[chosen];
}

static void
filter_changed_cb (SokyFilesWindow *self)
{
  if (self->filtered != NULL)
    gtk_filter_changed (gtk_filter_list_model_get_filter (self->filtered),
                        GTK_FILTER_CHANGE_DIFFERENT);
}

/* The cells. @state is what makes them follow the file. */

static char *
format_name (GtkListItem *row, SokyFileCheck *item, guint state)
{
  return item != NULL ? soky_file_check_get_name (item) : NULL;
}

static char *
format_state (GtkListItem *row, SokyFileCheck *item, guint state)
{
  return item != NULL ? g_strdup (soky_check_state_get_label (state)) : NULL;
}

static char **
get_state_classes (GtkListItem *row, SokyFileCheck *item, guint state)
{
  const char *classes[] = {"chip", soky_check_state_get_style (state), NULL};
  return g_strdupv ((char **) classes);
}

static char *
format_signers (GtkListItem *row, SokyFileCheck *item, guint state)
{
  return item != NULL ? soky_file_check_get_signers (item) : NULL;
}

static char *
format_time (GtkListItem *row, SokyFileCheck *item, guint state)
{
  return item != NULL ? soky_file_check_get_time (item) : NULL;
}

static char *
format_reason (GtkListItem *row, SokyFileCheck *item, guint state)
{
  return item != NULL ? g_strdup (soky_file_check_get_reason (item)) : NULL;
}

static gboolean
is_wide (SokyFilesWindow *self, gboolean compact)
{
  return !compact;
}

static void
add_count (GString *text, SokyFilesWindow *self, SokyCheckState state)
{
  guint count = soky_file_checks_count (self->checks, state);
  if (count > 0)
    g_string_append_printf (text, " · %u %s", count, soky_check_state_get_label (state));
}

static char *
describe_counts (SokyFilesWindow *self)
{
  guint count = g_list_model_get_n_items (G_LIST_MODEL (self->checks));
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, ngettext ("%u file", "%u files", count), count);
  for (guint i = 1; i < G_N_ELEMENTS (filters); i++)
    add_count (text, self, filters[i]);
  return g_string_free (text, FALSE);
}

static void
progressed_cb (SokyFilesWindow *self)
{
  guint count = g_list_model_get_n_items (G_LIST_MODEL (self->checks));
  guint done = soky_file_checks_count_done (self->checks);
  gboolean running = soky_file_checks_is_running (self->checks);
  g_autofree char *counts = describe_counts (self);

  adw_window_title_set_subtitle (self->title, count > 0 ? counts : "");
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), running);
  gtk_progress_bar_set_fraction (self->progress_bar, count > 0 ? (double) done / count : 0);
  gtk_widget_set_visible (self->stop_button, running);
  gtk_widget_set_visible (self->again_button, !running && count > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "files.export", !running && count > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "files.sign", !running && count > 0);
  gtk_stack_set_visible_child_name (self->stack, count > 0 ? "list"
                                                 : running ? "searching"
                                                           : "empty");
  if (!running) {
    /* what the rows say has changed while they were being checked */
    filter_changed_cb (self);
    gtk_sorter_changed (gtk_sort_list_model_get_sorter (self->sorted), GTK_SORTER_CHANGE_DIFFERENT);
  }
}

static void
activate_cb (SokyFilesWindow *self, guint position)
{
  g_autoptr (SokyFileCheck) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  if (item == NULL || application == NULL)
    return;
  GFile *file = soky_file_check_get_file (item);
  g_application_open (G_APPLICATION (application), &file, 1, "");
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyFilesWindow) self = user_data;
  g_autoptr (GListModel) chosen = soky_choose_file_finish (result, NULL);
  if (chosen == NULL)
    return;

  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < g_list_model_get_n_items (chosen); i++)
    g_ptr_array_add (files, g_list_model_get_item (chosen, i));
  soky_files_window_add (self, files);
}

static void
add_files_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyFileChoice choice = {.title = _ ("Add Files"),
                           .accept = _ ("_Add"),
                           .many = TRUE,
                           .pattern = "*.[pP][dD][fF]",
                           .pattern_name = _ ("PDF files")};
  soky_choose_file_async (GTK_WINDOW (widget), &choice, chosen_cb, g_object_ref (widget));
}

static void
add_folder_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyFileChoice choice = {.title = _ ("Add a Folder"), .accept = _ ("_Add"), .folder = TRUE};
  soky_choose_file_async (GTK_WINDOW (widget), &choice, chosen_cb, g_object_ref (widget));
}

static void
stop_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  soky_file_checks_stop (SOKY_FILES_WINDOW (widget)->checks);
}

static void
again_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyFilesWindow *self = SOKY_FILES_WINDOW (widget);
  soky_file_checks_restart (self->checks, self->trust);
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyFilesWindow *self = SOKY_FILES_WINDOW (widget);
  g_autoptr (GBytes) bytes = soky_files_window_make_csv (self);
  g_autoptr (SokyInput) input = soky_input_new_for_bytes (bytes);
  SokyFileChoice choice = {.title = _ ("Export the Table"),
                           .accept = _ ("_Save"),
                           .save = TRUE,
                           .name = _ ("signatures.csv"),
                           .pattern = "*.csv",
                           .pattern_name = _ ("Tables (CSV)")};
  soky_save_file (GTK_WINDOW (self), &choice, input, _ ("The table is saved"));
}

/* What the table shows. */
static void
sign_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GListModel *rows = G_LIST_MODEL (SOKY_FILES_WINDOW (widget)->sorted);
  g_autoptr (GStrvBuilder) uris = g_strv_builder_new ();

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++) {
    g_autoptr (SokyFileCheck) item = g_list_model_get_item (rows, i);
    g_autofree char *uri = g_file_get_uri (soky_file_check_get_file (item));
    g_strv_builder_add (uris, uri);
  }
  g_auto (GStrv) list = g_strv_builder_end (uris);
  gtk_widget_activate_action (widget, "app.sign-uris", "^as", list);
}

static void
narrow_cb (SokyFilesWindow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPACT]);
}

static void
soky_files_window_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SokyFilesWindow *self = SOKY_FILES_WINDOW (object);

  if (id == PROP_COMPACT)
    g_value_set_boolean (value, self->bin == NULL || soky_width_bin_is_narrow (self->bin));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
soky_files_window_dispose (GObject *object)
{
  SokyFilesWindow *self = SOKY_FILES_WINDOW (object);

  if (self->checks != NULL) {
    g_signal_handlers_disconnect_by_data (self->checks, self);
    g_object_run_dispose (G_OBJECT (self->checks));
  }
  g_clear_object (&self->filtered);
  g_clear_object (&self->sorted);
  g_clear_object (&self->checks);
  g_clear_pointer (&self->trust, soky_trust_unref);
  G_OBJECT_CLASS (soky_files_window_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SokyFilesWindow, menu);
  gtk_widget_class_bind_template_child (widget_class, SokyFilesWindow, title);
  gtk_widget_class_bind_template_child (widget_class, SokyFilesWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SokyFilesWindow, bin);
  gtk_widget_class_bind_template_child (widget_class, SokyFilesWindow, filter_drop);
  gtk_widget_class_bind_template_child (widget_class, SokyFilesWindow, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, SokyFilesWindow, stop_button);
  gtk_widget_class_bind_template_child (widget_class, SokyFilesWindow, again_button);
  gtk_widget_class_bind_template_child (widget_class, SokyFilesWindow, column_view);
  gtk_widget_class_bind_template_child (widget_class, SokyFilesWindow, selection);
  for (guint i = 0; i < G_N_ELEMENTS (sort_kinds); i++)
    gtk_widget_class_bind_template_child_full (
        widget_class, sort_kinds[i].id, FALSE,
        (gssize) (G_STRUCT_OFFSET (SokyFilesWindow, columns) + i * sizeof (GtkColumnViewColumn *)));
  gtk_widget_class_bind_template_callback (widget_class, format_name);
  gtk_widget_class_bind_template_callback (widget_class, format_state);
  gtk_widget_class_bind_template_callback (widget_class, get_state_classes);
  gtk_widget_class_bind_template_callback (widget_class, format_signers);
  gtk_widget_class_bind_template_callback (widget_class, format_time);
  gtk_widget_class_bind_template_callback (widget_class, format_reason);
  gtk_widget_class_bind_template_callback (widget_class, is_wide);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
}

static void
soky_files_window_class_init (SokyFilesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_files_window_dispose;
  G_OBJECT_CLASS (klass)->get_property = soky_files_window_get_property;
  properties[PROP_COMPACT] =
      g_param_spec_boolean ("compact", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
  g_type_ensure (SOKY_TYPE_WIDTH_BIN);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/files-window.ui");
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "files.add", NULL, add_files_action);
  gtk_widget_class_install_action (widget_class, "files.add-folder", NULL, add_folder_action);
  gtk_widget_class_install_action (widget_class, "files.stop", NULL, stop_action);
  gtk_widget_class_install_action (widget_class, "files.again", NULL, again_action);
  gtk_widget_class_install_action (widget_class, "files.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "files.sign", NULL, sign_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "files.export",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F5, 0, "files.again", NULL);
}

static void
dropped_cb (GtkWidget *widget, GPtrArray *files)
{
  soky_files_window_add (SOKY_FILES_WINDOW (widget), files);
}

static void
soky_files_window_init (SokyFilesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  soky_recent_files_add_to_menu (self->menu);
  for (guint i = 0; i < G_N_ELEMENTS (sort_kinds); i++) {
    g_autoptr (GtkSorter) sorter =
        GTK_SORTER (gtk_custom_sorter_new (sort_kinds[i].compare, NULL, NULL));
    gtk_column_view_column_set_sorter (self->columns[i], sorter);
  }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "files.export", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "files.sign", FALSE);
  soky_drop_files_accept (GTK_WIDGET (self), dropped_cb);
}

static void
make_models (SokyFilesWindow *self)
{
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (passes_filter, self, NULL));
  GtkSorter *sorter = gtk_column_view_get_sorter (self->column_view);

  self->checks = soky_file_checks_new (self->trust);
  self->filtered = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->checks)), filter);
  self->sorted =
      gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->filtered)), g_object_ref (sorter));
  gtk_no_selection_set_model (self->selection, G_LIST_MODEL (self->sorted));
  g_signal_connect_object (self->checks, "progressed", G_CALLBACK (progressed_cb), self,
                           G_CONNECT_SWAPPED);
  progressed_cb (self);
}

GtkWidget *
soky_files_window_new (GtkApplication *application, SokyTrust *trust)
{
  SokyFilesWindow *self = g_object_new (SOKY_TYPE_FILES_WINDOW, "application", application, NULL);
  self->trust = trust != NULL ? soky_trust_ref (trust) : NULL;
  make_models (self);
  return GTK_WIDGET (self);
}

void
soky_files_window_add (SokyFilesWindow *self, GPtrArray *files)
{
  g_return_if_fail (SOKY_IS_FILES_WINDOW (self) && files != NULL);

  soky_file_checks_add (self->checks, files);
}

SokyFileChecks *
soky_files_window_get_checks (SokyFilesWindow *self)
{
  g_return_val_if_fail (SOKY_IS_FILES_WINDOW (self), NULL);

  return self->checks;
}

GBytes *
soky_files_window_make_csv (SokyFilesWindow *self)
{
  g_return_val_if_fail (SOKY_IS_FILES_WINDOW (self), NULL);

  GString *csv = soky_report_csv_new ();
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->sorted)); i++) {
    g_autoptr (SokyFileCheck) item = g_list_model_get_item (G_LIST_MODEL (self->sorted), i);
    soky_file_check_add_csv (item, csv);
  }
  return g_string_free_to_bytes (csv);
}

void
soky_files_window_set_trust (SokyFilesWindow *self, SokyTrust *trust)
{
  g_return_if_fail (SOKY_IS_FILES_WINDOW (self) && trust != NULL);

  soky_trust_ref (trust);
  g_clear_pointer (&self->trust, soky_trust_unref);
  self->trust = trust;
  soky_file_checks_restart (self->checks, trust);
}
