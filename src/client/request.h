/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One request. Strings are copied by soky_request_new(); fields may be set until it is sent. */
typedef struct {
  char *method;
  char *path;          /* below /api/v1, with an encoded query: "/books?view=inbox" */
  GHashTable *headers; /* name -> value */
  char *content_type;  /* of the body; NULL = no body */
  GBytes *body;        /* nullable */
  char *body_file;     /* nullable: the body is this file's bytes from body_offset on */
  goffset body_offset;
  char *save_as;     /* nullable: the answer's body is appended to this file, not kept in memory */
  goffset save_most; /* a longer answer is refused */
  gboolean *left;    /* nullable: set once it began to leave: from then on it may have arrived */
} SokyRequest;

SokyRequest *soky_request_new (const char *method, const char *path);
void soky_request_free (SokyRequest *self);
void soky_request_set_header (SokyRequest *self, const char *name, const char *value);
/* Takes @json as the body. */
void soky_request_set_json (SokyRequest *self, char *json);
/* The same for JSON that holds a secret, in bytes that wipe themselves. */
void soky_request_set_json_bytes (SokyRequest *self, GBytes *json);
/* Whether the server keeps its answer by an Idempotency-Key: every write but those of a
 * sign-in and those that give out a password. */
gboolean soky_request_is_keyed (const SokyRequest *self);
/* The same for two requests that ask for the same thing: a hash of all but the key. */
char *soky_request_fingerprint (const SokyRequest *self);

typedef struct {
  guint status;
  char *etag;   /* nullable */
  GBytes *body; /* empty when it was saved to a file; wiped when it is freed */
} SokyResponse;

void soky_response_free (SokyResponse *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyRequest, soky_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyResponse, soky_response_free)

G_END_DECLS
