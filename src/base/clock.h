/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Moments are signed 64-bit microseconds since 1970-01-01T00:00:00Z ("_us"). */

/* The present moment. Rules take it as a parameter; only the outer rooms ask. */
gint64 soky_clock_now_us (void);

/* "2026-09-05T07:30:00Z", whole seconds, UTC (RFC 3339). */
char *soky_clock_to_rfc3339 (gint64 moment_us);

/**
 * soky_clock_from_rfc3339:
 * @text: a moment with its zone, "…Z" or "…+07:00"
 * @moment_us: (out): the moment
 *
 * Returns: whether @text is such a moment
 */
gboolean soky_clock_from_rfc3339 (const char *text, gint64 *moment_us);

/* "05.09.2026 14:30:00 +07:00": how a signing time is shown, always in Vietnam's zone
 * (ISO 8601 offset as Nghị định 30/2020 asks). */
char *soky_clock_to_vietnam (gint64 moment_us);

/* "05/09/2026 14:30" in the machine's own zone, for lists. */
char *soky_clock_to_local (gint64 moment_us);

G_END_DECLS
