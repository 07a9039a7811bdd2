/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A record of the audit, as its reader sees it. */
typedef struct {
  gint64 number;
  gint64 at_us;
  char *person_id;   /* "" = the server's command line, or nobody */
  char *person_name; /* likewise */
  char *address;
  char *event;
  char *subject;
  char *detail;
} SokyAuditItem;

/* The answer of GET /audit: {items: […], next_cursor}, newest first. */
typedef struct {
  GPtrArray *items;  /* SokyAuditItem */
  char *next_cursor; /* nullable */
} SokyAuditPage;

void soky_audit_item_free (SokyAuditItem *self);
SokyAuditPage *soky_audit_page_new (void);
void soky_audit_page_free (SokyAuditPage *self);
char *soky_audit_page_to_json (const SokyAuditPage *self);
SokyAuditPage *soky_audit_page_from_json (const char *text, gssize length, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyAuditItem, soky_audit_item_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyAuditPage, soky_audit_page_free)

G_END_DECLS
