/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/help-topic.h"

#include "app/window.h"

static const struct {
  const char *type; /* of the window */
  const char *topic;
} topics[] = {
    {"SokyCreateDialog", "submit"},
    {"SokyCreateManyWindow", "submit"},
    {"SokyReplaceDialog", "submit"},
    {"SokySubmitDialog", "submit"},
    {"SokySignDialog", "approve"},
    {"SokyReasonDialog", "approve"},
    {"SokyReturnManyDialog", "approve"},
    {"SokyBatchDialog", "sign-many"},
    {"SokyFileWindow", "files"},
    {"SokyFilesWindow", "files"},
    {"SokySignFilesDialog", "files"},
    {"SokyCompareWindow", "verdicts"},
    {"SokyCertificateDialog", "verdicts"},
    {"SokyTrustDialog", "verdicts"},
    {"SokySignatureImagesWindow", "looks"},
    {"SokySignatureImageDialog", "looks"},
    {"SokyPlaceDialog", "looks"},
    {"SokyLooksWindow", "looks"},
    {"SokyLooksDialog", "looks"},
    {"SokyDelegationsWindow", "delegate"},
    {"SokyDelegationDialog", "delegate"},
    {"SokyOutboxWindow", "offline"},
    {"SokyLocalDataDialog", "offline"},
    {"SokyTokensWindow", "troubles"},
    {"SokyCheckupWindow", "troubles"},
    {"SokyChangePinDialog", "troubles"},
    {"SokyArchiveDialog", "reports"},
    {"SokyPersonDialog", "administer"},
    {"SokyTypeDialog", "administer"},
    {"SokyUnitDialog", "administer"},
    {"SokyYearDialog", "administer"},
};

const char *
soky_help_topic_of (GtkWindow *window)
{
  if (window != NULL && SOKY_IS_WINDOW (window))
    return soky_window_get_help_topic (SOKY_WINDOW (window));
  for (guint i = 0; window != NULL && i < G_N_ELEMENTS (topics); i++)
    if (g_str_equal (G_OBJECT_TYPE_NAME (window), topics[i].type))
      return topics[i].topic;
  return "start";
}
