/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "base/input.h"

G_BEGIN_DECLS

/* Two states of a file side by side or one over the other, page by page, with what differs. */
#define SOKY_TYPE_COMPARE_WINDOW (soky_compare_window_get_type ())
G_DECLARE_FINAL_TYPE (SokyCompareWindow, soky_compare_window, SOKY, COMPARE_WINDOW,
                      AdwApplicationWindow)

typedef struct {
  const char *title;   /* of the file */
  const char *caption; /* what the earlier state is: "Signed on … by …" */
  SokyInput *before, *after;
  GArray *places;   /* (element-type SokyKnownPlace) (nullable): what explains differences */
  GPtrArray *names; /* (element-type utf8) (nullable): what each place is called */
} SokyCompareRequest;

/* What @request points to is copied or kept by a reference. */
GtkWidget *soky_compare_window_new (GtkApplication *application, const SokyCompareRequest *request);
/* (for tests): whether both states are compared and drawn */
gboolean soky_compare_window_is_settled (SokyCompareWindow *self);

G_END_DECLS
