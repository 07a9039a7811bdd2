/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/help-page.h"

#include "app/widgets/help-text.h"

#define READING_WIDTH 720
#define BLOCK_SPACING 12

struct _SokyHelpPage {
  AdwBin parent_instance;

  GtkScrolledWindow *scroller;
  char *folder;
};

enum { TOPIC_CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyHelpPage, soky_help_page, ADW_TYPE_BIN)

static GtkWidget *make_block (SokyHelpPage *self, cmark_node *node);

/* links within the help name a file beside this one; others are for the browser */
static gboolean
link_followed_cb (SokyHelpPage *self, const char *uri)
{
  if (!g_str_has_suffix (uri, ".md") || strchr (uri, '/') != NULL)
    return FALSE;
  g_autofree char *topic = g_strndup (uri, strlen (uri) - strlen (".md"));
  g_signal_emit (self, signals[TOPIC_CHOSEN], 0, topic);
  return TRUE;
}

static GtkWidget *
make_label (SokyHelpPage *self, cmark_node *node, const char *style)
{
  g_autofree char *markup = soky_help_text_to_markup (node);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  g_signal_connect_object (label, "activate-link", G_CALLBACK (link_followed_cb), self,
                           G_CONNECT_SWAPPED);
  return label;
}

static GtkWidget *
make_heading (SokyHelpPage *self, cmark_node *node)
{
  static const char *const styles[] = {"title-1", "title-3", "heading"};
  guint level = CLAMP (cmark_node_get_heading_level (node), 1, (int) G_N_ELEMENTS (styles));
  GtkWidget *label = make_label (self, node, styles[level - 1]);

  if (level > 1)
    gtk_widget_set_margin_top (label, BLOCK_SPACING);
  return label;
}

static GtkWidget *
make_picture (SokyHelpPage *self, cmark_node *image)
{
  g_autofree char *path = g_build_filename (self->folder, cmark_node_get_url (image), NULL);
  g_autofree char *words = soky_help_text_to_markup (image);
  GtkWidget *picture = gtk_picture_new_for_filename (path);

  gtk_picture_set_alternative_text (GTK_PICTURE (picture), words);
  gtk_picture_set_can_shrink (GTK_PICTURE (picture), TRUE);
  gtk_widget_add_css_class (picture, "card");
  gtk_widget_set_overflow (picture, GTK_OVERFLOW_HIDDEN);
  return picture;
}

static GtkWidget *
make_blocks (SokyHelpPage *self, cmark_node *parent, int spacing)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, spacing);

  for (cmark_node *node = cmark_node_first_child (parent); node != NULL;
       node = cmark_node_next (node)) {
    GtkWidget *block = make_block (self, node);
    if (block != NULL)
      gtk_box_append (GTK_BOX (box), block);
  }
  return box;
}

static GtkWidget *
make_list (SokyHelpPage *self, cmark_node *list)
{
  GtkWidget *grid = gtk_grid_new ();
  gboolean ordered = cmark_node_get_list_type (list) == CMARK_ORDERED_LIST;
  int number = ordered ? cmark_node_get_list_start (list) : 0;
  int row = 0;

  gtk_grid_set_row_spacing (GTK_GRID (grid), BLOCK_SPACING / 2);
  gtk_grid_set_column_spacing (GTK_GRID (grid), BLOCK_SPACING);
  for (cmark_node *item = cmark_node_first_child (list); item != NULL;
       item = cmark_node_next (item), row++) {
    g_autofree char *mark = ordered ? g_strdup_printf ("%d.", number + row) : g_strdup ("•");
    GtkWidget *bullet = gtk_label_new (mark);
    GtkWidget *body = make_blocks (self, item, BLOCK_SPACING / 2);
    gtk_widget_set_valign (bullet, GTK_ALIGN_START);
    gtk_label_set_xalign (GTK_LABEL (bullet), 1);
    gtk_widget_add_css_class (bullet, "numeric");
    gtk_widget_set_hexpand (body, TRUE);
    gtk_grid_attach (GTK_GRID (grid), bullet, 0, row, 1, 1);
    gtk_grid_attach (GTK_GRID (grid), body, 1, row, 1, 1);
  }
  return grid;
}

static GtkWidget *
make_code (cmark_node *node)
{
  g_autofree char *text = g_strchomp (g_strdup (cmark_node_get_literal (node)));
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "monospace");
  gtk_widget_add_css_class (label, "help-code");
  return label;
}

/* Returns: (nullable): nothing is drawn of raw HTML and rules */
static GtkWidget *
make_block (SokyHelpPage *self, cmark_node *node)
{
  cmark_node *picture = NULL;
  GtkWidget *note = NULL;

  switch (cmark_node_get_type (node)) {
  case CMARK_NODE_HEADING:
    return make_heading (self, node);
  case CMARK_NODE_PARAGRAPH:
    picture = soky_help_text_find_picture (node);
    return picture != NULL ? make_picture (self, picture) : make_label (self, node, NULL);
  case CMARK_NODE_LIST:
    return make_list (self, node);
  case CMARK_NODE_CODE_BLOCK:
    return make_code (node);
  case CMARK_NODE_BLOCK_QUOTE:
    note = make_blocks (self, node, BLOCK_SPACING / 2);
    gtk_widget_add_css_class (note, "help-note");
    return note;
  default:
    return NULL;
  }
}

static void
soky_help_page_finalize (GObject *object)
{
  g_free (SOKY_HELP_PAGE (object)->folder);
  G_OBJECT_CLASS (soky_help_page_parent_class)->finalize (object);
}

static void
soky_help_page_class_init (SokyHelpPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = soky_help_page_finalize;
  signals[TOPIC_CHOSEN] = g_signal_new ("topic-chosen", SOKY_TYPE_HELP_PAGE, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
soky_help_page_init (SokyHelpPage *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scroller, TRUE);
  self->scroller = GTK_SCROLLED_WINDOW (scroller);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

GtkWidget *
soky_help_page_new (void)
{
  return g_object_new (SOKY_TYPE_HELP_PAGE, NULL);
}

void
soky_help_page_show (SokyHelpPage *self, const char *text, const char *folder)
{
  g_return_if_fail (SOKY_IS_HELP_PAGE (self) && text != NULL && folder != NULL);

  g_free (self->folder);
  self->folder = g_strdup (folder);
  cmark_node *document = cmark_parse_document (text, strlen (text), CMARK_OPT_DEFAULT);
  GtkWidget *blocks = make_blocks (self, document, BLOCK_SPACING);
  GtkWidget *clamp = adw_clamp_new ();

  cmark_node_free (document);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), READING_WIDTH);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), READING_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), blocks);
  gtk_widget_add_css_class (blocks, "help-page");
  gtk_scrolled_window_set_child (self->scroller, clamp);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}
