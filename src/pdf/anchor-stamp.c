/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/anchor-page.h"

#include <string.h>

#define SHARE 3.0 /* a third of the signature lies under the stamp */
#define EDGE 6.0  /* points kept free at the edge of the page */

gboolean
soky_pdf_place_stamp (SokyPdf *pdf, const SokyPdfPlace *signature, double width, double height,
                      SokyPdfPlace *place, GError **error)
{
  SokyAnchorPage view = {0};
  double page_width, page_height, under[4], shown[4];

  if (!soky_pdf_get_page_geometry (pdf, signature->page, view.crop, &view.rotation, error))
    return FALSE;
  soky_anchor_page_get_size (&view, &page_width, &page_height);
  soky_anchor_page_to_shown (&view, signature->rect, under);
  double left = under[0] + (under[2] - under[0]) / SHARE - width;
  double top = (under[1] + under[3] - height) / 2;
  shown[0] = CLAMP (left, EDGE, MAX (EDGE, page_width - width - EDGE));
  shown[1] = CLAMP (top, EDGE, MAX (EDGE, page_height - height - EDGE));
  shown[2] = shown[0] + width;
  shown[3] = shown[1] + height;
  soky_anchor_page_to_user (&view, shown, place->rect);
  place->page = signature->page;
  return TRUE;
}
