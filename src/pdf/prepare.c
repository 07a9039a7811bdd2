/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/prepare.h"

#include "base/hex.h"
#include "pdf/date.h"
#include "pdf/prepare-private.h"
#include "pdf/source.h"

#include <string.h>

/* Room for the numbers of /ByteRange: four of up to 19 digits would need 79, files end long before
 * that. */
#define RANGE_ROOM 60

/* The dictionary with its two gaps. */
typedef struct {
  GString *source;
  gsize range;    /* of the first character within [ ] */
  gsize contents; /* of < */
} Draft;

static void
append_text (GString *source, const char *key, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  g_autofree char *string = soky_source_text (text);
  g_string_append_printf (source, " %s %s", key, string);
}

static void
draft_signature (const SokyPrepare *self, Draft *draft)
{
  const SokyPdfSignatureSpec *spec = self->spec;
  GString *source = draft->source;
  g_autofree char *subfilter = soky_source_name (spec->subfilter);
  g_autofree char *moment = soky_pdf_date_format (spec->time_us);
  gboolean is_timestamp = g_str_equal (spec->subfilter, "ETSI.RFC3161");
  gsize digits = 2 * spec->contents_size;

  g_string_append_printf (source, "<< /Type /%s /Filter /Adobe.PPKLite /SubFilter %s /ByteRange [",
                          is_timestamp ? "DocTimeStamp" : "Sig", subfilter);
  draft->range = source->len;
  g_string_append_printf (source, "%*s] /Contents ", RANGE_ROOM, "");
  draft->contents = source->len;
  g_string_append_c (source, '<');
  g_string_set_size (source, source->len + digits);
  memset (source->str + draft->contents + 1, '0', digits);
  g_string_append_c (source, '>');
  if (!is_timestamp)
    append_text (source, "/M", moment);
  append_text (source, "/Name", spec->name);
  append_text (source, "/Reason", spec->reason);
  append_text (source, "/Location", spec->location);
  append_text (source, "/ContactInfo", spec->contact);
  soky_prepare_append_rules (self, source);
  g_string_append (source, " >>");
}

static gboolean
patch_range (const SokyPrepare *self, const Draft *draft, SokyOutput *output, SokyPdfHole *hole,
             GError **error)
{
  goffset place = soky_pdf_update_get_place (self->update, self->signature);
  gint64 *range = hole->byte_range;

  range[0] = 0;
  range[1] = place + (goffset) draft->contents;
  range[2] = range[1] + 2 + 2 * (gint64) self->spec->contents_size;
  range[3] = soky_output_get_size (output) - range[2];
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT
                                           " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
                                           range[0], range[1], range[2], range[3]);
  g_return_val_if_fail (strlen (text) <= RANGE_ROOM, FALSE);
  return soky_output_patch (output, place + (goffset) draft->range, text, strlen (text), error);
}

static gboolean
write_signature (SokyPrepare *self, SokyOutput *output, SokyPdfHole *hole, GError **error)
{
  g_autoptr (GString) source = g_string_new (NULL);
  Draft draft = {.source = source};

  self->signature = soky_pdf_update_allocate (self->update);
  draft_signature (self, &draft);
  soky_pdf_update_set (self->update, self->signature, 0, source->str);
  return soky_prepare_add_field (self, error) && soky_prepare_finish_catalog (self, error) &&
         soky_pdf_update_write (self->update, output, error) &&
         patch_range (self, &draft, output, hole, error);
}

gboolean
soky_pdf_append_signature (SokyPdf *base, const SokyPdfSignatureSpec *spec, SokyOutput *output,
                           SokyPdfHole *hole, GError **error)
{
  g_return_val_if_fail (spec->subfilter != NULL && spec->contents_size > 0, FALSE);

  g_autoptr (SokyPdfUpdate) update = soky_pdf_update_new (base, error);
  g_autoptr (GPtrArray) fields = update ? soky_field_tree_list (base, error) : NULL;
  if (fields == NULL)
    return FALSE;

  SokyPrepare self = {.base = base, .spec = spec, .update = update, .fields = fields};
  gboolean done = soky_prepare_choose_field (&self, error) &&
                  soky_permit_signature (base, self.existing ? self.existing->name : self.name,
                                         g_str_equal (spec->subfilter, "ETSI.RFC3161"), error) &&
                  soky_prepare_check_rules (&self, error) &&
                  write_signature (&self, output, hole, error);
  g_free (self.name);
  g_free (self.acro_form);
  return done;
}

gboolean
soky_pdf_fill_hole (SokyOutput *output, const SokyPdfHole *hole, GBytes *cms, GError **error)
{
  gsize length = 0;
  const guint8 *data = g_bytes_get_data (cms, &length);
  g_return_val_if_fail (2 + 2 * (gint64) length <= hole->byte_range[2] - hole->byte_range[1],
                        FALSE);

  g_autofree char *digits = soky_hex_encode (data, length);
  return soky_output_patch (output, hole->byte_range[1] + 1, digits, 2 * length, error);
}
