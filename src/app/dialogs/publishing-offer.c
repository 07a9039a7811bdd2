/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/publishing-offer.h"

#include "base/clock.h"
#include "book/rules.h"

void
soky_publishing_offer_add (SokyPublishingOffer *self, SokyWorkspace *workspace, SokyBook *book)
{
  const SokyActor actor = soky_session_get_actor (soky_workspace_get_session (workspace));
  SokyBookType *type = soky_workspace_get_type_by_id (workspace, book->type_id);
  gboolean may =
      type != NULL && soky_book_may_auto_publish (book, type, &actor, soky_clock_now_us (), NULL);

  self->offered += may;
  self->wished += may && book->auto_publish;
}

void
soky_publishing_offer_show (const SokyPublishingOffer *self, GtkCheckButton *button,
                            SokyPublishing chosen, gpointer user_data)
{
  gtk_widget_set_visible (GTK_WIDGET (button), self->offered > 0);
  if (chosen != SOKY_PUBLISH_AS_WISHED)
    return;
  g_signal_handlers_block_matched (button, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, user_data);
  gtk_check_button_set_active (button, self->offered > 0 && self->wished == self->offered);
  gtk_check_button_set_inconsistent (button, self->wished > 0 && self->wished < self->offered);
  g_signal_handlers_unblock_matched (button, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, user_data);
}
