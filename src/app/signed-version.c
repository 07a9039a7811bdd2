/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signed-version.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/compare-window.h"
#include "app/file-window.h"
#include "app/save-file.h"
#include "app/view/comparison.h"
#include "app/widgets/report-words.h"
#include "base/clock.h"
#include "base/paths.h"

struct _SokySignedVersion {
  SokyInput *present; /* nullable */
  SokyInput *input;
  char *name;
  char *caption;
  char *file_name;
  GArray *places;   /* SokyKnownPlace: signatures that came later */
  GPtrArray *names; /* whose they are */
};

gboolean
soky_signed_version_exists (const SokyReport *report, guint index)
{
  g_return_val_if_fail (report != NULL && index < report->signatures->len, FALSE);

  const SokySignatureReport *signature = g_ptr_array_index (report->signatures, index);
  return signature->coverage == SOKY_COVERAGE_REVISION && signature->revision_end > 0 &&
         signature->revision_end < report->size;
}

static char *
make_caption (const SokySignatureReport *signature)
{
  const char *signer = soky_signature_get_signer (signature);
  if (signature->signed_at_us == 0)
    return g_strdup_printf (_ ("Version signed by %s"), signer);

  g_autofree char *time = soky_clock_to_local (signature->signed_at_us);
  /* TRANSLATORS: the first %s is a date and time, the second a person */
  return g_strdup_printf (_ ("Version signed on %s by %s"), time, signer);
}

static char *
make_file_name (const char *name, const SokySignatureReport *signature)
{
  gsize length = strlen (name);
  g_autofree char *stem = g_strndup (
      name,
      length > 4 && g_ascii_strcasecmp (name + length - 4, ".pdf") == 0 ? length - 4 : length);
  /* TRANSLATORS: name of a file: that of the document, and who had signed it then */
  g_autofree char *long_name =
      g_strdup_printf (_ ("%s (signed by %s)"), stem, soky_signature_get_signer (signature));
  g_autofree char *safe = soky_paths_safe_name (long_name);
  return g_strconcat (safe, ".pdf", NULL);
}

static void
add_later_signatures (SokySignedVersion *self, const SokyReport *report, goffset end)
{
  for (guint i = 0; i < report->signatures->len; i++) {
    const SokySignatureReport *other = g_ptr_array_index (report->signatures, i);
    if (other->revision_end <= end || other->page < 1)
      continue;
    SokyKnownPlace place = {.page = other->page};
    memcpy (place.rect, other->rect, sizeof place.rect);
    g_array_append_val (self->places, place);
    g_ptr_array_add (self->names, g_strdup (soky_signature_get_signer (other)));
  }
}

SokySignedVersion *
soky_signed_version_new (SokyInput *present, const char *name, const SokyReport *report,
                         guint index)
{
  g_return_val_if_fail (present != NULL && name != NULL, NULL);
  g_return_val_if_fail (soky_signed_version_exists (report, index), NULL);

  const SokySignatureReport *signature = g_ptr_array_index (report->signatures, index);
  SokySignedVersion *self = g_atomic_rc_box_new0 (SokySignedVersion);
  self->present = soky_input_ref (present);
  self->input = soky_input_prefix (present, signature->revision_end);
  self->name = g_strdup (name);
  self->caption = make_caption (signature);
  self->file_name = make_file_name (name, signature);
  self->places = g_array_new (FALSE, FALSE, sizeof (SokyKnownPlace));
  self->names = g_ptr_array_new_with_free_func (g_free);
  add_later_signatures (self, report, signature->revision_end);
  return self;
}

SokySignedVersion *
soky_signed_version_new_earlier (const SokyEarlierFile *earlier, const SokyReport *report)
{
  g_return_val_if_fail (earlier != NULL && earlier->input != NULL, NULL);

  SokySignedVersion *self = g_atomic_rc_box_new0 (SokySignedVersion);
  self->present = earlier->present != NULL ? soky_input_ref (earlier->present) : NULL;
  self->input = soky_input_ref (earlier->input);
  self->name = g_strdup (earlier->name);
  self->caption = g_strdup (earlier->caption);
  self->file_name = g_strdup (earlier->file_name);
  self->places = g_array_new (FALSE, FALSE, sizeof (SokyKnownPlace));
  self->names = g_ptr_array_new_with_free_func (g_free);
  if (report != NULL)
    add_later_signatures (self, report, earlier->shared);
  return self;
}

SokySignedVersion *
soky_signed_version_ref (SokySignedVersion *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
version_clear (gpointer data)
{
  SokySignedVersion *self = data;
  g_clear_pointer (&self->present, soky_input_unref);
  soky_input_unref (self->input);
  g_free (self->name);
  g_free (self->caption);
  g_free (self->file_name);
  g_array_unref (self->places);
  g_ptr_array_unref (self->names);
}

void
soky_signed_version_unref (SokySignedVersion *self)
{
  g_atomic_rc_box_release_full (self, version_clear);
}

SokyInput *
soky_signed_version_get_input (SokySignedVersion *self)
{
  return self->input;
}

const char *
soky_signed_version_get_name (SokySignedVersion *self)
{
  return self->name;
}

const char *
soky_signed_version_get_caption (SokySignedVersion *self)
{
  return self->caption;
}

gboolean
soky_signed_version_can_compare (SokySignedVersion *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->present != NULL;
}

void
soky_signed_version_view (SokySignedVersion *self, GtkWindow *window, SokyTrust *trust)
{
  g_return_if_fail (self != NULL && GTK_IS_WINDOW (window));

  GtkWidget *other = soky_file_window_new (gtk_window_get_application (window), trust);
  soky_file_window_show_version (SOKY_FILE_WINDOW (other), self);
  gtk_window_present (GTK_WINDOW (other));
}

void
soky_signed_version_compare (SokySignedVersion *self, GtkWindow *window)
{
  g_return_if_fail (soky_signed_version_can_compare (self) && GTK_IS_WINDOW (window));

  SokyCompareRequest request = {.title = self->name,
                                .caption = self->caption,
                                .before = self->input,
                                .after = self->present,
                                .places = self->places,
                                .names = self->names};
  gtk_window_present (
      GTK_WINDOW (soky_compare_window_new (gtk_window_get_application (window), &request)));
}

void
soky_signed_version_save (SokySignedVersion *self, GtkWindow *window)
{
  g_return_if_fail (self != NULL && GTK_IS_WINDOW (window));

  soky_save_pdf (window, self->input, self->file_name);
}
