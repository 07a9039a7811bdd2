/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small files that ask for much work or memory. Times are not asserted; a limit of processor time
 * that is far above what any of them takes ends the test should one multiply its work after all. */
#include "config.h"

#include "pdf-builder.h"
#include "revisions.h"
#include "pdf/changes.h"

#include <sys/resource.h>

#define CPU_SECONDS 240

static GBytes *
deflate (GString *text)
{
  g_autoptr (GZlibCompressor) zlib = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) out = g_converter_output_stream_new (memory, G_CONVERTER (zlib));

  g_assert_true (g_output_stream_write_all (out, text->str, text->len, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (out, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

/* A page, and objects from 100 on in the object stream 20, whose data is @head and @body. */
static GBytes *
make_packed (GString *head, GString *body, guint count)
{
  g_autoptr (GString) file = g_string_new ("%PDF-1.7\n");
  g_autoptr (GString) rows = g_string_new (NULL);
  const char *const objects[] = {"<< /Type /Catalog /Pages 2 0 R /X 100 0 R >>",
                                 "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                                 "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"};
  gsize first = head->len;
  for (guint i = 0; i < G_N_ELEMENTS (objects); i++) {
    const char row[] = {1, 0, (char) (file->len >> 8), (char) file->len, 0, 0, 0};
    g_string_append_len (rows, row, sizeof row);
    g_string_append_printf (file, "%u 0 obj\n%s\nendobj\n", i + 1, objects[i]);
  }
  const char container[] = {1, 0, (char) (file->len >> 8), (char) file->len, 0, 0, 0};
  g_string_append_len (rows, container, sizeof container);
  g_string_append_len (head, body->str, (gssize) body->len);
  g_autoptr (GBytes) packed = deflate (head);
  g_string_append_printf (
      file,
      "20 0 obj\n<< /Type /ObjStm /N %u /First %zu /Filter /FlateDecode /Length %zu >>\nstream\n",
      count, first, g_bytes_get_size (packed));
  g_string_append_len (file, g_bytes_get_data (packed, NULL), (gssize) g_bytes_get_size (packed));
  g_string_append (file, "\nendstream\nendobj\n");
  for (guint i = 0; i < count; i++) {
    const char row[] = {2, 0, 0, 20, (char) (i >> 16), (char) (i >> 8), (char) i};
    g_string_append_len (rows, row, sizeof row);
  }
  gsize table = file->len;
  g_string_append_printf (file,
                          "90 0 obj\n<< /Type /XRef /W [1 3 3] /Index [1 3 20 1 100 %u] /Size %u "
                          "/Root 1 0 R /Length %zu >>\nstream\n",
                          count, count + 100, rows->len);
  g_string_append_len (file, rows->str, (gssize) rows->len);
  g_string_append_printf (file, "\nendstream\nendobj\nstartxref\n%zu\n%%%%EOF\n", table);
  return g_string_free_to_bytes (g_steal_pointer (&file));
}

/* Takes @bytes; 0 = it can be opened. */
static void
assert_opening (GBytes *bytes, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyInput) input = soky_input_new_for_bytes (bytes);
  g_autoptr (SokyPdf) pdf = soky_pdf_open (input, &error);
  g_bytes_unref (bytes);
  if (code == 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, SOKY_PDF_ERROR, code);
}

static void
fill (GString *text, const char *piece, gsize count)
{
  for (gsize i = 0; i < count; i++)
    g_string_append (text, piece);
}

/* One object stream that unpacks to 64 MiB, and one to five million arrays. */
static void
test_bombs (void)
{
  static const struct {
    const char *piece;
    gsize count;
  } bombs[] = {{"                ", 4 * 1024 * 1024}, {"[]", 5000000}};
  for (guint i = 0; i < G_N_ELEMENTS (bombs); i++) {
    g_autoptr (GString) head = g_string_new ("100 0 ");
    g_autoptr (GString) body = g_string_new ("[ ");
    fill (body, bombs[i].piece, bombs[i].count);
    g_string_append (body, " ]");
    assert_opening (make_packed (head, body, 1), SOKY_PDF_ERROR_LIMIT);
  }
}

/* Every object of a stream begins within the one before it, or where it does. */
static void
test_overlapping (void)
{
  const guint count = 20000;
  for (guint nested = 0; nested < 2; nested++) {
    g_autoptr (GString) head = g_string_new (NULL);
    g_autoptr (GString) body = g_string_new (NULL);
    for (guint i = 0; i < count; i++)
      g_string_append_printf (head, "%u %u ", 100 + i, nested ? i : 0);
    fill (body, "(", count);
    fill (body, ")", count);
    assert_opening (make_packed (head, body, count), SOKY_PDF_ERROR_DAMAGED);
  }
}

/* So many small objects are not refused. */
static void
test_many_objects (void)
{
  const guint count = 60000;
  g_autoptr (GString) head = g_string_new (NULL);
  g_autoptr (GString) body = g_string_new (NULL);
  for (guint i = 0; i < count; i++)
    g_string_append_printf (head, "%u %u ", 100 + i, 5 * i);
  fill (body, "null ", count);
  assert_opening (make_packed (head, body, count), 0);
}

/* A field that @count kids inherit a long name from. */
static void
test_long_names (void)
{
  PdfBuilder *builder = pdf_builder_new (NULL);
  g_autoptr (GString) kids = g_string_new (NULL);
  g_autofree char *name = g_strnfill (100000, 'x');
  g_autoptr (GError) error = NULL;
  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (kids, "%u 0 R ", 100 + i);
  pdf_builder_catalog (builder, 1, 0, "/AcroForm << /Fields [6 0 R] >>");
  pdf_builder_object (builder, 3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>");
  pdf_builder_object (builder, 6, "<< /T (%s) /FT /Tx /Kids [%s] >>", name, kids->str);
  for (guint i = 0; i < 5000; i++)
    pdf_builder_object (builder, 100 + i, "<< /T (%u) >>", i);
  pdf_builder_end_table (builder, NULL);
  g_autoptr (GBytes) bytes = pdf_builder_finish (builder);
  g_autoptr (SokyInput) input = soky_input_new_for_bytes (bytes);
  g_autoptr (SokyPdf) pdf = soky_pdf_open (input, &error);
  g_assert_no_error (error);
  g_assert_null (soky_pdf_list_signatures (pdf, &error));
  g_assert_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_LIMIT);
}

#define WIDGET "<< /Type /Annot /Subtype /Widget /FT /Sig /T (a) /V 9 0 R /F 132 /Rect [1 1 9 9] >>"

/* Signed; then @number is written again as @after. @write adds what the case needs. */
static SokyPdfChanges *
compare (const char *catalog, void (*write) (Revisions *file), void (*rewrite) (Revisions *file))
{
  g_autoptr (Revisions) file = revisions_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *root =
      g_strdup_printf ("<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R %s >>", catalog);
  revisions_add (file, 1, root);
  revisions_add (file, 6, "<< /SigFlags 3 /Fields [7 0 R] >>");
  revisions_add (file, 7, WIDGET);
  write (file);
  revisions_add_signature (file, 9, "/Type /Sig");
  revisions_end (file, "/Root 1 0 R");
  rewrite (file);
  revisions_end (file, "/Root 1 0 R");
  g_autoptr (SokyPdf) pdf = revisions_open (file);
  g_autoptr (SokyPdfSignature) signature = revisions_describe_signature (file, "a");
  SokyPdfChanges *changes = soky_pdf_compare (pdf, signature, NULL, &error);
  g_assert_no_error (error);
  return changes;
}

static void
write_list (Revisions *file, guint number, const char *piece, guint count, const char *start,
            const char *end)
{
  g_autoptr (GString) text = g_string_new (start);
  fill (text, piece, count);
  g_string_append (text, end);
  revisions_add (file, number, text->str);
}

static void
write_shared_list (Revisions *file)
{
  write_list (file, 8, " 10 0 R", 20000, "[7 0 R", "]");
}

/* Thousands of pages with one list of many thousand annotations. */
static void
write_shared_pages (Revisions *file)
{
  g_autoptr (GString) kids = g_string_new ("<< /Type /Pages /Count 2000 /Kids [");
  for (guint i = 0; i < 2000; i++) {
    g_string_append_printf (kids, "%u 0 R ", 100 + i);
    revisions_add (file, 100 + i, "<< /Type /Page /Parent 2 0 R /Annots 8 0 R >>");
  }
  g_string_append (kids, "] >>");
  revisions_add (file, 2, kids->str);
  revisions_add (file, 10, "<< /Subtype /Text /Rect [0 0 1 1] >>");
  write_shared_list (file);
}

static void
test_shared_annotations (void)
{
  g_autoptr (SokyPdfChanges) changes = compare ("", write_shared_pages, write_shared_list);
  g_assert_cmpint (changes->level, ==, SOKY_PDF_CHANGES_FORBIDDEN);
}

/* The list is looked at once, with its first page. */
static void
test_shared_widget (void)
{
  g_autoptr (Revisions) file = revisions_new ();
  g_autoptr (GError) error = NULL;
  revisions_add (file, 1, "<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R >>");
  revisions_add (file, 6, "<< /SigFlags 3 /Fields [7 0 R] >>");
  revisions_add (file, 7, WIDGET);
  write_shared_pages (file);
  revisions_add_signature (file, 9, "/Type /Sig");
  revisions_end (file, "/Root 1 0 R");
  g_autoptr (SokyPdf) pdf = revisions_open (file);
  g_autoptr (GPtrArray) signatures = soky_pdf_list_signatures (pdf, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (signatures->len, ==, 1);
  g_assert_cmpint (((const SokyPdfSignature *) signatures->pdata[0])->page, ==, 1);
}

static void
write_structure (Revisions *file)
{
  revisions_add (file, 2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
  revisions_add (file, 3, "<< /Type /Page /Parent 2 0 R /Annots [7 0 R] >>");
  revisions_add (file, 50, "<< /Type /StructTreeRoot /K [] >>");
}

/* Eight lists, each of which names the next fifty times. */
static void
write_lists_of_lists (Revisions *file)
{
  for (guint depth = 0; depth < 8; depth++) {
    g_autofree char *next = g_strdup_printf ("%u 0 R ", 201 + depth);
    write_list (file, 200 + depth, next, 50, "[", "]");
  }
  revisions_add (file, 208, "<< /Type /OBJR /Obj 30 0 R >>");
  revisions_add (file, 50, "<< /Type /StructTreeRoot /K [200 0 R] >>");
  revisions_add (file, 3, "<< /Type /Page /Parent 2 0 R /Annots [7 0 R 30 0 R] >>");
  revisions_add (file, 6, "<< /SigFlags 3 /Fields [7 0 R 30 0 R] >>");
  revisions_add (file, 30,
                 "<< /Type /Annot /Subtype /Widget /FT /Sig /T (b) /V 31 0 R /F 132 /Rect [0 0 0 "
                 "0] >>");
  revisions_add (file, 31, "<< /Type /Sig /ByteRange [0 1 2 3] /Contents <00> >>");
}

static void
test_lists_of_lists (void)
{
  g_autoptr (SokyPdfChanges) changes =
      compare ("/StructTreeRoot 50 0 R", write_structure, write_lists_of_lists);
  g_assert_cmpint (changes->level, ==, SOKY_PDF_CHANGES_FORBIDDEN);
}

int
main (int argc, char **argv)
{
  const struct rlimit limit = {CPU_SECONDS, CPU_SECONDS};
  g_assert_cmpint (setrlimit (RLIMIT_CPU, &limit), ==, 0);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hostile/bombs", test_bombs);
  g_test_add_func ("/hostile/overlapping", test_overlapping);
  g_test_add_func ("/hostile/many-objects", test_many_objects);
  g_test_add_func ("/hostile/long-names", test_long_names);
  g_test_add_func ("/hostile/shared-annotations", test_shared_annotations);
  g_test_add_func ("/hostile/shared-widget", test_shared_widget);
  g_test_add_func ("/hostile/lists-of-lists", test_lists_of_lists);
  return g_test_run ();
}
