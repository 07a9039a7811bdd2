/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/week-chart.h"

#include <glib/gi18n.h>

#include "book/book-query.h"
#include "book/frequency.h"

#define HEIGHT 180
#define LABEL_HEIGHT 20
#define TOP 16  /* room for the number above the tallest bar */
#define SLOT 36 /* the least room of a week */
#define WIDEST_BAR 40
#define GAP 2.0f

typedef struct {
  char *period;
  char *label;
  guint number;
  guint states[SOKY_BOOK_DELETED];
  guint total; /* without drafts */
} Week;

struct _SokyWeekChart {
  GtkWidget parent_instance;

  GArray *weeks; /* Week, from the first to the last that has books */
  guint most;    /* books of a week */
  int focused;   /* index of a week; -1 = none */
};

enum { WEEK_CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyWeekChart, soky_week_chart, GTK_TYPE_WIDGET)

/* from below: what is done carries what is not */
static const SokyBookState order[] = {SOKY_BOOK_PUBLISHED, SOKY_BOOK_APPROVED, SOKY_BOOK_IN_REVIEW,
                                      SOKY_BOOK_RETURNED};

const char *
soky_book_state_get_colour (SokyBookState state)
{
  static const char *const colours[SOKY_N_BOOK_STATES] = {
      [SOKY_BOOK_IN_REVIEW] = "accent_color",
      [SOKY_BOOK_RETURNED] = "error_color",
      [SOKY_BOOK_APPROVED] = "warning_color",
      [SOKY_BOOK_PUBLISHED] = "success_color",
  };
  return state < SOKY_N_BOOK_STATES ? colours[state] : NULL;
}

static void
week_clear (gpointer pointer)
{
  Week *week = pointer;

  g_free (week->period);
  g_free (week->label);
}

/* --- in words --- */

static char *
describe (const Week *week)
{
  g_autoptr (GString) text = g_string_new (week->label);

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (week->states[order[i]] > 0)
      g_string_append_printf (text, " · %s: %u", soky_book_state_get_label (order[i]),
                              week->states[order[i]]);
  if (week->total == 0)
    g_string_append_printf (text, " · %s", _ ("nothing submitted"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
update_words (SokyWeekChart *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->weeks->len; i++) {
    g_autofree char *one = describe (&g_array_index (self->weeks, Week, i));
    g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", one);
  }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Books by week"), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text->str, -1);
}

/* --- where what is --- */

/* The first week that is shown: the last ones have room. */
static guint
get_first (SokyWeekChart *self)
{
  guint room = MAX (1u, (guint) gtk_widget_get_width (GTK_WIDGET (self)) / SLOT);
  return self->weeks->len > room ? self->weeks->len - room : 0;
}

static float
get_slot (SokyWeekChart *self)
{
  guint shown = self->weeks->len - get_first (self);
  return (float) gtk_widget_get_width (GTK_WIDGET (self)) / (float) MAX (shown, 1);
}

/* The week at @x; -1 = none */
static int
find_week (SokyWeekChart *self, double x)
{
  if (self->weeks->len == 0 || x < 0)
    return -1;
  guint i = get_first (self) + (guint) (x / get_slot (self));
  return i < self->weeks->len ? (int) i : -1;
}

/* --- drawing --- */

static void
draw_text (GtkWidget *widget, GtkSnapshot *snapshot, const char *text, float middle, float y)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  g_autoptr (PangoAttrList) small = pango_attr_list_new ();
  GdkRGBA colour;
  int width, height;

  pango_attr_list_insert (small, pango_attr_scale_new (PANGO_SCALE_SMALL));
  pango_layout_set_attributes (layout, small);
  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (middle - (float) width / 2, y));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
}

static void
draw_part (GtkWidget *widget, GtkSnapshot *snapshot, SokyBookState state,
           const graphene_rect_t *area)
{
  GdkRGBA colour = {0.5f, 0.5f, 0.5f, 1};
  GskRoundedRect outline;

  gtk_style_context_lookup_color (gtk_widget_get_style_context (widget),
                                  soky_book_state_get_colour (state), &colour);
  gsk_rounded_rect_init_from_rect (&outline, area, 3);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &colour, area);
  gtk_snapshot_pop (snapshot);
}

static void
draw_bar (SokyWeekChart *self, GtkSnapshot *snapshot, const Week *week, float middle)
{
  GtkWidget *widget = GTK_WIDGET (self);
  float bottom = (float) gtk_widget_get_height (widget) - LABEL_HEIGHT;
  float scale = (bottom - TOP) / (float) MAX (self->most, 1);
  float width = MIN (get_slot (self) * 0.7f, WIDEST_BAR), y = bottom;

  for (guint i = 0; i < G_N_ELEMENTS (order); i++) {
    float height = scale * (float) week->states[order[i]];
    if (height <= 0)
      continue;
    y -= height;
    draw_part (widget, snapshot, order[i],
               &GRAPHENE_RECT_INIT (middle - width / 2, y, width, MAX (height - GAP, 1)));
  }
  if (week->total > 0) {
    g_autofree char *number = g_strdup_printf ("%u", week->total);
    draw_text (widget, snapshot, number, middle, y - TOP);
  }
  g_autofree char *label = g_strdup_printf ("%u", week->number);
  draw_text (widget, snapshot, label, middle, bottom + 3);
}

static void
draw_line (SokyWeekChart *self, GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  float y = (float) gtk_widget_get_height (widget) - LABEL_HEIGHT;
  GdkRGBA colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  colour.alpha *= 0.25f;
  gtk_snapshot_append_color (snapshot, &colour,
                             &GRAPHENE_RECT_INIT (0, y, (float) gtk_widget_get_width (widget), 1));
}

static void
soky_week_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SokyWeekChart *self = SOKY_WEEK_CHART (widget);
  guint first = get_first (self);
  float slot = get_slot (self);

  for (guint i = first; i < self->weeks->len; i++) {
    float left = slot * (float) (i - first);
    if ((int) i == self->focused && gtk_widget_has_focus (widget))
      gtk_snapshot_render_focus (snapshot, gtk_widget_get_style_context (widget), left, 0, slot,
                                 gtk_widget_get_height (widget));
    draw_bar (self, snapshot, &g_array_index (self->weeks, Week, i), left + slot / 2);
  }
  draw_line (self, snapshot);
}

static void
soky_week_chart_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                         int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : SLOT;
}

/* --- asking it --- */

static gboolean
soky_week_chart_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard,
                               GtkTooltip *tooltip)
{
  SokyWeekChart *self = SOKY_WEEK_CHART (widget);
  int i = keyboard ? self->focused : find_week (self, x);

  if (i < 0 || i >= (int) self->weeks->len)
    return FALSE;
  g_autofree char *words = describe (&g_array_index (self->weeks, Week, i));
  gtk_tooltip_set_text (tooltip, words);
  return TRUE;
}

static void
choose (SokyWeekChart *self, int i)
{
  if (i >= 0 && i < (int) self->weeks->len)
    g_signal_emit (self, signals[WEEK_CHOSEN], 0, g_array_index (self->weeks, Week, i).period);
}

static void
released_cb (SokyWeekChart *self, int presses, double x)
{
  if (presses == 1)
    choose (self, find_week (self, x));
}

static void
focus_week (SokyWeekChart *self, int i)
{
  self->focused = CLAMP (i, (int) get_first (self), (int) self->weeks->len - 1);
  if (self->focused >= 0) {
    g_autofree char *words = describe (&g_array_index (self->weeks, Week, self->focused));
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                    words, -1);
  }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
key_cb (SokyWeekChart *self, guint key)
{
  if (self->weeks->len == 0)
    return FALSE;
  if (key == GDK_KEY_Left)
    focus_week (self, self->focused < 0 ? (int) self->weeks->len - 1 : self->focused - 1);
  else if (key == GDK_KEY_Right)
    focus_week (self, self->focused < 0 ? (int) self->weeks->len - 1 : self->focused + 1);
  else if (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_space)
    choose (self, self->focused);
  else
    return FALSE;
  return TRUE;
}

static void
soky_week_chart_finalize (GObject *object)
{
  g_array_unref (SOKY_WEEK_CHART (object)->weeks);
  G_OBJECT_CLASS (soky_week_chart_parent_class)->finalize (object);
}

static void
soky_week_chart_class_init (SokyWeekChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = soky_week_chart_finalize;
  widget_class->snapshot = soky_week_chart_snapshot;
  widget_class->measure = soky_week_chart_measure;
  widget_class->query_tooltip = soky_week_chart_query_tooltip;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "weekchart");
  signals[WEEK_CHOSEN] = g_signal_new ("week-chosen", SOKY_TYPE_WEEK_CHART, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
soky_week_chart_init (SokyWeekChart *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->focused = -1;
  self->weeks = g_array_new (FALSE, TRUE, sizeof (Week));
  g_array_set_clear_func (self->weeks, week_clear);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
soky_week_chart_new (void)
{
  return g_object_new (SOKY_TYPE_WEEK_CHART, NULL);
}

static void
add_week (SokyWeekChart *self, guint number)
{
  Week week = {.number = number, .period = soky_period_format (SOKY_FREQUENCY_WEEK, number)};

  week.label = soky_period_get_label (week.period);
  g_array_append_val (self->weeks, week);
}

static void
take_row (SokyWeekChart *self, const SokyProgressRow *row)
{
  guint number = soky_period_get_number (row->key);

  while (self->weeks->len < number)
    add_week (self, self->weeks->len + 1);
  Week *week = &g_array_index (self->weeks, Week, number - 1);
  week->total = 0;
  for (guint i = 0; i < G_N_ELEMENTS (order); i++) {
    week->states[order[i]] = row->states[order[i]];
    week->total += row->states[order[i]];
  }
  self->most = MAX (self->most, week->total);
}

gboolean
soky_week_chart_set_report (SokyWeekChart *self, const SokyProgressReport *report)
{
  g_return_val_if_fail (SOKY_IS_WEEK_CHART (self) && report != NULL, FALSE);

  g_array_set_size (self->weeks, 0);
  self->most = 0;
  self->focused = -1;
  for (guint i = 0; i < report->rows->len; i++) {
    const SokyProgressRow *row = report->rows->pdata[i];
    if (soky_period_is_valid (row->key, SOKY_FREQUENCY_WEEK))
      take_row (self, row);
  }
  update_words (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return self->most > 0;
}
