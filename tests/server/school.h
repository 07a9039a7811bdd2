/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/authority.h"
#include "server/service.h"

G_BEGIN_DECLS

/* The state folder of a server for tests: the people of the demo school with certificates in
 * software, and a neighbouring school whose teacher must see nothing of it. */
typedef struct {
  char *folder;
  SokyAuthority *authority; /* trusted by the server */
  GHashTable *issued;       /* login -> SokyIssued */
} School;

#define SCHOOL_STRANGER "gv.la" /* of the other school, with the same password */

School *school_new (void);
void school_free (School *self);
/* What the server works with, for tests without a server; the worker is the real one. */
SokyService *school_open (School *self);
/* Changes a setting of server.conf. */
void school_set (School *self, const char *group, const char *key, const char *value);

/* @base with a signature of @login appended; the whole file. */
GBytes *school_sign (School *self, const char *login, GBytes *base);
/* Likewise with whatever certificate. */
GBytes *school_sign_with (School *self, SokyIssued *issued, GBytes *base);
/* A certificate of the trusted authority that nobody has enrolled. */
SokyIssued *school_issue (School *self, const char *holder, gint64 not_after_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (School, school_free)

G_END_DECLS
