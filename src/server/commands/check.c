/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/platform.h"
#include "server/commands/command.h"
#include "server/inspection.h"
#include "server/service.h"

#include <glib/gi18n-lib.h>

#define STANDARD_ERROR 2

static char *state;

static void
print_cb (const char *finding, gpointer user_data)
{
  g_print ("%s\n", finding);
}

/* For somebody who waits at a terminal, now and then. */
static void
progress_cb (gpointer user_data)
{
  static gint64 shown_us;
  const SokyInspection *inspection = user_data;
  gint64 now_us = g_get_monotonic_time ();

  if (now_us - shown_us < G_USEC_PER_SEC / 5)
    return;
  shown_us = now_us;
  g_autofree char *words =
      g_strdup_printf (_ ("%u blobs, %u books"), inspection->blobs, inspection->books);
  g_printerr ("\r%s", words);
}

int
soky_command_check (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  if (!soky_command_parse (&argc, &argv, "",
                           _ ("Computes every hash anew, checks every signature and the audit, "
                              "and prints what is not in order."),
                           NULL, &state))
    return SOKY_COMMAND_USAGE;
  g_autoptr (SokyService) service = soky_service_open (state, NULL, &error);
  if (service == NULL)
    return soky_command_fail (error);

  SokyInspection inspection = {.report = print_cb};
  gboolean watched = soky_platform_terminal_width (STANDARD_ERROR) > 0;
  inspection.user_data = &inspection;
  inspection.progress = watched ? progress_cb : NULL;
  if (!soky_inspect_all (service, &inspection, &error))
    return soky_command_fail (error);
  if (watched)
    g_printerr ("\r\x1b[K");
  g_print (_ ("%u books, %u revisions, %u signatures, %u blobs, %llu audit records: "
              "%u findings\n"),
           inspection.books, inspection.revisions, inspection.signatures, inspection.blobs,
           (unsigned long long) inspection.records, inspection.findings);
  return inspection.findings == 0 ? SOKY_COMMAND_OK : SOKY_COMMAND_FAILED;
}
