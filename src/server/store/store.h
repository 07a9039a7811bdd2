/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Where the records of a server are kept. SQLite is one backend; another implements this interface
 * and the tables of functions in store/directory.h, accounts.h, books.h, journal.h and reports.h,
 * and passes the same contract tests. Thread-safe; a transaction belongs to one thread. */
#define SOKY_TYPE_STORE (soky_store_get_type ())
G_DECLARE_INTERFACE (SokyStore, soky_store, SOKY, STORE, GObject)

typedef enum {
  SOKY_STORE_ERROR_FAILED,     /* damaged, not reachable */
  SOKY_STORE_ERROR_NOT_FOUND,  /* no such record */
  SOKY_STORE_ERROR_EXISTS,     /* there is one with this key already */
  SOKY_STORE_ERROR_CHANGED,    /* the record was changed meanwhile */
  SOKY_STORE_ERROR_FULL,       /* no room on the disk */
  SOKY_STORE_ERROR_UNWRITABLE, /* the disk takes no writes, or fails */
} SokyStoreError;

#define SOKY_STORE_ERROR (soky_store_error_quark ())
GQuark soky_store_error_quark (void);

/* READ sees one state of the store, however long it takes; WRITE is alone among writers. */
typedef enum { SOKY_STORE_READ, SOKY_STORE_WRITE } SokyStoreMode;

typedef struct _SokyTransaction SokyTransaction;
typedef struct _SokyDirectoryTable SokyDirectoryTable;
typedef struct _SokyAccountTable SokyAccountTable;
typedef struct _SokyEnrolmentTable SokyEnrolmentTable;
typedef struct _SokyBookTable SokyBookTable;
typedef struct _SokyReviewTable SokyReviewTable;
typedef struct _SokyJournalTable SokyJournalTable;
typedef struct _SokyReportTable SokyReportTable;
typedef struct _SokyReminderTable SokyReminderTable;

struct _SokyStoreInterface {
  GTypeInterface parent;

  SokyTransaction *(*begin) (SokyStore *self, SokyStoreMode mode, GError **error);
  gboolean (*copy) (SokyStore *self, const char *path, GError **error);
};

/* What a backend's own transaction starts with. */
struct _SokyTransaction {
  const SokyDirectoryTable *directory;
  const SokyAccountTable *accounts;
  const SokyEnrolmentTable *enrolments;
  const SokyBookTable *books;
  const SokyReviewTable *reviews;
  const SokyJournalTable *journal;
  const SokyReportTable *reports;
  const SokyReminderTable *reminders;
  gboolean (*commit) (SokyTransaction *self, GError **error);
  void (*free) (SokyTransaction *self);
};

/* Returns: (transfer full) (nullable): a transaction; blocks while another one writes */
SokyTransaction *soky_store_begin (SokyStore *self, SokyStoreMode mode, GError **error);
/* Writes all records, as they are at one moment, to the new SQLite file @path; others go on reading
 * and writing meanwhile. */
gboolean soky_store_copy (SokyStore *self, const char *path, GError **error);
/* Everything or nothing; what is committed survives a power failure. */
gboolean soky_transaction_commit (SokyTransaction *self, GError **error);
/* Takes back what was not committed. */
void soky_transaction_free (SokyTransaction *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyTransaction, soky_transaction_free)

G_END_DECLS
