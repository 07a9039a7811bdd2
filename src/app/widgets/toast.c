/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/toast.h"

#define TOAST_SECONDS 4

void
soky_toast_show (GtkWindow *window, const char *text)
{
  g_return_if_fail (ADW_IS_APPLICATION_WINDOW (window) && text != NULL);

  GtkWidget *content = adw_application_window_get_content (ADW_APPLICATION_WINDOW (window));
  if (!ADW_IS_TOAST_OVERLAY (content))
    return;
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (escaped);
  adw_toast_set_timeout (toast, TOAST_SECONDS);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (content), toast);
}
