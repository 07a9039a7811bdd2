/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk.h"
#include "fixture.h"

#include "client/error.h"

#include <glib/gstdio.h>

/* The program is killed at any moment of a day without a network, and of the evening when all is
 * sent. What it had confirmed is there, and nothing is done twice. This program runs itself as the
 * one that is killed; it says a line for each thing that it would have shown as done. */

#define WRITE_ROUNDS 25
#define MAX_BOOKS 400
#define STEPS 4 /* of a book's journey: created, attached, submitted, approved */

static FixtureServer *server;
static const char *self_path;

static void say (const char *format, ...) G_GNUC_PRINTF (1, 2);

static void
say (const char *format, ...)
{
  va_list values;
  va_start (values, format);
  vfprintf (stdout, format, values);
  va_end (values);
  fflush (stdout);
}

static SokyBook *
do_step (Desk *desk, guint step, guint number, SokyBook *book)
{
  g_autofree char *title = g_strdup_printf ("Sổ k%03uk", number);
  g_autofree char *pdf = step == 1 ? desk_make_pdf (1) : NULL;
  g_autoptr (GError) error = NULL;
  SokyBook *after = NULL;

  switch (step) {
  case 0:
    after = desk_create (desk, title, &error);
    break;
  case 1:
    after = desk_attach (desk, book, pdf, &error);
    g_unlink (pdf);
    break;
  case 2:
    after = desk_submit_plain (desk, book, &error);
    break;
  default:
    after = desk_approve (desk, book, &error);
  }
  g_assert_no_error (error);
  return after;
}

/* Every fifth book is given up. */
static void
give_up (Desk *desk, SokyBook *book)
{
  g_autoptr (GPtrArray) items = desk_outbox (desk);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < items->len; i++) {
    const SokyOutboxItem *item = items->pdata[i];
    if (g_str_equal (item->book_id, book->id)) {
      soky_outbox_cancel (soky_session_get_library (desk->session), item->position, &error);
      break;
    }
  }
  g_assert_no_error (error);
}

/* The part of who works without a network, from book @number on, for ever. */
static int
run_writer (const char *folder, guint number)
{
  g_autoptr (Desk) desk = desk_new_offline (folder);

  for (; number < MAX_BOOKS; number++) {
    g_autoptr (SokyBook) book = NULL;
    for (guint step = 0; step < STEPS; step++) {
      SokyBook *after = do_step (desk, step, number, book);
      g_clear_pointer (&book, soky_book_unref);
      book = after;
      say ("did %u %u\n", number, step);
    }
    if (number % 5 == 4) {
      give_up (desk, book);
      say ("dropped %u\n", number);
    }
  }
  return 0;
}

static void
tell_cb (SokySender *sender)
{
  say ("changed\n");
}

/* The part of who is back at the network. */
static int
run_sender (const char *folder, const char *url, const char *state)
{
  g_autofree char *ca_file = g_build_filename (state, "server-ca.pem", NULL);
  g_autoptr (Desk) desk = desk_new_with_ca (url, ca_file, "gv.lan");

  desk_keep (desk, folder);
  g_autoptr (SokySender) sender = soky_sender_new (desk->session);
  g_signal_connect (sender, "changed", G_CALLBACK (tell_cb), NULL);
  soky_sender_kick (sender);
  for (;;) {
    g_autoptr (GPtrArray) items = desk_outbox (desk);
    if (items->len == 0)
      break;
    g_main_context_iteration (NULL, TRUE);
  }
  soky_sender_stop (sender);
  desk_settle ();
  say ("empty\n");
  return 0;
}

/* What the parent knows to be confirmed, by book: how many steps; -1 = given up. */
typedef struct {
  int steps[MAX_BOOKS];
  guint next; /* the first book of which nothing is confirmed */
} Known;

static void
note_line (Known *known, const char *line)
{
  guint number, step;

  if (sscanf (line, "did %u %u", &number, &step) == 2) {
    known->steps[number] = (int) step + 1;
    known->next = number + 1;
  } else if (sscanf (line, "dropped %u", &number) == 1) {
    known->steps[number] = -1;
  }
}

/* Runs the program and kills it after @lines lines and some microseconds. */
static gboolean
run_and_kill (const char *const *arguments, guint lines, gulong delay_us, Known *known)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child =
      g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  g_autoptr (GDataInputStream) output =
      g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  gboolean ended = FALSE;

  for (guint seen = 0;; seen++) {
    g_autofree char *line = g_data_input_stream_read_line (output, NULL, NULL, NULL);
    if (line == NULL)
      break;
    ended = ended || g_str_equal (line, "empty");
    if (known != NULL)
      note_line (known, line);
    if (seen == lines) {
      g_usleep (delay_us);
      g_subprocess_force_exit (child);
    }
  }
  g_subprocess_wait (child, NULL, NULL);
  return ended;
}

static guint
count_items_of (GPtrArray *items, guint number)
{
  g_autofree char *title = g_strdup_printf ("Sổ k%03uk", number);
  static const char *const kinds[STEPS] = {"create", "attach", "submit", "approve"};
  guint count = 0;

  for (guint i = 0; i < items->len; i++) {
    const SokyOutboxItem *item = items->pdata[i];
    if (!g_str_equal (item->title, title))
      continue;
    g_assert_cmpuint (count, <, STEPS);
    g_assert_cmpstr (item->kind, ==, kinds[count]);
    count++;
  }
  return count;
}

/* Everything that was confirmed is there once, and at most the one step more that was under way. */
static void
check_library (const char *folder, Known *known)
{
  g_autoptr (Desk) desk = desk_new_offline (folder);
  g_autoptr (GPtrArray) items = desk_outbox (desk);
  guint unconfirmed = 0;

  for (guint number = 0; number <= known->next && number < MAX_BOOKS; number++) {
    guint there = count_items_of (items, number);
    if (known->steps[number] < 0) {
      g_assert_cmpuint (there, ==, 0);
      continue;
    }
    guint confirmed = (guint) known->steps[number];
    if (confirmed == STEPS && number % 5 == 4 && there == 0) {
      known->steps[number] = -1;
      unconfirmed++;
      continue;
    }
    g_assert_cmpuint (there, >=, confirmed);
    unconfirmed += there - confirmed;
    known->steps[number] = (int) there;
    if (there > 0)
      known->next = MAX (known->next, number + 1);
  }
  g_assert_cmpuint (unconfirmed, <=, 1);
}

static void
prepare (const char *folder)
{
  g_autoptr (Desk) lan = desk_new (server, fixture_server_get_url (server), "gv.lan");

  desk_keep (lan, folder);
  desk_look_up (lan);
}

/* The server has each book once, as far as it was brought. */
static void
check_server (const Known *known)
{
  g_autoptr (Desk) lan = desk_new (server, fixture_server_get_url (server), "gv.lan");
  guint books = 0, steps = 0;

  for (guint number = 0; number < known->next; number++) {
    g_autofree char *title = g_strdup_printf ("Sổ k%03uk", number);
    g_autoptr (GError) error = NULL;
    g_autoptr (SokyBookPage) page = desk_list (lan, "outbox", title, NULL, &error);
    g_assert_no_error (error);
    int wanted = known->steps[number];
    g_assert_cmpuint (page->books->len, ==, wanted > 0 ? 1 : 0);
    if (wanted <= 0)
      continue;
    g_autoptr (SokyBook) book = desk_get (lan, ((SokyBook *) page->books->pdata[0])->id, &error);
    g_assert_cmpuint (book->version, ==, (guint) wanted);
    g_assert_cmpint (book->revision_count, ==, wanted > 1 ? 1 : 0);
    books++;
    steps += (guint) wanted;
  }
  g_test_message ("%u books in %u steps, each once", books, steps);
}

static void
test_kill (void)
{
  g_autofree char *root = fixture_make_folder ();
  g_autofree char *folder = g_build_filename (root, "library", NULL);
  const char *url = fixture_server_get_url (server);
  const char *state = fixture_server_get_state (server);
  g_autofree Known *known = g_new0 (Known, 1);
  guint kills = 0;

  prepare (folder);
  for (guint i = 0; i < WRITE_ROUNDS; i++) {
    g_autofree char *first = g_strdup_printf ("%u", known->next);
    const char *const writer[] = {self_path, "--write", folder, first, NULL};
    run_and_kill (writer, (guint) g_test_rand_int_range (0, 12),
                  (gulong) g_test_rand_int_range (0, 20000), known);
    check_library (folder, known);
  }
  const char *const sender[] = {self_path, "--send", folder, url, state, NULL};
  while (!run_and_kill (sender, (guint) g_test_rand_int_range (1, 25),
                        (gulong) g_test_rand_int_range (0, 20000), NULL))
    kills++;
  g_test_message ("killed %u times while writing, %u times while sending", WRITE_ROUNDS, kills);
  check_server (known);
  fixture_remove_folder (g_steal_pointer (&root));
}

int
main (int argc, char **argv)
{
  self_path = argv[0];
  if (argc == 4 && g_str_equal (argv[1], "--write"))
    return run_writer (argv[2], (guint) g_ascii_strtoull (argv[3], NULL, 10));
  if (argc == 5 && g_str_equal (argv[1], "--send"))
    return run_sender (argv[2], argv[3], argv[4]);

  g_test_init (&argc, &argv, NULL);
  server = fixture_server_new_demo ();
  if (server == NULL) {
    g_print ("1..0 # SKIP softhsm2 and opensc are not installed\n");
    return 0;
  }
  g_test_add_func ("/outbox-kill/any-moment", test_kill);
  int status = g_test_run ();
  fixture_server_free (server);
  return status;
}
