/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/accounts.h"
#include "server/store/books.h"
#include "server/store/directory.h"
#include "server/store/journal.h"

G_BEGIN_DECLS

/* What the contract tests of a store share: a store with a province, two schools, a group, four
 * people and a type of book. */
typedef struct {
  char *folder;
  SokyStore *store;
} StoreFixture;

/* A backend: makes an empty store in a folder. */
typedef SokyStore *(*MakeStore) (const char *folder);

#define NOW ((gint64) 1788000000 * G_USEC_PER_SEC)

SokyStore *store_fixture_make_sqlite (const char *folder);
/* @data: a MakeStore */
void store_fixture_set_up (StoreFixture *fixture, gconstpointer data);
void store_fixture_tear_down (StoreFixture *fixture, gconstpointer data);

SokyTransaction *store_fixture_begin (StoreFixture *fixture, SokyStoreMode mode);
void store_fixture_commit (SokyTransaction *tx);
void store_fixture_add_unit (SokyTransaction *tx, const char *id, const char *parent,
                             SokyUnitLevel level);

/* A record that is not there; @error is the variable that the call was given. */
#define ASSERT_MISSING(call)                                                                       \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gpointer nobody = (call);                                                                      \
    g_assert_null (nobody);                                                                        \
    g_assert_error (error, SOKY_STORE_ERROR, SOKY_STORE_ERROR_NOT_FOUND);                          \
    g_clear_error (&error);                                                                        \
  }                                                                                                \
  G_STMT_END

G_END_DECLS
