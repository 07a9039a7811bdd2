/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/service.h"

G_BEGIN_DECLS

/* Calls of a person of this server, answered as if they had come over the network. */
typedef struct _SokyLocalClient SokyLocalClient;

SokyLocalClient *soky_local_client_new (SokyService *service, const char *login, GError **error);
void soky_local_client_free (SokyLocalClient *self);
/* The header that goes with every call. */
char *soky_local_client_get_authorization (SokyLocalClient *self);
/* @json: (transfer full) (nullable); @version: 0 = none. Returns: the answer's body */
GBytes *soky_local_client_send (SokyLocalClient *self, const char *method, const char *path,
                                char *json, guint64 version, GError **error);
/* Uploads the bytes of @file from @base_length on. @base_sha256: of the bytes before it */
GBytes *soky_local_client_upload (SokyLocalClient *self, const char *path, const char *file,
                                  goffset base_length, const char *base_sha256, guint64 version,
                                  GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyLocalClient, soky_local_client_free)

G_END_DECLS
