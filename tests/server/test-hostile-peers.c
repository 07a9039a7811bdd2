/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fixture.h"
#include "pdf-builder.h"
#include "raw.h"
#include "school.h"
#include "visitor.h"

#include <string.h>

/* Peers who mean harm, while somebody honest works: every request of hers succeeds. */

#define MANY 20
/* of a compressed bomb */
#define BOMB_BYTES ((gsize) 192 * 1024 * 1024)
#define DEPTH 100000

static School *school;
static FixtureServer *server;
static GBytes *pdf;

/* Somebody honest, in a thread of her own. */
typedef struct {
  GThread *thread;
  int stop;
  guint answered;
} Worker;

static gpointer
work (gpointer data)
{
  Worker *self = data;
  g_autoptr (Visitor) lan = visitor_new_signed_in (server, "gv.lan");

  while (!g_atomic_int_get (&self->stop)) {
    g_autoptr (SokyBook) book = visitor_make_book (lan, "Yên ổn", pdf);
    g_autoptr (GBytes) file = visitor_download (lan, book);
    g_assert_true (g_bytes_equal (file, pdf));
    self->answered++;
  }
  return NULL;
}

static Worker *
start_work (void)
{
  Worker *self = g_new0 (Worker, 1);
  self->thread = g_thread_new ("honest", work, self);
  return self;
}

static void
end_work (Worker *self)
{
  g_atomic_int_set (&self->stop, 1);
  g_thread_join (self->thread);
  g_assert_cmpuint (self->answered, >, 0);
  g_free (self);
}

/* Each sends a byte now and then, or nothing at all; the server ends them all. */
static void
test_slow (void)
{
  static const char head[] = "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: "
                             "application/json\r\nContent-Length: 60000\r\n\r\n{";
  g_autoptr (GPtrArray) peers = g_ptr_array_new_with_free_func (g_object_unref);
  Worker *honest = start_work ();

  for (guint i = 0; i < MANY; i++) {
    g_ptr_array_add (peers, raw_connect (server, i % 4 != 0));
    if (i % 4 > 1)
      raw_write (peers->pdata[i], head, i % 4 == 2 ? 20 : strlen (head));
  }
  /* as long as the server listens to the one who has sent the most */
  while (raw_write (peers->pdata[3], " ", 1))
    g_usleep (100000);
  for (guint i = 0; i < peers->len; i++)
    g_free (raw_read_all (peers->pdata[i]));
  end_work (honest);
}

static void
test_chunks (void)
{
  static const char *const bodies[] = {
      "ffffffffffffffff\r\n{",
      "-1\r\n{}\r\n0\r\n\r\n",
      "2;extension=\"\r\n{}\r\n0\r\n\r\n",
      "0x2\r\n{}\r\n0\r\n\r\n",
      "2\r\n{}0\r\n\r\n",
      "2\n{}\n0\n\n",
      "zz\r\n",
      "0\r\nX-Trailer: a\r\nAuthorization: Bearer x\r\n\r\n",
  };
  Worker *honest = start_work ();

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autofree char *text =
        g_strdup_printf ("POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: "
                         "application/json\r\nTransfer-Encoding: chunked\r\n\r\n%s",
                         bodies[i]);
    g_autoptr (GIOStream) stream = raw_connect (server, TRUE);
    raw_write (stream, text, strlen (text));
    raw_end (stream);
    g_autofree char *answer = raw_read_all (stream);
    guint status = raw_get_status (answer);
    g_assert_true (status != 201 && status < 500);
  }
  end_work (honest);
}

static GBytes *
deflate_zeros (gsize length)
{
  g_autoptr (GZlibCompressor) packer = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (packer));
  g_autofree char *zeros = g_malloc0 (1024 * 1024);

  for (gsize done = 0; done < length; done += 1024 * 1024)
    g_assert_true (g_output_stream_write_all (stream, zeros, 1024 * 1024, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

/* The document, and an object with the bomb that the catalog leads to. */
static GBytes *
make_bomb (void)
{
  g_autoptr (GBytes) packed = deflate_zeros (BOMB_BYTES);
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autoptr (GString) rows = g_string_new ("xref\n0 5\n0000000000 65535 f \n");
  static const char *const objects[] = {
      "1 0 obj\n<< /Type /Catalog /Pages 2 0 R /Names 5 0 R >>\nendobj\n",
      "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n",
      "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>\nendobj\n",
  };

  g_byte_array_append (file, (const guint8 *) "%PDF-1.7\n", 9);
  for (guint i = 0; i < G_N_ELEMENTS (objects); i++) {
    g_string_append_printf (rows, "%010u 00000 n \n", file->len);
    g_byte_array_append (file, (const guint8 *) objects[i], (guint) strlen (objects[i]));
  }
  g_string_append_printf (rows, "%010u 00000 n \n", file->len);
  gsize length = 0;
  const guint8 *data = g_bytes_get_data (packed, &length);
  g_autofree char *head = g_strdup_printf ("4 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter "
                                           "/FlateDecode /Length %" G_GSIZE_FORMAT " >>\nstream\n",
                                           length);
  g_byte_array_append (file, (const guint8 *) head, (guint) strlen (head));
  g_byte_array_append (file, data, (guint) length);
  static const char end[] = "\nendstream\nendobj\n";
  g_byte_array_append (file, (const guint8 *) end, sizeof end - 1);
  g_string_append_printf (rows, "trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%u\n%%%%EOF\n",
                          file->len);
  g_byte_array_append (file, (const guint8 *) rows->str, (guint) rows->len);
  return g_byte_array_free_to_bytes (g_steal_pointer (&file));
}

static GBytes *
make_deep (char open, char close)
{
  PdfBuilder *builder = pdf_builder_new ("");
  g_autofree char *opened = g_strnfill (DEPTH, open);
  g_autofree char *closed = g_strnfill (DEPTH, close);

  pdf_builder_document (builder, 1, "");
  pdf_builder_object (builder, 9, "%s%s", opened, closed);
  pdf_builder_end_table (builder, "/Info 9 0 R");
  return pdf_builder_finish (builder);
}

/* A page tree that leads back to itself, a thousand times at each level. */
static GBytes *
make_loop (void)
{
  PdfBuilder *builder = pdf_builder_new ("");
  g_autoptr (GString) kids = g_string_new (NULL);

  for (guint i = 0; i < 1000; i++)
    g_string_append (kids, "2 0 R ");
  pdf_builder_object (builder, 1, "<< /Type /Catalog /Pages 2 0 R >>");
  pdf_builder_object (builder, 2, "<< /Type /Pages /Count 1 /Kids [%s] >>", kids->str);
  pdf_builder_end_table (builder, "");
  return pdf_builder_finish (builder);
}

/* Files that would take all memory or time are refused, or taken when they are harmless; whoever
 * works meanwhile notices nothing. */
static void
test_bombs (void)
{
  g_autoptr (GBytes) bomb = make_bomb ();
  g_autoptr (GBytes) arrays = make_deep ('[', ']');
  g_autoptr (GBytes) loop = make_loop ();
  GBytes *const files[] = {bomb, arrays, loop};
  g_autoptr (Visitor) minh = visitor_new_signed_in (server, "tt.minh");
  Worker *honest = start_work ();

  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autoptr (SokyBook) book = visitor_make_book (minh, "Bom", NULL);
    g_autofree char *path = g_strdup_printf ("/api/v1/books/%s/revisions", book->id);
    const Request attach = {
        .type = "application/pdf", .body = files[i], .version = book->version, .base = "length=0"};
    const Answer *answer = visitor_send (minh, "POST", path, &attach);
    g_assert_true (answer->status == 422 || answer->status == 201);
  }
  end_work (honest);
}

/* What a stranger may not even know of, asked for in every way. */
static void
test_others (void)
{
  g_autoptr (Visitor) lan = visitor_new_signed_in (server, "gv.lan");
  g_autoptr (Visitor) stranger = visitor_new_signed_in (server, SCHOOL_STRANGER);
  g_autoptr (SokyBook) book = visitor_make_book (lan, "Của tôi", pdf);
  static const struct {
    const char *method;
    const char *end;
    const char *text;
  } rows[] = {
      {"GET", "", NULL},
      {"GET", "/file", NULL},
      {"GET", "/revisions/0/file", NULL},
      {"PATCH", "", "{\"title\":\"x\"}"},
      {"DELETE", "", NULL},
      {"POST", "/actions", "{\"action\":\"publish\"}"},
      {"POST", "/revisions", "%PDF-"},
  };
  Worker *honest = start_work ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/api/v1/books/%s%s", book->id, rows[i].end);
    const Request request = {
        .text = rows[i].text, .version = book->version, .base = "length=0", .key = "the-same"};
    visitor_send (stranger, rows[i].method, path, &request);
    visitor_assert (stranger, 404, "not-found");
  }
  end_work (honest);
}

/* An answer that was kept for one person is nobody else's, and names are never paths. */
static void
test_replays (void)
{
  g_autoptr (Visitor) lan = visitor_new_signed_in (server, "gv.lan");
  g_autoptr (Visitor) minh = visitor_new_signed_in (server, "tt.minh");
  const Request create = {.text = "{\"type_id\":\"duty_log\",\"title\":\"../../etc/passwd\","
                                  "\"school_year\":\"2026-2027\",\"period\":\"week-03\"}",
                          .key = "replayed"};

  visitor_send (lan, "POST", "/api/v1/books", &create);
  visitor_assert (lan, 201, NULL);
  g_autoptr (SokyBook) first = visitor_get_book (lan);
  visitor_send (lan, "POST", "/api/v1/books", &create);
  visitor_assert (lan, 201, NULL);
  g_autoptr (SokyBook) again = visitor_get_book (lan);
  g_assert_cmpstr (first->id, ==, again->id);
  g_assert_cmpstr (first->fields.title, ==, "../../etc/passwd");
  visitor_send (minh, "POST", "/api/v1/books", &create);
  visitor_assert (minh, 201, NULL);
  g_autoptr (SokyBook) other = visitor_get_book (minh);
  g_assert_cmpstr (first->id, !=, other->id);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  school = school_new ();
  school_set (school, "limits", "header-seconds", "2");
  school_set (school, "limits", "body-seconds", "2");
  school_set (school, "workers", "seconds", "5");
  server = fixture_server_new (school->folder);
  pdf = pdf_builder_simple (2);
  /* GLib's types are registered by one thread, before there are two */
  visitor_free (visitor_new_signed_in (server, "gv.lan"));

  g_test_add_func ("/server/hostile-peers/slow", test_slow);
  g_test_add_func ("/server/hostile-peers/chunks", test_chunks);
  g_test_add_func ("/server/hostile-peers/bombs", test_bombs);
  g_test_add_func ("/server/hostile-peers/others", test_others);
  g_test_add_func ("/server/hostile-peers/replays", test_replays);
  int status = g_test_run ();

  fixture_server_free (server);
  school_free (school);
  g_bytes_unref (pdf);
  return status;
}
