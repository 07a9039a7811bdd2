/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/call.h"
#include "server/lanes.h"
#include "server/service.h"

G_BEGIN_DECLS

/* Answers a call. @tx: the transaction around it, in which the session was found; %NULL for a route
 * that makes its own. */
typedef gboolean (*SokyHandler) (SokyService *service, SokyCall *call, SokyTransaction *tx,
                                 SokyReply *reply, GError **error);

/* Whether an upload is taken in, before its bytes are: who sends it, and for what. */
typedef gboolean (*SokyMayUpload) (SokyService *service, SokyCall *call, GError **error);

typedef enum {
  SOKY_ROUTE_PUBLIC = 1 << 0,           /* needs no session */
  SOKY_ROUTE_OWN_TRANSACTIONS = 1 << 1, /* and finds the session itself */
  SOKY_ROUTE_UPLOAD = 1 << 2,           /* the body is bytes, streamed to a file */
  SOKY_ROUTE_UNREPEATED = 1 << 3,       /* a write whose answer is not kept */
  SOKY_ROUTE_PAGE = 1 << 4,             /* answered, and refused, by a page for people */
  SOKY_ROUTE_FORM = 1 << 5,             /* the upload is the file of a form */
  SOKY_ROUTE_SECRET = 1 << 6,           /* the answer holds a secret: it is never compressed */
  SOKY_ROUTE_ANY_PASSWORD = 1 << 7,     /* also with one that has to be changed first */
} SokyRouteFlags;

typedef struct {
  const char *method;
  const char *pattern; /* "/api/v1/books/{id}/revisions/{n}/file" */
  SokyLane lane;
  SokyStoreMode mode;
  SokyRouteFlags flags;
  SokyHandler handler;
  SokyMayUpload may_upload; /* of an upload */
  goffset most;             /* bytes of its body; 0 = as of a PDF */
} SokyRoute;

/* All there are. */
const SokyRoute *soky_router_list (guint *count);

/**
 * soky_router_find:
 * @path: still encoded, without a query
 *
 * Sets @call's id and number. HEAD goes where GET goes.
 *
 * Returns: (nullable): the route, or %NULL with %SOKY_WIRE_ERROR_NOT_FOUND or
 *   %SOKY_WIRE_ERROR_BAD_METHOD
 */
const SokyRoute *soky_router_find (const char *path, SokyCall *call, GError **error);

G_END_DECLS
