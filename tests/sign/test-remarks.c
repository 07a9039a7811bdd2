/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "documents.h"
#include "pdf/error.h"
#include "sign/remarks.h"

/* A document whose catalog runs JavaScript; its font is not embedded, its page is US Letter. */
static SokyInput *
open_wary_document (void)
{
  g_autoptr (GBytes) plain = document_make (DOCUMENT_TABLE, 1);
  g_autoptr (GBytes) wary = document_update (
      plain, 1,
      "<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>");

  return soky_input_new_for_bytes (wary);
}

static void
test_signer (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyInput) input = open_wary_document ();
  g_autoptr (GPtrArray) remarks = soky_remarks_for_signer (input, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (remarks->len, ==, 1);
  const SokyRemark *remark = remarks->pdata[0];
  g_assert_cmpint (remark->weight, ==, SOKY_REMARK_GRAVE);
  g_assert_cmpstr (remark->kind, ==, "javascript");
  g_assert_cmpstr (remark->text, !=, "");
}

static void
test_submitter (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyInput) input = open_wary_document ();
  g_autoptr (GPtrArray) remarks = soky_remarks_for_submitter (input, 100, NULL, &error);
  gboolean has_font = FALSE, has_limit = FALSE;

  g_assert_no_error (error);
  for (guint i = 0; i < remarks->len; i++) {
    const SokyRemark *remark = remarks->pdata[i];
    g_test_message ("%s, page %d: %s", soky_remark_weight_to_string (remark->weight), remark->page,
                    remark->text);
    has_font |= g_str_equal (remark->kind, "font-missing") && remark->advice != NULL;
    has_limit |= g_str_equal (remark->kind, "too-large");
    if (i > 0)
      g_assert_cmpint (remark->weight, <=, ((SokyRemark *) remarks->pdata[i - 1])->weight);
  }
  g_assert_true (has_font && has_limit);
}

static void
test_unreadable (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("no PDF", 6);
  g_autoptr (SokyInput) input = soky_input_new_for_bytes (bytes);

  g_assert_null (soky_remarks_for_signer (input, NULL, &error));
  g_assert_cmpuint (error->domain, ==, SOKY_PDF_ERROR);
  g_clear_error (&error);
  g_assert_null (soky_remarks_for_submitter (input, 0, NULL, &error));
  g_assert_cmpuint (error->domain, ==, SOKY_PDF_ERROR);
}

static void
test_cancelled (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyInput) input = open_wary_document ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  g_assert_null (soky_remarks_for_signer (input, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/remarks/signer", test_signer);
  g_test_add_func ("/remarks/submitter", test_submitter);
  g_test_add_func ("/remarks/unreadable", test_unreadable);
  g_test_add_func ("/remarks/cancelled", test_cancelled);
  return g_test_run ();
}
