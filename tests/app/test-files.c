/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/anchors.h"
#include "app/compare-window.h"
#include "app/dialogs/certificate-dialog.h"
#include "app/dialogs/trust-dialog.h"
#include "app/file-window.h"
#include "app/files-window.h"
#include "app/signed-version.h"
#include "app/widgets/signatures-panel.h"
#include "crypto/software-signer.h"

#include "display.h"
#include "documents.h"
#include "fixture.h"
#include "identity.h"
#include "pki-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

/* A folder with files of every fate: signed.pdf, changed.pdf, plain.pdf, not.pdf, below/again.pdf,
 * and what is to be left out. */
typedef struct {
  Identity *identity;
  char *folder;
  GBytes *twice; /* signed twice */
} Desk;

static void
write_bytes (const char *folder, const char *name, GBytes *bytes)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  fixture_write (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
desk_open (Desk *desk)
{
  g_autoptr (GBytes) plain = document_make (DOCUMENT_TABLE, 2);
  const SokySignOptions options = {0};

  desk->identity = identity_new (SOKY_NEW_KEY_EC_P256, "Nguyễn Thị Lan");
  desk->folder = fixture_make_folder ();
  g_autofree char *below = g_build_filename (desk->folder, "below", NULL);
  g_assert_cmpint (g_mkdir (below, 0700), ==, 0);

  g_autoptr (GBytes) once = identity_sign (desk->identity, plain, &options);
  desk->twice = identity_sign (desk->identity, once, &options);
  g_autoptr (GBytes) changed = document_update (
      once, 3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>");
  g_autoptr (GBytes) nothing = g_bytes_new_static ("hello", 5);
  write_bytes (desk->folder, "signed.pdf", once);
  write_bytes (desk->folder, "changed.PDF", changed);
  write_bytes (desk->folder, "plain.pdf", plain);
  write_bytes (desk->folder, "not.pdf", nothing);
  write_bytes (desk->folder, "notes.txt", nothing);
  write_bytes (desk->folder, ".hidden.pdf", nothing);
  write_bytes (below, "again.pdf", desk->twice);
}

static void
desk_close (Desk *desk)
{
  g_bytes_unref (desk->twice);
  fixture_remove_folder (desk->folder);
  identity_free (desk->identity);
}

static gboolean
is_done (gpointer data)
{
  return !soky_file_checks_is_running (data) && g_list_model_get_n_items (data) > 0;
}

static GtkWidget *
check_folder (Desk *desk, SokyTrust *trust)
{
  GtkWidget *window = soky_files_window_new (NULL, trust);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  gtk_window_present (GTK_WINDOW (window));
  g_ptr_array_add (files, g_file_new_for_path (desk->folder));
  soky_files_window_add (SOKY_FILES_WINDOW (window), files);
  display_wait (is_done, soky_files_window_get_checks (SOKY_FILES_WINDOW (window)));
  return window;
}

static void
test_table (void)
{
  Desk desk;
  desk_open (&desk);
  GtkWidget *window = check_folder (&desk, desk.identity->trust);
  SokyFileChecks *checks = soky_files_window_get_checks (SOKY_FILES_WINDOW (window));

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (checks)), ==, 5);
  g_assert_cmpuint (soky_file_checks_count (checks, SOKY_CHECK_VALID), ==, 2);
  g_assert_cmpuint (soky_file_checks_count (checks, SOKY_CHECK_INVALID), ==, 1);
  g_assert_cmpuint (soky_file_checks_count (checks, SOKY_CHECK_UNSIGNED), ==, 1);
  g_assert_cmpuint (soky_file_checks_count (checks, SOKY_CHECK_FAILED), ==, 1);
  display_wait_text (window, "changed.PDF");
  g_assert_cmpuint (display_count (window, "Not valid"), >=, 1);

  /* the same folder once more brings nothing new; without anchors nobody is confirmed */
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (files, g_file_new_for_path (desk.folder));
  soky_files_window_add (SOKY_FILES_WINDOW (window), files);
  display_wait (is_done, checks);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (checks)), ==, 5);
  soky_file_checks_restart (checks, NULL);
  display_wait (is_done, checks);
  g_assert_cmpuint (soky_file_checks_count (checks, SOKY_CHECK_INDETERMINATE), ==, 2);

  soky_file_checks_restart (checks, NULL);
  soky_file_checks_stop (checks);
  display_wait (is_done, checks);
  g_assert_cmpuint (soky_file_checks_count (checks, SOKY_CHECK_STOPPED), ==, 5);
  display_close (GTK_WINDOW (window));
  desk_close (&desk);
}

static guint
count_lines (SokyFilesWindow *window, const char *needle)
{
  g_autoptr (GBytes) csv = soky_files_window_make_csv (window);
  g_autofree char *text = g_strndup (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv));
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);
  guint count = 0;
  for (char **line = lines; *line != NULL; line++)
    count += strstr (*line, needle) != NULL;
  return count;
}

/* What is exported is what the table shows. */
static void
test_filter (void)
{
  Desk desk;
  desk_open (&desk);
  GtkWidget *window = check_folder (&desk, desk.identity->trust);
  SokyFilesWindow *files = SOKY_FILES_WINDOW (window);
  GtkWidget *filter = display_find (window, "GtkDropDown");

  g_assert_cmpuint (count_lines (files, ".pdf\""), ==, 4);
  g_assert_cmpuint (count_lines (files, "\"Nguyễn Thị Lan\""), ==, 3);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (filter), 2);
  g_assert_cmpuint (count_lines (files, ".pdf\""), ==, 0);
  g_assert_cmpuint (count_lines (files, "changed.PDF\",\"invalid\",\"1\""), ==, 1);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (filter), 5);
  g_assert_cmpuint (count_lines (files, "not.pdf\",\"cannot be read\""), ==, 1);
  display_close (GTK_WINDOW (window));
  desk_close (&desk);
}

static gboolean
is_compared (gpointer data)
{
  return soky_compare_window_is_settled (data);
}

/* The file as it was when first signed: its own bytes, a window that says so, and a comparison. */
static void
test_version (void)
{
  Desk desk;
  desk_open (&desk);
  g_autoptr (SokyInput) present = soky_input_new_for_bytes (desk.twice);
  g_autoptr (SokyReport) report = verify_bytes (desk.twice, desk.identity->trust);

  g_assert_true (soky_signed_version_exists (report, 0));
  g_assert_false (soky_signed_version_exists (report, 1));
  g_autoptr (SokySignedVersion) version = soky_signed_version_new (present, "plan.pdf", report, 0);
  SokyInput *input = soky_signed_version_get_input (version);
  const SokySignatureReport *first = g_ptr_array_index (report->signatures, 0);
  g_assert_cmpint (soky_input_get_size (input), ==, first->revision_end);
  g_autoptr (GBytes) bytes = g_bytes_new_from_bytes (desk.twice, 0, (gsize) first->revision_end);
  g_autoptr (SokyReport) then = verify_bytes (bytes, desk.identity->trust);
  g_assert_cmpint (only_signature (then)->coverage, ==, SOKY_COVERAGE_FILE);

  GtkWidget *window = soky_file_window_new (NULL, desk.identity->trust);
  soky_file_window_show_version (SOKY_FILE_WINDOW (window), version);
  gtk_window_present (GTK_WINDOW (window));
  display_wait_text (window, "1 signature, valid");
  const char *caption = soky_signed_version_get_caption (version);
  g_assert_nonnull (strstr (caption, "Nguyễn Thị Lan"));
  g_assert_cmpuint (display_count (window, caption), >=, 1);

  SokyCompareRequest request = {
      .title = "plan.pdf", .caption = caption, .before = input, .after = present};
  GtkWidget *compare = soky_compare_window_new (NULL, &request);
  gtk_window_present (GTK_WINDOW (compare));
  display_wait (is_compared, compare);
  g_assert_cmpuint (display_count (compare, "All 2 pages look exactly the same"), ==, 1);
  g_assert_cmpuint (display_count (compare, "No differences"), ==, 1);
  display_close (GTK_WINDOW (compare));
  display_close (GTK_WINDOW (window));
  desk_close (&desk);
}

static gboolean
has_one (gpointer data)
{
  return g_list_model_get_n_items (data) == 1;
}

static gboolean
has_none (gpointer data)
{
  return g_list_model_get_n_items (data) == 0;
}

static GtkWidget *
find_question (void)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
    if (ADW_IS_MESSAGE_DIALOG (window) && gtk_widget_get_mapped (window))
      return window;
  }
  return NULL;
}

static gboolean
is_asked (gpointer data)
{
  return find_question () != NULL;
}

static void
agree (void)
{
  display_wait (is_asked, NULL);
  GtkWidget *question = find_question ();
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "accept");
  gtk_window_destroy (GTK_WINDOW (question));
}

/* An authority is added from a file once its fingerprint was shown, confirms signatures from then
 * on and after a new start, and is forgotten again. */
static void
test_anchors (void)
{
  Desk desk;
  desk_open (&desk);
  g_autofree char *folder = g_build_filename (desk.folder, "trust", NULL);
  g_autoptr (SokyAnchors) anchors = soky_anchors_new (folder);
  g_autoptr (GError) error = NULL;
  g_assert_true (soky_anchors_load (anchors, NULL, &error));
  GtkWidget *dialog = soky_trust_dialog_new (NULL, anchors);
  gtk_window_present (GTK_WINDOW (dialog));
  display_wait_text (dialog, "No Authority Is Trusted Yet");

  g_autoptr (GFile) file = g_file_new_for_path (desk.identity->trust_path);
  soky_trust_dialog_offer (SOKY_TRUST_DIALOG (dialog), file);
  agree ();
  display_wait (has_one, anchors);
  g_autoptr (SokyReport) report = verify_bytes (desk.twice, soky_anchors_get_trust (anchors));
  g_assert_cmpint (soky_report_get_verdict (report), ==, SOKY_VERDICT_VALID);

  g_autoptr (SokyAnchors) later = soky_anchors_new (folder);
  g_assert_true (soky_anchors_load (later, NULL, &error));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (later)), ==, 1);
  g_autoptr (SokyAnchor) anchor = g_list_model_get_item (G_LIST_MODEL (later), 0);
  g_assert_true (soky_anchor_is_kept (anchor));

  GtkWidget *remove = display_find (display_find (dialog, "AdwActionRow"), "GtkButton");
  g_signal_emit_by_name (remove, "clicked");
  agree ();
  display_wait (has_none, anchors);
  g_assert_cmpuint (soky_trust_count_anchors (soky_anchors_get_trust (anchors)), ==, 0);
  display_close (GTK_WINDOW (dialog));
  desk_close (&desk);
}

static void
test_certificate (void)
{
  Desk desk;
  desk_open (&desk);
  g_autoptr (SokyReport) report = verify_bytes (desk.twice, desk.identity->trust);
  const SokySignatureReport *signature = g_ptr_array_index (report->signatures, 0);
  GtkWidget *dialog = soky_certificate_dialog_new (NULL, signature->certificate, signature->chain);

  gtk_window_present (GTK_WINDOW (dialog));
  display_wait_text (dialog, "Fingerprint (SHA-256)");
  g_assert_cmpuint (display_count (dialog, "Nguyễn Thị Lan"), ==, 2); /* of two, and shown */
  GtkListBox *chain = GTK_LIST_BOX (display_find (dialog, "GtkListBox"));
  gtk_list_box_select_row (chain, gtk_list_box_get_row_at_index (chain, 0));
  g_assert_cmpuint (display_count (dialog, "Nguyễn Thị Lan"), ==, 1);
  display_close (GTK_WINDOW (dialog));
  desk_close (&desk);
}

static gboolean
has_verdict (gpointer window)
{
  return display_find (window, "SokySignatureRow") != NULL;
}

static const SokyReport *
get_report (GtkWidget *window)
{
  return soky_signatures_panel_get_report (
      SOKY_SIGNATURES_PANEL (display_find (window, "SokySignaturesPanel")));
}

static gboolean
has_asked (gpointer window)
{
  return get_report (window) != NULL && get_report (window)->network;
}

/* The authorities are asked when the person wants it, never before; and it can be stopped. */
static void
test_online (void)
{
  g_autoptr (FixturePki) pki = fixture_pki_new ();
  if (pki == NULL) {
    g_test_skip ("openssl or faketime is not installed");
    return;
  }
  g_autoptr (GError) error = NULL;
  g_autofree char *key = fixture_pki_file (pki, "signer.key");
  g_autofree char *chain = fixture_pki_file (pki, "signer-chain.pem");
  g_autofree char *root = fixture_pki_file (pki, "root.pem");
  g_autofree char *input = fixture_pki_file (pki, "in.pdf");
  g_autofree char *output = fixture_pki_file (pki, "out.pdf");
  g_autoptr (GBytes) plain = document_make (DOCUMENT_TABLE, 1);
  g_autoptr (SokyTrust) trust = soky_trust_new ();
  g_autoptr (SokySigner) signer = soky_software_signer_new_from_pem (key, chain, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (soky_trust_add_file (trust, root, &error));
  fixture_write (input, g_bytes_get_data (plain, NULL), g_bytes_get_size (plain));
  g_assert_true (soky_sign_file (input, output, &(SokySignOptions){0}, signer, NULL, &error));

  GtkWidget *window = soky_file_window_new (NULL, trust);
  g_autoptr (GFile) file = g_file_new_for_path (output);
  gtk_window_present (GTK_WINDOW (window));
  soky_file_window_open (SOKY_FILE_WINDOW (window), file);
  display_wait (has_verdict, window);
  g_assert_false (has_asked (window));
  g_assert_cmpuint (fixture_pki_count (pki, "/ocsp/school"), ==, 0);

  fixture_pki_silence (pki, TRUE);
  display_press (window, "Check Online");
  display_press (window, "Stop");
  g_assert_nonnull (display_find_button (window, "Check Online"));
  g_assert_false (has_asked (window));
  fixture_pki_silence (pki, FALSE);
  display_press (window, "Check Online");
  display_wait (has_asked, window);
  g_assert_cmpint (soky_report_get_verdict (get_report (window)), ==, SOKY_VERDICT_VALID);
  g_assert_cmpuint (fixture_pki_count (pki, "/ocsp/school"), >, 0);
  display_close (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  if (!display_init (&argc, &argv))
    return 0;

  g_test_add_func ("/files/table", test_table);
  g_test_add_func ("/files/filter", test_filter);
  g_test_add_func ("/files/version", test_version);
  g_test_add_func ("/files/anchors", test_anchors);
  g_test_add_func ("/files/certificate", test_certificate);
  g_test_add_func ("/files/online", test_online);
  return g_test_run ();
}
