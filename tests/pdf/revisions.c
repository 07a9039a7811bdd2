/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "revisions.h"

#define CONTENTS_SIZE 64
#define RANGE_WIDTH 44

typedef struct {
  guint number;
  gsize offset; /* 0 = free */
} Row;

struct _Revisions {
  GString *bytes;
  GArray *rows; /* of the revision that is being written */
  guint size;
  gsize previous; /* offset of the last table; 0 = none */
  gsize range;    /* where the numbers of /ByteRange go; 0 = no signature in this revision */
  gsize hole;     /* of the < that begins /Contents */
  gint64 byte_range[4];
};

Revisions *
revisions_new (void)
{
  Revisions *self = g_new0 (Revisions, 1);
  self->bytes = g_string_new ("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n");
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->size = 1;
  return self;
}

void
revisions_free (Revisions *self)
{
  g_string_free (self->bytes, TRUE);
  g_array_unref (self->rows);
  g_free (self);
}

static void
begin (Revisions *self, guint number)
{
  Row row = {number, self->bytes->len};
  g_array_append_val (self->rows, row);
  self->size = MAX (self->size, number + 1);
  g_string_append_printf (self->bytes, "%u 0 obj\n", number);
}

void
revisions_add (Revisions *self, guint number, const char *spelling)
{
  begin (self, number);
  g_string_append_printf (self->bytes, "%s\nendobj\n", spelling);
}

void
revisions_add_stream (Revisions *self, guint number, const char *entries, const char *data)
{
  begin (self, number);
  g_string_append_printf (self->bytes, "<< %s /Length %zu >>\nstream\n%s\nendstream\nendobj\n",
                          entries, strlen (data), data);
}

void
revisions_add_signature (Revisions *self, guint number, const char *entries)
{
  begin (self, number);
  g_string_append_printf (self->bytes, "<< %s /ByteRange ", entries);
  self->range = self->bytes->len;
  g_string_append_printf (self->bytes, "%*s /Contents ", RANGE_WIDTH, "");
  self->hole = self->bytes->len;
  g_string_append_printf (self->bytes, "<%0*d> >>\nendobj\n", CONTENTS_SIZE, 0);
}

void
revisions_free_object (Revisions *self, guint number)
{
  Row row = {number, 0};
  g_array_append_val (self->rows, row);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  return (int) ((const Row *) a)->number - (int) ((const Row *) b)->number;
}

static void
sign (Revisions *self)
{
  gsize after = self->hole + CONTENTS_SIZE + 2;
  self->byte_range[0] = 0;
  self->byte_range[1] = (gint64) self->hole;
  self->byte_range[2] = (gint64) after;
  self->byte_range[3] = (gint64) (self->bytes->len - after);
  g_autofree char *range =
      g_strdup_printf ("[0 %zu %zu %zu]", self->hole, after, self->bytes->len - after);
  memcpy (self->bytes->str + self->range, range, strlen (range));
  self->range = 0;
}

void
revisions_end (Revisions *self, const char *trailer)
{
  gsize table = self->bytes->len;
  g_array_sort (self->rows, compare_rows);
  g_string_append (self->bytes, "xref\n0 1\n0000000000 65535 f \n");
  for (guint i = 0; i < self->rows->len; i++) {
    const Row *row = &g_array_index (self->rows, Row, i);
    g_string_append_printf (self->bytes, "%u 1\n%010zu %05d %c \n", row->number, row->offset,
                            row->offset == 0 ? 1 : 0, row->offset == 0 ? 'f' : 'n');
  }
  g_string_append_printf (self->bytes, "trailer\n<< /Size %u %s", self->size, trailer);
  if (self->previous != 0)
    g_string_append_printf (self->bytes, " /Prev %zu", self->previous);
  g_string_append_printf (self->bytes, " >>\nstartxref\n%zu\n%%%%EOF\n", table);
  self->previous = table;
  g_array_set_size (self->rows, 0);
  if (self->range != 0)
    sign (self);
}

void
revisions_append (Revisions *self, const char *text)
{
  g_string_append (self->bytes, text);
}

GBytes *
revisions_get_bytes (Revisions *self)
{
  return g_bytes_new (self->bytes->str, self->bytes->len);
}

SokyPdf *
revisions_open (Revisions *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = revisions_get_bytes (self);
  g_autoptr (SokyInput) input = soky_input_new_for_bytes (bytes);
  SokyPdf *pdf = soky_pdf_open (input, &error);
  g_assert_no_error (error);
  return pdf;
}

SokyPdfSignature *
revisions_describe_signature (Revisions *self, const char *field)
{
  SokyPdfSignature *signature = g_new0 (SokyPdfSignature, 1);
  signature->field = g_strdup (field);
  for (guint i = 0; i < 4; i++)
    signature->byte_range[i] = self->byte_range[i];
  signature->byte_range_ok = signature->ends_revision = TRUE;
  signature->revision_end = self->byte_range[2] + self->byte_range[3];
  return signature;
}
