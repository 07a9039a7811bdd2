/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signatures on pages that are turned, cut, or whose medium does not begin at 0: they stand upright
 * below the office that the paper prints, as the page is shown. */
#include "config.h"

#include "documents.h"
#include "fixture.h"
#include "identity.h"
#include "pdf-builder.h"
#include "pdf/signature.h"
#include "sight.h"

#include <string.h>

#define OFFICE "HIEU TRUONG"
#define OFFICE_BASE 230.0 /* points from the foot of the page as it is shown */
#define NAME_TOP 132.0
#define OFFICE_CENTRE 170.0 /* points from the right edge */

typedef struct {
  const char *name;
  const char *boxes; /* entries of the page */
  double box[4];     /* what is shown */
} Cut;

static const Cut cuts[] = {
    {"plain", "/MediaBox [0 0 595 842]", {0, 0, 595, 842}},
    {"offset", "/MediaBox [-50 -70 545 772]", {-50, -70, 545, 772}},
    {"backwards", "/MediaBox [595 842 0 0]", {0, 0, 595, 842}},
    {"cropped", "/MediaBox [0 0 700 1000] /CropBox [60 90 600 900]", {60, 90, 600, 900}},
    {"unit", "/MediaBox [0 0 595 842] /UserUnit 1.5", {0, 0, 595, 842}},
};

/* Writes what follows as the page is shown: upright, from its lower left corner. */
static char *
turn (const double box[4], int rotation, double *width, double *height)
{
  gboolean sideways = rotation % 180 != 0;

  *width = sideways ? box[3] - box[1] : box[2] - box[0];
  *height = sideways ? box[2] - box[0] : box[3] - box[1];
  switch (rotation) {
  case 90:
    return g_strdup_printf ("0 1 -1 0 %g %g cm", box[0] + *height, box[1]);
  case 180:
    return g_strdup_printf ("-1 0 0 -1 %g %g cm", box[2], box[3]);
  case 270:
    return g_strdup_printf ("0 -1 1 0 %g %g cm", box[0], box[3]);
  default:
    return g_strdup_printf ("1 0 0 1 %g %g cm", box[0], box[1]);
  }
}

/* A page with an office, and the name below the room that is left for a signature. */
static GBytes *
make_page (const Cut *cut, int rotation)
{
  PdfBuilder *builder = pdf_builder_new (NULL);
  double width, height;
  g_autofree char *matrix = turn (cut->box, rotation, &width, &height);
  g_autofree char *content = g_strdup_printf ("q %s BT /F1 14 Tf 40 %g Td (Top of the page) Tj ET "
                                              "BT /F1 13 Tf %g %g Td (" OFFICE ") Tj ET "
                                              "BT /F1 13 Tf %g 122 Td (Le Thi Hong Hanh) Tj ET Q",
                                              matrix, height - 60, width - OFFICE_CENTRE - 48,
                                              OFFICE_BASE, width - OFFICE_CENTRE - 50);

  pdf_builder_object (builder, 1, "<< /Type /Catalog /Pages 2 0 R >>");
  pdf_builder_object (builder, 2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
  pdf_builder_object (builder, 3,
                      "<< /Type /Page /Parent 2 0 R %s /Rotate %d /Contents 4 0 R /Resources << "
                      "/Font << /F1 5 0 R >> >> >>",
                      cut->boxes, rotation);
  pdf_builder_stream (builder, 4, "", content);
  pdf_builder_object (builder, 5, "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>");
  pdf_builder_end_table (builder, NULL);
  return pdf_builder_finish (builder);
}

/* A rectangle of user space as the page is shown, points from the lower left corner. */
static void
to_shown (const double box[4], int rotation, const double rect[4], double shown[4])
{
  const double upright[] = {rect[0] - box[0], rect[1] - box[1], rect[2] - box[0], rect[3] - box[1]};
  const double by_90[] = {rect[1] - box[1], box[2] - rect[2], rect[3] - box[1], box[2] - rect[0]};
  const double by_180[] = {box[2] - rect[2], box[3] - rect[3], box[2] - rect[0], box[3] - rect[1]};
  const double by_270[] = {box[3] - rect[3], rect[0] - box[0], box[3] - rect[1], rect[2] - box[0]};
  const double *const ways[] = {upright, by_90, by_180, by_270};

  memcpy (shown, ways[rotation / 90], sizeof upright);
}

static void
find_signature (GBytes *document, double rect[4])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyInput) input = soky_input_new_for_bytes (document);
  g_autoptr (SokyPdf) pdf = soky_pdf_open (input, &error);
  g_assert_no_error (error);
  g_autoptr (GPtrArray) list = soky_pdf_list_signatures (pdf, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 1);
  memcpy (rect, ((SokyPdfSignature *) list->pdata[0])->rect, 4 * sizeof (double));
}

static void
check_below_office (const Cut *cut, int rotation, const double rect[4])
{
  double shown[4], width, height;
  g_autofree char *matrix = turn (cut->box, rotation, &width, &height);

  to_shown (cut->box, rotation, rect, shown);
  g_test_message ("shown at %.0f %.0f %.0f %.0f of %.0f %.0f", shown[0], shown[1], shown[2],
                  shown[3], width, height);
  g_assert_cmpfloat (shown[3], <=, OFFICE_BASE);
  g_assert_cmpfloat (shown[1], >=, NAME_TOP);
  g_assert_cmpfloat_with_epsilon ((shown[0] + shown[2]) / 2, width - OFFICE_CENTRE, 8);
}

/* @anchor NULL: a free place, which is over no text. */
static void
check (Identity *identity, const Cut *cut, int rotation, const char *anchor)
{
  g_autoptr (GBytes) document = make_page (cut, rotation);
  const SokySignOptions options = {
      .profile = "text",
      .placement = {.visible = TRUE, .page = 1, .anchor = anchor, .anywhere = TRUE}};
  g_autoptr (GBytes) result = identity_sign (identity, document, &options);
  g_autofree char *before = identity_path (identity, "in.pdf");
  g_autofree char *after = identity_path (identity, "out.pdf");
  Sight sight = {.rotation = rotation};
  const double *found = sight.found;

  find_signature (result, sight.rect);
  if (anchor != NULL)
    check_below_office (cut, rotation, sight.rect);
  if (strstr (cut->boxes, "UserUnit") != NULL) /* the eye counts pixels of points */
    return;
  memcpy (sight.box, cut->box, sizeof sight.box);
  if (judge_sight (before, after, identity->folder, &sight)) /* upright: wider than high */
    g_assert_cmpfloat (found[2] - found[0], >, found[3] - found[1]);
}

static void
test_cut (gconstpointer data)
{
  g_autoptr (Identity) identity = identity_new (SOKY_NEW_KEY_EC_P256, "Le Thi Hong Hanh");

  for (int rotation = 0; rotation < 360; rotation += 90) {
    g_test_message ("turned by %d", rotation);
    check (identity, data, rotation, OFFICE);
    check (identity, data, rotation, NULL);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cuts); i++) {
    g_autofree char *name = g_strconcat ("/turned/", cuts[i].name, NULL);
    g_test_add_data_func (name, &cuts[i], test_cut);
  }
  return g_test_run ();
}
