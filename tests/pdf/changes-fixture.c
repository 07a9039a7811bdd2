/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "changes-fixture.h"

Revisions *
changes_write_signed (const Case *one)
{
  Revisions *file = revisions_new ();
  revisions_add (file, 1, CATALOG);
  revisions_add (file, 2, "<< /Type /Pages /Kids [3 0 R 12 0 R] /Count 2 >>");
  revisions_add (file, 3, PAGE);
  revisions_add_stream (file, 4, "", "BT /F1 20 Tf 50 700 Td (Pay 10) Tj ET /X1 Do");
  revisions_add (file, 5, "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>");
  revisions_add (file, 6, FORM);
  g_autofree char *field =
      one->lock == NULL ? g_strdup (SIGNED_FIELD)
                        : g_strdup_printf ("%.*s /Lock %s >>", (int) strlen (SIGNED_FIELD) - 3,
                                           SIGNED_FIELD, one->lock);
  revisions_add (file, 7, field);
  revisions_add (file, 8, NOTE);
  revisions_add_stream (file, 10, "/Type /XObject /Subtype /Form /BBox [0 0 99 99]",
                        "0 0 9 9 re f");
  revisions_add (file, 11, COMMENT);
  revisions_add (file, 12,
                 "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
                 "/Resources << /Font << /F1 40 0 R >> >> >>");
  revisions_add_stream (file, 13, "/Type /XObject /Subtype /Form /BBox [0 0 99 99]",
                        "1 1 7 7 re f");
  revisions_add (file, 14, EMPTY_START "/F 4 >>");
  revisions_add (file, 15,
                 "<< /Type /Annot /Subtype /Widget /FT /Btn /T (agree) /P 3 0 R /F 4 /AS /Off "
                 "/Rect [50 300 60 310] /AP << /N << /Yes 10 0 R /Off 13 0 R >> >> >>");
  revisions_add_stream (file, 16, "/Type /XObject /Subtype /Form /BBox [0 0 99 99]",
                        "(as agreed) Tj");
  revisions_add (file, 17, "<< /Producer (test) >>");
  revisions_add_stream (file, 18, "", "BT /F1 20 Tf 50 700 Td (Pay 99) Tj ET");
  g_autofree char *entries = g_strdup_printf ("/Type /Sig /Filter /Adobe.PPKLite %s",
                                              one->first != NULL ? one->first : "");
  revisions_add_signature (file, 9, entries);
  revisions_end (file, TRAILER);
  return file;
}

void
changes_write_later (Revisions *file, const Case *one)
{
  for (guint i = 0; i < MAX_CHANGES && one->changes[i].number != 0; i++) {
    const Change *change = &one->changes[i];
    if (change->spelling == NULL)
      revisions_free_object (file, change->number);
    else if (change->data != NULL)
      revisions_add_stream (file, change->number, change->spelling, change->data);
    else
      revisions_add (file, change->number, change->spelling);
  }
  revisions_end (file, one->trailer != NULL ? one->trailer : TRAILER);
}

SokyPdfChanges *
changes_compare (Revisions *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyPdf) pdf = revisions_open (file);
  g_autoptr (SokyPdfSignature) signature = revisions_describe_signature (file, "teacher");
  SokyPdfChanges *changes = soky_pdf_compare (pdf, signature, NULL, &error);
  g_assert_no_error (error);
  return changes;
}

static const char *
level_name (SokyPdfChangeLevel level)
{
  static const char *const names[] = {"none", "permitted", "forbidden"};
  return names[level];
}

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (Revisions) file = changes_write_signed (one);
  changes_write_later (file, one);
  g_autoptr (SokyPdfChanges) changes = changes_compare (file);
  for (guint i = 0; i < changes->list->len; i++)
    g_test_message ("%s", ((const SokyPdfChange *) changes->list->pdata[i])->text);
  g_assert_cmpstr (level_name (changes->level), ==, level_name (one->expected));
  g_assert_true ((changes->level == SOKY_PDF_CHANGES_NONE) == (changes->list->len == 0));
}

void
changes_add_cases (const char *group, const Case *cases, guint count)
{
  for (guint i = 0; i < count; i++) {
    g_autofree char *path = g_strdup_printf ("/changes/%s/%s", group, cases[i].name);
    g_test_add_data_func (path, &cases[i], test_case);
  }
}
