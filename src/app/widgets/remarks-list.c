/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/remarks-list.h"

#include "app/widgets/clean-copy-row.h"
#include "base/task.h"
#include "sign/clean-copy.h"
#include "sign/remarks.h"

#include <glib/gi18n.h>

/* So many at once; the others are folded away. Who submits has a form to fill in below them. */
#define SHOWN_TO_SUBMITTER 1
#define SHOWN_TO_SIGNER 3

struct _SokyRemarksList {
  AdwPreferencesGroup parent_instance;

  GPtrArray *rows;           /* GtkWidget*: what is shown now */
  GCancellable *cancellable; /* nullable: of the look that goes on */
  char *path;                /* nullable: the file */
  goffset limit;
  SokyCleanCopyRow *clean; /* nullable: the file has to be repaired, or was */
  gboolean warns;
  gboolean unreadable;
};

enum { CHECKED, PAGE_ACTIVATED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyRemarksList, soky_remarks_list, ADW_TYPE_PREFERENCES_GROUP)

typedef struct {
  char *path;
  SokyRemarksPurpose purpose;
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

  if (input == NULL)
    return NULL;
  return look->purpose == SOKY_REMARKS_FOR_SIGNER
             ? soky_remarks_for_signer (input, cancellable, error)
             : soky_remarks_for_submitter (input, look->limit, cancellable, error);
}

static void
add_row (SokyRemarksList *self, GtkWidget *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static GtkWidget *
make_row (const char *icon, const char *style, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  gtk_widget_add_css_class (image, style);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

static void
row_activated_cb (GtkWidget *row, gpointer page)
{
  GtkWidget *list = gtk_widget_get_ancestor (row, SOKY_TYPE_REMARKS_LIST);

  g_signal_emit (list, signals[PAGE_ACTIVATED], 0, GPOINTER_TO_INT (page));
}

static GtkWidget *
make_remark_row (const SokyRemark *remark)
{
  static const char *const icons[] = {"dialog-information-symbolic", "dialog-warning-symbolic",
                                      "dialog-error-symbolic"};
  static const char *const styles[] = {"dim-label", "warning", "error"};
  GtkWidget *row =
      make_row (icons[remark->weight], styles[remark->weight], remark->text, remark->advice);

  if (remark->page > 0) {
    g_autofree char *page = g_strdup_printf (_ ("Page %d"), remark->page);
    GtkWidget *label = gtk_label_new (page);
    gtk_widget_add_css_class (label, "dim-label");
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
    gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
    g_signal_connect (row, "activated", G_CALLBACK (row_activated_cb),
                      GINT_TO_POINTER (remark->page));
  }
  return row;
}

static void
show_remarks (SokyRemarksList *self, GPtrArray *remarks, SokyRemarksPurpose purpose)
{
  guint shown = purpose == SOKY_REMARKS_FOR_SIGNER ? SHOWN_TO_SIGNER : SHOWN_TO_SUBMITTER;
  GtkWidget *more = NULL;

  for (guint i = 0; i < remarks->len; i++) {
    const SokyRemark *remark = g_ptr_array_index (remarks, i);
    GtkWidget *row = make_remark_row (remark);
    self->warns |= remark->weight >= SOKY_REMARK_CAUTION;
    if (i < shown || remarks->len == shown + 1) {
      add_row (self, row);
      continue;
    }
    if (more == NULL) {
      g_autofree char *title =
          g_strdup_printf (ngettext ("%u more remark", "%u more remarks", remarks->len - shown),
                           remarks->len - shown);
      more = adw_expander_row_new ();
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (more), title);
      add_row (self, more);
    }
    adw_expander_row_add_row (ADW_EXPANDER_ROW (more), row);
  }
  if (remarks->len == 0 && purpose == SOKY_REMARKS_FOR_SUBMITTER)
    add_row (self, make_row ("emblem-ok-symbolic", "success",
                             _ ("The file is ready to be submitted."), NULL));
  gtk_widget_set_visible (GTK_WIDGET (self), self->rows->len > 0 || self->clean != NULL);
}

/* Stops what goes on; what the file has to be repaired for stays. */
static void
forget_remarks (SokyRemarksList *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  self->warns = self->unreadable = FALSE;
}

static void copied_cb (SokyRemarksList *self, SokyCleanCopyRow *row);

/* The file cannot be read as a PDF, or not without a repair. */
static void
show_refusal (SokyRemarksList *self, const GError *error, SokyRemarksPurpose purpose)
{
  self->warns = self->unreadable = TRUE;
  if (purpose != SOKY_REMARKS_FOR_SUBMITTER || self->clean != NULL ||
      !soky_clean_copy_is_possible (error)) {
    add_row (self, make_row ("dialog-error-symbolic", "error", error->message, NULL));
    return;
  }
  self->clean = SOKY_CLEAN_COPY_ROW (soky_clean_copy_row_new (self->path, error));
  g_signal_connect_object (self->clean, "made", G_CALLBACK (copied_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->clean));
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SokyRemarksList *self = SOKY_REMARKS_LIST (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) remarks = soky_task_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  forget_remarks (self);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  if (remarks != NULL)
    show_remarks (self, remarks, (SokyRemarksPurpose) GPOINTER_TO_INT (user_data));
  else
    show_refusal (self, error, (SokyRemarksPurpose) GPOINTER_TO_INT (user_data));
  g_signal_emit (self, signals[CHECKED], 0);
}

static GtkWidget *
make_working_row (void)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *spinner = gtk_spinner_new ();

  gtk_spinner_set_spinning (GTK_SPINNER (spinner), TRUE);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), spinner);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Looking through the file…"));
  return row;
}

static void
look_at (SokyRemarksList *self, const char *path, SokyRemarksPurpose purpose)
{
  Look *look = g_new0 (Look, 1);

  look->path = g_strdup (path);
  look->purpose = purpose;
  look->limit = self->limit;
  self->cancellable = g_cancellable_new ();
  add_row (self, make_working_row ());
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  soky_task_run (self, look_in_thread, look, (GDestroyNotify) look_free,
                 (GDestroyNotify) g_ptr_array_unref, self->cancellable, looked_cb,
                 GINT_TO_POINTER ((int) purpose));
}

/* A copy is looked through as any other file. */
static void
copied_cb (SokyRemarksList *self, SokyCleanCopyRow *row)
{
  if (row != self->clean)
    return;
  forget_remarks (self);
  look_at (self, soky_clean_copy_row_get_path (self->clean), SOKY_REMARKS_FOR_SUBMITTER);
}

void
soky_remarks_list_check (SokyRemarksList *self, const char *path, SokyRemarksPurpose purpose,
                         goffset limit)
{
  g_return_if_fail (SOKY_IS_REMARKS_LIST (self) && path != NULL);

  soky_remarks_list_clear (self);
  self->path = g_strdup (path);
  self->limit = limit;
  look_at (self, path, purpose);
}

void
soky_remarks_list_clear (SokyRemarksList *self)
{
  g_return_if_fail (SOKY_IS_REMARKS_LIST (self));

  forget_remarks (self);
  if (self->clean != NULL)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->clean));
  self->clean = NULL;
  g_clear_pointer (&self->path, g_free);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

const char *
soky_remarks_list_get_path (SokyRemarksList *self)
{
  g_return_val_if_fail (SOKY_IS_REMARKS_LIST (self), NULL);

  const char *copy = self->clean != NULL ? soky_clean_copy_row_get_path (self->clean) : NULL;
  return copy != NULL ? copy : self->path;
}

gboolean
soky_remarks_list_is_checking (SokyRemarksList *self)
{
  g_return_val_if_fail (SOKY_IS_REMARKS_LIST (self), FALSE);

  return self->cancellable != NULL;
}

gboolean
soky_remarks_list_is_unreadable (SokyRemarksList *self)
{
  g_return_val_if_fail (SOKY_IS_REMARKS_LIST (self), FALSE);

  return self->unreadable;
}

gboolean
soky_remarks_list_has_warnings (SokyRemarksList *self)
{
  g_return_val_if_fail (SOKY_IS_REMARKS_LIST (self), FALSE);

  return self->warns;
}

static void
soky_remarks_list_dispose (GObject *object)
{
  SokyRemarksList *self = SOKY_REMARKS_LIST (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_ptr_array_set_size (self->rows, 0);
  G_OBJECT_CLASS (soky_remarks_list_parent_class)->dispose (object);
}

static void
soky_remarks_list_finalize (GObject *object)
{
  g_ptr_array_unref (SOKY_REMARKS_LIST (object)->rows);
  g_free (SOKY_REMARKS_LIST (object)->path);
  G_OBJECT_CLASS (soky_remarks_list_parent_class)->finalize (object);
}

static void
soky_remarks_list_class_init (SokyRemarksListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = soky_remarks_list_dispose;
  object_class->finalize = soky_remarks_list_finalize;
  signals[CHECKED] = g_signal_new ("checked", SOKY_TYPE_REMARKS_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[PAGE_ACTIVATED] =
      g_signal_new ("page-activated", SOKY_TYPE_REMARKS_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
soky_remarks_list_init (SokyRemarksList *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
