/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/store.h"

#include "book/comment.h"
#include "book/delegation-record.h"

G_BEGIN_DECLS

/* Who decides in whose place, and what was said of books. */

struct _SokyReviewTable {
  gboolean (*add_delegation) (SokyTransaction *, const SokyDelegationRecord *, GError **);
  gboolean (*revoke_delegation) (SokyTransaction *, const SokyDelegationRecord *, GError **);
  SokyDelegationRecord *(*get_delegation) (SokyTransaction *, const char *, GError **);
  GPtrArray *(*list_delegations) (SokyTransaction *, const char *, GError **);
  GPtrArray *(*list_received) (SokyTransaction *, const char *, GError **);
  gboolean (*add_comment) (SokyTransaction *, const char *, const SokyComment *, GError **);
  gboolean (*resolve_comment) (SokyTransaction *, const char *, const SokyComment *, GError **);
  GPtrArray *(*list_comments) (SokyTransaction *, const char *, GError **);
};

gboolean soky_store_add_delegation (SokyTransaction *tx, const SokyDelegationRecord *record,
                                    GError **error);
/* Writes when it was revoked. */
gboolean soky_store_revoke_delegation (SokyTransaction *tx, const SokyDelegationRecord *record,
                                       GError **error);
SokyDelegationRecord *soky_store_get_delegation (SokyTransaction *tx, const char *id,
                                                 GError **error);
/* Of a school, newest first; and those that a person has received, newest first, revoked ones left
 * out. (element-type SokyDelegationRecord) */
GPtrArray *soky_store_list_delegations (SokyTransaction *tx, const char *school_id, GError **error);
GPtrArray *soky_store_list_received (SokyTransaction *tx, const char *person_id, GError **error);

/* A number that is taken is %SOKY_STORE_ERROR_EXISTS. */
gboolean soky_store_add_comment (SokyTransaction *tx, const char *book_id,
                                 const SokyComment *comment, GError **error);
/* Writes when it was resolved, and by whom. */
gboolean soky_store_resolve_comment (SokyTransaction *tx, const char *book_id,
                                     const SokyComment *comment, GError **error);
/* By number. (element-type SokyComment) */
GPtrArray *soky_store_list_comments (SokyTransaction *tx, const char *book_id, GError **error);

G_END_DECLS
