/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/batch-face.h"

#include <glib/gi18n.h>

static const struct {
  const char *icon;
  const char *style;
  const char *word;
} faces[] = {
    [SOKY_BATCH_WAITING] = {"content-loading-symbolic", "dim-label", N_ ("Waiting")},
    [SOKY_BATCH_SIGNED] = {"emblem-ok-symbolic", "success", N_ ("Done")},
    [SOKY_BATCH_SKIPPED] = {"go-next-symbolic", "warning", N_ ("Skipped")},
    [SOKY_BATCH_FAILED] = {"dialog-error-symbolic", "error", N_ ("Failed")},
};

void
soky_batch_face_build (AdwActionRow *row, GtkWidget **check, GtkWidget **icon, GtkWidget **word)
{
  *check = gtk_check_button_new ();
  *icon = gtk_image_new ();
  *word = gtk_label_new (NULL);
  gtk_widget_set_valign (*check, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (*icon, FALSE);
  gtk_widget_add_css_class (*word, "dim-label");
  gtk_widget_add_css_class (*word, "caption");
  adw_action_row_add_prefix (row, *icon);
  adw_action_row_add_prefix (row, *check);
  adw_action_row_add_suffix (row, *word);
  adw_action_row_set_title_lines (row, 2);
  adw_action_row_set_activatable_widget (row, *check);
}

const char *
soky_batch_face_show (GtkWidget *icon, GtkWidget *word, SokyBatchState state, gboolean current)
{
  gboolean works = current && state == SOKY_BATCH_WAITING;
  const char *text = works ? _ ("The token is signing…") : _ (faces[state].word);
  const char *classes[] = {faces[state].style, NULL};

  gtk_widget_set_visible (icon, TRUE);
  gtk_image_set_from_icon_name (GTK_IMAGE (icon),
                                works ? "media-playback-start-symbolic" : faces[state].icon);
  gtk_widget_set_css_classes (icon, classes);
  gtk_label_set_text (GTK_LABEL (word), text);
  return text;
}
