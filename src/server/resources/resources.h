/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/book-filter.h"
#include "server/router.h"
#include "server/store/enrolments.h"
#include "wire/challenge.h"
#include "wire/enrolment.h"

G_BEGIN_DECLS

/* A file per resource of data/openapi.yaml; these are its SokyHandlers. */

#define SOKY_RESOURCE(name)                                                                        \
  gboolean name (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,      \
                 GError **error)

SOKY_RESOURCE (soky_about_get);
SOKY_RESOURCE (soky_openapi_get);
SOKY_RESOURCE (soky_session_post);
SOKY_RESOURCE (soky_session_certificate_post);
SOKY_RESOURCE (soky_session_get);
SOKY_RESOURCE (soky_session_delete);
SOKY_RESOURCE (soky_challenges_post);
SOKY_RESOURCE (soky_enrolments_get);
SOKY_RESOURCE (soky_enrolments_post);
SOKY_RESOURCE (soky_enrolment_confirm_post);
SOKY_RESOURCE (soky_enrolment_revoke_post);
SOKY_RESOURCE (soky_delegations_resource_get);
SOKY_RESOURCE (soky_delegations_resource_post);
SOKY_RESOURCE (soky_delegation_revoke_post);
SOKY_RESOURCE (soky_reminders_post);
SOKY_RESOURCE (soky_school_get);
SOKY_RESOURCE (soky_book_types_get);
SOKY_RESOURCE (soky_looks_put);
SOKY_RESOURCE (soky_people_get);
SOKY_RESOURCE (soky_books_get);
SOKY_RESOURCE (soky_books_post);
SOKY_RESOURCE (soky_missing_get);
SOKY_RESOURCE (soky_progress_get);
SOKY_RESOURCE (soky_stamps_get);
SOKY_RESOURCE (soky_overview_get);
SOKY_RESOURCE (soky_book_resource_get);
SOKY_RESOURCE (soky_book_resource_patch);
SOKY_RESOURCE (soky_book_resource_delete);
SOKY_RESOURCE (soky_actions_post);
SOKY_RESOURCE (soky_comments_get);
SOKY_RESOURCE (soky_comments_post);
SOKY_RESOURCE (soky_comment_resolve_post);
SOKY_RESOURCE (soky_revisions_post);
SOKY_RESOURCE (soky_next_number_get);
SOKY_RESOURCE (soky_file_get);
SOKY_RESOURCE (soky_revision_file_get);
SOKY_RESOURCE (soky_health_get);
SOKY_RESOURCE (soky_imports_post);
SOKY_RESOURCE (soky_metrics_get);

/* Before an upload is taken in: whether this person may add to this book at all. */
gboolean soky_revisions_may_post (SokyService *service, SokyCall *call, GError **error);
/* Before a table is taken in: whether this person may import at all. */
gboolean soky_imports_may_post (SokyService *service, SokyCall *call, GError **error);

/* What the resources share. */

/* Signs @person in: the answer holds the token. */
gboolean soky_session_begin (SokyService *service, SokyCall *call, SokyTransaction *tx,
                             SokyPerson *person, SokyReply *reply, GError **error);
/* Whether @proof (nullable) shows @person's own certificate: the second proof of a sign-in. Has
 * transactions of its own; the challenge is spent whatever comes of it. */
gboolean soky_session_check_proof (SokyService *service, SokyCall *call, const SokyPerson *person,
                                   const SokyProof *proof, GError **error);
/* A try that was refused, for the audit. @person: (nullable): there is no such account */
void soky_session_note_refusal (SokyService *service, const SokyCall *call,
                                const SokyPerson *person, const GError *reason);
/* As a session tells of it. */
SokyEnrolment *soky_enrolment_of_record (const SokyCertificateRecord *record);

/* The book as JSON, with its version as ETag. */
void soky_reply_set_book (SokyReply *reply, guint status, const SokyBook *book);
/* The file of @revision, or the range of it that was asked for. */
gboolean soky_reply_set_file (SokyService *service, SokyCall *call, SokyTransaction *tx,
                              const char *book_id, const SokyRevision *revision, SokyReply *reply,
                              GError **error);
/* The name to show for a server with these units: the school's, or of several schools the unit
 * above all. (element-type SokyUnit) */
char *soky_about_get_title (GPtrArray *units);
/* Lets a refusal tell what the book is now, so that the client can catch up. */
void soky_reply_note_head (SokyReply *reply, const SokyBook *book);
/* ?limit=, 1 to @most; @usual when it is left out. */
gboolean soky_call_parse_limit (const SokyCall *call, guint usual, guint most, guint *limit,
                                GError **error);
/* The parameters that soky_wire_filter_names[] lists, checked. */
gboolean soky_call_parse_filter (const SokyCall *call, SokyBookFilter *filter, GError **error);
/* JSON (taken) with the version of a record as ETag. */
void soky_reply_set_record (SokyReply *reply, guint status, char *json, guint64 version);
/* If-Match, which must be the present version of the record: else %SOKY_WIRE_ERROR_CHANGED. */
gboolean soky_call_check_version (const SokyCall *call, SokyReply *reply, guint64 present,
                                  GError **error);
/* A table for spreadsheets (taken). */
void soky_reply_set_csv (SokyReply *reply, GString *table);
/* The body as text: UTF-8, with its length. */
const char *soky_call_get_text (const SokyCall *call, gssize *length);

G_END_DECLS
