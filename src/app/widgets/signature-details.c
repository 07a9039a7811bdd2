/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/signature-details.h"

#include <glib/gi18n.h>

#include "app/widgets/report-words.h"

/* more changes than that are counted */
#define MAX_CHANGES 12

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), style == NULL);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
make_heading (const char *text)
{
  GtkWidget *label = make_label (text, "dim-label");
  gtk_widget_add_css_class (label, "caption");
  return label;
}

static GtkWidget *
make_button (const char *label, const char *action, guint index)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", index);
  return button;
}

static void
add_version (GtkBox *box, guint index)
{
  GtkWidget *group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_box_append (GTK_BOX (group), make_heading (_ ("The file as it was when signed")));
  gtk_box_append (GTK_BOX (group),
                  make_button (_ ("View Signed Version"), "signatures.view", index));
  gtk_box_append (GTK_BOX (group),
                  make_button (_ ("Compare with Present File"), "signatures.compare", index));
  gtk_box_append (GTK_BOX (group),
                  make_button (_ ("Save This Version…"), "signatures.save", index));
  gtk_box_append (box, group);
}

/* A change that has a place is a button that leads there. */
static GtkWidget *
make_change (const SokyPdfChange *change, guint index, guint number)
{
  g_autofree char *text = g_strdup_printf ("• %s", change->text);
  GtkWidget *label = make_label (text, change->permitted ? "allowed" : "error");

  if (change->page < 1 || !change->has_rect)
    return label;
  GtkWidget *button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "change");
  gtk_widget_set_tooltip_text (button, _ ("Show it on the page"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "signatures.show-change");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(uu)", index, number);
  return button;
}

static void
add_changes (GtkBox *box, const SokySignatureReport *signature, guint index)
{
  GtkWidget *group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  guint count = signature->change_list != NULL ? signature->change_list->len : 0;

  gtk_box_append (GTK_BOX (group), make_heading (_ ("Changes afterwards")));
  gtk_box_append (GTK_BOX (group), make_label (soky_signature_describe_changes (signature), NULL));
  for (guint i = 0; i < MIN (count, MAX_CHANGES); i++)
    gtk_box_append (GTK_BOX (group),
                    make_change (g_ptr_array_index (signature->change_list, i), index, i));
  if (count > MAX_CHANGES) {
    g_autofree char *more = g_strdup_printf (
        ngettext ("and %u more", "and %u more", count - MAX_CHANGES), count - MAX_CHANGES);
    gtk_box_append (GTK_BOX (group), make_label (more, "dim-label"));
  }
  gtk_box_append (box, group);
}

static void
add_lines (GtkBox *box, const SokySignatureReport *signature)
{
  g_autoptr (GPtrArray) lines = soky_signature_get_lines (signature);

  for (guint i = 0; i < lines->len; i++) {
    SokyReportLine *line = g_ptr_array_index (lines, i);
    GtkWidget *group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
    gtk_box_append (GTK_BOX (group), make_heading (line->label));
    gtk_box_append (GTK_BOX (group), make_label (line->value, NULL));
    gtk_box_append (box, group);
  }
}

void
soky_signature_details_fill (GtkBox *box, const SokySignatureReport *signature, guint index,
                             gboolean with_version)
{
  g_return_if_fail (GTK_IS_BOX (box) && signature != NULL);

  if (signature->certificate != NULL)
    gtk_box_append (box, make_button (_ ("Certificate…"), "signatures.certificate", index));
  add_changes (box, signature, index);
  if (with_version)
    add_version (box, index);
  add_lines (box, signature);
}
