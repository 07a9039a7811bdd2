/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sign/examine.h"
#include "wire/error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the server and a worker process say to each other: a length of four bytes, most significant
 * first, then that much text. What a worker says is not believed to be well-formed. */

#define SOKY_WORKER_HEADER 4
#define SOKY_WORKER_MAX_REQUEST (64 * 1024)
#define SOKY_WORKER_MAX_ANSWER (33 * 1024 * 1024)

/* A file to be examined, or whose text is wanted. */
typedef struct {
  char *path;
  char *language;      /* of the sentences in the answer; "" = the server's own */
  goffset base_length; /* what of it was accepted before; 0 = nothing */
  gboolean text;       /* only what its pages say */
} SokyWorkerRequest;

/* The header and the text. */
GBytes *soky_worker_request_format (const SokyWorkerRequest *self);
/* @text: without the header. Returns: (transfer full) (nullable) */
SokyWorkerRequest *soky_worker_request_parse (const char *text, gsize length);
void soky_worker_request_free (SokyWorkerRequest *self);

/* @examination: (nullable): %NULL when the file was refused with @error */
GBytes *soky_worker_answer_format (const SokyExamination *examination, const GError *error);
/* Returns: (transfer full) (nullable): what was found, or %NULL with the worker's
 * #SokyWireError, or %SOKY_WIRE_ERROR_VERIFIER_FAILED when the answer is not in order */
SokyExamination *soky_worker_answer_parse (const char *text, gsize length, GError **error);

/* @found: (nullable): %NULL when no page could be read */
GBytes *soky_worker_text_answer_format (const char *found);
/* Returns: (transfer full) (nullable): as soky_page_text_clean() leaves it, or %NULL when the
 * worker could not read it or what it says is not in order */
char *soky_worker_text_answer_parse (const char *text, gsize length);

/* The length that a header announces; 0 when it is more than @most. */
gsize soky_worker_header_parse (const guint8 header[SOKY_WORKER_HEADER], gsize most);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyWorkerRequest, soky_worker_request_free)

G_END_DECLS
