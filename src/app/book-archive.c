/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/book-archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "app/verification.h"
#include "base/clock.h"
#include "base/output.h"
#include "base/paths.h"
#include "sign/report-text.h"

#define MODE 0644

struct _SokyBookArchive {
  SokyOutput *output;
  struct archive *zip;
  GHashTable *names; /* in lower case: file systems take them for the same */
  GError *problem;   /* nullable: of the output, which libarchive cannot carry */
};

static la_ssize_t
write_cb (struct archive *zip, void *data, const void *bytes, size_t length)
{
  SokyBookArchive *self = data;

  if (!soky_output_write (self->output, bytes, length, self->problem ? NULL : &self->problem)) {
    archive_set_error (zip, EIO, "the file cannot be written");
    return -1;
  }
  return (la_ssize_t) length;
}

/* FALSE with what the output said, or else libarchive. */
static gboolean
fail (SokyBookArchive *self, GError **error)
{
  const char *words = archive_error_string (self->zip);

  if (self->problem != NULL)
    g_propagate_error (error, g_steal_pointer (&self->problem));
  else
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                         words != NULL ? words : "libarchive");
  return FALSE;
}

SokyBookArchive *
soky_book_archive_new (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  g_autoptr (SokyBookArchive) self = g_new0 (SokyBookArchive, 1);
  self->output = soky_output_new (path, error);
  if (self->output == NULL)
    return NULL;
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->zip = archive_write_new ();
  if (archive_write_set_format_zip (self->zip) != ARCHIVE_OK ||
      archive_write_set_options (self->zip, "zip:hdrcharset=UTF-8") < ARCHIVE_WARN ||
      archive_write_open (self->zip, self, NULL, write_cb, NULL) != ARCHIVE_OK) {
    fail (self, error);
    return NULL;
  }
  return g_steal_pointer (&self);
}

void
soky_book_archive_free (SokyBookArchive *self)
{
  if (self == NULL)
    return;
  /* it ends the ZIP where it is, into an output that is dropped */
  if (self->zip != NULL)
    archive_write_free (self->zip);
  g_clear_pointer (&self->output, soky_output_free);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_error (&self->problem);
  g_free (self);
}

/* Returns: (transfer full): a name that no file has yet */
static char *
choose_name (SokyBookArchive *self, const char *wanted)
{
  g_autofree char *safe = soky_paths_safe_name (wanted);
  char *name = g_strdup (safe);

  for (guint i = 2;; i++) {
    g_autofree char *folded = g_utf8_casefold (name, -1);
    if (!g_hash_table_contains (self->names, folded)) {
      g_hash_table_add (self->names, g_steal_pointer (&folded));
      return name;
    }
    g_free (name);
    name = g_strdup_printf ("%s (%u)", safe, i);
  }
}

static gboolean
begin_entry (SokyBookArchive *self, const char *name, const char *suffix, goffset size,
             GError **error)
{
  g_autofree char *path = g_strconcat (name, suffix, NULL);
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname_utf8 (entry, path);
  archive_entry_set_size (entry, size);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, MODE);
  archive_entry_set_mtime (entry, (time_t) (soky_clock_now_us () / G_USEC_PER_SEC), 0);
  /* a warning is about times or owners, which nobody needs here */
  gboolean good = archive_write_header (self->zip, entry) >= ARCHIVE_WARN;
  archive_entry_free (entry);
  return good || fail (self, error);
}

static gboolean
write_run (const guint8 *data, gsize length, gpointer user_data, GError **error)
{
  SokyBookArchive *self = user_data;
  return archive_write_data (self->zip, data, length) == (la_ssize_t) length || fail (self, error);
}

gboolean
soky_book_archive_add (SokyBookArchive *self, SokyInput *pdf, const char *name, SokyTrust *trust,
                       GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (self != NULL && pdf != NULL && name != NULL, FALSE);

  g_autoptr (SokyReport) report = soky_verification_verify (pdf, name, trust, cancellable, error);
  if (report == NULL)
    return FALSE;
  g_autofree char *words = soky_report_to_text (report);
  g_autofree char *own = choose_name (self, name);
  goffset size = soky_input_get_size (pdf);

  return begin_entry (self, own, ".pdf", size, error) &&
         soky_input_stream (pdf, 0, size, write_run, self, cancellable, error) &&
         begin_entry (self, own, ".txt", (goffset) strlen (words), error) &&
         write_run ((const guint8 *) words, strlen (words), self, error);
}

gboolean
soky_book_archive_close (SokyBookArchive *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (archive_write_close (self->zip) != ARCHIVE_OK)
    return fail (self, error);
  return soky_output_commit (self->output, error);
}
