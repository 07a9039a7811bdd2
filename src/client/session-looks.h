/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/row-look.h"
#include "client/session.h"

G_BEGIN_DECLS

/**
 * soky_session_set_looks_async:
 * @looks: (element-type SokyRowLook): what is not among them stays as the type has it; none = all
 *
 * How signatures on books of a type look in the unit that the person administers, and below.
 */
void soky_session_set_looks_async (SokySession *self, const char *type_id, GPtrArray *looks,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
/* Returns: (transfer full) (nullable): the type as it is from now on */
SokyBookType *soky_session_set_looks_finish (SokySession *self, GAsyncResult *result,
                                             GError **error);

G_END_DECLS
