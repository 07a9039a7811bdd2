/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "display.h"
#include "fixture.h"

#include "app/dialogs/signature-image-dialog.h"
#include "app/dialogs/signature-images-window.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

/* The pictures of a person's signatures, from a photo to what is kept. */

/* Grey paper with a blue stroke across it, as a JPEG. */
static GFile *
make_photo (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "chu-ky.jpg", NULL);
  g_autoptr (GdkPixbuf) photo = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 600, 300);
  g_autoptr (GdkPixbuf) stroke = gdk_pixbuf_new_subpixbuf (photo, 150, 140, 300, 12);
  g_autoptr (GError) error = NULL;

  gdk_pixbuf_fill (photo, 0xdededeff);
  gdk_pixbuf_fill (stroke, 0x1430a0ff);
  gdk_pixbuf_save (photo, path, "jpeg", &error, "quality", "95", NULL);
  g_assert_no_error (error);
  return g_file_new_for_path (path);
}

static gboolean
can_be_kept (gpointer dialog)
{
  return display_find_button (dialog, "Use This Picture") != NULL;
}

static gboolean
shows_error (gpointer dialog)
{
  GtkWidget *status = display_find (dialog, "SokyStatusLine");
  return status != NULL && gtk_widget_has_css_class (status, "error");
}

static void
kept_cb (gboolean *kept)
{
  *kept = TRUE;
}

static void
test_photo (gconstpointer data)
{
  g_autoptr (GFile) photo = make_photo (data);
  GtkWidget *dialog = soky_signature_image_dialog_new (NULL, SOKY_SIGNATURE_IMAGE_MAIN, photo);
  gboolean kept = FALSE;

  g_signal_connect_swapped (dialog, "kept", G_CALLBACK (kept_cb), &kept);
  gtk_window_present (GTK_WINDOW (dialog));
  g_assert_null (display_find (dialog, "SokyDrawingPad"));
  display_wait (can_be_kept, dialog);
  display_press (dialog, "Use This Picture");
  g_assert_true (kept);

  g_autofree char *path = soky_signature_images_find (SOKY_SIGNATURE_IMAGE_MAIN);
  g_assert_nonnull (path);
  g_autoptr (GdkPixbuf) picture = gdk_pixbuf_new_from_file (path, NULL);
  g_assert_nonnull (picture);
  g_assert_true (gdk_pixbuf_get_has_alpha (picture));
  /* trimmed to the stroke */
  g_assert_cmpint (gdk_pixbuf_get_width (picture), >, 5 * gdk_pixbuf_get_height (picture));
}

static void
test_no_picture (gconstpointer data)
{
  g_autofree char *path = g_build_filename (data, "chu-ky.png", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  fixture_write (path, "a letter", 8);
  GtkWidget *dialog = soky_signature_image_dialog_new (NULL, SOKY_SIGNATURE_IMAGE_INITIAL, file);
  gtk_window_present (GTK_WINDOW (dialog));
  display_wait (shows_error, dialog);
  g_assert_false (can_be_kept (dialog));
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_assert_null (soky_signature_images_find (SOKY_SIGNATURE_IMAGE_INITIAL));
}

static void
test_window (gconstpointer data)
{
  GtkWidget *window = soky_signature_images_window_new (NULL);

  gtk_window_present (GTK_WINDOW (window));
  display_wait_text (window, "My Signature Pictures");
  /* one is kept by the test before */
  g_assert_cmpuint (display_count (window, "No picture yet"), ==, 3);
  display_press (window, "Write…");
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = fixture_make_folder ();

  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  if (!display_init (&argc, &argv))
    return 0;
  g_test_add_data_func ("/signature-images/photo", folder, test_photo);
  g_test_add_data_func ("/signature-images/no-picture", folder, test_no_picture);
  g_test_add_data_func ("/signature-images/window", folder, test_window);
  int status = g_test_run ();
  fixture_remove_folder (g_steal_pointer (&folder));
  return status;
}
