/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/router.h"

G_BEGIN_DECLS

/* The public check page: "is this a published book, unchanged, signed by whom, when". These are
 * SokyHandlers; what they cannot answer becomes a page as well (soky_page_refuse()). */

gboolean soky_check_form_get (SokyService *service, SokyCall *call, SokyTransaction *tx,
                              SokyReply *reply, GError **error);
/* /v/{code}: 404, the same for all that is not published, and slower for who asks for much */
gboolean soky_check_book_get (SokyService *service, SokyCall *call, SokyTransaction *tx,
                              SokyReply *reply, GError **error);
/* /v/{code}/file, where the settings allow it */
gboolean soky_check_download_get (SokyService *service, SokyCall *call, SokyTransaction *tx,
                                  SokyReply *reply, GError **error);
/* Before a file is taken in. */
gboolean soky_check_may_post (SokyService *service, SokyCall *call, GError **error);
/* The file was uploaded; it is gone when this was answered. */
gboolean soky_check_file_post (SokyService *service, SokyCall *call, SokyTransaction *tx,
                               SokyReply *reply, GError **error);

/* What both kinds of question share. */

/* FALSE with %SOKY_WIRE_ERROR_TOO_MANY_REQUESTS while the address has to wait; @reply: (nullable):
 * is told how long */
gboolean soky_check_may_ask (SokyService *service, SokyCall *call, SokyReply *reply,
                             GError **error);
/* Who asked for what is not there. */
void soky_check_count_miss (SokyService *service, SokyCall *call);
/* The name of who runs the server, for the head of the page; and of the school of @book. */
char *soky_check_get_title (SokyTransaction *tx, GError **error);
char *soky_check_get_school (SokyTransaction *tx, const SokyBook *book, GError **error);

G_END_DECLS
