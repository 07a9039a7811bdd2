/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "changes-fixture.h"

/* Where a change is said to be: what a window shows, and jumps to. */
typedef struct {
  Case change;
  SokyPdfChangeKind kind;
  int object; /* 0 = none */
  int page;
  const char *field;
  double rect[4]; /* all 0 = none */
} Place;

static const Place places[] = {
    {{"content", FORBIDDEN, {{4, "", "BT /F1 20 Tf 50 700 Td (Pay 99) Tj ET /X1 Do"}}},
     SOKY_PDF_CHANGE_CONTENT_REPLACED,
     4,
     1,
     "",
     {0}},
    {{"content-freed", FORBIDDEN, {{18, NULL}}}, SOKY_PDF_CHANGE_CONTENT_REMOVED, 18, 0, "", {0}},
    {{"page",
      FORBIDDEN,
      {{12, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Rotate 180 "
            "/Resources << /Font << /F1 40 0 R >> >> >>"}}},
     SOKY_PDF_CHANGE_PAGE_CHANGED,
     12,
     2,
     "",
     {0}},
    {{"annotation",
      FORBIDDEN,
      {{3, PAGE_WITH_NEW}, {30, "<< /Type /Annot /Subtype /Stamp /Rect [300 730 40 690] >>"}}},
     SOKY_PDF_CHANGE_ANNOTATION_ADDED,
     30,
     1,
     "",
     {40, 690, 300, 730}},
    {{"annotation-removed",
      FORBIDDEN,
      {{3, PAGE_START "/Contents 4 0 R /Annots [7 0 R 8 0 R 14 0 R 15 0 R] >>"}}},
     SOKY_PDF_CHANGE_ANNOTATION_REMOVED,
     11,
     1,
     "",
     {10, 10, 30, 30}},
    {{"field-filled",
      PERMITTED,
      {{8, NOTE_START "/V (no) /AP << /N 33 0 R >> >>"}, {33, FORM_XOBJECT, "(no) Tj"}}},
     SOKY_PDF_CHANGE_FIELD_FILLED,
     8,
     1,
     "note",
     {50, 200, 300, 220}},
    {{"signature",
      PERMITTED,
      {{3, PAGE_WITH_NEW},
       {6, FORM_WITH_NEW},
       {30, NEW_FIELD},
       {31, "<< " SIGNATURE " >>"},
       {32, FORM_XOBJECT, "f"}}},
     SOKY_PDF_CHANGE_SIGNATURE_ADDED,
     30,
     1,
     "head",
     {60, 60, 180, 100}},
    {{"timestamp",
      PERMITTED,
      {{3, PAGE_WITH_NEW}, {6, FORM_WITH_NEW}, {30, UNSEEN_FIELD}, {31, "<< " TIMESTAMP " >>"}}},
     SOKY_PDF_CHANGE_TIMESTAMP_ADDED,
     30,
     1,
     "head",
     {0}},
    {{"widget-below-its-field",
      FORBIDDEN,
      {{3, PAGE_WITH_NEW},
       {30, "<< /Type /Annot /Subtype /Widget /Parent 31 0 R /Rect [1 2 3 4] >>"},
       {31, "<< /FT /Tx /T (other) /Kids [30 0 R] >>"},
       {6, FORM_START "/Fields [7 0 R 8 0 R 14 0 R 15 0 R 31 0 R] >>"}}},
     SOKY_PDF_CHANGE_FIELD_ADDED,
     31,
     1,
     "other",
     {1, 2, 3, 4}},
    {{"catalog",
      FORBIDDEN,
      {{1, "<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /OpenAction 4 0 R >>"}}},
     SOKY_PDF_CHANGE_DOCUMENT,
     0,
     0,
     "",
     {0}},
};

static void
test_place (gconstpointer data)
{
  const Place *expected = data;
  static const double nowhere[4] = {0};
  g_autoptr (Revisions) file = changes_write_signed (&expected->change);
  changes_write_later (file, &expected->change);
  g_autoptr (SokyPdfChanges) changes = changes_compare (file);
  g_assert_cmpuint (changes->list->len, >, 0);
  const SokyPdfChange *change = changes->list->pdata[0];
  g_test_message ("%s", change->text);
  g_assert_cmpstr (soky_pdf_change_kind_to_string (change->kind), ==,
                   soky_pdf_change_kind_to_string (expected->kind));
  g_assert_cmpint (change->permitted, ==, expected->change.expected == PERMITTED);
  g_assert_cmpint (change->object, ==, expected->object);
  g_assert_cmpint (change->page, ==, expected->page);
  g_assert_cmpstr (change->field, ==, expected->field);
  g_assert_cmpmem (change->rect, sizeof change->rect, expected->rect, sizeof expected->rect);
  /* an unseen field has a rectangle without extent */
  if (memcmp (expected->rect, nowhere, sizeof nowhere) != 0)
    g_assert_true (change->has_rect);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    g_autofree char *path = g_strdup_printf ("/changes-place/%s", places[i].change.name);
    g_test_add_data_func (path, &places[i], test_place);
  }
  return g_test_run ();
}
