/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/update.h"

#include "pdf/body.h"
#include "pdf/fail.h"
#include "pdf/scan.h"
#include "pdf/source.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What a row of a table can hold. */
#define MAX_TABLE_OFFSET G_GINT64_CONSTANT (9999999999)

typedef struct {
  guint number;
  guint generation;
  char *source;
  GBytes *data;   /* of a stream, or NULL */
  goffset offset; /* of "N G obj" */
  goffset place;  /* of the source */
} Item;

struct _SokyPdfUpdate {
  SokyPdf *base;
  GPtrArray *items; /* Item* */
  guint next;       /* the next new number */
  goffset header;
  goffset prev; /* as the file counts */
  gboolean is_stream;
  gboolean in_conflict; /* an object was to be replaced in two ways */
};

static void
item_free (Item *item)
{
  g_free (item->source);
  g_clear_pointer (&item->data, g_bytes_unref);
  g_free (item);
}

SokyPdfUpdate *
soky_pdf_update_new (SokyPdf *base, GError **error)
{
  g_return_val_if_fail (base != NULL, NULL);

  const SokyXref *xref = soky_pdf_get_xref (base);
  const SokyXrefSection *last = soky_xref_get_section (xref, 0);
  guint referenced = 0;
  if (!soky_pdf_check_sound (base, error) || !soky_body_check (base, &referenced, error))
    return NULL;

  SokyPdfUpdate *self = g_new0 (SokyPdfUpdate, 1);
  self->base = base;
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  self->next = MAX (soky_xref_get_highest (xref), referenced) + 1;
  self->header = soky_xref_get_header (xref);
  self->prev = last->offset - self->header;
  self->is_stream = last->is_stream;
  return self;
}

void
soky_pdf_update_free (SokyPdfUpdate *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->items);
  g_free (self);
}

guint
soky_pdf_update_allocate (SokyPdfUpdate *self)
{
  return self->next++;
}

static Item *
add_item (SokyPdfUpdate *self, guint number, guint generation)
{
  Item *item = g_new0 (Item, 1);
  item->number = number;
  item->generation = generation;
  g_ptr_array_add (self->items, item);
  return item;
}

static Item *
find_item (const SokyPdfUpdate *self, guint number)
{
  for (guint i = 0; i < self->items->len; i++) {
    Item *item = g_ptr_array_index (self->items, i);
    if (item->number == number)
      return item;
  }
  return NULL;
}

void
soky_pdf_update_set (SokyPdfUpdate *self, guint number, guint generation, const char *source)
{
  const Item *known = find_item (self, number);

  if (known == NULL)
    add_item (self, number, generation)->source = g_strdup (source);
  else if (!g_str_equal (known->source, source))
    self->in_conflict = TRUE;
}

void
soky_pdf_update_set_stream (SokyPdfUpdate *self, guint number, const char *dictionary, GBytes *data)
{
  Item *item = add_item (self, number, 0);
  item->source =
      g_strdup_printf ("<< %s /Length %" G_GSIZE_FORMAT " >>", dictionary, g_bytes_get_size (data));
  item->data = g_bytes_ref (data);
}

static gboolean
write_text (SokyOutput *output, const char *text, GError **error)
{
  return soky_output_write (output, text, strlen (text), error);
}

static gboolean
write_item (Item *item, SokyOutput *output, GError **error)
{
  g_autofree char *head = g_strdup_printf ("%u %u obj\n", item->number, item->generation);

  item->offset = soky_output_get_size (output);
  item->place = item->offset + (goffset) strlen (head);
  if (!write_text (output, head, error) || !write_text (output, item->source, error))
    return FALSE;
  if (item->data == NULL)
    return write_text (output, "\nendobj\n", error);

  gsize length = 0;
  const void *data = g_bytes_get_data (item->data, &length);
  return write_text (output, "\nstream\n", error) &&
         (length == 0 || soky_output_write (output, data, length, error)) &&
         write_text (output, "\nendstream\nendobj\n", error);
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const Item *one = *(Item *const *) a, *other = *(Item *const *) b;
  return one->number < other->number ? -1 : one->number > other->number;
}

/* How many items from @index on have consecutive numbers. */
static guint
count_run (const SokyPdfUpdate *self, guint index)
{
  const Item *first = g_ptr_array_index (self->items, index);
  guint count = 1;

  for (; index + count < self->items->len; count++) {
    const Item *item = g_ptr_array_index (self->items, index + count);
    if (item->number != first->number + count)
      break;
  }
  return count;
}

static gboolean
is_of_section (const char *key)
{
  static const char *const keys[] = {
      "/Size",    "/Prev",   "/XRefStm",     "/ID", "/Type",    "/W",  "/Index",
      "/Length",  "/Filter", "/DecodeParms", "/F",  "/FFilter", "/DL", "/FDecodeParms",
      "/Encrypt", NULL};
  return g_strv_contains (keys, key);
}

/* The first half names the document and stays; the second names this state of it. */
static void
append_id (GString *text, const SokyObject *trailer)
{
  g_auto (SokyObject) id = soky_object_get (trailer, "/ID");
  g_auto (SokyObject) first = soky_object_item (&id, 0);
  g_autofree char *fresh = g_strdup_printf ("<%08x%08x%08x%08x>", g_random_int (), g_random_int (),
                                            g_random_int (), g_random_int ());

  g_autofree char *kept = soky_object_is_string (&first) ? soky_object_dup_resolved (&first) : NULL;
  g_string_append_printf (text, " /ID [%s %s]", kept ? kept : fresh, fresh);
}

/* An update repeats the trailer before it (ISO 32000-2 §7.5.6), but for what says how its section
 * is made. */
static void
append_trailer (SokyPdfUpdate *self, GString *text)
{
  g_auto (SokyObject) trailer = soky_object_trailer (soky_pdf_get_qpdf (self->base));
  g_auto (GStrv) keys = soky_object_dup_keys (&trailer);

  g_string_append_printf (text, "/Size %u /Prev %" G_GOFFSET_FORMAT, self->next, self->prev);
  for (guint i = 0; keys[i] != NULL; i++) {
    if (is_of_section (keys[i]))
      continue;
    g_auto (SokyObject) value = soky_object_get (&trailer, keys[i]);
    g_autofree char *key = soky_source_name (keys[i] + 1);
    g_autofree char *source = soky_object_dup_source (&value);
    g_string_append_printf (text, " %s %s", key, source);
  }
  append_id (text, &trailer);
}

static gboolean
write_table (SokyPdfUpdate *self, SokyOutput *output, GError **error)
{
  g_autoptr (GString) text = g_string_new ("xref\n");

  for (guint i = 0; i < self->items->len;) {
    guint count = count_run (self, i);
    const Item *first = g_ptr_array_index (self->items, i);
    g_string_append_printf (text, "%u %u\n", first->number, count);
    for (guint end = i + count; i < end; i++) {
      const Item *item = g_ptr_array_index (self->items, i);
      goffset offset = item->offset - self->header;
      if (offset > MAX_TABLE_OFFSET) {
        g_set_error_literal (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_TOO_LARGE,
                             _ ("This PDF is too large for the way it is built. Save it again as "
                                "PDF 1.5 or later."));
        return FALSE;
      }
      g_string_append_printf (text, "%010" G_GOFFSET_FORMAT " %05u n \n", offset, item->generation);
    }
  }
  g_string_append (text, "trailer\n<< ");
  append_trailer (self, text);
  g_string_append (text, " >>\n");
  return write_text (output, text->str, error);
}

static void
append_number (GByteArray *bytes, guint64 value, guint width)
{
  for (guint i = width; i > 0; i--) {
    guint8 byte = (guint8) (value >> (8 * (i - 1)));
    g_byte_array_append (bytes, &byte, 1);
  }
}

static guint
count_bytes (guint64 value)
{
  guint width = 1;
  while (width < 8 && value >> (8 * width) != 0)
    width++;
  return width;
}

/* The stream has an entry of its own in itself. */
static gboolean
write_stream (SokyPdfUpdate *self, SokyOutput *output, GError **error)
{
  g_autoptr (GString) text = g_string_new ("/Type /XRef ");
  g_autoptr (GByteArray) rows = g_byte_array_new ();
  Item *section = add_item (self, soky_pdf_update_allocate (self), 0);
  goffset start = soky_output_get_size (output);
  guint width = count_bytes ((guint64) (start - self->header));

  section->offset = start;
  g_ptr_array_sort (self->items, compare_items);
  append_trailer (self, text);
  g_string_append_printf (text, " /W [1 %u 2] /Index [", width);
  for (guint i = 0; i < self->items->len;) {
    guint count = count_run (self, i);
    const Item *first = g_ptr_array_index (self->items, i);
    g_string_append_printf (text, " %u %u", first->number, count);
    for (guint end = i + count; i < end; i++) {
      const Item *item = g_ptr_array_index (self->items, i);
      append_number (rows, 1, 1);
      append_number (rows, (guint64) (item->offset - self->header), width);
      append_number (rows, item->generation, 2);
    }
  }
  g_string_append_printf (text, " ] /Length %u", rows->len);
  section->source = g_strdup_printf ("<< %s >>", text->str);
  section->data = g_byte_array_free_to_bytes (g_steal_pointer (&rows));
  return write_item (section, output, error);
}

static gboolean
write_items (SokyPdfUpdate *self, SokyOutput *output, GError **error)
{
  SokyInput *input = soky_pdf_get_input (self->base);
  const guint8 *data = soky_input_peek (input);
  guint8 last = data[soky_input_get_size (input) - 1];

  if (last != '\n' && last != '\r' && !write_text (output, "\n", error))
    return FALSE;
  for (guint i = 0; i < self->items->len; i++)
    if (!write_item (g_ptr_array_index (self->items, i), output, error))
      return FALSE;
  return TRUE;
}

gboolean
soky_pdf_update_write (SokyPdfUpdate *self, SokyOutput *output, GError **error)
{
  g_return_val_if_fail (soky_output_get_size (output) ==
                            soky_input_get_size (soky_pdf_get_input (self->base)),
                        FALSE);

  if (self->next > SOKY_PDF_MAX_NUMBER)
    return soky_pdf_fail_limit (error, _ ("its objects are numbered too high."));
  if (self->in_conflict)
    return soky_pdf_fail_damaged (error, _ ("one object of it serves two purposes."));
  if (!soky_pdf_check_sound (self->base, error) || !write_items (self, output, error))
    return FALSE;
  g_ptr_array_sort (self->items, compare_items);
  goffset start = soky_output_get_size (output) - self->header;
  if (!(self->is_stream ? write_stream (self, output, error) : write_table (self, output, error)))
    return FALSE;
  g_autofree char *end = g_strdup_printf ("startxref\n%" G_GOFFSET_FORMAT "\n%%%%EOF\n", start);
  return write_text (output, end, error);
}

goffset
soky_pdf_update_get_place (SokyPdfUpdate *self, guint number)
{
  const Item *item = find_item (self, number);
  return item ? item->place : -1;
}
