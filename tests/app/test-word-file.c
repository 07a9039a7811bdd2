/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Word files become PDFs: by the real LibreOffice where it is installed, and by programs in its
 * place that are slow, that fail, or are not there. */
#include "config.h"

#include "app/word-file.h"

#include "base/paths.h"
#include "base/platform-office.h"
#include "base/task.h"

#include "../server/zip-builder.h"
#include "fixture.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#define LESSON "demo/giao-an-tin-hoc-6a-tuan-3.pdf"
#define W "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define TYPES "xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\""
#define RELATIONS "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\""

typedef struct {
  char *folder;
  char *path; /* as it was */
} Desk;

static void
desk_open (Desk *self, gconstpointer data)
{
  self->folder = fixture_make_folder ();
  self->path = g_strdup (g_getenv ("PATH"));
}

static void
desk_close (Desk *self, gconstpointer data)
{
  g_setenv ("PATH", self->path, TRUE);
  g_free (self->path);
  fixture_remove_folder (self->folder);
}

/* A program called soffice that comes first. */
static void
put_in_place (Desk *self, const char *script)
{
  g_autofree char *program = g_build_filename (self->folder, "soffice", NULL);
  g_autofree char *path = g_strconcat (self->folder, ":", self->path, NULL);

  fixture_write (program, script, strlen (script));
  g_assert_cmpint (g_chmod (program, 0700), ==, 0);
  g_setenv ("PATH", path, TRUE);
}

/* A letter of one paragraph, as Word writes it (ISO/IEC 29500-2, WordprocessingML). */
static char *
write_docx (Desk *self, const char *name)
{
  char *path = g_build_filename (self->folder, name, NULL);
  ZipBuilder *zip = zip_builder_new ();

  zip_builder_add_text (
      zip, "[Content_Types].xml",
      "<?xml version=\"1.0\"?><Types " TYPES ">"
      "<Default Extension=\"rels\" "
      "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      "<Override PartName=\"/word/document.xml\" "
      "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml."
      "document.main+xml\"/></Types>");
  zip_builder_add_text (
      zip, "_rels/.rels",
      "<?xml version=\"1.0\"?><Relationships " RELATIONS "><Relationship Id=\"r1\" "
      "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
      "officeDocument\" Target=\"word/document.xml\"/></Relationships>");
  zip_builder_add_text (zip, "word/document.xml",
                        "<?xml version=\"1.0\"?><w:document " W "><w:body><w:p><w:r>"
                        "<w:t>Kế hoạch bài dạy tuần 3</w:t></w:r></w:p></w:body></w:document>");
  g_autoptr (GBytes) bytes = zip_builder_end (zip);
  fixture_write (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return path;
}

/* Nothing is left in the cache but what is given out. */
static void
assert_clean (void)
{
  g_autofree char *folder = soky_paths_user_cache ("converted");
  g_autoptr (GDir) list = g_dir_open (folder, 0, NULL);

  g_assert_nonnull (list);
  g_assert_null (g_dir_read_name (list));
}

static void
test_names (void)
{
  static const struct {
    const char *name;
    gboolean is_one;
  } cases[] = {{"Giáo án.docx", TRUE}, {"GIÁO ÁN.DOC", TRUE}, {"a.odt", TRUE},      {"a.Rtf", TRUE},
               {"a.pdf", FALSE},       {"docx", FALSE},       {"a.docx.pdf", FALSE}};

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GFile) file = g_file_new_for_path (cases[i].name);
    g_assert_cmpint (soky_word_file_is (file), ==, cases[i].is_one);
  }
}

static void
test_real (Desk *self, gconstpointer data)
{
  g_autofree char *program = soky_platform_find_office ();
  g_autoptr (GError) error = NULL;

  if (program == NULL) {
    g_test_skip ("LibreOffice is not installed (libreoffice-writer)");
    return;
  }
  g_autofree char *word = write_docx (self, "Kế hoạch bài dạy.docx");
  g_autofree char *made = soky_word_file_convert (word, SOKY_WORD_FILE_SECONDS, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *text = NULL;
  if (fixture_run (&text, "pdftotext", made, "-", NULL) == 0)
    g_assert_nonnull (strstr (text, "Kế hoạch bài dạy tuần 3"));
  g_assert_cmpint (g_unlink (made), ==, 0);
  assert_clean ();
  /* and no traces beside the person's file */
  g_autoptr (GDir) list = g_dir_open (self->folder, 0, NULL);
  g_assert_cmpstr (g_dir_read_name (list), ==, "Kế hoạch bài dạy.docx");
  g_assert_null (g_dir_read_name (list));
}

/* What is asked of the program: a copy, in a profile of its own. */
static void
test_asked (Desk *self, gconstpointer data)
{
  g_autofree char *lesson = fixture_test_file ("../data/" LESSON);
  g_autofree char *asked = g_build_filename (self->folder, "asked", NULL);
  g_autofree char *script = g_strdup_printf ("#!/bin/sh\n"
                                             "printf '%%s\\n' \"$@\" > '%s'\n"
                                             "while [ \"$1\" != --outdir ]; do shift; done\n"
                                             "cp '%s' \"$2/book.pdf\"\n",
                                             asked, lesson);
  g_autofree char *word = write_docx (self, "--headless.docx");
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  put_in_place (self, script);
  g_autofree char *made = soky_word_file_convert (word, 60, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) got = fixture_read (made);
  g_autoptr (GBytes) expected = fixture_read (lesson);
  g_assert_true (g_bytes_equal (got, expected));
  g_assert_true (g_file_get_contents (asked, &text, NULL, NULL));
  g_auto (GStrv) words = g_strsplit (text, "\n", -1);
  g_assert_true (g_str_has_prefix (words[0], "-env:UserInstallation=file://"));
  g_assert_true (g_strv_contains ((const char *const *) words, "--headless"));
  g_assert_null (strstr (text, self->folder));
  g_assert_cmpint (g_unlink (made), ==, 0);
  assert_clean ();
}

static void
test_refused (Desk *self, gconstpointer data)
{
  static const struct {
    const char *script; /* NULL: there is none */
    GIOErrorEnum code;
  } cases[] = {
      {NULL, G_IO_ERROR_NOT_SUPPORTED},
      {"#!/bin/sh\nexit 1\n", G_IO_ERROR_FAILED},
      {"#!/bin/sh\nwhile [ \"$1\" != --outdir ]; do shift; done\necho nonsense > \"$2/book.pdf\"\n",
       G_IO_ERROR_FAILED},
  };
  g_autofree char *word = write_docx (self, "a.docx");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    if (cases[i].script != NULL)
      put_in_place (self, cases[i].script);
    else
      g_setenv ("PATH", "/nowhere", TRUE);
    g_assert_null (soky_word_file_convert (word, 60, NULL, &error));
    g_assert_error (error, G_IO_ERROR, (int) cases[i].code);
    g_assert_nonnull (strstr (error->message, "PDF"));
    assert_clean ();
  }
}

/* What runs for ever is ended, with whatever it started. */
static void
test_slow (Desk *self, gconstpointer data)
{
  g_autofree char *child = g_build_filename (self->folder, "child", NULL);
  g_autofree char *script =
      g_strdup_printf ("#!/bin/sh\nsleep 1000 &\necho $! > '%s'\nwait\n", child);
  g_autofree char *word = write_docx (self, "a.docx");
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  put_in_place (self, script);
  g_assert_null (soky_word_file_convert (word, 2, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  assert_clean ();
  g_assert_true (g_file_get_contents (child, &text, NULL, NULL));
  int pid = (int) g_ascii_strtoll (text, NULL, 10);
  g_assert_cmpint (pid, >, 1);
  /* nobody else has to reap it here: it is gone, or waits for that */
  for (guint i = 0; i < 1000 && kill (pid, 0) == 0; i++) {
    g_autofree char *state = g_strdup_printf ("/proc/%d/stat", pid);
    g_autofree char *line = NULL;
    if (g_file_get_contents (state, &line, NULL, NULL) && strstr (line, ") Z ") != NULL)
      return;
    g_usleep (10000);
  }
  g_assert_cmpint (kill (pid, 0), <, 0);
}

typedef struct {
  GMainLoop *loop;
  GError *error;
  char *path;
} Waiting;

static void
converted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Waiting *waiting = user_data;

  waiting->path = soky_word_file_convert_finish (result, &waiting->error);
  g_main_loop_quit (waiting->loop);
}

static gboolean
cancel_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

/* A person who gives up waits for nobody; the next file is converted all the same. */
static void
test_cancelled (Desk *self, gconstpointer data)
{
  g_autofree char *lesson = fixture_test_file ("../data/" LESSON);
  g_autofree char *quick = g_strdup_printf (
      "#!/bin/sh\nwhile [ \"$1\" != --outdir ]; do shift; done\ncp '%s' \"$2/book.pdf\"\n", lesson);
  g_autofree char *word = write_docx (self, "a.docx");
  g_autoptr (GFile) file = g_file_new_for_path (word);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Waiting first = {.loop = loop}, second = {.loop = loop};

  put_in_place (self, "#!/bin/sh\nsleep 1000\n");
  soky_word_file_convert_async (file, cancellable, converted_cb, &first);
  g_timeout_add (200, cancel_cb, cancellable);
  g_main_loop_run (loop);
  g_assert_error (first.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&first.error);
  put_in_place (self, quick);
  soky_word_file_convert_async (file, NULL, converted_cb, &second);
  g_main_loop_run (loop);
  g_assert_no_error (second.error);
  g_assert_cmpint (g_unlink (second.path), ==, 0);
  g_free (second.path);
}

int
main (int argc, char **argv)
{
  /* a cache of its own: what is left there is counted */
  char *cache = fixture_make_folder ();

  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/word-file/names", test_names);
#define ADD(path, func) g_test_add ("/word-file/" path, Desk, NULL, desk_open, func, desk_close)
  ADD ("asked", test_asked);
  ADD ("refused", test_refused);
  ADD ("slow", test_slow);
  ADD ("cancelled", test_cancelled);
  ADD ("real", test_real);
  int status = g_test_run ();
  fixture_remove_folder (cache);
  return status;
}
