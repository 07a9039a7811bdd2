/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The only place for calls that are deprecated, or missing, in some of the versions of GTK and
 * libadwaita that SoKy is built with (4.8 / 1.2 and later). */

typedef struct {
  const char *title;
  const char *accept; /* the button: "Open", "Save" */
  gboolean save;
  gboolean many;            /* several files may be chosen */
  gboolean folder;          /* a folder is chosen, no file */
  const char *name;         /* suggested when saving; nullable */
  const char *pattern;      /* "*.pdf", or several: "*.pdf;*.doc"; nullable */
  const char *pattern_name; /* "PDF files" */
} SokyFileChoice;

/* Asks for a file. The answer is %G_IO_ERROR_CANCELLED when the person closes the dialog. */
void soky_choose_file_async (GtkWindow *parent, const SokyFileChoice *choice,
                             GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) (nullable) (element-type GFile): at least one file */
GListModel *soky_choose_file_finish (GAsyncResult *result, GError **error);

/* A dialog that says what failed, with a way to the help. */
void soky_show_failure (GtkWindow *parent, const char *heading, const char *body);

typedef struct {
  const char *heading;
  const char *body;
  const char *accept; /* the button that does it */
  const char *refuse; /* nullable: the other button, else "Cancel" */
  gboolean destructive;
  GtkWidget *extra; /* nullable: shown below the body */
} SokyQuestion;

/* Asks before something that is done; when it cannot be undone, refusing is the default. */
void soky_ask_async (GtkWindow *parent, const SokyQuestion *question, GAsyncReadyCallback callback,
                     gpointer user_data);
/* Returns: whether the person agreed */
gboolean soky_ask_finish (GAsyncResult *result);

void soky_show_about (GtkWindow *parent);

/* Opens an address with the program that the desktop has for it; the caller has asked before. */
void soky_open_uri (GtkWindow *parent, const char *uri);

/* Whether a leaflet or flap has no room for its parts side by side. */
gboolean soky_is_folded (GtkWidget *leaflet_or_flap);

G_END_DECLS
