/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Something on loopback that speaks HTTP and is no SoKy server. */
typedef struct _Impostor Impostor;

/* @certificate: (nullable): speaks TLS with it, else plain HTTP */
Impostor *impostor_new (GTlsCertificate *certificate);
void impostor_free (Impostor *self);
const char *impostor_get_url (Impostor *self);

/* What it answers from now on. */
void impostor_answer (Impostor *self, guint status, const char *type, const char *body);
/* The answers to the next requests, one after the other, each of status 200 and JSON. */
void impostor_push (Impostor *self, const char *json);
/* A body that never ends, in chunks. */
void impostor_answer_for_ever (Impostor *self, guint status);
/* Redirects everything to @url. */
void impostor_redirect (Impostor *self, const char *url);

/* How many requests came, and the last one's path with its query and a header of it. */
guint impostor_get_count (Impostor *self);
const char *impostor_get_path (Impostor *self);
gboolean impostor_saw_token (Impostor *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Impostor, impostor_free)

G_END_DECLS
