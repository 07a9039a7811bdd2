/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/book-model.h"
#include "app/outbox-model.h"
#include "book/book-type.h"
#include "crypto/token/monitor.h"
#include "crypto/trust/trust.h"

G_BEGIN_DECLS

/* What a signed-in person works with: the session, the anchors, the book types, the lists.
 *
 * Signals: "types-loaded"; "delegations-loaded": what was delegated to the person;
 * "choices-loaded": the school or its people; "counted": the counts of the views changed. */
#define SOKY_TYPE_WORKSPACE (soky_workspace_get_type ())
G_DECLARE_FINAL_TYPE (SokyWorkspace, soky_workspace, SOKY, WORKSPACE, GObject)

/* @session: signed in; @trust: (nullable) */
SokyWorkspace *soky_workspace_new (SokySession *session, SokyTrust *trust,
                                   SokyTokenMonitor *tokens);

/* All (transfer none). */
SokySession *soky_workspace_get_session (SokyWorkspace *self);
SokyPerson *soky_workspace_get_person (SokyWorkspace *self);
SokyTrust *soky_workspace_get_trust (SokyWorkspace *self);
void soky_workspace_set_trust (SokyWorkspace *self, SokyTrust *trust);
/* The tokens that are plugged in; their drivers are started when somebody holds it. It is the
 * window's, and there before anybody signs in. */
SokyTokenMonitor *soky_workspace_get_token_monitor (SokyWorkspace *self);
SokyBookModel *soky_workspace_get_model (SokyWorkspace *self, SokyBookView view);
/* (nullable): of a session with a library */
SokyOutboxModel *soky_workspace_get_outbox (SokyWorkspace *self);
/* (nullable): until the types have been loaded */
SokyBookType *soky_workspace_get_type_by_id (SokyWorkspace *self, const char *type_id);
/* (element-type SokyBookType): those that are known */
GPtrArray *soky_workspace_get_types (SokyWorkspace *self);
/* (nullable): what new books and filters choose from; until it has been loaded */
const SokySchool *soky_workspace_get_school (SokyWorkspace *self);
/* (nullable) (element-type SokyPerson): of the school; until they have been loaded */
GPtrArray *soky_workspace_get_people (SokyWorkspace *self);
guint soky_workspace_get_count (SokyWorkspace *self, SokyBookView view);

/* The person has had this very version of the book open. */
void soky_workspace_note_seen (SokyWorkspace *self, const SokyBook *book);
gboolean soky_workspace_has_seen (SokyWorkspace *self, const SokyBook *book);

/* An administrator changed one of them. */
void soky_workspace_reload_types (SokyWorkspace *self);

/* Loads again every list that was looked at, and so the counts. */
void soky_workspace_refresh (SokyWorkspace *self);

G_END_DECLS
