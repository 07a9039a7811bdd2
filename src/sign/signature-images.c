/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/signature-images.h"

#include "base/output.h"
#include "base/paths.h"
#include "pdf/appearance/picture.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define FOLDER "signature-images"

static const struct {
  const char *file;
  SokyInk ink;
} kinds[SOKY_N_SIGNATURE_IMAGES] = {
    [SOKY_SIGNATURE_IMAGE_MAIN] = {"main.png", SOKY_INK_BLUE},
    [SOKY_SIGNATURE_IMAGE_INITIAL] = {"initial.png", SOKY_INK_BLUE},
    [SOKY_SIGNATURE_IMAGE_SEALED] = {"sealed.png", SOKY_INK_KEEP},
    [SOKY_SIGNATURE_IMAGE_SEAL] = {"seal.png", SOKY_INK_RED},
};

static char *
find_place (SokySignatureImage kind)
{
  g_autofree char *folder = soky_paths_user_data (FOLDER);
  return g_build_filename (folder, kinds[kind].file, NULL);
}

GBytes *
soky_signature_image_read (SokySignatureImage kind, const char *path, GError **error)
{
  g_return_val_if_fail (kind < SOKY_N_SIGNATURE_IMAGES, NULL);

  g_autoptr (GBytes) data = soky_picture_read (path, error);
  return data ? soky_picture_lift (data, kinds[kind].ink, error) : NULL;
}

GBytes *
soky_signature_image_draw (SokySignatureImage kind, const SokyInkStroke *strokes, guint count,
                           double span, GError **error)
{
  g_return_val_if_fail (kind < SOKY_N_SIGNATURE_IMAGES, NULL);

  g_autoptr (GdkPixbuf) drawn = soky_ink_draw (strokes, count, span, kinds[kind].ink, error);
  return drawn ? soky_picture_encode (drawn, 0, error) : NULL;
}

gboolean
soky_signature_images_keep (SokySignatureImage kind, GBytes *png, GError **error)
{
  g_return_val_if_fail (kind < SOKY_N_SIGNATURE_IMAGES, FALSE);

  gsize length = 0;
  const void *data = g_bytes_get_data (png, &length);
  g_autofree char *place = find_place (kind);
  g_autoptr (SokyOutput) output = soky_output_new (place, error);
  return output != NULL && soky_output_write (output, data, length, error) &&
         soky_output_commit (output, error);
}

gboolean
soky_signature_images_remove (SokySignatureImage kind, GError **error)
{
  g_return_val_if_fail (kind < SOKY_N_SIGNATURE_IMAGES, FALSE);

  g_autofree char *place = find_place (kind);
  if (g_unlink (place) == 0 || errno == ENOENT)
    return TRUE;
  int code = errno;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
               _ ("The picture %s cannot be removed: %s"), place, g_strerror (code));
  return FALSE;
}

char *
soky_signature_images_find (SokySignatureImage kind)
{
  g_return_val_if_fail (kind < SOKY_N_SIGNATURE_IMAGES, NULL);

  g_autofree char *place = find_place (kind);
  return g_file_test (place, G_FILE_TEST_IS_REGULAR) ? g_steal_pointer (&place) : NULL;
}
