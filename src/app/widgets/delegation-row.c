/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/delegation-row.h"

#include "base/clock.h"
#include "book/book-type.h"

#include <glib/gi18n.h>

struct _SokyDelegationRow {
  GtkListBoxRow parent_instance;

  GtkLabel *state_chip;
  GtkLabel *title_label;
  GtkLabel *days_label;
  GtkLabel *facts_label;
  GtkWidget *revoke_button;

  SokyDelegationRecord *record;
};

enum { REVOKE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyDelegationRow, soky_delegation_row, GTK_TYPE_LIST_BOX_ROW)

static const char *const styles[SOKY_N_DELEGATION_STATES] = {
    [SOKY_DELEGATION_COMING] = "in-review",
    [SOKY_DELEGATION_IN_FORCE] = "published",
    [SOKY_DELEGATION_ENDED] = "draft",
    [SOKY_DELEGATION_REVOKED] = "returned",
};

static void
revoke_cb (SokyDelegationRow *self)
{
  g_signal_emit (self, signals[REVOKE], 0);
}

char *
soky_delegation_record_describe (const SokyDelegationRecord *record)
{
  return g_strdup_printf ("%s %s: %s", soky_delegation_get_prefix (record->kind),
                          record->office_title, record->receiver_name);
}

static char *
describe_days (const SokyDelegationRecord *record)
{
  g_autofree char *first = soky_date_get_label (&record->first);

  if (!g_date_valid (&record->last))
    return g_strdup_printf (_ ("From %s until it is withdrawn"), first);
  g_autofree char *last = soky_date_get_label (&record->last);
  return g_strdup_printf (_ ("%s to %s"), first, last);
}

static char *
name_types (const SokyDelegationRecord *record, GPtrArray *types)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; record->type_ids->len > 0 && i < types->len; i++) {
    const SokyBookType *type = g_ptr_array_index (types, i);
    if (!soky_delegation_record_leaves_out (record, type->id))
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", type->name);
  }
  return g_string_free (names, FALSE);
}

/* In whose place, for what, by which paper. */
static char *
describe_facts (const SokyDelegationRecord *record, GPtrArray *types)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  g_autofree char *names = name_types (record, types);
  g_autofree char *giver = *record->giver_name != '\0'
                               ? g_strdup_printf (_ ("In the place of %s"), record->giver_name)
                               : NULL;

  if (giver != NULL)
    g_ptr_array_add (parts, giver);
  if (*names != '\0')
    g_ptr_array_add (parts, names);
  if (record->note != NULL)
    g_ptr_array_add (parts, record->note);
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static void
fill (SokyDelegationRow *self, GPtrArray *types, gboolean may_revoke)
{
  const SokyDelegationRecord *record = self->record;
  SokyDelegationState state = soky_delegation_record_get_state (record, soky_clock_now_us ());
  const char *word = soky_delegation_state_get_label (state);
  g_autofree char *title = soky_delegation_record_describe (record);
  g_autofree char *days = describe_days (record);
  g_autofree char *facts = describe_facts (record, types);

  gtk_label_set_text (self->state_chip, word);
  gtk_widget_set_css_classes (GTK_WIDGET (self->state_chip),
                              (const char *[]){"chip", styles[state], NULL});
  gtk_label_set_text (self->title_label, title);
  gtk_label_set_text (self->days_label, days);
  gtk_label_set_text (self->facts_label, facts);
  gtk_widget_set_visible (GTK_WIDGET (self->facts_label), *facts != '\0');
  gtk_widget_set_visible (self->revoke_button, may_revoke);

  g_autofree char *spoken = g_strdup_printf ("%s. %s. %s", title, word, days);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
soky_delegation_row_dispose (GObject *object)
{
  g_clear_pointer (&SOKY_DELEGATION_ROW (object)->record, soky_delegation_record_unref);
  G_OBJECT_CLASS (soky_delegation_row_parent_class)->dispose (object);
}

static void
soky_delegation_row_class_init (SokyDelegationRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_delegation_row_dispose;
  signals[REVOKE] = g_signal_new ("revoke", SOKY_TYPE_DELEGATION_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/delegation-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyDelegationRow, state_chip);
  gtk_widget_class_bind_template_child (widget_class, SokyDelegationRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, SokyDelegationRow, days_label);
  gtk_widget_class_bind_template_child (widget_class, SokyDelegationRow, facts_label);
  gtk_widget_class_bind_template_child (widget_class, SokyDelegationRow, revoke_button);
  gtk_widget_class_bind_template_callback (widget_class, revoke_cb);
}

static void
soky_delegation_row_init (SokyDelegationRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
soky_delegation_row_new (SokyDelegationRecord *record, GPtrArray *types, gboolean may_revoke)
{
  g_return_val_if_fail (record != NULL && types != NULL, NULL);

  SokyDelegationRow *self = g_object_new (SOKY_TYPE_DELEGATION_ROW, NULL);
  self->record = soky_delegation_record_ref (record);
  fill (self, types, may_revoke);
  return GTK_WIDGET (self);
}

SokyDelegationRecord *
soky_delegation_row_get_record (SokyDelegationRow *self)
{
  g_return_val_if_fail (SOKY_IS_DELEGATION_ROW (self), NULL);

  return self->record;
}
