/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/audit-words.h"

#include <glib/gi18n.h>

#include "base/clock.h"
#include "book/event.h"

#include <string.h>

const char *const soky_audit_events[] = {"signed-in",
                                         "sign-in-refused",
                                         "signed-out",
                                         "session-revoked",
                                         "password-reset",
                                         "password-changed",
                                         "person-added",
                                         "person-changed",
                                         "person-deactivated",
                                         "unit-added",
                                         "unit-changed",
                                         "unit-removed",
                                         "book-type-added",
                                         "book-type-changed",
                                         "book-type-approved",
                                         "looks-changed",
                                         "school-year-set",
                                         "classes-set",
                                         "subjects-set",
                                         "imported",
                                         "delegation-made",
                                         "delegation-revoked",
                                         "certificate-enrolled",
                                         "certificate-confirmed",
                                         "certificate-withdrawn",
                                         "certificate-mark-set",
                                         "submitted",
                                         "signed",
                                         "approved_step",
                                         "returned",
                                         "published",
                                         "revoked",
                                         "deleted",
                                         NULL};

static const struct {
  const char *event;
  const char *label;
} words[] = {
    {"signed-in", N_ ("Signed in")},
    {"sign-in-refused", N_ ("Sign-in refused")},
    {"signed-out", N_ ("Signed out")},
    {"session-revoked", N_ ("Session ended by another")},
    {"sessions-ended", N_ ("All sessions ended")},
    {"password-reset", N_ ("Password reset")},
    {"password-changed", N_ ("Password changed")},
    {"person-added", N_ ("Person added")},
    {"person-changed", N_ ("Person changed")},
    {"person-deactivated", N_ ("Person has left")},
    {"unit-added", N_ ("Unit added")},
    {"unit-changed", N_ ("Unit changed")},
    {"unit-removed", N_ ("Unit removed")},
    {"book-type-added", N_ ("Type of books added")},
    {"book-type-changed", N_ ("Type of books changed")},
    {"book-type-approved", N_ ("Type of books approved")},
    {"looks-changed", N_ ("Look of signatures changed")},
    {"school-year-set", N_ ("School year laid down")},
    {"classes-set", N_ ("Classes changed")},
    {"subjects-set", N_ ("Subjects changed")},
    {"imported", N_ ("Table imported")},
    {"delegation-made", N_ ("Delegation made")},
    {"delegation-revoked", N_ ("Delegation withdrawn")},
    {"certificate-enrolled", N_ ("Certificate registered")},
    {"certificate-confirmed", N_ ("Certificate confirmed")},
    {"certificate-withdrawn", N_ ("Certificate revoked")},
    {"certificate-answered", N_ ("Signed in by certificate")},
    {"certificate-mark-set", N_ ("Mark of a certificate changed")},
    {"protected", N_ ("Proof of time added")},
};

const char *
soky_audit_event_get_label (const char *event)
{
  SokyEventKind kind;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].event, event))
      return _ (words[i].label);
  return soky_event_kind_from_string (event, &kind) ? soky_event_kind_get_label (kind) : event;
}

/* RFC 4180; what a spreadsheet would take for a formula is made a text. */
static void
add_cell (GString *table, const char *text, gboolean last)
{
  gboolean formula = *text != '\0' && strchr ("=+-@\t\r", *text) != NULL;
  g_auto (GStrv) parts = g_strsplit (text, "\"", 0);
  g_autofree char *quoted = g_strjoinv ("\"\"", parts);

  g_string_append_printf (table, "\"%s%s\"%s", formula ? "'" : "", quoted, last ? "\r\n" : ",");
}

GBytes *
soky_audit_items_to_csv (GPtrArray *items)
{
  const char *const heads[] = {_ ("Number"), _ ("Time"), _ ("Who"),   _ ("Account"),
                               _ ("From"),   _ ("What"), _ ("About"), _ ("Details")};
  g_autoptr (GString) table = g_string_new ("\xef\xbb\xbf");

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    add_cell (table, heads[i], i + 1 == G_N_ELEMENTS (heads));
  for (guint i = 0; i < items->len; i++) {
    const SokyAuditItem *item = g_ptr_array_index (items, i);
    g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, item->number);
    g_autofree char *at = soky_clock_to_local (item->at_us);
    const char *const cells[] = {number,
                                 at,
                                 item->person_name,
                                 item->person_id,
                                 item->address,
                                 soky_audit_event_get_label (item->event),
                                 item->subject,
                                 item->detail};
    for (guint j = 0; j < G_N_ELEMENTS (cells); j++)
      add_cell (table, cells[j], j + 1 == G_N_ELEMENTS (cells));
  }
  return g_string_free_to_bytes (g_steal_pointer (&table));
}
