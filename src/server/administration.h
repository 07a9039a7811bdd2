/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/secret.h"
#include "book/year-plan.h"
#include "server/office.h"
#include "wire/account.h"

G_BEGIN_DECLS

/* Administration: each change is judged by book/administration.h for the office's actor, stored
 * unless the record has changed meanwhile (@expected: its version), and written into the audit. */

gboolean soky_administer_add_unit (const SokyOffice *office, SokyTransaction *tx,
                                   const SokyOrigin *origin, const SokyUnit *unit, GError **error);
/* @after: with the version that was looked at */
gboolean soky_administer_change_unit (const SokyOffice *office, SokyTransaction *tx,
                                      const SokyOrigin *origin, const SokyUnit *after,
                                      GError **error);
gboolean soky_administer_remove_unit (const SokyOffice *office, SokyTransaction *tx,
                                      const SokyOrigin *origin, const SokyUnit *unit,
                                      guint64 expected, GError **error);

/* What an administrator sees of @person. */
SokyAccount *soky_administer_get_account (SokyTransaction *tx, SokyPerson *person, GError **error);
gboolean soky_administer_add_person (const SokyOffice *office, SokyTransaction *tx,
                                     const SokyOrigin *origin, const SokyAccount *account,
                                     GError **error);
/* Whoever has left is signed out. @after: with the version that was looked at */
gboolean soky_administer_change_person (const SokyOffice *office, SokyTransaction *tx,
                                        const SokyOrigin *origin, const SokyAccount *before,
                                        const SokyAccount *after, GError **error);
/* A password of letters that are not mistaken for each other. */
SokySecret *soky_administer_make_password (void);
/* Gives @person the password with @hash, to be changed at the next sign-in; all sessions end. */
gboolean soky_administer_reset_password (SokyTransaction *tx, const SokyOrigin *origin,
                                         const SokyPerson *person, const char *hash,
                                         GError **error);

/* A type of the unit that it names. @approval: whether the level above has to approve it
 * Returns: (transfer full): as it is stored */
SokyBookType *soky_administer_add_type (const SokyOffice *office, SokyTransaction *tx,
                                        const SokyOrigin *origin, const SokyBookType *type,
                                        gboolean approval, GError **error);
/* Changes the type where it was defined by @unit_id, else what @unit_id and those below it have in
 * its place; likewise. @type: with the version that was looked at */
SokyBookType *soky_administer_change_type (const SokyOffice *office, SokyTransaction *tx,
                                           const SokyOrigin *origin, const char *unit_id,
                                           const SokyBookType *type, gboolean approval,
                                           GError **error);
SokyBookType *soky_administer_approve_type (const SokyOffice *office, SokyTransaction *tx,
                                            const SokyOrigin *origin, const char *id,
                                            GError **error);

/* @plan: with the version of the school that was looked at, as @expected below */
gboolean soky_administer_put_year (SokyTransaction *tx, const SokyOrigin *origin,
                                   const char *school_id, const SokyYearPlan *plan, GError **error);
/* What to show of a year: as it is, or what to offer for it. */
SokyYearPlan *soky_administer_get_year (SokyTransaction *tx, const char *school_id,
                                        const char *name, GError **error);
/* @school_year: (nullable): the present one */
gboolean soky_administer_set_classes (SokyTransaction *tx, const SokyOrigin *origin,
                                      const char *school_id, const char *school_year,
                                      const char *const *names, GError **error);
gboolean soky_administer_set_subjects (SokyTransaction *tx, const SokyOrigin *origin,
                                       const char *school_id, const char *const *names,
                                       GError **error);
/* Counts a change of the school's lists. */
gboolean soky_administer_touch_school (SokyTransaction *tx, const char *school_id, guint64 expected,
                                       GError **error);

G_END_DECLS
