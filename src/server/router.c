/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/router.h"

#include "server/import/table.h"
#include "server/page/check.h"
#include "server/resources/administration.h"
#include "server/resources/resources.h"
#include "wire/error.h"
#include "wire/headers.h"

#include <string.h>

#define API "/api/v1"
#define MAX_NUMBER 1000000
#define MAX_CODE 40 /* as people type it */
#define PAGE (SOKY_ROUTE_PUBLIC | SOKY_ROUTE_PAGE)

static const SokyRoute routes[] = {
    {"GET", API "/about", SOKY_LANE_STORE, SOKY_STORE_READ, SOKY_ROUTE_PUBLIC, soky_about_get},
    {"GET", API "/openapi.yaml", SOKY_LANE_STORE, SOKY_STORE_READ,
     SOKY_ROUTE_PUBLIC | SOKY_ROUTE_OWN_TRANSACTIONS, soky_openapi_get},
    {"POST", API "/session", SOKY_LANE_PASSWORD, SOKY_STORE_WRITE,
     SOKY_ROUTE_PUBLIC | SOKY_ROUTE_OWN_TRANSACTIONS | SOKY_ROUTE_UNREPEATED | SOKY_ROUTE_SECRET,
     soky_session_post},
    {"POST", API "/session/certificate", SOKY_LANE_STORE, SOKY_STORE_WRITE,
     SOKY_ROUTE_PUBLIC | SOKY_ROUTE_OWN_TRANSACTIONS | SOKY_ROUTE_UNREPEATED | SOKY_ROUTE_SECRET,
     soky_session_certificate_post},
    {"GET", API "/session", SOKY_LANE_STORE, SOKY_STORE_READ, SOKY_ROUTE_ANY_PASSWORD,
     soky_session_get},
    {"DELETE", API "/session", SOKY_LANE_STORE, SOKY_STORE_WRITE,
     SOKY_ROUTE_UNREPEATED | SOKY_ROUTE_ANY_PASSWORD, soky_session_delete},
    {"POST", API "/session/password", SOKY_LANE_PASSWORD, SOKY_STORE_WRITE,
     SOKY_ROUTE_OWN_TRANSACTIONS | SOKY_ROUTE_UNREPEATED | SOKY_ROUTE_ANY_PASSWORD |
         SOKY_ROUTE_SECRET,
     soky_session_password_post},
    {"GET", API "/sessions", SOKY_LANE_STORE, SOKY_STORE_READ, 0, soky_sessions_get},
    {"POST", API "/sessions/{id}/revoke", SOKY_LANE_STORE, SOKY_STORE_WRITE, 0,
     soky_session_revoke_post},
    {"POST", API "/challenges", SOKY_LANE_STORE, SOKY_STORE_WRITE,
     SOKY_ROUTE_PUBLIC | SOKY_ROUTE_UNREPEATED | SOKY_ROUTE_SECRET, soky_challenges_post},
    {"GET", API "/enrolments", SOKY_LANE_STORE, SOKY_STORE_READ, 0, soky_enrolments_get},
    {"POST", API "/enrolments", SOKY_LANE_STORE, SOKY_STORE_WRITE, SOKY_ROUTE_OWN_TRANSACTIONS,
     soky_enrolments_post},
    {"POST", API "/enrolments/{id}/confirm", SOKY_LANE_STORE, SOKY_STORE_WRITE, 0,
     soky_enrolment_confirm_post},
    {"POST", API "/enrolments/{id}/revoke", SOKY_LANE_STORE, SOKY_STORE_WRITE, 0,
     soky_enrolment_revoke_post},
    {"GET", API "/delegations", SOKY_LANE_STORE, SOKY_STORE_READ, 0, soky_delegations_resource_get},
    {"POST", API "/delegations", SOKY_LANE_STORE, SOKY_STORE_WRITE, 0,
     soky_delegations_resource_post},
    {"POST", API "/delegations/{id}/revoke", SOKY_LANE_STORE, SOKY_STORE_WRITE, 0,
     soky_delegation_revoke_post},
    {"GET", API "/school", SOKY_LANE_STORE, SOKY_STORE_READ, 0, soky_school_get},
    {"GET", API "/school/years/{id}", SOKY_LANE_STORE, SOKY_STORE_READ, 0, soky_school_year_get},
    {"PUT", API "/school/years/{id}", SOKY_LANE_STORE, SOKY_STORE_WRITE, 0, soky_school_year_put},
    {"PUT", API "/school/classes", SOKY_LANE_STORE, SOKY_STORE_WRITE, 0, soky_school_classes_put},
    {"PUT", API "/school/subjects", SOKY_LANE_STORE, SOKY_STORE_WRITE, 0, soky_school_subjects_put},
    {"GET", API "/units", SOKY_LANE_STORE, SOKY_STORE_READ, 0, soky_units_get},
    {"POST", API "/units", SOKY_LANE_STORE, SOKY_STORE_WRITE, 0, soky_units_post},
    {"PATCH", API "/units/{id}", SOKY_LANE_STORE, SOKY_STORE_WRITE, 0, soky_unit_patch},
    {"DELETE", API "/units/{id}", SOKY_LANE_STORE, SOKY_STORE_WRITE, 0, soky_unit_delete},
    {"GET", API "/audit", SOKY_LANE_STORE, SOKY_STORE_READ, 0, soky_audit_get},
    {"GET", API "/book-types", SOKY_LANE_STORE, SOKY_STORE_READ, 0, soky_book_types_get},
    {"POST", API "/book-types", SOKY_LANE_STORE, SOKY_STORE_WRITE, 0, soky_book_types_post},
    {"PUT", API "/book-types/{id}", SOKY_LANE_STORE, SOKY_STORE_WRITE, 0, soky_book_type_put},
    {"POST", API "/book-types/{id}/approve", SOKY_LANE_STORE, SOKY_STORE_WRITE, 0,
     soky_book_type_approve_post},
    {"PUT", API "/book-types/{id}/looks", SOKY_LANE_STORE, SOKY_STORE_WRITE, 0, soky_looks_put},
    {"GET", API "/people", SOKY_LANE_STORE, SOKY_STORE_READ, 0, soky_people_get},
    {"POST", API "/people", SOKY_LANE_STORE, SOKY_STORE_WRITE, 0, soky_people_post},
    {"GET", API "/people/{id}", SOKY_LANE_STORE, SOKY_STORE_READ, 0, soky_person_get},
    {"PATCH", API "/people/{id}", SOKY_LANE_STORE, SOKY_STORE_WRITE, 0, soky_person_patch},
    {"POST", API "/people/{id}/password-reset", SOKY_LANE_PASSWORD, SOKY_STORE_WRITE,
     SOKY_ROUTE_OWN_TRANSACTIONS | SOKY_ROUTE_UNREPEATED | SOKY_ROUTE_SECRET,
     soky_password_reset_post},
    {"GET", API "/books", SOKY_LANE_STORE, SOKY_STORE_READ, 0, soky_books_get},
    {"POST", API "/books", SOKY_LANE_STORE, SOKY_STORE_WRITE, 0, soky_books_post},
    {"GET", API "/overview", SOKY_LANE_STORE, SOKY_STORE_READ, 0, soky_overview_get},
    {"POST", API "/reminders", SOKY_LANE_STORE, SOKY_STORE_WRITE, 0, soky_reminders_post},
    {"GET", API "/reports/missing", SOKY_LANE_STORE, SOKY_STORE_READ, 0, soky_missing_get},
    {"GET", API "/reports/progress", SOKY_LANE_STORE, SOKY_STORE_READ, 0, soky_progress_get},
    {"GET", API "/reports/stamps", SOKY_LANE_STORE, SOKY_STORE_READ, 0, soky_stamps_get},
    {"GET", API "/books/{id}", SOKY_LANE_STORE, SOKY_STORE_READ, 0, soky_book_resource_get},
    {"PATCH", API "/books/{id}", SOKY_LANE_STORE, SOKY_STORE_WRITE, 0, soky_book_resource_patch},
    {"DELETE", API "/books/{id}", SOKY_LANE_STORE, SOKY_STORE_WRITE, 0, soky_book_resource_delete},
    {"POST", API "/books/{id}/actions", SOKY_LANE_STORE, SOKY_STORE_WRITE, 0, soky_actions_post},
    {"GET", API "/books/{id}/comments", SOKY_LANE_STORE, SOKY_STORE_READ, 0, soky_comments_get},
    {"POST", API "/books/{id}/comments", SOKY_LANE_STORE, SOKY_STORE_WRITE, 0, soky_comments_post},
    {"POST", API "/books/{id}/comments/{n}/resolve", SOKY_LANE_STORE, SOKY_STORE_WRITE, 0,
     soky_comment_resolve_post},
    {"POST", API "/books/{id}/revisions", SOKY_LANE_UPLOAD, SOKY_STORE_WRITE,
     SOKY_ROUTE_OWN_TRANSACTIONS | SOKY_ROUTE_UPLOAD, soky_revisions_post, soky_revisions_may_post},
    {"GET", API "/books/{id}/next-number", SOKY_LANE_STORE, SOKY_STORE_READ, 0,
     soky_next_number_get},
    {"GET", API "/books/{id}/file", SOKY_LANE_STORE, SOKY_STORE_READ, 0, soky_file_get},
    {"GET", API "/books/{id}/revisions/{n}/file", SOKY_LANE_STORE, SOKY_STORE_READ, 0,
     soky_revision_file_get},
    {"POST", API "/imports", SOKY_LANE_UPLOAD, SOKY_STORE_WRITE,
     SOKY_ROUTE_OWN_TRANSACTIONS | SOKY_ROUTE_UPLOAD, soky_imports_post, soky_imports_may_post,
     SOKY_IMPORT_MAX_BYTES},
    {"GET", "/healthz", SOKY_LANE_PAGE, SOKY_STORE_READ,
     SOKY_ROUTE_PUBLIC | SOKY_ROUTE_OWN_TRANSACTIONS, soky_health_get},
    {"GET", "/metrics", SOKY_LANE_STORE, SOKY_STORE_READ, SOKY_ROUTE_PUBLIC, soky_metrics_get},
    {"GET", "/", SOKY_LANE_STORE, SOKY_STORE_READ, PAGE, soky_check_form_get},
    {"GET", "/v/", SOKY_LANE_STORE, SOKY_STORE_READ, PAGE, soky_check_form_get},
    {"POST", "/v/", SOKY_LANE_CHECK, SOKY_STORE_READ,
     PAGE | SOKY_ROUTE_OWN_TRANSACTIONS | SOKY_ROUTE_UPLOAD | SOKY_ROUTE_FORM, soky_check_file_post,
     soky_check_may_post},
    {"GET", "/v/{code}", SOKY_LANE_PAGE, SOKY_STORE_READ, PAGE | SOKY_ROUTE_OWN_TRANSACTIONS,
     soky_check_book_get},
    {"GET", "/v/{code}/file", SOKY_LANE_STORE, SOKY_STORE_READ, PAGE | SOKY_ROUTE_OWN_TRANSACTIONS,
     soky_check_download_get},
};

const SokyRoute *
soky_router_list (guint *count)
{
  *count = G_N_ELEMENTS (routes);
  return routes;
}

/* One part of the path against one of the pattern. */
static gboolean
match_part (const char *pattern, const char *part, SokyCall *call)
{
  guint64 number = 0;

  if (g_str_equal (pattern, "{id}")) {
    if (!soky_wire_is_id (part))
      return FALSE;
    g_free (call->id);
    call->id = g_strdup (part);
    return TRUE;
  }
  if (g_str_equal (pattern, "{n}")) {
    if (!g_ascii_string_to_unsigned (part, 10, 0, MAX_NUMBER, &number, NULL))
      return FALSE;
    call->number = (int) number;
    return TRUE;
  }
  if (g_str_equal (pattern, "{code}")) {
    if (*part == '\0' || strlen (part) > MAX_CODE)
      return FALSE;
    g_free (call->code);
    call->code = g_strdup (part);
    return TRUE;
  }
  return g_str_equal (pattern, part);
}

static gboolean
match (const char *pattern, char **parts, SokyCall *call)
{
  g_auto (GStrv) expected = g_strsplit (pattern, "/", 0);

  if (g_strv_length (expected) != g_strv_length (parts))
    return FALSE;
  for (guint i = 0; expected[i] != NULL; i++) {
    if (!match_part (expected[i], parts[i], call))
      return FALSE;
  }
  return TRUE;
}

const SokyRoute *
soky_router_find (const char *path, SokyCall *call, GError **error)
{
  const char *method = g_str_equal (call->method, "HEAD") ? "GET" : call->method;
  g_auto (GStrv) parts = g_strsplit (path, "/", 0);
  gboolean known = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++) {
    if (!match (routes[i].pattern, parts, call))
      continue;
    if (g_str_equal (routes[i].method, method))
      return &routes[i];
    known = TRUE;
  }
  soky_wire_refuse (known ? SOKY_WIRE_ERROR_BAD_METHOD : SOKY_WIRE_ERROR_NOT_FOUND, error);
  return NULL;
}
