/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/workspace.h"
#include "client/book-batch.h"

G_BEGIN_DECLS

/* "Publish automatically", asked of several books at once. */
typedef struct {
  guint offered; /* books that the person may have published */
  guint wished;  /* of these, whose submitters wish it */
} SokyPublishingOffer;

/* Counts @book. */
void soky_publishing_offer_add (SokyPublishingOffer *self, SokyWorkspace *workspace,
                                SokyBook *book);
/* Shows it at @button, whose handlers with @user_data hear nothing of it: half ticked while those
 * who submitted the books do not all wish the same, until the person has @chosen. */
void soky_publishing_offer_show (const SokyPublishingOffer *self, GtkCheckButton *button,
                                 SokyPublishing chosen, gpointer user_data);

G_END_DECLS
