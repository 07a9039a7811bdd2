/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/comment-row.h"

#include "base/clock.h"

#include <glib/gi18n.h>

struct _SokyCommentRow {
  GtkListBoxRow parent_instance;

  GtkLabel *author_label;
  GtkLabel *page_chip;
  GtkLabel *text_label;
  GtkLabel *when_label;
  GtkWidget *resolve_button;

  SokyComment *comment;
};

enum { RESOLVE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyCommentRow, soky_comment_row, GTK_TYPE_LIST_BOX_ROW)

static void
resolve_cb (SokyCommentRow *self)
{
  g_signal_emit (self, signals[RESOLVE], 0);
}

/* When it was made and what became of it. */
static char *
describe (const SokyComment *comment)
{
  g_autofree char *made = soky_clock_to_local (comment->made_us);
  g_autofree char *resolved = soky_clock_to_local (comment->resolved_us);
  g_autofree char *round = g_strdup_printf (_ ("Round %u"), comment->round);
  const char *origin = comment->returned ? _ ("with the return") : "";
  g_autofree char *head =
      g_strdup_printf ("%s · %s%s%s", round, made, *origin != '\0' ? " · " : "", origin);

  if (comment->resolved_us == 0)
    return g_steal_pointer (&head);
  g_autofree char *fixed =
      g_strdup_printf (_ ("Fixed, says %s, %s"), comment->resolver_name, resolved);
  return g_strdup_printf ("%s\n%s", head, fixed);
}

static void
fill (SokyCommentRow *self, gboolean may_resolve)
{
  const SokyComment *comment = self->comment;
  gboolean pinned = comment->page > 0;
  g_autofree char *page = g_strdup_printf (_ ("Page %u"), comment->page);
  g_autofree char *when = describe (comment);

  gtk_label_set_text (self->author_label, comment->author_name);
  gtk_label_set_text (self->page_chip, page);
  gtk_widget_set_visible (GTK_WIDGET (self->page_chip), pinned);
  gtk_label_set_text (self->text_label, comment->text);
  gtk_label_set_text (self->when_label, when);
  gtk_widget_set_visible (self->resolve_button, may_resolve);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), pinned);
  if (comment->resolved_us != 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->text_label), "dim-label");

  g_autofree char *spoken = g_strdup_printf ("%s: %s. %s%s%s", comment->author_name, comment->text,
                                             pinned ? page : "", pinned ? ". " : "", when);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
soky_comment_row_dispose (GObject *object)
{
  g_clear_pointer (&SOKY_COMMENT_ROW (object)->comment, soky_comment_unref);
  G_OBJECT_CLASS (soky_comment_row_parent_class)->dispose (object);
}

static void
soky_comment_row_class_init (SokyCommentRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_comment_row_dispose;
  signals[RESOLVE] = g_signal_new ("resolve", SOKY_TYPE_COMMENT_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/comment-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyCommentRow, author_label);
  gtk_widget_class_bind_template_child (widget_class, SokyCommentRow, page_chip);
  gtk_widget_class_bind_template_child (widget_class, SokyCommentRow, text_label);
  gtk_widget_class_bind_template_child (widget_class, SokyCommentRow, when_label);
  gtk_widget_class_bind_template_child (widget_class, SokyCommentRow, resolve_button);
  gtk_widget_class_bind_template_callback (widget_class, resolve_cb);
}

static void
soky_comment_row_init (SokyCommentRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
soky_comment_row_new (SokyComment *comment, gboolean may_resolve)
{
  g_return_val_if_fail (comment != NULL, NULL);

  SokyCommentRow *self = g_object_new (SOKY_TYPE_COMMENT_ROW, NULL);
  self->comment = soky_comment_ref (comment);
  fill (self, may_resolve);
  return GTK_WIDGET (self);
}

SokyComment *
soky_comment_row_get_comment (SokyCommentRow *self)
{
  g_return_val_if_fail (SOKY_IS_COMMENT_ROW (self), NULL);

  return self->comment;
}
