/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/create-dialog-private.h"

#include "app/drop-files.h"
#include "app/gtk-compat.h"
#include "app/word-file.h"
#include "book/names.h"
#include "book/rules.h"

#include <glib/gi18n.h>

#define USUAL_TYPE "lesson_plan" /* what teachers make most, every week */

enum { CREATED, MANY, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyCreateDialog, soky_create_dialog, ADW_TYPE_WINDOW)

static SokyBookType *
get_type_chosen (SokyCreateDialog *self)
{
  guint index = adw_combo_row_get_selected (self->type_row);
  return self->types != NULL && index < self->types->len ? g_ptr_array_index (self->types, index)
                                                         : NULL;
}

void
soky_create_dialog_update (SokyCreateDialog *self)
{
  g_autofree char *title =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->title_row))));
  SokyBookType *type = get_type_chosen (self);
  gboolean custom = type != NULL && type->frequency == SOKY_FREQUENCY_CUSTOM;
  gboolean period = !custom || *gtk_editable_get_text (GTK_EDITABLE (self->custom_row)) != '\0';

  gtk_widget_set_sensitive (GTK_WIDGET (self->create_button),
                            !soky_status_line_is_working (self->status) && self->file != NULL &&
                                (self->converted != NULL || !soky_word_file_is (self->file)) &&
                                !soky_remarks_list_is_unreadable (self->remarks) && type != NULL &&
                                period && *title != '\0');
}

/* What was typed stays as it is while it is sent, and once a draft was made of it. */
static void
show_working (SokyCreateDialog *self, const char *text)
{
  soky_status_line_set_working (self->status, text);
  /* an entry that is switched off must not keep the focus: GtkText warns about that */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_widget_set_sensitive (self->fields, FALSE);
  soky_create_dialog_update (self);
}

static void
show_error (SokyCreateDialog *self, const GError *error)
{
  soky_status_line_set_gerror (self->status, error);
  gtk_widget_set_sensitive (self->fields, self->draft == NULL);
  soky_create_dialog_update (self);
}

static void
type_changed_cb (SokyCreateDialog *self)
{
  SokyBookType *type = get_type_chosen (self);
  if (type == NULL)
    return;

  g_autoptr (GDateTime) today = g_date_time_new_now_local ();
  gboolean custom = type->frequency == SOKY_FREQUENCY_CUSTOM;
  gtk_widget_set_visible (GTK_WIDGET (self->class_row), type->asks_class);
  gtk_widget_set_visible (GTK_WIDGET (self->subject_row), type->asks_subject);
  gtk_widget_set_visible (GTK_WIDGET (self->custom_row), custom);
  gtk_widget_set_visible (GTK_WIDGET (self->period_row), !custom);

  soky_period_choices_free (self->periods);
  self->periods = soky_period_choices_new (type->frequency, self->school, today);
  adw_combo_row_set_model (self->period_row, G_LIST_MODEL (self->periods->labels));
  adw_combo_row_set_selected (self->period_row, self->periods->present);
  soky_create_dialog_update (self);
}

static void
fill_form (SokyCreateDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) classes =
      gtk_string_list_new ((const char *const *) self->school->classes);
  g_autoptr (GtkStringList) subjects =
      gtk_string_list_new ((const char *const *) self->school->subjects);
  const SokyPosition *teaching = soky_person_find_position (soky_session_get_person (self->session),
                                                            SOKY_ROLE_SUBJECT_TEACHER, NULL);

  guint usual = 0;

  for (guint i = 0; i < self->types->len; i++) {
    const SokyBookType *type = g_ptr_array_index (self->types, i);
    gtk_string_list_append (names, type->name);
    if (g_strcmp0 (type->code, USUAL_TYPE) == 0)
      usual = i;
  }
  adw_combo_row_set_model (self->class_row, G_LIST_MODEL (classes));
  adw_combo_row_set_model (self->subject_row, G_LIST_MODEL (subjects));
  adw_combo_row_set_model (self->type_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->type_row, usual);
  if (teaching != NULL) {
    soky_create_dialog_preselect (self->class_row, self->school->classes, teaching->class_name);
    soky_create_dialog_preselect (self->subject_row, self->school->subjects, teaching->subject);
  }
  gtk_stack_set_visible_child_name (self->stack, "form");
  gtk_widget_grab_focus (self->file != NULL ? GTK_WIDGET (self->title_row) : self->choose_button);
  type_changed_cb (self);
  soky_create_dialog_guess (self);
  soky_create_dialog_select_wanted (self);
}

static void
fill_form_when_loaded (SokyCreateDialog *self)
{
  if (self->school != NULL && self->types != NULL)
    fill_form (self);
}

static void
loading_failed (SokyCreateDialog *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_autofree char *words = g_markup_escape_text (error->message, -1);
  adw_status_page_set_description (self->failed_page, words);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
school_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyCreateDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  SokySchool *school = soky_session_load_school_finish (SOKY_SESSION (source), result, &error);

  if (school == NULL) {
    loading_failed (self, error);
    return;
  }
  g_clear_pointer (&self->school, soky_school_free);
  self->school = school;
  fill_form_when_loaded (self);
}

static void
types_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyCreateDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all =
      soky_session_load_book_types_finish (SOKY_SESSION (source), result, &error);

  if (all == NULL) {
    loading_failed (self, error);
    return;
  }
  SokyActor actor = {soky_session_get_person (self->session)};
  g_clear_pointer (&self->types, g_ptr_array_unref);
  self->types = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_book_type_unref);
  for (guint i = 0; i < all->len; i++) {
    SokyBookType *type = g_ptr_array_index (all, i);
    if (soky_book_may_create (type, &actor, NULL))
      g_ptr_array_add (self->types, soky_book_type_ref (type));
  }
  fill_form_when_loaded (self);
}

/* What should be mended in Word, before anything is sent. */
void
soky_create_dialog_look_at_file (SokyCreateDialog *self)
{
  gboolean waits = self->file != NULL && self->converted == NULL && soky_word_file_is (self->file);
  g_autofree char *path = self->converted != NULL        ? g_strdup (self->converted)
                          : self->file != NULL && !waits ? g_file_get_path (self->file)
                                                         : NULL;

  soky_remarks_list_clear (self->remarks);
  if (path != NULL)
    soky_remarks_list_check (self->remarks, path, SOKY_REMARKS_FOR_SUBMITTER, self->limit);
}

static void
about_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyCreateDialog) self = user_data;
  g_autoptr (SokyAbout) about =
      soky_session_load_about_finish (SOKY_SESSION (source), result, NULL);

  if (about == NULL || g_cancellable_is_cancelled (self->life))
    return;
  self->limit = about->max_pdf_bytes;
  soky_create_dialog_look_at_file (self);
}

static void
load (SokyCreateDialog *self)
{
  gtk_stack_set_visible_child_name (self->stack, "loading");
  soky_session_load_about_async (self->session, self->life, about_loaded_cb, g_object_ref (self));
  soky_session_load_school_async (self->session, self->life, school_loaded_cb, g_object_ref (self));
  soky_session_load_book_types_async (self->session, self->life, types_loaded_cb,
                                      g_object_ref (self));
}

/* One file fills the form; several are for another window. */
static void
take_files (SokyCreateDialog *self, GListModel *files)
{
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  g_autoptr (SokyCreateDialog) alive = g_object_ref (self);

  if (g_list_model_get_n_items (files) == 1) {
    soky_create_dialog_set_file (self, file);
    return;
  }
  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (alive, signals[MANY], 0, files);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyCreateDialog) self = user_data;
  g_autoptr (GListModel) files = soky_choose_file_finish (result, NULL);

  if (files != NULL && !g_cancellable_is_cancelled (self->life))
    take_files (self, files);
}

static void
dropped_cb (GtkWidget *widget, GPtrArray *dropped)
{
  SokyCreateDialog *self = SOKY_CREATE_DIALOG (widget);
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);

  if (soky_status_line_is_working (self->status))
    return;
  for (guint i = 0; i < dropped->len; i++)
    g_list_store_append (files, g_ptr_array_index (dropped, i));
  take_files (self, G_LIST_MODEL (files));
}

static void
choose_cb (SokyCreateDialog *self)
{
  const SokyFileChoice choice = {
      .title = _ ("Choose the PDF or Word File of the Book, or Several"),
      .accept = _ ("Choose"),
      .many = self->draft == NULL,
      .pattern = "*.[pP][dD][fF];" SOKY_WORD_FILE_PATTERN,
      .pattern_name = _ ("PDF and Word files"),
  };
  soky_choose_file_async (GTK_WINDOW (self), &choice, chosen_cb, g_object_ref (self));
}

static void
uploaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyCreateDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) book = soky_session_book_finish (SOKY_SESSION (source), result, &error);

  if (g_cancellable_is_cancelled (self->life))
    return;
  if (book == NULL) {
    show_error (self, error);
    return;
  }
  g_clear_pointer (&self->draft, soky_book_unref);
  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, signals[CREATED], 0, book);
}

static void
upload (SokyCreateDialog *self)
{
  const char *path = soky_remarks_list_get_path (self->remarks);

  if (path == NULL) {
    soky_status_line_set_error (self->status,
                                _ ("Copy the file to this computer first, then choose the copy."));
    return;
  }
  show_working (self, _ ("Sending the PDF…"));
  soky_session_upload_pdf_async (self->session, self->draft, path, self->life, uploaded_cb,
                                 g_object_ref (self));
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyCreateDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) book = soky_session_book_finish (SOKY_SESSION (source), result, &error);

  if (g_cancellable_is_cancelled (self->life)) {
    if (book != NULL)
      soky_session_delete_book_async (SOKY_SESSION (source), book, NULL, NULL, NULL);
    return;
  }
  if (book == NULL) {
    show_error (self, error);
    return;
  }
  self->draft = g_steal_pointer (&book);
  upload (self);
}

static const char *
get_choice (AdwComboRow *row, char **choices)
{
  guint index = adw_combo_row_get_selected (row);
  return gtk_widget_get_visible (GTK_WIDGET (row)) && index < g_strv_length (choices)
             ? choices[index]
             : NULL;
}

/* A draft whose PDF was refused is used again, so that trying another PDF leaves no empty books. */
static void
create_cb (SokyCreateDialog *self)
{
  if (self->draft != NULL) {
    upload (self);
    return;
  }
  SokyBookType *type = get_type_chosen (self);
  g_autofree char *custom =
      g_strconcat ("custom-", gtk_editable_get_text (GTK_EDITABLE (self->custom_row)), NULL);
  guint period = adw_combo_row_get_selected (self->period_row);
  const SokyBookFields fields = {
      .title = (char *) gtk_editable_get_text (GTK_EDITABLE (self->title_row)),
      .school_year = self->school->school_year,
      .period = period < self->periods->values->len
                    ? g_ptr_array_index (self->periods->values, period)
                    : custom,
      .class_name = (char *) get_choice (self->class_row, self->school->classes),
      .subject = (char *) get_choice (self->subject_row, self->school->subjects),
  };

  show_working (self, _ ("Creating the book…"));
  /* not cancelled with the dialog: a draft that was made is deleted then */
  soky_session_create_book_async (self->session, type->id, &fields, NULL, created_cb,
                                  g_object_ref (self));
}

/* No book without a PDF is left behind when the person gives up. */
static gboolean
soky_create_dialog_close_request (GtkWindow *window)
{
  SokyCreateDialog *self = SOKY_CREATE_DIALOG (window);

  g_cancellable_cancel (self->life);
  if (self->draft != NULL)
    soky_session_delete_book_async (self->session, self->draft, NULL, NULL, NULL);
  g_clear_pointer (&self->draft, soky_book_unref);
  return GTK_WINDOW_CLASS (soky_create_dialog_parent_class)->close_request (window);
}

static void
soky_create_dialog_dispose (GObject *object)
{
  SokyCreateDialog *self = SOKY_CREATE_DIALOG (object);

  g_cancellable_cancel (self->life);
  soky_create_dialog_forget_word_file (self);
  g_clear_object (&self->session);
  g_clear_object (&self->file);
  G_OBJECT_CLASS (soky_create_dialog_parent_class)->dispose (object);
}

static void
soky_create_dialog_finalize (GObject *object)
{
  SokyCreateDialog *self = SOKY_CREATE_DIALOG (object);

  g_object_unref (self->life);
  g_clear_pointer (&self->school, soky_school_free);
  g_clear_pointer (&self->types, g_ptr_array_unref);
  g_clear_pointer (&self->periods, soky_period_choices_free);
  g_clear_pointer (&self->draft, soky_book_unref);
  g_free (self->wanted_type);
  g_free (self->wanted_period);
  g_free (self->wanted_class);
  G_OBJECT_CLASS (soky_create_dialog_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SokyCreateDialog, create_button);
  gtk_widget_class_bind_template_child (widget_class, SokyCreateDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SokyCreateDialog, failed_page);
  gtk_widget_class_bind_template_child (widget_class, SokyCreateDialog, file_row);
  gtk_widget_class_bind_template_child (widget_class, SokyCreateDialog, choose_button);
  gtk_widget_class_bind_template_child (widget_class, SokyCreateDialog, remarks);
  gtk_widget_class_bind_template_child (widget_class, SokyCreateDialog, fields);
  gtk_widget_class_bind_template_child (widget_class, SokyCreateDialog, type_row);
  gtk_widget_class_bind_template_child (widget_class, SokyCreateDialog, title_row);
  gtk_widget_class_bind_template_child (widget_class, SokyCreateDialog, class_row);
  gtk_widget_class_bind_template_child (widget_class, SokyCreateDialog, subject_row);
  gtk_widget_class_bind_template_child (widget_class, SokyCreateDialog, period_row);
  gtk_widget_class_bind_template_child (widget_class, SokyCreateDialog, custom_row);
  gtk_widget_class_bind_template_child (widget_class, SokyCreateDialog, status);
}

static void
soky_create_dialog_class_init (SokyCreateDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = soky_create_dialog_dispose;
  object_class->finalize = soky_create_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = soky_create_dialog_close_request;
  signals[CREATED] = g_signal_new ("created", SOKY_TYPE_CREATE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, SOKY_TYPE_BOOK);
  signals[MANY] = g_signal_new ("many", SOKY_TYPE_CREATE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_LIST_MODEL);

  g_type_ensure (SOKY_TYPE_REMARKS_LIST);
  g_type_ensure (SOKY_TYPE_STATUS_LINE);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/create-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, load);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, create_cb);
  gtk_widget_class_bind_template_callback (widget_class, type_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, soky_create_dialog_update);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
soky_create_dialog_init (SokyCreateDialog *self)
{
  self->life = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  soky_drop_files_accept (GTK_WIDGET (self), dropped_cb);
  soky_create_dialog_watch_guesses (self);
}

GtkWidget *
soky_create_dialog_new (GtkWindow *parent, SokySession *session)
{
  SokyCreateDialog *self = g_object_new (SOKY_TYPE_CREATE_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  load (self);
  return GTK_WIDGET (self);
}

void
soky_create_dialog_set_file (SokyCreateDialog *self, GFile *file)
{
  g_return_if_fail (SOKY_IS_CREATE_DIALOG (self) && G_IS_FILE (file));

  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = g_filename_display_name (name);
  g_set_object (&self->file, file);
  adw_action_row_set_subtitle (self->file_row, shown);

  if (*gtk_editable_get_text (GTK_EDITABLE (self->title_row)) == '\0') {
    char *end = strrchr (shown, '.');
    if (end != NULL)
      *end = '\0';
    gtk_editable_set_text (GTK_EDITABLE (self->title_row), shown);
  }
  soky_status_line_clear (self->status);
  if (self->wanted_type == NULL)
    soky_create_dialog_guess (self);
  soky_create_dialog_forget_word_file (self);
  soky_create_dialog_look_at_file (self);
  soky_create_dialog_take_word_file (self);
  soky_create_dialog_update (self);
}

void
soky_create_dialog_set_book (SokyCreateDialog *self, const char *type_id, const char *period,
                             const char *class_name)
{
  g_return_if_fail (SOKY_IS_CREATE_DIALOG (self));

  soky_names_assign (&self->wanted_type, type_id);
  soky_names_assign (&self->wanted_period, period);
  soky_names_assign (&self->wanted_class, class_name);
}
