/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/clock.h"
#include "documents.h"
#include "fixture.h"
#include "identity.h"
#include "pdf/signature.h"
#include "sign/preview.h"
#include "sign/profile.h"
#include "sign/signature-images.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define HOLDER "Nguyễn Thị Lan"
#define SIGNERS 6

static GBytes *
read_demo (const char *name)
{
  g_autofree char *relative = g_build_filename ("..", "data", "demo", name, NULL);
  g_autofree char *path = fixture_test_file (relative);
  return fixture_read (path);
}

/* A written signature of 300 by 120 pixels, without paper. */
static char *
make_picture (Identity *identity)
{
  g_autoptr (GdkPixbuf) picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, 300, 120);
  char *path = identity_path (identity, "picture.png");
  gdk_pixbuf_fill (picture, 0);
  g_autoptr (GdkPixbuf) ink = gdk_pixbuf_new_subpixbuf (picture, 10, 10, 280, 100);
  gdk_pixbuf_fill (ink, 0x1a3fa6ff);
  g_assert_true (gdk_pixbuf_save (picture, path, "png", NULL, NULL));
  return path;
}

static gboolean
overlap (const double a[4], const double b[4])
{
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

/* The signature fields of @document in order of signing. */
static GPtrArray *
list_signatures (GBytes *document)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyInput) input = soky_input_new_for_bytes (document);
  g_autoptr (SokyPdf) pdf = soky_pdf_open (input, &error);
  g_assert_no_error (error);
  GPtrArray *signatures = soky_pdf_list_signatures (pdf, &error);
  g_assert_no_error (error);
  return signatures;
}

static SokyPdfSignature *
last_signature (GPtrArray *signatures)
{
  return g_ptr_array_index (signatures, signatures->len - 1);
}

/* Words of the page that lie in the rectangle (points from the lower left corner). */
static char *
words_inside (Identity *identity, GBytes *document, int page, const double rect[4])
{
  g_autofree char *path = identity_path (identity, "words.pdf");
  g_autofree char *number = g_strdup_printf ("%d", page);
  g_autofree char *x = g_strdup_printf ("%d", (int) ceil (rect[0]));
  g_autofree char *y = g_strdup_printf ("%d", (int) ceil (842 - rect[3]));
  g_autofree char *w = g_strdup_printf ("%d", (int) (rect[2] - rect[0]));
  g_autofree char *h = g_strdup_printf ("%d", (int) (rect[3] - rect[1]));
  char *output = NULL;

  fixture_write (path, g_bytes_get_data (document, NULL), g_bytes_get_size (document));
  int status = fixture_run (&output, "pdftotext", "-f", number, "-l", number, "-x", x, "-y", y,
                            "-W", w, "-H", h, path, "-", NULL);
  return status == 0 ? g_strstrip (output) : NULL;
}

/* Six signers under one office, and six in free places: none covers another or the text. */
static void
test_six_signers (void)
{
  static const SokySignOptions ways[] = {
      {.profile = "text", .placement = {.visible = TRUE, .anchor = "NGƯỜI SOẠN"}},
      {.profile = "text", .placement = {.visible = TRUE, .anywhere = TRUE}},
      {.profile = "initial", .placement = {.visible = TRUE, .anywhere = TRUE}},
  };
  g_autoptr (Identity) identity = identity_new (SOKY_NEW_KEY_EC_P256, HOLDER);

  for (guint way = 0; way < G_N_ELEMENTS (ways); way++) {
    g_autoptr (GBytes) document = read_demo ("giao-an-tin-hoc-6a-tuan-3.pdf");
    for (guint i = 0; i < SIGNERS; i++) {
      GBytes *before = g_steal_pointer (&document);
      document = identity_sign (identity, before, &ways[way]);
      g_autoptr (GPtrArray) signatures = list_signatures (document);
      const SokyPdfSignature *last = last_signature (signatures);
      g_autofree char *words = words_inside (identity, before, last->page, last->rect);
      if (words != NULL)
        g_assert_cmpstr (words, ==, "");
      g_assert_cmpint (last->page, ==, 4);
      for (guint j = 0; j + 1 < signatures->len; j++) {
        const SokyPdfSignature *other = g_ptr_array_index (signatures, j);
        g_assert_false (overlap (last->rect, other->rect));
      }
      g_bytes_unref (before);
    }
  }
}

/* The picture stands in the middle between office and name; the stamp over its left third. */
static void
test_person_and_stamp (void)
{
  g_autoptr (Identity) identity = identity_new (SOKY_NEW_KEY_EC_P256, HOLDER);
  g_autofree char *picture = make_picture (identity);
  g_autoptr (GBytes) document = read_demo ("giao-an-tin-hoc-6a-tuan-3.pdf");
  const SokySignOptions person = {.profile = "person",
                                  .image_path = picture,
                                  .placement = {.visible = TRUE, .anchor = "Hiệu trưởng"}};
  const SokySignOptions stamp = {
      .profile = "org", .image_path = picture, .placement = person.placement};
  const SokySignOptions head = {.profile = "person",
                                .image_path = picture,
                                .placement = {.visible = TRUE, .anchor = "TỔ TRƯỞNG"}};
  g_autoptr (GBytes) first = identity_sign (identity, document, &head);
  g_autoptr (GBytes) second = identity_sign (identity, first, &person);
  g_autoptr (GBytes) third = identity_sign (identity, second, &stamp);
  g_autoptr (GPtrArray) signatures = list_signatures (third);
  const SokyPdfSignature *principal = g_ptr_array_index (signatures, 1);
  const SokyPdfSignature *seal = g_ptr_array_index (signatures, 2);
  g_autofree char *words = words_inside (identity, third, principal->page, principal->rect);

  if (words != NULL)
    g_assert_cmpstr (words, ==, "");
  double width = principal->rect[2] - principal->rect[0];
  g_assert_cmpfloat_with_epsilon (seal->rect[2], principal->rect[0] + width / 3, 0.5);
  g_assert_cmpfloat_with_epsilon (seal->rect[1] + seal->rect[3],
                                  principal->rect[1] + principal->rect[3], 1);
  g_assert_cmpint (seal->page, ==, principal->page);
}

/* A stamp without its picture is words, and words cover nobody's signature. */
static void
test_stamp_in_words (void)
{
  g_autoptr (Identity) identity = identity_new (SOKY_NEW_KEY_EC_P256, HOLDER);
  g_autoptr (GBytes) document = read_demo ("giao-an-tin-hoc-6a-tuan-3.pdf");
  const SokySignOptions person = {.profile = "person",
                                  .placement = {.visible = TRUE, .anchor = "Hiệu trưởng"}};
  const SokySignOptions stamp = {.profile = "org", .placement = person.placement};
  g_autoptr (GBytes) first = identity_sign (identity, document, &person);
  g_autoptr (GBytes) second = identity_sign (identity, first, &stamp);
  g_autoptr (GPtrArray) signatures = list_signatures (second);
  const SokyPdfSignature *one = g_ptr_array_index (signatures, 0);

  g_assert_false (overlap (one->rect, last_signature (signatures)->rect));
}

static void
test_above_and_top (void)
{
  g_autoptr (Identity) identity = identity_new (SOKY_NEW_KEY_EC_P256, HOLDER);
  g_autoptr (GBytes) document = document_make (DOCUMENT_TABLE, 2);
  const SokySignOptions above = {
      .profile = "text",
      .placement = {.visible = TRUE, .anchor = "NGUOI SOAN", .side = SOKY_PDF_SIDE_ABOVE}};
  const SokySignOptions copy = {
      .profile = "copy", .form = "Sao y", .placement = {.visible = TRUE, .anywhere = TRUE}};
  g_autoptr (GBytes) first = identity_sign (identity, document, &above);
  g_autoptr (GBytes) second = identity_sign (identity, first, &copy);
  g_autoptr (GPtrArray) signatures = list_signatures (second);
  const SokyPdfSignature *one = g_ptr_array_index (signatures, 0);
  const SokyPdfSignature *other = g_ptr_array_index (signatures, 1);

  /* the text stands at 400 on page 2 */
  g_assert_cmpint (one->page, ==, 2);
  g_assert_cmpfloat (one->rect[1], >, 400);
  g_assert_cmpfloat (one->rect[1], <, 500);
  /* first page, upper right */
  g_assert_cmpint (other->page, ==, 1);
  g_assert_cmpfloat (other->rect[0], >, 250);
  g_assert_cmpfloat (other->rect[1], >, 650);
}

/* The anchor's alternative is taken when the text is missing, and only then. */
static void
test_otherwise (void)
{
  g_autoptr (Identity) identity = identity_new (SOKY_NEW_KEY_EC_P256, HOLDER);
  g_autoptr (GBytes) document = document_make (DOCUMENT_TABLE, 2);
  const SokySignOptions anywhere = {.title = "HIỆU TRƯỞNG",
                                    .placement = {.visible = TRUE, .anywhere = TRUE, .page = 1}};
  const SokySignOptions there = {.placement = {.visible = TRUE, .anchor = "NGUOI SOAN"},
                                 .otherwise = &anywhere};
  const SokySignOptions missing = {.placement = {.visible = TRUE, .anchor = "HIỆU TRƯỞNG"},
                                   .otherwise = &there};
  const SokySignOptions nowhere = {.placement = {.visible = TRUE, .anchor = "HIỆU TRƯỞNG"},
                                   .otherwise = &anywhere};
  const struct {
    const SokySignOptions *options;
    int page;
  } cases[] = {{&there, 2}, {&missing, 2}, {&nowhere, 1}};

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) result = identity_sign (identity, document, cases[i].options);
    g_autoptr (GPtrArray) signatures = list_signatures (result);
    g_assert_cmpint (last_signature (signatures)->page, ==, cases[i].page);
  }
}

/* An empty field that bears the role's name, however it is spelt, comes before the anchor. */
static void
test_role_field (void)
{
  static const char *const names[] = {"APPROVE", "approve", " Ap-prove_"};
  g_autoptr (Identity) identity = identity_new (SOKY_NEW_KEY_EC_P256, HOLDER);
  g_autoptr (GBytes) document = document_make (DOCUMENT_FORM, 1);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    const SokySignOptions options = {.role = names[i],
                                     .placement = {.visible = TRUE, .anchor = "NGUOI SOAN"}};
    g_autoptr (GBytes) result = identity_sign (identity, document, &options);
    g_autoptr (GPtrArray) signatures = list_signatures (result);
    g_assert_cmpstr (last_signature (signatures)->field, ==, "Approve");
    /* it is signed now: the next one stands elsewhere */
    g_autoptr (GBytes) again = identity_sign (identity, result, &options);
    g_autoptr (GPtrArray) both = list_signatures (again);
    g_assert_cmpstr (last_signature (both)->field, !=, "Approve");
  }
  /* a field that is no signature's */
  const SokySignOptions note = {.role = "Note", .placement = {.visible = TRUE, .anywhere = TRUE}};
  g_autoptr (GBytes) result = identity_sign (identity, document, &note);
  g_autoptr (GPtrArray) signatures = list_signatures (result);
  g_assert_cmpstr (last_signature (signatures)->field, !=, "Note");
}

/* The preview is what is signed: same place, same bytes of the look. */
static void
test_preview (void)
{
  g_autoptr (Identity) identity = identity_new (SOKY_NEW_KEY_EC_P256, HOLDER);
  g_autoptr (GBytes) document = document_make (DOCUMENT_TABLE, 2);
  const SokySignOptions options = {.profile = "text",
                                   .signing_time_us = soky_clock_now_us (),
                                   .placement = {.visible = TRUE, .anchor = "NGUOI SOAN"}};
  g_autofree char *input = identity_path (identity, "in.pdf");
  g_autoptr (GError) error = NULL;
  g_auto (SokySignPreview) preview = {0};

  fixture_write (input, g_bytes_get_data (document, NULL), g_bytes_get_size (document));
  g_assert_true (soky_sign_preview (input, &options, soky_signer_get_certificate (identity->signer),
                                    &preview, NULL, &error));
  g_assert_no_error (error);
  g_autoptr (GBytes) result = identity_sign (identity, document, &options);
  g_autoptr (GPtrArray) signatures = list_signatures (result);
  const SokyPdfSignature *signature = last_signature (signatures);
  g_assert_cmpint (signature->page, ==, preview.page);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpfloat_with_epsilon (signature->rect[i], preview.rect[i], 0.01);
  g_autoptr (GBytes) png = soky_sign_preview_to_png (&preview, 150, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (png), >, 500);

  const SokySignOptions missing = {.placement = {.visible = TRUE, .anchor = "KHÔNG CÓ"}};
  g_auto (SokySignPreview) none = {0};
  g_assert_false (soky_sign_preview (
      input, &missing, soky_signer_get_certificate (identity->signer), &none, NULL, &error));
  g_assert_error (error, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_ANCHOR_NOT_FOUND);
}

/* A rectangle that is drawn on the page as it is seen stands there, however the page is turned, and
 * the preview says so; over something only when it was agreed. */
static void
test_as_shown (void)
{
  static const double wanted[] = {300, 200, 160, 70};
  g_autoptr (Identity) identity = identity_new (SOKY_NEW_KEY_EC_P256, HOLDER);
  g_autoptr (GBytes) plain = document_make (DOCUMENT_TABLE, 1);
  g_autofree char *input = identity_path (identity, "turned.pdf");
  SokySignOptions options = {.profile = "text",
                             .placement = {.visible = TRUE,
                                           .page = 1,
                                           .x = wanted[0],
                                           .y = wanted[1],
                                           .width = wanted[2],
                                           .height = wanted[3],
                                           .as_shown = TRUE,
                                           .clear = TRUE}};

  for (int rotation = 0; rotation < 360; rotation += 90) {
    g_autoptr (GError) error = NULL;
    g_auto (SokySignPreview) preview = {0};
    g_autofree char *page = g_strdup_printf (
        "<< /Type /Page /Parent 2 0 R /MediaBox [10 20 605 862] /Rotate %d /Contents 5 0 R "
        "/Resources << /Font << /F1 3 0 R >> >> >>",
        rotation);
    g_autoptr (GBytes) document = document_update (plain, 4, page);
    fixture_write (input, g_bytes_get_data (document, NULL), g_bytes_get_size (document));
    soky_sign_preview (input, &options, soky_signer_get_certificate (identity->signer), &preview,
                       NULL, &error);
    g_assert_no_error (error);
    g_assert_false (preview.given);
    for (guint i = 0; i < 4; i++)
      g_assert_cmpfloat_with_epsilon (preview.shown[i], wanted[i], 0.01);
    g_autoptr (GBytes) result = identity_sign (identity, document, &options);
    g_autoptr (GPtrArray) signatures = list_signatures (result);
    for (guint i = 0; i < 4; i++)
      g_assert_cmpfloat_with_epsilon (last_signature (signatures)->rect[i], preview.rect[i], 0.01);
  }
}

/* A rectangle that is drawn below the office which the paper prints repeats it no more; one that
 * stands elsewhere says whose it is. "NGUOI SOAN" stands at 72,400, 442 points from the top. */
static void
test_beside (void)
{
  static const struct {
    double x, y;
    gboolean titled;
  } places[] = {{60, 446, FALSE}, {80, 500, FALSE}, {60, 445, FALSE},
                {60, 600, TRUE},  {300, 446, TRUE}, {60, 300, TRUE}};
  g_autoptr (Identity) identity = identity_new (SOKY_NEW_KEY_EC_P256, HOLDER);
  g_autoptr (GBytes) document = document_make (DOCUMENT_TABLE, 2);
  const SokySignOptions at_office = {.placement = {.visible = TRUE, .anchor = "NGUOI SOAN"}};
  const SokySignOptions missing = {.placement = {.visible = TRUE, .anchor = "KT. NGUOI SOAN"},
                                   .otherwise = &at_office};
  SokySignOptions options = {.profile = "text", .title = "NGƯỜI SOẠN", .beside = &missing};

  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    options.placement = (SokyPlacement){.visible = TRUE,
                                        .page = 2,
                                        .x = places[i].x,
                                        .y = places[i].y,
                                        .width = 160,
                                        .height = 70,
                                        .as_shown = TRUE};
    g_autoptr (GBytes) result = identity_sign (identity, document, &options);
    g_autoptr (GPtrArray) signatures = list_signatures (result);
    const SokyPdfSignature *signature = last_signature (signatures);
    g_autofree char *words = words_inside (identity, result, 2, signature->rect);
    if (words == NULL) {
      g_test_skip ("pdftotext is not installed");
      return;
    }
    g_test_message ("%g %g: %s", places[i].x, places[i].y, words);
    g_assert_nonnull (strstr (words, HOLDER));
    g_assert_cmpint (strstr (words, "NGƯỜI SOẠN") != NULL, ==, places[i].titled);
  }
}

/* "Lesson 1" is written at 72,700: 142 points from the top. */
static void
test_clear (void)
{
  g_autoptr (Identity) identity = identity_new (SOKY_NEW_KEY_EC_P256, HOLDER);
  g_autoptr (GBytes) document = document_make (DOCUMENT_TABLE, 1);
  g_autofree char *input = identity_path (identity, "text.pdf");
  g_autoptr (GError) error = NULL;
  SokySignOptions options = {.profile = "text",
                             .placement = {.visible = TRUE,
                                           .page = 1,
                                           .x = 60,
                                           .y = 100,
                                           .width = 160,
                                           .height = 70,
                                           .as_shown = TRUE,
                                           .clear = TRUE}};
  g_auto (SokySignPreview) refused = {0};
  g_auto (SokySignPreview) agreed = {0};

  fixture_write (input, g_bytes_get_data (document, NULL), g_bytes_get_size (document));
  g_assert_false (soky_sign_preview (
      input, &options, soky_signer_get_certificate (identity->signer), &refused, NULL, &error));
  g_assert_error (error, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_NO_ROOM);
  g_clear_error (&error);
  options.placement.clear = FALSE;
  g_assert_true (soky_sign_preview (input, &options, soky_signer_get_certificate (identity->signer),
                                    &agreed, NULL, &error));
  /* a signature is something, too */
  options.placement.clear = TRUE;
  options.placement.y = 300;
  g_autoptr (GBytes) first = identity_sign (identity, document, &options);
  fixture_write (input, g_bytes_get_data (first, NULL), g_bytes_get_size (first));
  g_assert_false (soky_sign_preview (
      input, &options, soky_signer_get_certificate (identity->signer), &refused, NULL, &error));
  g_assert_error (error, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_NO_ROOM);
}

/* Who signs for a deputy in a body has three lines above the name (Nghị định 30/2020, Phụ lục I),
 * whole, in this order, in each look that has an office. */
static void
test_body (void)
{
  static const char *const profiles[] = {"person", "text"};
  static const char title[] = "TM. HỘI ĐỒNG TRƯỜNG\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH";
  g_autoptr (Identity) identity = identity_new (SOKY_NEW_KEY_EC_P256, HOLDER);
  g_autofree char *picture = make_picture (identity);
  g_autoptr (GBytes) document = document_make (DOCUMENT_TABLE, 1);

  for (guint i = 0; i < G_N_ELEMENTS (profiles); i++) {
    const SokySignOptions options = {.profile = profiles[i],
                                     .title = title,
                                     .image_path = picture,
                                     .placement = {.visible = TRUE, .page = 1, .anywhere = TRUE}};
    g_autoptr (GBytes) result = identity_sign (identity, document, &options);
    g_autoptr (GPtrArray) signatures = list_signatures (result);
    g_autofree char *words = words_inside (identity, result, 1, last_signature (signatures)->rect);
    if (words == NULL) {
      g_test_skip ("pdftotext is not installed");
      return;
    }
    g_test_message ("%s: %s", profiles[i], words);
    const char *body = strstr (words, "TM. HỘI ĐỒNG TRƯỜNG");
    const char *head = strstr (words, "KT. CHỦ TỊCH");
    const char *own = strstr (words, "PHÓ CHỦ TỊCH");
    g_assert_nonnull (body);
    g_assert_true (body < head && head < own);
    g_assert_nonnull (strstr (own, HOLDER));
  }
}

static void
test_profiles (void)
{
  static const char *const names[] = {"person", "initial", "org", "attachment", "copy", "text"};
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    const SokySignProfile *profile = soky_sign_profile_get (names[i], &error);
    g_assert_no_error (error);
    const char *templates[] = {profile->below, profile->free, profile->words};
    for (guint j = 0; j < G_N_ELEMENTS (templates); j++) {
      SokyAppearanceSpec spec = {
          .template_name = templates[j], .name = HOLDER, .width = 100, .height = 50};
      g_autoptr (GBytes) drawn = soky_appearance_draw (&spec, &error);
      g_assert_no_error (error);
    }
  }
  g_assert_null (soky_sign_profile_get ("no-such", &error));
  g_assert_error (error, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "attachment, copy, initial, org, person, text"));
}

/* The user's pictures: read, kept where nobody else reads them, found, replaced, removed. */
static void
test_images (void)
{
  static const double line[] = {0, 0, 50, 80, 120, 10};
  const SokyInkStroke stroke = {line, 3};
  g_autoptr (Identity) identity = identity_new (SOKY_NEW_KEY_EC_P256, HOLDER);
  g_autofree char *picture = make_picture (identity);
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  g_assert_true (soky_signature_images_remove (SOKY_SIGNATURE_IMAGE_MAIN, &error));
  g_assert_true (soky_signature_images_remove (SOKY_SIGNATURE_IMAGE_INITIAL, &error));
  g_autoptr (GBytes) png = soky_signature_image_read (SOKY_SIGNATURE_IMAGE_MAIN, picture, &error);
  g_assert_no_error (error);
  g_assert_true (soky_signature_images_keep (SOKY_SIGNATURE_IMAGE_MAIN, png, &error));
  g_autofree char *path = soky_signature_images_find (SOKY_SIGNATURE_IMAGE_MAIN);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  g_autofree char *other = soky_signature_images_find (SOKY_SIGNATURE_IMAGE_INITIAL);
  g_assert_null (other);

  g_autoptr (GBytes) drawn =
      soky_signature_image_draw (SOKY_SIGNATURE_IMAGE_MAIN, &stroke, 1, 200, &error);
  g_assert_no_error (error);
  g_assert_true (soky_signature_images_keep (SOKY_SIGNATURE_IMAGE_MAIN, drawn, &error));
  g_autoptr (GBytes) kept = fixture_read (path);
  g_assert_true (g_bytes_equal (kept, drawn));
  g_assert_true (soky_signature_images_remove (SOKY_SIGNATURE_IMAGE_MAIN, &error));
  g_assert_true (soky_signature_images_remove (SOKY_SIGNATURE_IMAGE_MAIN, &error));
  g_autofree char *gone = soky_signature_images_find (SOKY_SIGNATURE_IMAGE_MAIN);
  g_assert_null (gone);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/look/six-signers", test_six_signers);
  g_test_add_func ("/look/person-and-stamp", test_person_and_stamp);
  g_test_add_func ("/look/stamp-in-words", test_stamp_in_words);
  g_test_add_func ("/look/above-and-top", test_above_and_top);
  g_test_add_func ("/look/otherwise", test_otherwise);
  g_test_add_func ("/look/beside", test_beside);
  g_test_add_func ("/look/role-field", test_role_field);
  g_test_add_func ("/look/preview", test_preview);
  g_test_add_func ("/look/as-shown", test_as_shown);
  g_test_add_func ("/look/clear", test_clear);
  g_test_add_func ("/look/body", test_body);
  g_test_add_func ("/look/profiles", test_profiles);
  g_test_add_func ("/look/images", test_images);
  return g_test_run ();
}
