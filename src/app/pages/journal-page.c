/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/pages/journal-page.h"

#include <glib/gi18n.h>

#include "app/save-file.h"
#include "app/widgets/audit-words.h"
#include "base/clock.h"
#include "book/date.h"
#include "book/names.h"
#include "client/session-administration.h"

#define MINUTES_OF_A_DAY (24 * 60)
#define MOST_SAVED 100000 /* records of a table */

struct _SokyJournalPage {
  SokyOfficePage parent_instance;

  GtkDropDown *event_choice;
  GtkEditable *first_entry;
  GtkEditable *last_entry;
  GtkWidget *save_button;
  AdwPreferencesGroup *group; /* nullable until loaded */
  GtkWidget *more_row;        /* nullable: all are shown */

  char *person_id; /* nullable: only what this person did */
  char *subject;   /* nullable: only what is about this */
  char *words;     /* nullable: which of these it is, for people */
  GCancellable *asking;
  gboolean further; /* what is asked for is added to what is shown */
  GPtrArray *table; /* nullable: SokyAuditItem; what is put together to be saved */
};

G_DEFINE_FINAL_TYPE (SokyJournalPage, soky_journal_page, SOKY_TYPE_OFFICE_PAGE)

static void ask (SokyJournalPage *self, const char *cursor, GAsyncReadyCallback callback);
static void found_cb (GObject *source, GAsyncResult *result, gpointer user_data);

/* --- the filter --- */

/* The beginning of the day, or with @after that of the next one; NULL where nothing was typed. */
static char *
read_moment (GtkEditable *entry, gboolean after)
{
  GDate date;

  if (!soky_date_parse_label (gtk_editable_get_text (entry), &date))
    return NULL;
  return soky_clock_to_rfc3339 (soky_date_to_moment (&date, after ? MINUTES_OF_A_DAY : 0));
}

static gboolean
is_sound (GtkEditable *entry)
{
  GDate date;
  const char *text = gtk_editable_get_text (entry);
  gboolean sound = *text == '\0' || soky_date_parse_label (text, &date);

  if (sound)
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  return sound;
}

static void
filter_cb (SokyJournalPage *self)
{
  if (is_sound (self->first_entry) && is_sound (self->last_entry))
    ask (self, NULL, found_cb);
}

static void
set_only (SokyJournalPage *self, const char *person_id, const char *subject, const char *words)
{
  soky_names_assign (&self->person_id, person_id);
  soky_names_assign (&self->subject, subject);
  soky_names_assign (&self->words, words);
  ask (self, NULL, found_cb);
}

static void
only_person_cb (GtkWidget *button, SokyJournalPage *self)
{
  set_only (self, g_object_get_data (G_OBJECT (button), "id"), NULL,
            g_object_get_data (G_OBJECT (button), "words"));
}

static void
only_subject_cb (GtkWidget *button, SokyJournalPage *self)
{
  set_only (self, NULL, g_object_get_data (G_OBJECT (button), "id"),
            g_object_get_data (G_OBJECT (button), "words"));
}

static void
all_cb (SokyJournalPage *self)
{
  set_only (self, NULL, NULL, NULL);
}

/* --- rows --- */

static void
add_button (SokyJournalPage *self, GtkWidget *box, const char *label, const char *id,
            const char *words, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  g_object_set_data_full (G_OBJECT (button), "id", g_strdup (id), g_free);
  g_object_set_data_full (G_OBJECT (button), "words", g_strdup (words), g_free);
  g_signal_connect (button, "clicked", callback, self);
  gtk_box_append (GTK_BOX (box), button);
}

/* What a row shows when it is opened. */
static GtkWidget *
make_details (SokyJournalPage *self, const SokyAuditItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *text = g_strdup_printf ("%s\n%s", item->subject, item->detail);
  GtkWidget *label = gtk_label_new (g_strstrip (text));

  g_object_set (label, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.0, "selectable",
                TRUE, NULL);
  g_object_set (box, "margin-start", 12, "margin-end", 12, "margin-top", 12, "margin-bottom", 12,
                NULL);
  gtk_widget_set_visible (label, *text != '\0');
  gtk_box_append (GTK_BOX (box), label);
  if (*item->person_id != '\0')
    add_button (self, buttons, _ ("Only This Person"), item->person_id, item->person_name,
                G_CALLBACK (only_person_cb));
  if (*item->subject != '\0')
    add_button (self, buttons, _ ("Only About This"), item->subject, item->subject,
                G_CALLBACK (only_subject_cb));
  gtk_box_append (GTK_BOX (box), buttons);
  return box;
}

static void
add_row (SokyJournalPage *self, const SokyAuditItem *item)
{
  GtkWidget *row = adw_expander_row_new ();
  g_autofree char *at = soky_clock_to_local (item->at_us);
  g_autoptr (GString) facts = g_string_new (at);

  g_string_append_printf (facts, " · %s",
                          *item->person_name != '\0' ? item->person_name : _ ("nobody signed in"));
  g_string_append_printf (facts, " · %s",
                          *item->address != '\0' ? item->address : _ ("on the server itself"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 soky_audit_event_get_label (item->event));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), facts->str);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), make_details (self, item));
  adw_preferences_group_add (self->group, row);
}

static void
more_cb (GtkWidget *row, SokyJournalPage *self)
{
  gtk_widget_set_sensitive (row, FALSE);
  ask (self, g_object_get_data (G_OBJECT (row), "cursor"), found_cb);
}

static void
add_more_row (SokyJournalPage *self, const char *cursor)
{
  AdwActionRow *row = soky_office_row_new (self->group, _ ("Show More"), NULL);

  soky_office_row_lead_on (row);
  g_object_set_data_full (G_OBJECT (row), "cursor", g_strdup (cursor), g_free);
  g_signal_connect (row, "activated", G_CALLBACK (more_cb), self);
  self->more_row = GTK_WIDGET (row);
}

/* What is shown is not all there is. */
static void
add_only (SokyJournalPage *self)
{
  g_autofree char *words = g_strdup_printf (
      self->person_id != NULL ? _ ("Only what %s did") : _ ("Only what is about %s"), self->words);
  GtkWidget *button = gtk_button_new_with_label (_ ("Show All"));

  adw_preferences_group_set_title (self->group, words);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", G_CALLBACK (all_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_set_header_suffix (self->group, button);
}

/* --- asking --- */

static void
show (SokyJournalPage *self, const SokyAuditPage *found)
{
  SokyOfficePage *page = SOKY_OFFICE_PAGE (self);

  if (self->further) {
    adw_preferences_group_remove (self->group, self->more_row);
  } else {
    soky_office_page_begin (page);
    self->group = soky_office_page_add_group (page, NULL);
    if (self->words != NULL)
      add_only (self);
  }
  self->more_row = NULL;
  for (guint i = 0; i < found->items->len; i++)
    add_row (self, g_ptr_array_index (found->items, i));
  if (found->next_cursor != NULL)
    add_more_row (self, found->next_cursor);
  gtk_widget_set_sensitive (self->save_button, TRUE);
  if (found->items->len == 0 && !self->further && self->words == NULL)
    soky_office_page_show_empty (page, "system-search-symbolic", _ ("Nothing Found"),
                                 _ ("Nothing of this kind happened in that time."));
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyJournalPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyAuditPage) found =
      soky_session_read_audit_finish (SOKY_SESSION (source), result, &error);

  if (found != NULL)
    show (self, found);
  else if (!soky_office_page_fail (SOKY_OFFICE_PAGE (self), error) && self->more_row != NULL)
    gtk_widget_set_sensitive (self->more_row, TRUE);
}

static void
ask (SokyJournalPage *self, const char *cursor, GAsyncReadyCallback callback)
{
  SokyOfficePage *page = SOKY_OFFICE_PAGE (self);
  guint event = gtk_drop_down_get_selected (self->event_choice);
  g_autofree char *from = read_moment (self->first_entry, FALSE);
  g_autofree char *to = read_moment (self->last_entry, TRUE);
  const SokyAuditFilter filter = {.unit_id = soky_office_page_get_unit_id (page),
                                  .person_id = self->person_id,
                                  .subject = self->subject,
                                  .event = event > 0 ? soky_audit_events[event - 1] : NULL,
                                  .from = from,
                                  .to = to,
                                  .cursor = cursor};

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  self->further = cursor != NULL;
  soky_session_read_audit_async (soky_office_page_get_session (page), &filter, self->asking,
                                 callback, g_object_ref (self));
}

static void
soky_journal_page_load (SokyOfficePage *page)
{
  ask (SOKY_JOURNAL_PAGE (page), NULL, found_cb);
}

/* --- the table --- */

static void
save_table (SokyJournalPage *self)
{
  g_autoptr (GPtrArray) table = g_steal_pointer (&self->table);
  g_autoptr (GBytes) bytes = soky_audit_items_to_csv (table);
  g_autoptr (SokyInput) input = soky_input_new_for_bytes (bytes);
  const SokyFileChoice choice = {.title = _ ("Save the Audit"),
                                 .accept = _ ("Save"),
                                 .save = TRUE,
                                 .name = _ ("audit.csv"),
                                 .pattern = "*.csv",
                                 .pattern_name = _ ("Tables")};

  soky_office_page_say (SOKY_OFFICE_PAGE (self), NULL);
  gtk_widget_set_sensitive (self->save_button, TRUE);
  soky_save_file (soky_office_page_get_window (SOKY_OFFICE_PAGE (self)), &choice, input,
                  _ ("The audit is saved"));
}

static void
collected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyJournalPage) self = user_data;
  SokyOfficePage *page = SOKY_OFFICE_PAGE (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyAuditPage) found =
      soky_session_read_audit_finish (SOKY_SESSION (source), result, &error);

  if (found == NULL) {
    g_clear_pointer (&self->table, g_ptr_array_unref);
    if (!soky_office_page_fail (page, error))
      gtk_widget_set_sensitive (self->save_button, TRUE);
    return;
  }
  g_ptr_array_extend_and_steal (self->table, g_steal_pointer (&found->items));
  found->items = g_ptr_array_new ();
  if (found->next_cursor != NULL && self->table->len < MOST_SAVED)
    ask (self, found->next_cursor, collected_cb);
  else
    save_table (self);
}

static void
save_cb (SokyJournalPage *self)
{
  gtk_widget_set_sensitive (self->save_button, FALSE);
  soky_office_page_say (SOKY_OFFICE_PAGE (self), _ ("The table is put together…"));
  g_clear_pointer (&self->table, g_ptr_array_unref);
  self->table = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_audit_item_free);
  ask (self, NULL, collected_cb);
}

/* --- the page --- */

static void
soky_journal_page_dispose (GObject *object)
{
  SokyJournalPage *self = SOKY_JOURNAL_PAGE (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  G_OBJECT_CLASS (soky_journal_page_parent_class)->dispose (object);
}

static void
soky_journal_page_finalize (GObject *object)
{
  SokyJournalPage *self = SOKY_JOURNAL_PAGE (object);

  g_free (self->person_id);
  g_free (self->subject);
  g_free (self->words);
  g_clear_pointer (&self->table, g_ptr_array_unref);
  G_OBJECT_CLASS (soky_journal_page_parent_class)->finalize (object);
}

static void
soky_journal_page_class_init (SokyJournalPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = soky_journal_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = soky_journal_page_finalize;
  SOKY_OFFICE_PAGE_CLASS (klass)->load = soky_journal_page_load;
}

static GtkEditable *
add_day_entry (SokyJournalPage *self, GtkWidget *box, const char *words)
{
  GtkWidget *entry = gtk_entry_new ();

  g_object_set (entry, "placeholder-text", words, "width-chars", 8, "hexpand", TRUE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_signal_connect_object (entry, "activate", G_CALLBACK (filter_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), entry);
  return GTK_EDITABLE (entry);
}

static GtkWidget *
make_event_choice (SokyJournalPage *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  gtk_string_list_append (labels, _ ("All events"));
  for (guint i = 0; soky_audit_events[i] != NULL; i++)
    gtk_string_list_append (labels, soky_audit_event_get_label (soky_audit_events[i]));
  GtkWidget *choice = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&labels)), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Event"), -1);
  return choice;
}

static GtkWidget *
make_save_button (SokyJournalPage *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("document-save-symbolic");

  gtk_widget_set_tooltip_text (button, _ ("Save as a Table…"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Save as a Table…"), -1);
  gtk_widget_set_sensitive (button, FALSE);
  g_signal_connect_object (button, "clicked", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  return button;
}

/* Two lines, which a narrow window has room for. */
static void
soky_journal_page_init (SokyJournalPage *self)
{
  GtkWidget *tools = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *days = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *choice = make_event_choice (self);

  self->event_choice = GTK_DROP_DOWN (choice);
  self->save_button = make_save_button (self);
  gtk_widget_set_hexpand (tools, TRUE);
  gtk_box_append (GTK_BOX (tools), choice);
  self->first_entry = add_day_entry (self, days, _ ("From 05/09/2026"));
  self->last_entry = add_day_entry (self, days, _ ("To 12/09/2026"));
  gtk_box_append (GTK_BOX (days), self->save_button);
  gtk_box_append (GTK_BOX (tools), days);
  g_signal_connect_object (choice, "notify::selected", G_CALLBACK (filter_cb), self,
                           G_CONNECT_SWAPPED);
  soky_office_page_add_tool (SOKY_OFFICE_PAGE (self), tools);
}
