/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/create-row.h"

#include "app/dialogs/converted-dialog.h"
#include "app/dialogs/create-guess.h"
#include "app/dialogs/period-choices.h"
#include "app/widgets/clean-copy-row.h"
#include "app/word-file.h"
#include "base/task.h"
#include "sign/clean-copy.h"
#include "sign/remarks.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

struct _SokyCreateRow {
  AdwExpanderRow parent_instance;

  GtkImage *icon;
  GtkWidget *view_button;
  GtkWidget *remove_button;
  AdwEntryRow *title_row;
  AdwComboRow *type_row;
  AdwComboRow *class_row;
  AdwComboRow *subject_row;
  AdwComboRow *period_row;
  AdwEntryRow *custom_row;

  GFile *file;
  char *path;      /* nullable: not on this computer, or not converted yet */
  char *converted; /* nullable: the PDF that was made of a Word file; it goes with the row */
  gboolean seen;   /* that PDF, and agreed to */
  SokyCleanCopyRow *clean; /* nullable: the file has to be repaired, or was */
  SokyCreateChoices choices;
  SokyPeriodChoices *periods; /* nullable: of the chosen type */
  SokyBook *draft;            /* nullable */
  SokyCreateState state;
  char *problem; /* nullable: why it is refused or failed */
  char *remark;  /* nullable: what is to be known of the file all the same */
};

enum { CHANGED, REMOVED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyCreateRow, soky_create_row, ADW_TYPE_EXPANDER_ROW)

SokyBookType *
soky_create_row_get_book_type (SokyCreateRow *self)
{
  guint index = adw_combo_row_get_selected (self->type_row);
  GPtrArray *types = self->choices.types;
  return index < types->len ? g_ptr_array_index (types, index) : NULL;
}

static const char *
get_choice (AdwComboRow *row)
{
  GObject *item =
      gtk_widget_get_visible (GTK_WIDGET (row)) ? adw_combo_row_get_selected_item (row) : NULL;
  return item != NULL ? gtk_string_object_get_string (GTK_STRING_OBJECT (item)) : NULL;
}

/* What is missing, in words; NULL when nothing is. */
static const char *
find_gap (SokyCreateRow *self)
{
  g_autofree char *title =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->title_row))));

  if (*title == '\0')
    return _ ("Type a title.");
  if (self->converted != NULL && !self->seen)
    return _ ("LibreOffice made a PDF of this file. View it before it is used.");
  if (soky_create_row_get_book_type (self) == NULL)
    return _ ("Choose a type.");
  if (gtk_widget_get_visible (GTK_WIDGET (self->custom_row)) &&
      *gtk_editable_get_text (GTK_EDITABLE (self->custom_row)) == '\0')
    return _ ("Type the period.");
  return NULL;
}

static char *
describe (SokyCreateRow *self)
{
  const SokyBookType *type = soky_create_row_get_book_type (self);
  gboolean custom = gtk_widget_get_visible (GTK_WIDGET (self->custom_row));
  const char *const parts[] = {type != NULL ? type->name : NULL, get_choice (self->class_row),
                               get_choice (self->subject_row),
                               custom ? gtk_editable_get_text (GTK_EDITABLE (self->custom_row))
                                      : get_choice (self->period_row)};
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", parts[i]);
  return g_string_free (words, FALSE);
}

static void
show_icon (SokyCreateRow *self, gboolean gap)
{
  static const char *const icons[] = {
      [SOKY_CREATE_CHECKING] = "content-loading-symbolic",
      [SOKY_CREATE_READY] = "document-new-symbolic",
      [SOKY_CREATE_REFUSED] = "dialog-error-symbolic",
      [SOKY_CREATE_WORKING] = "document-send-symbolic",
      [SOKY_CREATE_DONE] = "emblem-ok-symbolic",
      [SOKY_CREATE_FAILED] = "dialog-error-symbolic",
  };
  static const char *const styles[] = {"success", "warning", "error"};
  gboolean warns = self->state == SOKY_CREATE_READY && (gap || self->remark != NULL);
  gboolean bad = self->state == SOKY_CREATE_REFUSED || self->state == SOKY_CREATE_FAILED;

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), styles[i]);
  gtk_image_set_from_icon_name (self->icon, warns ? "dialog-warning-symbolic" : icons[self->state]);
  if (bad || warns || self->state == SOKY_CREATE_DONE)
    gtk_widget_add_css_class (GTK_WIDGET (self->icon), bad     ? "error"
                                                       : warns ? "warning"
                                                               : "success");
}

static void
update (SokyCreateRow *self)
{
  const char *gap = find_gap (self);
  g_autofree char *kind = describe (self);
  g_autofree char *name = g_file_get_basename (self->file);
  g_autofree char *shown = g_filename_display_name (name);
  const char *title = gtk_editable_get_text (GTK_EDITABLE (self->title_row));
  const char *problem = self->problem != NULL ? self->problem : gap != NULL ? gap : self->remark;
  gboolean open = self->state != SOKY_CREATE_WORKING && self->state != SOKY_CREATE_DONE;
  g_autofree char *subtitle = problem != NULL ? g_strdup_printf ("%s\n%s\n%s", shown, kind, problem)
                                              : g_strdup_printf ("%s\n%s", shown, kind);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), *title != '\0' ? title : shown);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  show_icon (self, gap != NULL);
  gtk_widget_set_visible (self->remove_button, open);
  gtk_widget_set_visible (self->view_button, open && self->converted != NULL && !self->seen);
  if (!open)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), FALSE);
  /* a book that exists already keeps what was typed */
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (self), open && self->draft == NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
type_changed_cb (SokyCreateRow *self)
{
  SokyBookType *type = soky_create_row_get_book_type (self);
  if (type == NULL)
    return;

  g_autoptr (GDateTime) today = g_date_time_new_now_local ();
  gboolean custom = type->frequency == SOKY_FREQUENCY_CUSTOM;
  gtk_widget_set_visible (GTK_WIDGET (self->class_row), type->asks_class);
  gtk_widget_set_visible (GTK_WIDGET (self->subject_row), type->asks_subject);
  gtk_widget_set_visible (GTK_WIDGET (self->custom_row), custom);
  gtk_widget_set_visible (GTK_WIDGET (self->period_row), !custom);
  g_clear_pointer (&self->periods, soky_period_choices_free);
  self->periods = soky_period_choices_new (type->frequency, self->choices.school, today);
  adw_combo_row_set_model (self->period_row, G_LIST_MODEL (self->periods->labels));
  adw_combo_row_set_selected (self->period_row, self->periods->present);
  update (self);
}

static void
select_name (AdwComboRow *row, char **names, const char *wanted)
{
  for (guint i = 0; wanted != NULL && names[i] != NULL; i++)
    if (g_str_equal (names[i], wanted))
      adw_combo_row_set_selected (row, i);
}

static SokyBookType *
find_type_by_code (SokyCreateRow *self, const char *code)
{
  for (guint i = 0; i < self->choices.types->len; i++) {
    SokyBookType *type = g_ptr_array_index (self->choices.types, i);
    if (g_strcmp0 (type->code, code) == 0)
      return type;
  }
  return NULL;
}

/* What the name of the file says; else what was chosen last, and what the person teaches. */
static void
guess (SokyCreateRow *self)
{
  const SokySchool *school = self->choices.school;
  g_autofree char *name = g_file_get_basename (self->file);
  g_autofree char *shown = g_filename_display_name (name);
  g_autoptr (SokyFileNameGuess) guess = soky_create_guess (shown, self->choices.types, school);
  SokyBookType *type = soky_file_name_guess_find_type (guess, self->choices.types);
  char *end = strrchr (shown, '.');
  guint index = 0;

  if (end != NULL)
    *end = '\0';
  gtk_editable_set_text (GTK_EDITABLE (self->title_row), shown);
  if (type == NULL)
    type = find_type_by_code (self, self->choices.type_code);
  if (type != NULL && g_ptr_array_find (self->choices.types, type, &index))
    adw_combo_row_set_selected (self->type_row, index);
  select_name (self->class_row, school->classes,
               guess->class_name ? guess->class_name : self->choices.class_name);
  select_name (self->subject_row, school->subjects,
               guess->subject ? guess->subject : self->choices.subject);
  type_changed_cb (self);
  if (guess->period != NULL && self->periods != NULL &&
      g_ptr_array_find_with_equal_func (self->periods->values, guess->period, g_str_equal, &index))
    adw_combo_row_set_selected (self->period_row, index);
}

typedef struct {
  char *path;
  goffset limit;
} Look;

static void
look_free (Look *self)
{
  g_free (self->path);
  g_free (self);
}

static gpointer
look_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  const Look *look = data;
  g_autoptr (SokyInput) input = soky_input_open (look->path, error);

  return input != NULL ? soky_remarks_for_submitter (input, look->limit, cancellable, error) : NULL;
}

static void look (SokyCreateRow *self);

/* The copy is looked through as any other file. */
static void
copied_cb (SokyCreateRow *self)
{
  g_free (self->path);
  self->path = g_strdup (soky_clean_copy_row_get_path (self->clean));
  soky_create_row_set_state (self, SOKY_CREATE_CHECKING, NULL);
  look (self);
}

/* A file that can be repaired offers a clean copy of itself. */
static void
refuse (SokyCreateRow *self, const GError *error)
{
  if (self->clean == NULL && soky_clean_copy_is_possible (error)) {
    self->clean = SOKY_CLEAN_COPY_ROW (soky_clean_copy_row_new (self->path, error));
    g_signal_connect_object (self->clean, "made", G_CALLBACK (copied_cb), self, G_CONNECT_SWAPPED);
    adw_expander_row_add_row (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->clean));
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
  }
  soky_create_row_set_state (self, SOKY_CREATE_REFUSED, error->message);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SokyCreateRow *self = SOKY_CREATE_ROW (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) remarks = soky_task_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (remarks == NULL) {
    refuse (self, error);
    return;
  }
  for (guint i = 0; i < remarks->len && self->remark == NULL; i++) {
    const SokyRemark *remark = g_ptr_array_index (remarks, i);
    if (remark->weight >= SOKY_REMARK_CAUTION)
      self->remark = g_strjoin (" ", remark->text, remark->advice, NULL);
  }
  soky_create_row_set_state (self, SOKY_CREATE_READY, NULL);
}

static void
look (SokyCreateRow *self)
{
  if (self->path == NULL) {
    soky_create_row_set_state (self, SOKY_CREATE_REFUSED,
                               _ ("Copy the file to this computer first, then choose the copy."));
    return;
  }
  Look *look = g_new0 (Look, 1);
  look->path = g_strdup (self->path);
  look->limit = self->choices.limit;
  soky_task_run (self, look_in_thread, look, (GDestroyNotify) look_free,
                 (GDestroyNotify) g_ptr_array_unref, self->choices.life, looked_cb, NULL);
}

static void
converted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyCreateRow) self = user_data;
  g_autoptr (GError) error = NULL;
  char *made = soky_word_file_convert_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (made == NULL) {
    soky_create_row_set_state (self, SOKY_CREATE_REFUSED, error->message);
    return;
  }
  self->converted = made;
  g_free (self->path);
  self->path = g_strdup (made);
  look (self);
}

static void
accepted_cb (SokyCreateRow *self, SokyConvertedDialog *dialog)
{
  g_free (soky_converted_dialog_take_path (dialog));
  self->seen = TRUE;
  update (self);
}

static gboolean
view_gone_cb (SokyConvertedDialog *dialog)
{
  g_free (soky_converted_dialog_take_path (dialog));
  return GDK_EVENT_PROPAGATE;
}

/* The PDF stays the row's, whatever becomes of the dialog. */
static void
view_cb (SokyCreateRow *self)
{
  g_autofree char *name = g_file_get_basename (self->file);
  g_autofree char *shown = g_filename_display_name (name);
  GtkWidget *dialog = soky_converted_dialog_new (
      GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), shown, g_strdup (self->converted));

  g_signal_connect_object (dialog, "accepted", G_CALLBACK (accepted_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (dialog, "close-request", G_CALLBACK (view_gone_cb), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
remove_cb (SokyCreateRow *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static AdwComboRow *
add_combo (SokyCreateRow *self, const char *title)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  return ADW_COMBO_ROW (row);
}

static AdwEntryRow *
add_entry (SokyCreateRow *self, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  return ADW_ENTRY_ROW (row);
}

static void
fill_lists (SokyCreateRow *self)
{
  const SokySchool *school = self->choices.school;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) classes = gtk_string_list_new ((const char *const *) school->classes);
  g_autoptr (GtkStringList) subjects = gtk_string_list_new ((const char *const *) school->subjects);

  for (guint i = 0; i < self->choices.types->len; i++)
    gtk_string_list_append (names, ((SokyBookType *) self->choices.types->pdata[i])->name);
  adw_combo_row_set_model (self->class_row, G_LIST_MODEL (classes));
  adw_combo_row_set_model (self->subject_row, G_LIST_MODEL (subjects));
  adw_combo_row_set_model (self->type_row, G_LIST_MODEL (names));
}

static void
soky_create_row_finalize (GObject *object)
{
  SokyCreateRow *self = SOKY_CREATE_ROW (object);

  g_clear_object (&self->file);
  g_free (self->path);
  if (self->converted != NULL)
    g_unlink (self->converted);
  g_free (self->converted);
  g_clear_pointer (&self->periods, soky_period_choices_free);
  g_clear_pointer (&self->draft, soky_book_unref);
  g_clear_object (&self->choices.life);
  g_free (self->problem);
  g_free (self->remark);
  G_OBJECT_CLASS (soky_create_row_parent_class)->finalize (object);
}

static void
soky_create_row_class_init (SokyCreateRowClass *klass)
{
  GType type = SOKY_TYPE_CREATE_ROW;

  G_OBJECT_CLASS (klass)->finalize = soky_create_row_finalize;
  signals[CHANGED] =
      g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVED] =
      g_signal_new ("removed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
soky_create_row_init (SokyCreateRow *self)
{
  self->icon = GTK_IMAGE (gtk_image_new ());
  self->remove_button = gtk_button_new_from_icon_name ("list-remove-symbolic");
  gtk_widget_set_valign (self->remove_button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->remove_button, "flat");
  gtk_widget_set_tooltip_text (self->remove_button, _ ("Take Out of the List"));
  g_signal_connect_swapped (self->remove_button, "clicked", G_CALLBACK (remove_cb), self);
  self->view_button = gtk_button_new_with_label (_ ("View"));
  gtk_widget_set_valign (self->view_button, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->view_button, FALSE);
  g_signal_connect_swapped (self->view_button, "clicked", G_CALLBACK (view_cb), self);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->icon));
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), self->view_button);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), self->remove_button);
}

GtkWidget *
soky_create_row_new (GFile *file, const SokyCreateChoices *choices)
{
  g_return_val_if_fail (G_IS_FILE (file) && choices != NULL, NULL);

  SokyCreateRow *self = g_object_new (SOKY_TYPE_CREATE_ROW, NULL);
  self->file = g_object_ref (file);
  self->path = g_file_get_path (file);
  self->choices = *choices;
  g_object_ref (self->choices.life);
  self->title_row = add_entry (self, _ ("Title"));
  self->type_row = add_combo (self, _ ("Type"));
  self->class_row = add_combo (self, _ ("Class"));
  self->subject_row = add_combo (self, _ ("Subject"));
  self->period_row = add_combo (self, _ ("Period"));
  self->custom_row = add_entry (self, _ ("Period"));
  fill_lists (self);
  guess (self);
  g_signal_connect_swapped (self->title_row, "changed", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->custom_row, "changed", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->type_row, "notify::selected", G_CALLBACK (type_changed_cb), self);
  g_signal_connect_swapped (self->class_row, "notify::selected", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->subject_row, "notify::selected", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->period_row, "notify::selected", G_CALLBACK (update), self);
  if (soky_word_file_is (file)) {
    g_clear_pointer (&self->path, g_free);
    soky_word_file_convert_async (file, self->choices.life, converted_cb, g_object_ref (self));
  } else {
    look (self);
  }
  return GTK_WIDGET (self);
}

GFile *
soky_create_row_get_file (SokyCreateRow *self)
{
  return self->file;
}

const char *
soky_create_row_get_path (SokyCreateRow *self)
{
  return self->path;
}

SokyCreateState
soky_create_row_get_state (SokyCreateRow *self)
{
  return self->state;
}

void
soky_create_row_set_state (SokyCreateRow *self, SokyCreateState state, const char *reason)
{
  g_return_if_fail (SOKY_IS_CREATE_ROW (self));

  char *problem = g_strdup (reason);
  g_free (self->problem);
  self->problem = problem;
  self->state = state;
  update (self);
}

gboolean
soky_create_row_is_ready (SokyCreateRow *self)
{
  return (self->state == SOKY_CREATE_READY || self->state == SOKY_CREATE_FAILED) &&
         find_gap (self) == NULL;
}

void
soky_create_row_get_fields (SokyCreateRow *self, SokyBookFields *fields)
{
  guint period = adw_combo_row_get_selected (self->period_row);

  *fields = (SokyBookFields){
      .title = (char *) gtk_editable_get_text (GTK_EDITABLE (self->title_row)),
      .school_year = self->choices.school->school_year,
      .period = self->periods != NULL && period < self->periods->values->len
                    ? g_strdup (g_ptr_array_index (self->periods->values, period))
                    : g_strconcat ("custom-",
                                   gtk_editable_get_text (GTK_EDITABLE (self->custom_row)), NULL),
      .class_name = (char *) get_choice (self->class_row),
      .subject = (char *) get_choice (self->subject_row),
  };
}

void
soky_create_row_set_draft (SokyCreateRow *self, SokyBook *draft)
{
  g_clear_pointer (&self->draft, soky_book_unref);
  self->draft = draft;
}

SokyBook *
soky_create_row_get_draft (SokyCreateRow *self)
{
  return self->draft;
}
