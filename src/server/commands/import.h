/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/service.h"

G_BEGIN_DECLS

/**
 * soky_import_books:
 * @folder: (type filename): its PDFs; folders below it are left alone
 * @login: the account whose drafts they become
 * @apply: else what would be made is printed only
 *
 * A file whose name does not tell all that a book of its type needs is listed and left alone; one
 * that is a book of the owner's already is not made again.
 */
gboolean soky_import_books (SokyService *service, const char *folder, const char *login,
                            gboolean apply, GError **error);

G_END_DECLS
