/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/filter-bar.h"

#include "app/widgets/filter-chip.h"
#include "book/book-query.h"
#include "book/frequency.h"
#include "book/names.h"

#define MONTHS 12
#define TERMS 2
/* a school year begins in September */
#define FIRST_MONTH 9

struct _SokyFilterBar {
  AdwBin parent_instance;

  SokyFilterChip *type;
  SokyFilterChip *state;
  SokyFilterChip *class_name;
  SokyFilterChip *subject;
  SokyFilterChip *period;
  SokyFilterChip *owner;
  GtkWidget *clear_button;

  SokyWorkspace *workspace; /* nullable */
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyFilterBar, soky_filter_bar, ADW_TYPE_BIN)

/* --- what there is to choose from --- */

static GPtrArray *
new_list (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

static void
add (GPtrArray *list, const char *value, const char *label)
{
  g_ptr_array_add (list, soky_filter_choice_new (value, label));
}

static void
fill_types (SokyFilterBar *self)
{
  g_autoptr (GPtrArray) list = new_list ();
  GPtrArray *types = self->workspace != NULL ? soky_workspace_get_types (self->workspace) : NULL;

  for (guint i = 0; types != NULL && i < types->len; i++) {
    const SokyBookType *type = types->pdata[i];
    add (list, type->id, type->name);
  }
  soky_filter_chip_set_choices (self->type, list);
}

static void
fill_states (SokyFilterBar *self, SokyBookView view)
{
  g_autoptr (GPtrArray) list = new_list ();

  for (SokyBookState state = 0; state < SOKY_BOOK_DELETED; state++)
    if (state != SOKY_BOOK_DRAFT || view == SOKY_BOOK_VIEW_OUTBOX)
      add (list, soky_book_state_to_string (state), soky_book_state_get_label (state));
  soky_filter_chip_set_choices (self->state, list);
}

static void
add_period (GPtrArray *list, SokyFrequency frequency, guint number)
{
  g_autofree char *period = soky_period_format (frequency, number);
  g_autofree char *label = soky_period_get_label (period);

  add (list, period, label);
}

static void
fill_periods (SokyFilterBar *self, const SokySchool *school)
{
  g_autoptr (GPtrArray) list = new_list ();

  for (guint i = 0; school != NULL && i < school->weeks->len; i++)
    add_period (list, SOKY_FREQUENCY_WEEK, ((const SokyWeek *) school->weeks->pdata[i])->number);
  for (guint i = 0; i < MONTHS; i++)
    add_period (list, SOKY_FREQUENCY_MONTH, (FIRST_MONTH - 1 + i) % MONTHS + 1);
  for (guint i = 1; i <= TERMS; i++)
    add_period (list, SOKY_FREQUENCY_TERM, i);
  add_period (list, SOKY_FREQUENCY_YEAR, 0);
  soky_filter_chip_set_choices (self->period, list);
}

static void
fill_names (SokyFilterChip *chip, char **names)
{
  g_autoptr (GPtrArray) list = new_list ();

  for (char **name = names; name != NULL && *name != NULL; name++)
    add (list, *name, *name);
  soky_filter_chip_set_choices (chip, list);
}

static void
fill_people (SokyFilterBar *self, GPtrArray *people)
{
  g_autoptr (GPtrArray) list = new_list ();

  for (guint i = 0; people != NULL && i < people->len; i++) {
    const SokyPerson *person = people->pdata[i];
    add (list, person->id, person->name);
  }
  soky_filter_chip_set_choices (self->owner, list);
}

static void
fill (SokyFilterBar *self)
{
  const SokySchool *school =
      self->workspace != NULL ? soky_workspace_get_school (self->workspace) : NULL;

  fill_types (self);
  fill_periods (self, school);
  fill_names (self->class_name, school != NULL ? school->classes : NULL);
  fill_names (self->subject, school != NULL ? school->subjects : NULL);
  fill_people (self, self->workspace != NULL ? soky_workspace_get_people (self->workspace) : NULL);
}

/* --- what is asked for --- */

static void
update_button (SokyFilterBar *self)
{
  g_auto (SokyBookFilter) filter = SOKY_BOOK_FILTER_INIT;

  soky_filter_bar_get_filter (self, &filter);
  gtk_widget_set_visible (self->clear_button, soky_book_filter_is_active (&filter));
}

static void
changed_cb (SokyFilterBar *self)
{
  update_button (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
soky_filter_bar_dispose (GObject *object)
{
  g_clear_object (&SOKY_FILTER_BAR (object)->workspace);
  G_OBJECT_CLASS (soky_filter_bar_parent_class)->dispose (object);
}

static void
soky_filter_bar_class_init (SokyFilterBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_filter_bar_dispose;
  signals[CHANGED] = g_signal_new ("changed", SOKY_TYPE_FILTER_BAR, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (SOKY_TYPE_FILTER_CHIP);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/filter-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyFilterBar, type);
  gtk_widget_class_bind_template_child (widget_class, SokyFilterBar, state);
  gtk_widget_class_bind_template_child (widget_class, SokyFilterBar, class_name);
  gtk_widget_class_bind_template_child (widget_class, SokyFilterBar, subject);
  gtk_widget_class_bind_template_child (widget_class, SokyFilterBar, period);
  gtk_widget_class_bind_template_child (widget_class, SokyFilterBar, owner);
  gtk_widget_class_bind_template_child (widget_class, SokyFilterBar, clear_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, soky_filter_bar_clear);
}

static void
soky_filter_bar_init (SokyFilterBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
soky_filter_bar_set_workspace (SokyFilterBar *self, SokyWorkspace *workspace, SokyBookView view)
{
  g_return_if_fail (SOKY_IS_FILTER_BAR (self));

  fill_states (self, view);
  gtk_widget_set_visible (GTK_WIDGET (self->state),
                          view == SOKY_BOOK_VIEW_OUTBOX || view == SOKY_BOOK_VIEW_UNIT);
  gtk_widget_set_visible (GTK_WIDGET (self->owner), view != SOKY_BOOK_VIEW_OUTBOX);
  if (workspace == self->workspace)
    return;
  if (self->workspace != NULL)
    g_signal_handlers_disconnect_by_data (self->workspace, self);
  g_set_object (&self->workspace, workspace);
  if (workspace != NULL) {
    g_signal_connect_object (workspace, "types-loaded", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (workspace, "choices-loaded", G_CALLBACK (fill), self,
                             G_CONNECT_SWAPPED);
  }
  fill (self);
}

void
soky_filter_bar_set_filter (SokyFilterBar *self, const SokyBookFilter *filter)
{
  g_return_if_fail (SOKY_IS_FILTER_BAR (self) && filter != NULL);

  gboolean any_state = filter->state == SOKY_N_BOOK_STATES;
  soky_filter_chip_set_value (self->type, filter->type_id);
  soky_filter_chip_set_value (self->state,
                              any_state ? NULL : soky_book_state_to_string (filter->state));
  soky_filter_chip_set_value (self->class_name, filter->class_name);
  soky_filter_chip_set_value (self->subject, filter->subject);
  soky_filter_chip_set_value (self->period, filter->period_from);
  soky_filter_chip_set_value (self->owner, filter->owner_id);
  update_button (self);
}

void
soky_filter_bar_get_filter (SokyFilterBar *self, SokyBookFilter *filter)
{
  g_return_if_fail (SOKY_IS_FILTER_BAR (self) && filter != NULL);

  const char *period = soky_filter_chip_get_value (self->period);
  soky_names_assign (&filter->type_id, soky_filter_chip_get_value (self->type));
  soky_names_assign (&filter->class_name, soky_filter_chip_get_value (self->class_name));
  soky_names_assign (&filter->subject, soky_filter_chip_get_value (self->subject));
  soky_names_assign (&filter->owner_id, soky_filter_chip_get_value (self->owner));
  soky_names_assign (&filter->period_from, period);
  soky_names_assign (&filter->period_to, period);
  filter->state = SOKY_N_BOOK_STATES;
  soky_book_state_from_string (soky_filter_chip_get_value (self->state), &filter->state);
}

void
soky_filter_bar_clear (SokyFilterBar *self)
{
  g_return_if_fail (SOKY_IS_FILTER_BAR (self));

  const SokyBookFilter nothing = SOKY_BOOK_FILTER_INIT;
  soky_filter_bar_set_filter (self, &nothing);
  g_signal_emit (self, signals[CHANGED], 0);
}
