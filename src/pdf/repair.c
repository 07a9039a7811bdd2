/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/repair.h"

#include "base/output.h"
#include "base/platform.h"
#include "pdf/body.h"
#include "pdf/fail.h"
#include "pdf/object.h"
#include "pdf/repair-owner.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  qpdf_data qpdf;
  SokyInput *input;
  SokySecret *password; /* nullable */
  char *draft;          /* what libqpdf writes; nullable */
  guint pages;
  gboolean was_encrypted;
} Repair;

static gboolean
fail (GError **error, SokyPdfError code, const char *message)
{
  g_set_error_literal (error, SOKY_PDF_ERROR, (int) code, message);
  return FALSE;
}

gboolean
soky_pdf_is_repairable (const GError *error)
{
  return g_error_matches (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_DAMAGED) ||
         g_error_matches (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_TRUNCATED) ||
         g_error_matches (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_ENCRYPTED);
}

/* The key stands in plain bytes wherever there is a signature: it must be found before the file is
 * parsed, and is never encrypted. So it is found in files that are too damaged to have fields. */
static gboolean
check_unsigned (const Repair *self, GError **error)
{
  static const char key[] = "/ByteRange";

  if (memmem (soky_input_peek (self->input), (gsize) soky_input_get_size (self->input), key,
              strlen (key)) == NULL)
    return TRUE;
  return fail (error, SOKY_PDF_ERROR_SIGNED,
               _ ("This PDF is signed, and a signature does not survive a repair. Ask for the file "
                  "as it was signed, or for the document without signatures."));
}

static gboolean
fail_to_read (const Repair *self, GError **error)
{
  qpdf_error problem = qpdf_get_error (self->qpdf);
  enum qpdf_error_code_e code =
      problem ? qpdf_get_error_code (self->qpdf, problem) : qpdf_e_damaged_pdf;

  if (code == qpdf_e_password && self->password == NULL)
    return fail (error, SOKY_PDF_ERROR_PASSWORD, _ ("This PDF opens only with its password."));
  if (code == qpdf_e_password)
    return fail (error, SOKY_PDF_ERROR_PASSWORD, _ ("The password does not open this PDF."));
  return fail (error, SOKY_PDF_ERROR_DAMAGED,
               _ ("This PDF is damaged so badly that it cannot be repaired. Save it again with the "
                  "program that made it."));
}

static gboolean
read_original (Repair *self, GError **error)
{
  const char *password = self->password ? soky_secret_peek (self->password) : NULL;

  self->qpdf = qpdf_init ();
  qpdf_silence_errors (self->qpdf);
  qpdf_set_suppress_warnings (self->qpdf, QPDF_TRUE);
  qpdf_set_attempt_recovery (self->qpdf, QPDF_TRUE);
  QPDF_ERROR_CODE code = qpdf_read_memory (
      self->qpdf, "PDF", (const char *) soky_input_peek (self->input),
      (unsigned long long) soky_input_get_size (self->input), password != NULL ? password : "");
  int pages = (code & QPDF_ERRORS) == 0 ? qpdf_get_num_pages (self->qpdf) : -1;
  if (pages <= 0 || qpdf_has_error (self->qpdf))
    return fail_to_read (self, error);
  self->pages = (guint) pages;
  self->was_encrypted = qpdf_is_encrypted (self->qpdf);
  return TRUE;
}

/* A copy without protection is a change of all of it. */
static gboolean
check_permitted (const Repair *self, GError **error)
{
  const char *password = self->password ? soky_secret_peek (self->password) : "";

  if (!self->was_encrypted ||
      (qpdf_allow_modify_other (self->qpdf) && qpdf_allow_modify_form (self->qpdf)) ||
      soky_repair_is_owner (soky_input_peek (self->input),
                            (gsize) soky_input_get_size (self->input), password))
    return TRUE;
  return fail (error, SOKY_PDF_ERROR_NOT_PERMITTED,
               _ ("The author of this PDF does not permit it to be changed or signed. Only the "
                  "owner's password makes a copy that can be; ask the author for one."));
}

static gboolean
write_draft (Repair *self, const char *output_path, GError **error)
{
  int fd = soky_platform_create_beside (output_path, &self->draft, error);
  if (fd < 0)
    return FALSE;

  soky_platform_close (fd);
  QPDF_ERROR_CODE code = qpdf_init_write (self->qpdf, self->draft);
  if ((code & QPDF_ERRORS) == 0) {
    qpdf_set_preserve_encryption (self->qpdf, QPDF_FALSE);
    code = qpdf_write (self->qpdf);
  }
  if ((code & QPDF_ERRORS) == 0)
    return TRUE;
  const char *detail = qpdf_get_error_message_detail (self->qpdf, qpdf_get_error (self->qpdf));
  g_set_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_DAMAGED,
               _ ("The repaired PDF could not be written (%s)."), detail ? detail : "");
  return FALSE;
}

/* The copy must be what everything else here asks of a file that is signed. */
static gboolean
check_draft (const Repair *self, SokyInput *draft, GError **error)
{
  guint referenced = 0;
  g_autoptr (SokyPdf) copy = soky_pdf_open (draft, error);

  if (copy == NULL || !soky_body_check (copy, &referenced, error) ||
      !soky_pdf_check_sound (copy, error))
    return FALSE;
  return soky_pdf_count_pages (copy) == self->pages ||
         fail (error, SOKY_PDF_ERROR_DAMAGED,
               _ ("The repaired PDF does not have all pages of the original, so it was not kept."));
}

static gboolean
keep_draft (const Repair *self, const char *output_path, GCancellable *cancellable, GError **error)
{
  g_autoptr (SokyInput) draft = soky_input_open (self->draft, error);
  if (draft == NULL || !check_draft (self, draft, error))
    return FALSE;

  g_autoptr (SokyOutput) output = soky_output_new (output_path, error);
  return output != NULL &&
         soky_output_copy (output, draft, 0, soky_input_get_size (draft), cancellable, error) &&
         soky_output_commit (output, error);
}

static void
repair_clear (Repair *self)
{
  if (self->qpdf != NULL)
    qpdf_cleanup (&self->qpdf);
  if (self->draft != NULL)
    g_unlink (self->draft);
  g_free (self->draft);
}

gboolean
soky_pdf_repair (SokyInput *input, SokySecret *password, const char *output_path,
                 SokyPdfRepair *repair, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (input != NULL && output_path != NULL, FALSE);

  Repair self = {.input = input, .password = password};
  gboolean done = check_unsigned (&self, error) && read_original (&self, error) &&
                  check_permitted (&self, error) && write_draft (&self, output_path, error) &&
                  !g_cancellable_set_error_if_cancelled (cancellable, error) &&
                  keep_draft (&self, output_path, cancellable, error);
  if (done && repair != NULL)
    *repair = (SokyPdfRepair){self.pages, self.was_encrypted};
  repair_clear (&self);
  return done;
}
