/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/anchor-page.h"

#include <glib/gi18n-lib.h>

static void
set_rectangle (double rect[4], double xa, double ya, double xb, double yb)
{
  rect[0] = MIN (xa, xb);
  rect[1] = MIN (ya, yb);
  rect[2] = MAX (xa, xb);
  rect[3] = MAX (ya, yb);
}

static void
point_to_user (const SokyAnchorPage *self, double x, double y, double *user_x, double *user_y)
{
  const double *crop = self->crop;
  switch (self->rotation) {
  case 90:
    *user_x = crop[0] + y;
    *user_y = crop[1] + x;
    break;
  case 180:
    *user_x = crop[2] - x;
    *user_y = crop[1] + y;
    break;
  case 270:
    *user_x = crop[2] - y;
    *user_y = crop[3] - x;
    break;
  default:
    *user_x = crop[0] + x;
    *user_y = crop[3] - y;
    break;
  }
}

static void
point_to_shown (const SokyAnchorPage *self, double user_x, double user_y, double *x, double *y)
{
  const double *crop = self->crop;
  switch (self->rotation) {
  case 90:
    *x = user_y - crop[1];
    *y = user_x - crop[0];
    break;
  case 180:
    *x = crop[2] - user_x;
    *y = user_y - crop[1];
    break;
  case 270:
    *x = crop[3] - user_y;
    *y = crop[2] - user_x;
    break;
  default:
    *x = user_x - crop[0];
    *y = crop[3] - user_y;
    break;
  }
}

static void
release_input (gpointer data)
{
  soky_input_unref (data);
}

PopplerDocument *
soky_anchor_page_open_document (SokyInput *input, GError **error)
{
  g_autoptr (GBytes) bytes =
      g_bytes_new_with_free_func (soky_input_peek (input), (gsize) soky_input_get_size (input),
                                  release_input, soky_input_ref (input));
  g_autoptr (GError) problem = NULL;
  PopplerDocument *document = poppler_document_new_from_bytes (bytes, NULL, &problem);
  if (document == NULL)
    g_set_error (
        error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_DAMAGED,
        _ ("The pages of this PDF cannot be read (%s). Print it to a new PDF and use that."),
        problem->message);
  return document;
}

void
soky_anchor_page_init (SokyAnchorPage *self, PopplerPage *page, int rotation)
{
  PopplerRectangle crop;
  poppler_page_get_crop_box (page, &crop);
  set_rectangle (self->crop, crop.x1, crop.y1, crop.x2, crop.y2);
  self->rotation = ((rotation % 360) + 360) % 360;
}

void
soky_anchor_page_get_size (const SokyAnchorPage *self, double *width, double *height)
{
  gboolean sideways = self->rotation == 90 || self->rotation == 270;
  double across = self->crop[2] - self->crop[0];
  double along = self->crop[3] - self->crop[1];
  *width = sideways ? along : across;
  *height = sideways ? across : along;
}

void
soky_anchor_page_to_user (const SokyAnchorPage *self, const double shown[4], double user[4])
{
  double xa;
  double ya;
  double xb;
  double yb;
  point_to_user (self, shown[0], shown[1], &xa, &ya);
  point_to_user (self, shown[2], shown[3], &xb, &yb);
  set_rectangle (user, xa, ya, xb, yb);
}

void
soky_anchor_page_to_shown (const SokyAnchorPage *self, const double user[4], double shown[4])
{
  double xa;
  double ya;
  double xb;
  double yb;
  point_to_shown (self, user[0], user[1], &xa, &ya);
  point_to_shown (self, user[2], user[3], &xb, &yb);
  set_rectangle (shown, xa, ya, xb, yb);
}
