/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/router.h"

G_BEGIN_DECLS

/* From a call to its answer: transaction, session, repeated requests, the resource itself. Blocks:
 * runs in the route's lane. */

/* Returns: (transfer full): the answer, or the problem why there is none */
SokyReply *soky_dispatch (SokyService *service, const SokyRoute *route, SokyCall *call);

/* Finds the session of the call's bearer token, and whose it is. Who has to change the password
 * first is %SOKY_WIRE_ERROR_PASSWORD_CHANGE_REQUIRED. */
gboolean soky_dispatch_authenticate (SokyTransaction *tx, SokyCall *call, GError **error);

/* The same for what may be done with any password. */
gboolean soky_dispatch_identify (SokyTransaction *tx, SokyCall *call, GError **error);

/* The answer to a request that is refused before its body was read. @route: (nullable) */
SokyReply *soky_dispatch_refuse (SokyService *service, const SokyRoute *route, const SokyCall *call,
                                 const GError *error);

G_END_DECLS
