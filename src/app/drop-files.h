/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @files: (element-type GFile): at least one */
typedef void (*SokyDropFunc) (GtkWidget *widget, GPtrArray *files);

/* Lets files and folders be dropped on @widget. @dropped: (nullable): the application opens them */
void soky_drop_files_accept (GtkWidget *widget, SokyDropFunc dropped);

G_END_DECLS
