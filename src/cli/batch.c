/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/batch.h"

#include "base/platform.h"
#include "cli/command.h"

#include <glib/gi18n.h>
#include <stdio.h>

#define SECONDS_OF_MINUTE 60
#define WAITED_TO_TELL_US (2 * G_USEC_PER_SEC) /* before the time left is worth telling */
#define ERASE_LINE "\r\033[K"

typedef struct {
  const SokySignItem *items;
  const char *signer;
  gint64 started_us;
  guint width; /* of the terminal; 0 = none, or a single file */
} Telling;

static char *
describe_left (gint64 left_us)
{
  guint seconds = (guint) (left_us / G_USEC_PER_SEC) + 1;

  if (seconds < SECONDS_OF_MINUTE)
    return g_strdup_printf (g_dngettext (NULL, "%u second left", "%u seconds left", seconds),
                            seconds);
  guint minutes = (seconds + SECONDS_OF_MINUTE - 1) / SECONDS_OF_MINUTE;
  return g_strdup_printf (g_dngettext (NULL, "%u minute left", "%u minutes left", minutes),
                          minutes);
}

static char *
shorten (const char *text, guint most)
{
  return g_utf8_strlen (text, -1) > (glong) most ? g_utf8_substring (text, 0, most)
                                                 : g_strdup (text);
}

/* One line on the terminal, written over again and again. */
static void
draw_progress (SokyBatch *batch, const Telling *self)
{
  SokyBatchProgress progress;
  soky_batch_get_progress (batch, &progress);
  if (self->width == 0 || progress.waiting == 0 || progress.current >= progress.count)
    return;

  gboolean early = g_get_monotonic_time () - self->started_us < WAITED_TO_TELL_US;
  g_autofree char *left =
      progress.left_us < 0 || early ? g_strdup ("") : describe_left (progress.left_us);
  g_autofree char *name = g_filename_display_basename (self->items[progress.current].input_path);
  g_autofree char *line = g_strdup_printf ("[%u/%u] %s%s%s", progress.count - progress.waiting,
                                           progress.count, left, *left != '\0' ? " · " : "", name);
  g_autofree char *fitting = shorten (line, self->width - 1);
  g_printerr (ERASE_LINE "%s", fitting);
}

static void
print_result (SokyBatch *batch, guint index, const Telling *self)
{
  const SokySignItem *item = &self->items[index];
  SokyBatchState state = soky_batch_get_state (batch, index);
  g_autoptr (GError) reason = soky_batch_get_reason (batch, index);

  if (state == SOKY_BATCH_WAITING)
    return;
  if (self->width > 0)
    g_printerr (ERASE_LINE);
  if (state == SOKY_BATCH_FAILED) {
    soky_cli_print_refusal (item->input_path, reason);
    return;
  }
  g_autofree char *shown = g_filename_display_name (item->output_path);
  if (state == SOKY_BATCH_SKIPPED)
    g_print (_ ("%s: skipped: %s\n"), shown, reason->message);
  else
    g_print (_ ("%s: signed by %s\n"), shown, self->signer);
  fflush (stdout);
}

static void
changed_cb (SokyBatch *batch, guint index, gpointer user_data)
{
  print_result (batch, index, user_data);
  draw_progress (batch, user_data);
}

static void
print_waiting (SokyBatch *batch, guint count, const Telling *self)
{
  for (guint i = 0; i < count; i++) {
    g_autofree char *shown = g_filename_display_name (self->items[i].input_path);
    if (soky_batch_get_state (batch, i) == SOKY_BATCH_WAITING)
      g_printerr (_ ("%s: not signed\n"), shown);
  }
}

static void
print_end (SokyBatch *batch, const Telling *self, const GError *stopped)
{
  SokyBatchProgress progress;

  soky_batch_get_progress (batch, &progress);
  if (self->width > 0)
    g_printerr (ERASE_LINE);
  if (stopped != NULL && !g_error_matches (stopped, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    soky_cli_print_error (NULL, stopped);
  if (progress.waiting == 0 || progress.count == 1)
    return;
  print_waiting (batch, progress.count, self);
  g_printerr (_ ("Stopped: %u signed, %u of %u not. The same command with --resume goes on.\n"),
              progress.done, progress.waiting, progress.count);
}

int
soky_cli_sign_items (const SokySignItem *items, guint count, SokySigner *signer, gboolean resume)
{
  g_autoptr (SokyBatch) batch = soky_sign_batch_new (items, count, signer, resume);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) stopped = NULL;
  SokyBatchProgress progress;
  Telling telling = {
      .items = items,
      .signer = soky_certificate_get_holder (soky_signer_get_certificate (signer)),
      .started_us = g_get_monotonic_time (),
      .width = count > 1 ? soky_platform_terminal_width (fileno (stderr)) : 0,
  };

  if (count > 1)
    soky_platform_cancel_on_interrupt (cancellable);
  soky_batch_run (batch, 0, changed_cb, &telling, cancellable, &stopped);
  print_end (batch, &telling, stopped);
  soky_batch_get_progress (batch, &progress);
  return progress.failed == 0 && progress.waiting == 0 ? SOKY_CLI_OK : SOKY_CLI_FAILED;
}
