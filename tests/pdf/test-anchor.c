/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fixture.h"
#include "pdf/anchor-match.h"
#include "pdf/anchor.h"
#include "revisions.h"

static void
check_match (const char *text, const char *wanted, glong first, glong last)
{
  glong found_first = -1;
  glong found_last = -1;
  gboolean found = soky_anchor_match_last (text, wanted, &found_first, &found_last);
  g_assert_cmpint (found, ==, first >= 0);
  if (found) {
    g_assert_cmpint (found_first, ==, first);
    g_assert_cmpint (found_last, ==, last);
  }
}

static void
test_match (void)
{
  check_match ("abc HIỆU TRƯỞNG", "hiệu trưởng", 4, 14);
  check_match ("Hiệu trưởng và hiệu  \n trưởng.", "HIỆU TRƯỞNG", 15, 29 - 1);
  check_match ("H I Ệ U T R Ư Ở N G", "Hiệu Trưởng", 0, 18);
  check_match ("người soạn", "NGƯỜI SOẠN", 0, 9);
  check_match ("NGUOI SOAN", "NGƯỜI SOẠN", -1, -1);
  check_match ("TỔ TRƯỞNG", "tổ trưởng chuyên môn", -1, -1);
  check_match ("anything", "  ", -1, -1);
  check_match ("", "a", -1, -1);

  /* "ệ" in three spellings: composed, and with its marks in either order */
  check_match ("hi\xe1\xbb\x87u", "HI\xe1\xbb\x86U", 0, 3);
  check_match ("hie\xcc\xa3\xcc\x82u", "hi\xe1\xbb\x87u", 0, 5);
  check_match ("hie\xcc\x82\xcc\xa3u", "hi\xe1\xbb\x87u", 0, 5);
  check_match ("hi\xc3\xaa\xcc\xa3u", "hi\xe1\xbb\x87u", 0, 4);
  /* a letter and its mark are one: no match ends between them */
  check_match ("soa\xcc\xa3n", "soa", -1, -1);
}

static SokyInput *
open_demo (const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *relative = g_build_filename ("..", "data", "demo", name, NULL);
  g_autofree char *path = fixture_test_file (relative);
  SokyInput *input = soky_input_open (path, &error);
  g_assert_no_error (error);
  return input;
}

static gboolean
overlap (const double a[4], const double b[4])
{
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

static gboolean
find_room (SokyInput *input, const SokyPdfPlace *anchor, double width, double height,
           SokyPdfPlace *room, GError **error)
{
  const SokyPdfRoom wanted = {.width = width, .height = height, .least = 1};
  return soky_pdf_find_room (input, anchor, &wanted, room, error);
}

static void
find_both (SokyInput *input, const char *text, SokyPdfPlace *anchor, SokyPdfPlace *room)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (soky_pdf_find_anchor (input, text, anchor, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (find_room (input, anchor, 160, 58, room, &error));
  g_assert_no_error (error);
  g_test_message ("%s: page %d, %g %g %g %g; room %g %g %g %g", text, anchor->page, anchor->rect[0],
                  anchor->rect[1], anchor->rect[2], anchor->rect[3], room->rect[0], room->rect[1],
                  room->rect[2], room->rect[3]);
}

/* Each signer of a real book has a place of his own under his title, before his name. */
static void
test_signature_block (void)
{
  static const char *const titles[] = {"TỔ TRƯỞNG CHUYÊN MÔN", "Người soạn", "hiệu trưởng"};
  static const char *const names[] = {"Trần Văn Minh", "Nguyễn Thị Lan", "Lê Thị Hồng Hạnh"};
  g_autoptr (SokyInput) input = open_demo ("giao-an-tin-hoc-6a-tuan-3.pdf");
  SokyPdfPlace anchors[3];
  SokyPdfPlace rooms[3];
  for (guint i = 0; i < 3; i++) {
    SokyPdfPlace name;
    find_both (input, titles[i], &anchors[i], &rooms[i]);
    g_assert_true (soky_pdf_find_anchor (input, names[i], &name, NULL, NULL));
    g_assert_cmpint (anchors[i].page, ==, 4);
    g_assert_cmpint (rooms[i].page, ==, 4);
    g_assert_cmpfloat (rooms[i].rect[3], <, anchors[i].rect[1]);
    g_assert_cmpfloat (rooms[i].rect[1], >, name.rect[3]);
    g_assert_cmpfloat_with_epsilon (rooms[i].rect[0] + rooms[i].rect[2],
                                    anchors[i].rect[0] + anchors[i].rect[2], 30);
    g_assert_cmpfloat_with_epsilon (rooms[i].rect[2] - rooms[i].rect[0], 160, 0.01);
    g_assert_cmpfloat_with_epsilon (rooms[i].rect[3] - rooms[i].rect[1], 58, 0.01);
  }
  /* a part of a heading stands for the whole of it, and for nothing of the next column */
  SokyPdfPlace part;
  g_assert_true (soky_pdf_find_anchor (input, "TỔ TRƯỞNG", &part, NULL, NULL));
  g_assert_cmpfloat_with_epsilon (part.rect[0], anchors[0].rect[0], 0.01);
  g_assert_cmpfloat_with_epsilon (part.rect[2], anchors[0].rect[2], 0.01);
  g_assert_false (overlap (rooms[0].rect, rooms[1].rect));
  g_assert_false (overlap (rooms[0].rect, rooms[2].rect));
  g_assert_false (overlap (rooms[1].rect, rooms[2].rect));
}

static void
test_other_books (void)
{
  SokyPdfPlace anchor;
  SokyPdfPlace room;
  g_autoptr (SokyInput) minutes = open_demo ("bien-ban-hop-to-toan-tin-thang-9.pdf");
  find_both (minutes, "HIỆU TRƯỞNG", &anchor, &room);
  g_assert_cmpint (anchor.page, ==, 3);
  g_autoptr (SokyInput) homeroom = open_demo ("so-chu-nhiem-6a-thang-9.pdf");
  find_both (homeroom, "GIÁO VIÊN CHỦ NHIỆM", &anchor, &room);
  g_assert_cmpint (anchor.page, ==, 3);
  g_assert_cmpfloat (room.rect[3], <, anchor.rect[1]);
}

static void
test_absent (void)
{
  g_autoptr (GError) error = NULL;
  SokyPdfPlace place;
  g_autoptr (SokyInput) input = open_demo ("giao-an-tin-hoc-6a-tuan-3.pdf");
  g_assert_false (soky_pdf_find_anchor (input, "PHÓ HIỆU TRƯỞNG", &place, NULL, &error));
  g_assert_no_error (error);

  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_cancellable_cancel (cancellable);
  g_assert_false (soky_pdf_find_anchor (input, "HIỆU TRƯỞNG", &place, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  g_autoptr (GBytes) bytes = g_bytes_new_static ("not a PDF", 9);
  g_autoptr (SokyInput) junk = soky_input_new_for_bytes (bytes);
  g_assert_false (soky_pdf_find_anchor (junk, "x", &place, NULL, &error));
  g_assert_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_NOT_PDF);
}

/* A page with one word on it. */
static SokyInput *
make_page (const char *attributes, const char *content)
{
  g_autoptr (Revisions) file = revisions_new ();
  revisions_add (file, 1, "<< /Type /Catalog /Pages 2 0 R >>");
  revisions_add (file, 2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
  g_autofree char *page = g_strdup_printf (
      "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> %s >>",
      attributes);
  revisions_add (file, 3, page);
  revisions_add_stream (file, 4, "", content);
  revisions_add (file, 5, "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>");
  revisions_add (file, 6, "<< /Type /Annot /Subtype /Widget /Rect [100 440 260 495] >>");
  revisions_end (file, "/Root 1 0 R");
  g_autoptr (GBytes) bytes = revisions_get_bytes (file);
  return soky_input_new_for_bytes (bytes);
}

#define WORD "BT /F1 20 Tf 100 500 Td (Signer) Tj ET"

/* The word stands at 100, 500 in user space, however the page is turned and cut. */
static void
test_turned_and_cut (void)
{
  static const char *const attributes[] = {
      "/MediaBox [0 0 595 842]",
      "/MediaBox [0 0 595 842] /Rotate 90",
      "/MediaBox [0 0 595 842] /Rotate 180",
      "/MediaBox [0 0 595 842] /Rotate -90",
      "/MediaBox [0 0 595 842] /CropBox [40 60 500 800]",
      "/MediaBox [0 0 595 842] /CropBox [40 60 500 800] /Rotate 90",
      "/MediaBox [-50 -70 595 842] /Rotate 270"};
  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++) {
    SokyPdfPlace anchor;
    SokyPdfPlace room;
    g_autoptr (SokyInput) input = make_page (attributes[i], WORD);
    g_test_message ("%s", attributes[i]);
    find_both (input, "SIGNER", &anchor, &room);
    g_assert_cmpfloat_with_epsilon (anchor.rect[0], 100, 2);
    g_assert_cmpfloat (anchor.rect[1], >, 488);
    g_assert_cmpfloat (anchor.rect[1], <, 501);
    g_assert_cmpfloat_with_epsilon (anchor.rect[2], 152, 6);
    g_assert_cmpfloat (anchor.rect[3], >, 512);
    g_assert_cmpfloat (anchor.rect[3], <, 526);
    /* as wide as asked for, as the page is shown */
    gboolean sideways =
        strstr (attributes[i], "90") != NULL || strstr (attributes[i], "270") != NULL;
    g_assert_cmpfloat_with_epsilon (room.rect[2] - room.rect[0], sideways ? 58 : 160, 0.01);
    g_assert_cmpfloat_with_epsilon (room.rect[3] - room.rect[1], sideways ? 160 : 58, 0.01);
    g_assert_false (overlap (anchor.rect, room.rect));
  }
}

static void
test_room_avoids (void)
{
  SokyPdfPlace anchor;
  SokyPdfPlace room;
  /* an empty field leaves no trace on the page, and yet is in the way */
  static const double field[4] = {100, 440, 260, 495};
  g_autoptr (SokyInput) with_field = make_page ("/MediaBox [0 0 595 842] /Annots [6 0 R]", WORD);
  find_both (with_field, "Signer", &anchor, &room);
  g_assert_false (overlap (room.rect, field));

  static const double block[4] = {50, 300, 400, 490};
  g_autoptr (SokyInput) with_block =
      make_page ("/MediaBox [0 0 595 842]", WORD " 0.8 g 50 300 350 190 re f");
  find_both (with_block, "Signer", &anchor, &room);
  g_assert_false (overlap (room.rect, block));
  g_assert_false (overlap (room.rect, anchor.rect));
}

static void
test_full_page (void)
{
  g_autoptr (GError) error = NULL;
  SokyPdfPlace anchor = {1, {100, 500, 150, 520}};
  SokyPdfPlace room;
  /* stripes everywhere: on tinted paper a tint is no obstacle, the stripes are */
  g_autoptr (GString) content = g_string_new ("0.9 1 0.9 rg 0 0 595 842 re f 0 g ");
  for (int y = 0; y < 842; y += 20)
    g_string_append_printf (content, "0 %d 595 3 re f ", y);
  g_autoptr (SokyInput) full = make_page ("/MediaBox [0 0 595 842]", content->str);
  g_assert_false (find_room (full, &anchor, 160, 58, &room, &error));
  g_assert_no_error (error);
  g_assert_true (find_room (full, &anchor, 100, 8, &room, &error));

  g_autoptr (SokyInput) empty = make_page ("/MediaBox [0 0 595 842]", "");
  g_assert_false (find_room (empty, &anchor, 900, 50, &room, &error));
  g_assert_no_error (error);
  anchor.page = 2;
  g_assert_false (find_room (empty, &anchor, 100, 50, &room, &error));
  g_assert_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_NO_SUCH_PAGE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/anchor/match", test_match);
  g_test_add_func ("/anchor/signature-block", test_signature_block);
  g_test_add_func ("/anchor/other-books", test_other_books);
  g_test_add_func ("/anchor/absent", test_absent);
  g_test_add_func ("/anchor/turned-and-cut", test_turned_and_cut);
  g_test_add_func ("/anchor/room-avoids", test_room_avoids);
  g_test_add_func ("/anchor/full-page", test_full_page);
  return g_test_run ();
}
