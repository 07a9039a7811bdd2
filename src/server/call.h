/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/audit.h"
#include "server/page/form-data.h"
#include "server/store/accounts.h"
#include "server/upload.h"

G_BEGIN_DECLS

/* A request, free of HTTP's machinery, so that it can be answered in any thread. */
typedef struct {
  char *method;
  char *path;          /* with its query, as it was asked for */
  char *id;            /* nullable: {id} of the path */
  int number;          /* {n} of the path */
  char *code;          /* nullable: {code} of the path, as it came; never in a log */
  GHashTable *query;   /* decoded */
  GHashTable *headers; /* names in lower case */
  GBytes *body;        /* empty when there is none, or an upload */
  SokyUpload *upload;  /* nullable: the body as a file */
  SokyFormData *form;  /* nullable: what takes the file out of the body */
  char *address;       /* where it comes from */
  gint64 now_us;
  SokyPerson *person;         /* nullable: set once the session is known */
  SokySessionRecord *session; /* likewise */
} SokyCall;

/* An answer. */
typedef struct {
  guint status;
  const char *content_type; /* nullable: no body */
  GBytes *body;             /* nullable */
  GBytes *packed;           /* nullable: @body compressed, for a client that takes that */
  char *etag;               /* nullable, quoted */
  char *location;           /* nullable */
  guint retry_after;        /* seconds; 0 = not told */
  gboolean accepts_ranges;
  goffset from, to, size;    /* of the file that was asked for, @to exclusive; with status 206 */
  GPtrArray *parts;          /* nullable: SokyInput, in place of @body: the file's bytes */
  const char *page_language; /* nullable: it is a page for people */
  const char *page_policy;   /* of a page: what a browser may do with it */
  guint64 version;           /* what the book is now, for a refusal; 0 = not told */
  char *head_sha256;
  goffset head_length;
} SokyReply;

SokyCall *soky_call_new (const char *method, const char *path, const char *address, gint64 now_us);
void soky_call_free (SokyCall *self);
/* (nullable); @name in lower case */
const char *soky_call_get_header (const SokyCall *self, const char *name);
const char *soky_call_get_query (const SokyCall *self, const char *name);
/* Valid as long as @self. */
SokyOrigin soky_call_get_origin (const SokyCall *self);

SokyReply *soky_reply_new (void);
void soky_reply_free (SokyReply *self);
/* Takes @json. */
void soky_reply_set_json (SokyReply *self, guint status, char *json);
/* The problem document for @error, in place of whatever the answer was. */
void soky_reply_set_error (SokyReply *self, const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyCall, soky_call_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyReply, soky_reply_free)

G_END_DECLS
