/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/pages/book-list-columns.h"

#include "app/settings.h"

#define KEY "book-lists"
#define LAYOUT "(sbasa{si})"
/* widths of a drag are written down once it rests */
#define REST_MS 500
#define WIDEST 4000

enum { TITLE, COMPACT, KIND, OWNER, STATE, CURRENT, STAMP, DUE, UPDATED, N_COLUMNS };

#define IN(view) (1u << SOKY_BOOK_VIEW_##view)
#define EVERYWHERE ((1u << SOKY_N_BOOK_VIEWS) - 1)

/* @views: where there is such a column; @shown: where it is seen if nobody chose */
static const struct {
  const char *name;
  guint views, shown;
  SokyBookSort sort; /* SOKY_N_BOOK_SORTS: none */
} columns[N_COLUMNS] = {
    [TITLE] = {"title", EVERYWHERE, EVERYWHERE, SOKY_BOOK_SORT_TITLE},
    [COMPACT] = {"compact", EVERYWHERE, EVERYWHERE, SOKY_N_BOOK_SORTS},
    [KIND] = {"kind", EVERYWHERE, EVERYWHERE, SOKY_N_BOOK_SORTS},
    [OWNER] = {"owner", EVERYWHERE & ~IN (OUTBOX), EVERYWHERE, SOKY_N_BOOK_SORTS},
    [STATE] = {"state", EVERYWHERE, IN (OUTBOX) | IN (UNIT), SOKY_BOOK_SORT_STATE},
    [CURRENT] = {"current", IN (OUTBOX) | IN (UNIT), IN (OUTBOX), SOKY_N_BOOK_SORTS},
    [STAMP] = {"stamp", IN (STAMPED), IN (STAMPED), SOKY_N_BOOK_SORTS},
    [DUE] = {"due", EVERYWHERE, IN (INBOX) | IN (TO_STAMP), SOKY_BOOK_SORT_DUE},
    [UPDATED] = {"updated", EVERYWHERE, EVERYWHERE, SOKY_BOOK_SORT_UPDATED},
};

/* How one view looks. */
typedef struct {
  gboolean hidden[N_COLUMNS];
  int widths[N_COLUMNS]; /* -1: as wide as it likes */
  SokyBookSort sort;
  gboolean descending;
} Layout;

typedef struct {
  SokyBookListColumns *columns;
  SokyBookSort sort;
} Probe;

struct _SokyBookListColumns {
  GObject parent_instance;

  GtkColumnView *list;
  GtkColumnViewColumn *columns[N_COLUMNS]; /* owned */
  GSimpleActionGroup *actions;
  GSettings *settings; /* nullable */
  Layout layouts[SOKY_N_BOOK_VIEWS];
  SokyBookView view;
  gboolean compact;
  gboolean applying; /* what changes is not the person's doing */
  SokyBookSort probed;
  guint saving; /* source */
};

enum { SORTED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyBookListColumns, soky_book_list_columns, G_TYPE_OBJECT)

/* --- memory --- */

static void
reset_layout (Layout *self, SokyBookView view)
{
  for (guint i = 0; i < N_COLUMNS; i++) {
    self->hidden[i] = (columns[i].shown & (1u << view)) == 0;
    self->widths[i] = -1;
  }
  self->sort = SOKY_BOOK_SORT_UPDATED;
  self->descending = TRUE;
}

static guint
find_column (const char *name)
{
  guint i = 0;

  while (i < N_COLUMNS && !g_str_equal (columns[i].name, name))
    i++;
  return i;
}

/* Names that this version does not know are passed over. */
static void
read_layout (Layout *self, GVariant *value)
{
  const char *sort, *name;
  GVariantIter *hidden, *widths;
  int width;

  g_variant_get (value, "(&sbasa{si})", &sort, &self->descending, &hidden, &widths);
  if (!soky_book_sort_from_string (sort, &self->sort) || self->sort == SOKY_BOOK_SORT_MATCH)
    self->sort = SOKY_BOOK_SORT_UPDATED;
  for (guint i = 0; i < N_COLUMNS; i++)
    self->hidden[i] = FALSE;
  while (g_variant_iter_next (hidden, "&s", &name))
    if (find_column (name) < N_COLUMNS)
      self->hidden[find_column (name)] = TRUE;
  while (g_variant_iter_next (widths, "{&si}", &name, &width))
    if (find_column (name) < N_COLUMNS && width > 0)
      self->widths[find_column (name)] = MIN (width, WIDEST);
  g_variant_iter_free (hidden);
  g_variant_iter_free (widths);
}

static void
load (SokyBookListColumns *self)
{
  g_autoptr (GVariant) all =
      self->settings != NULL ? g_settings_get_value (self->settings, KEY) : NULL;

  for (SokyBookView view = 0; view < SOKY_N_BOOK_VIEWS; view++) {
    reset_layout (&self->layouts[view], view);
    g_autoptr (GVariant) one =
        all != NULL ? g_variant_lookup_value (all, soky_book_view_to_string (view), NULL) : NULL;
    if (one != NULL && g_variant_is_of_type (one, G_VARIANT_TYPE (LAYOUT)))
      read_layout (&self->layouts[view], one);
  }
}

static GVariant *
write_layout (const Layout *self)
{
  GVariantBuilder hidden = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("as"));
  GVariantBuilder widths = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{si}"));

  for (guint i = 0; i < N_COLUMNS; i++) {
    if (self->hidden[i])
      g_variant_builder_add (&hidden, "s", columns[i].name);
    if (self->widths[i] > 0)
      g_variant_builder_add (&widths, "{si}", columns[i].name, self->widths[i]);
  }
  return g_variant_new (LAYOUT, soky_book_sort_to_string (self->sort), self->descending, &hidden,
                        &widths);
}

static void
save (SokyBookListColumns *self)
{
  GVariantBuilder all = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sv}"));

  g_clear_handle_id (&self->saving, g_source_remove);
  for (SokyBookView view = 0; view < SOKY_N_BOOK_VIEWS; view++)
    g_variant_builder_add (&all, "{sv}", soky_book_view_to_string (view),
                           write_layout (&self->layouts[view]));
  GVariant *value = g_variant_ref_sink (g_variant_builder_end (&all));
  if (self->settings != NULL)
    g_settings_set_value (self->settings, KEY, value);
  g_variant_unref (value);
}

static gboolean
rested_cb (gpointer data)
{
  SokyBookListColumns *self = data;

  self->saving = 0;
  save (self);
  return G_SOURCE_REMOVE;
}

static void
width_cb (GtkColumnViewColumn *column, GParamSpec *pspec, SokyBookListColumns *self)
{
  if (self->applying)
    return;
  for (guint i = 0; i < N_COLUMNS; i++)
    if (self->columns[i] == column)
      self->layouts[self->view].widths[i] = gtk_column_view_column_get_fixed_width (column);
  g_clear_handle_id (&self->saving, g_source_remove);
  self->saving = g_timeout_add (REST_MS, rested_cb, self);
}

static gboolean
is_there (SokyBookListColumns *self, guint i)
{
  return (columns[i].views & (1u << self->view)) != 0;
}

static void
apply_actions (SokyBookListColumns *self)
{
  const Layout *layout = &self->layouts[self->view];
  GActionMap *map = G_ACTION_MAP (self->actions);

  for (guint i = KIND; i < N_COLUMNS; i++) {
    GSimpleAction *action = G_SIMPLE_ACTION (g_action_map_lookup_action (map, columns[i].name));
    g_simple_action_set_enabled (action, is_there (self, i) && !self->compact);
    g_simple_action_set_state (action, g_variant_new_boolean (!layout->hidden[i]));
  }
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "sort")),
                             g_variant_new_string (soky_book_sort_to_string (layout->sort)));
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "descending")),
                             g_variant_new_boolean (layout->descending));
}

/* --- order --- */

/* GTK 4.8 does not tell which header sorts; the sorter of the view asks that column's first. */
static int
probe_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  Probe *probe = data;

  probe->columns->probed = probe->sort;
  return GTK_ORDERING_LARGER;
}

static void
sorted_cb (SokyBookListColumns *self)
{
  Layout *layout = &self->layouts[self->view];
  g_autoptr (GObject) one = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (GObject) other = g_object_new (G_TYPE_OBJECT, NULL);

  if (self->applying)
    return;
  self->probed = SOKY_N_BOOK_SORTS;
  GtkOrdering order = gtk_sorter_compare (gtk_column_view_get_sorter (self->list), one, other);
  if (self->probed == SOKY_N_BOOK_SORTS)
    return;
  layout->sort = self->probed;
  layout->descending = order == GTK_ORDERING_SMALLER;
  save (self);
  apply_actions (self);
  g_signal_emit (self, signals[SORTED], 0);
}

static void
add_sorter (SokyBookListColumns *self, guint i)
{
  if (columns[i].sort == SOKY_N_BOOK_SORTS)
    return;
  Probe *probe = g_new (Probe, 1);
  *probe = (Probe){self, columns[i].sort};
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (probe_cb, probe, g_free));
  gtk_column_view_column_set_sorter (self->columns[i], sorter);
}

static void
apply_order (SokyBookListColumns *self)
{
  const Layout *layout = &self->layouts[self->view];

  for (guint i = 0; i < N_COLUMNS; i++)
    if (columns[i].sort == layout->sort)
      gtk_column_view_sort_by_column (self->list, self->columns[i],
                                      layout->descending ? GTK_SORT_DESCENDING
                                                         : GTK_SORT_ASCENDING);
}

/* --- what is shown --- */

static void
apply_columns (SokyBookListColumns *self)
{
  const Layout *layout = &self->layouts[self->view];

  for (guint i = 0; i < N_COLUMNS; i++) {
    /* a narrow list is of two columns at most: a log says on any screen by whom */
    gboolean fits = !self->compact || i == STAMP;
    gboolean seen = i == COMPACT ? self->compact : fits && is_there (self, i) && !layout->hidden[i];
    gtk_column_view_column_set_visible (self->columns[i], seen);
    gtk_column_view_column_set_fixed_width (self->columns[i],
                                            i == COMPACT ? -1 : layout->widths[i]);
  }
}

static void
apply (SokyBookListColumns *self)
{
  gboolean before = self->applying;

  self->applying = TRUE;
  apply_columns (self);
  apply_order (self);
  apply_actions (self);
  self->applying = before;
}

/* --- the menu --- */

static void
show_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  SokyBookListColumns *self = data;

  self->layouts[self->view].hidden[find_column (g_action_get_name (G_ACTION (action)))] =
      !g_variant_get_boolean (state);
  save (self);
  apply (self);
}

static void
order_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  SokyBookListColumns *self = data;
  Layout *layout = &self->layouts[self->view];

  if (g_variant_is_of_type (state, G_VARIANT_TYPE_BOOLEAN)) {
    layout->descending = g_variant_get_boolean (state);
  } else if (soky_book_sort_from_string (g_variant_get_string (state, NULL), &layout->sort)) {
    /* names and deadlines are read from the beginning, changes from the end */
    layout->descending = layout->sort == SOKY_BOOK_SORT_UPDATED;
  }
  save (self);
  apply (self);
  g_signal_emit (self, signals[SORTED], 0);
}

static void
reset_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SokyBookListColumns *self = data;

  reset_layout (&self->layouts[self->view], self->view);
  save (self);
  apply (self);
  g_signal_emit (self, signals[SORTED], 0);
}

static void
add_actions (SokyBookListColumns *self)
{
  const GActionEntry fixed[] = {
      {.name = "sort", .parameter_type = "s", .state = "'updated'", .change_state = order_cb},
      {.name = "descending", .state = "true", .change_state = order_cb},
      {.name = "reset", .activate = reset_cb}};

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), fixed, G_N_ELEMENTS (fixed), self);
  for (guint i = KIND; i < N_COLUMNS; i++) {
    const GActionEntry entry = {.name = columns[i].name, .state = "true", .change_state = show_cb};
    g_action_map_add_action_entries (G_ACTION_MAP (self->actions), &entry, 1, self);
  }
}

static void
soky_book_list_columns_dispose (GObject *object)
{
  SokyBookListColumns *self = SOKY_BOOK_LIST_COLUMNS (object);

  if (self->saving != 0)
    save (self);
  for (guint i = 0; i < N_COLUMNS; i++) {
    if (self->columns[i] != NULL) {
      g_signal_handlers_disconnect_by_data (self->columns[i], self);
      gtk_column_view_column_set_sorter (self->columns[i], NULL);
    }
    g_clear_object (&self->columns[i]);
  }
  g_clear_object (&self->actions);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (soky_book_list_columns_parent_class)->dispose (object);
}

static void
soky_book_list_columns_class_init (SokyBookListColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = soky_book_list_columns_dispose;
  signals[SORTED] = g_signal_new ("sorted", SOKY_TYPE_BOOK_LIST_COLUMNS, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
soky_book_list_columns_init (SokyBookListColumns *self)
{
  self->settings = soky_settings_new ();
  load (self);
  add_actions (self);
}

SokyBookListColumns *
soky_book_list_columns_new (GtkColumnView *view)
{
  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (view), NULL);

  SokyBookListColumns *self = g_object_new (SOKY_TYPE_BOOK_LIST_COLUMNS, NULL);
  GListModel *list = gtk_column_view_get_columns (view);
  self->list = view;
  for (guint i = 0; i < N_COLUMNS; i++) {
    self->columns[i] = g_list_model_get_item (list, i);
    gtk_column_view_column_set_resizable (self->columns[i], i != COMPACT);
    add_sorter (self, i);
    g_signal_connect (self->columns[i], "notify::fixed-width", G_CALLBACK (width_cb), self);
  }
  g_signal_connect_object (gtk_column_view_get_sorter (view), "changed", G_CALLBACK (sorted_cb),
                           self, G_CONNECT_SWAPPED);
  apply (self);
  return self;
}

GActionGroup *
soky_book_list_columns_get_actions (SokyBookListColumns *self)
{
  g_return_val_if_fail (SOKY_IS_BOOK_LIST_COLUMNS (self), NULL);

  return G_ACTION_GROUP (self->actions);
}

void
soky_book_list_columns_set_view (SokyBookListColumns *self, SokyBookView view)
{
  g_return_if_fail (SOKY_IS_BOOK_LIST_COLUMNS (self) && view < SOKY_N_BOOK_VIEWS);

  self->view = view;
  apply (self);
}

void
soky_book_list_columns_set_compact (SokyBookListColumns *self, gboolean compact)
{
  g_return_if_fail (SOKY_IS_BOOK_LIST_COLUMNS (self));

  self->compact = compact;
  apply (self);
}

void
soky_book_list_columns_get_order (SokyBookListColumns *self, SokyBookFilter *filter)
{
  g_return_if_fail (SOKY_IS_BOOK_LIST_COLUMNS (self) && filter != NULL);

  filter->sort = self->layouts[self->view].sort;
  filter->descending = self->layouts[self->view].descending;
}
