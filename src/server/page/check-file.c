/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/hex.h"
#include "crypto/digest.h"
#include "server/page/check.h"
#include "server/page/facts.h"
#include "server/page/form-data.h"
#include "server/store/books.h"
#include "wire/error.h"

#include <glib/gi18n-lib.h>

#define MOST_CHANGES 50

/* What is known of a file that somebody sent. */
typedef struct {
  char *title;                  /* of who runs the server */
  SokyExamination *examination; /* nullable: it is no PDF that can be read */
  SokyBook *book;               /* nullable: the published one that it is, or begins with */
  char *school;
  int revision;    /* of the book */
  goffset matched; /* how much of the file is the book's */
} Sent;

static void
sent_clear (Sent *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->examination, soky_examination_free);
  g_clear_pointer (&self->book, soky_book_unref);
  g_clear_pointer (&self->school, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sent, sent_clear)

gboolean
soky_check_may_post (SokyService *service, SokyCall *call, GError **error)
{
  return soky_check_may_ask (service, call, NULL, error);
}

static gboolean
take_book (SokyTransaction *tx, const char *sha256, goffset length, Sent *sent, GError **error)
{
  g_autofree char *id = NULL;

  if (!soky_store_find_published (tx, sha256, &id, &sent->revision, error))
    return FALSE;
  if (id == NULL)
    return TRUE;
  sent->book = soky_store_get_book (tx, id, error);
  sent->school = sent->book ? soky_check_get_school (tx, sent->book, error) : NULL;
  sent->matched = length;
  return sent->school != NULL;
}

static int
compare_lengths (gconstpointer a, gconstpointer b)
{
  const gint64 *one = a, *other = b;
  return (*one > *other) - (*one < *other);
}

/* Where the file ended when each of its signatures was made, the shortest first. */
static GArray *
list_ends (const SokyReport *report, goffset size)
{
  GArray *ends = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < report->signatures->len; i++) {
    const SokySignatureReport *signature = report->signatures->pdata[i];
    if (signature->revision_end > 0 && signature->revision_end < size)
      g_array_append_val (ends, signature->revision_end);
  }
  g_array_sort (ends, compare_lengths);
  return ends;
}

/* The longest beginning of the file that is a published book: one pass over it. */
static gboolean
find_beginning (SokyTransaction *tx, const char *path, Sent *sent, GError **error)
{
  g_autoptr (SokyInput) input = soky_input_open (path, error);
  g_autoptr (SokyDigest) digest = soky_digest_new (SOKY_HASH_SHA256);
  g_autoptr (GArray) ends = NULL;
  goffset done = 0;

  if (input == NULL)
    return FALSE;
  ends = list_ends (sent->examination->report, soky_input_get_size (input));
  for (guint i = 0; i < ends->len; i++) {
    gint64 end = g_array_index (ends, gint64, i);
    if (!soky_input_stream (input, done, end - done, soky_digest_sink, digest, NULL, error))
      return FALSE;
    done = end;
    g_autoptr (SokyDigest) here = soky_digest_copy (digest);
    g_autoptr (GBytes) hash = soky_digest_finish (here);
    g_autofree char *sha256 =
        soky_hex_encode (g_bytes_get_data (hash, NULL), g_bytes_get_size (hash));
    Sent found = {0};
    if (!take_book (tx, sha256, end, &found, error)) {
      sent_clear (&found);
      return FALSE;
    }
    if (found.book == NULL)
      continue;
    g_clear_pointer (&sent->book, soky_book_unref);
    g_clear_pointer (&sent->school, g_free);
    sent->book = found.book;
    sent->school = found.school;
    sent->revision = found.revision;
    sent->matched = found.matched;
  }
  return TRUE;
}

static gboolean
look_up (SokyService *service, SokyCall *call, Sent *sent, GError **error)
{
  const char *path = soky_upload_get_path (call->upload);
  g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, SOKY_STORE_READ, error);

  sent->title = tx ? soky_check_get_title (tx, error) : NULL;
  return sent->title != NULL &&
         take_book (tx, soky_upload_get_sha256 (call->upload),
                    soky_upload_get_length (call->upload), sent, error) &&
         (sent->book != NULL || sent->examination == NULL ||
          find_beginning (tx, path, sent, error));
}

static gboolean
is_whole (const Sent *sent, const SokyCall *call)
{
  return sent->book != NULL && sent->matched == soky_upload_get_length (call->upload);
}

/* What came after the part that is the book's, the worst first. */
static void
add_changes (SokyPage *page, const Sent *sent)
{
  const GPtrArray *changes = NULL;

  for (guint i = 0; i < sent->examination->report->signatures->len; i++) {
    const SokySignatureReport *signature = sent->examination->report->signatures->pdata[i];
    if (signature->revision_end == sent->matched)
      changes = signature->change_list;
  }
  guint count = changes ? MIN (changes->len, MOST_CHANGES) : 0;
  for (guint i = 0; i < count; i++) {
    const SokyPdfChange *change = changes->pdata[i];
    SokyTexts *thing = soky_texts_add (page->texts, "changes");
    soky_page_mark (thing, i, i + 1 == count);
    soky_texts_set (thing, "text", change->text);
    soky_texts_set (thing, "state-tone", change->permitted ? SOKY_TONE_CALM : SOKY_TONE_BAD);
    soky_texts_set (thing, "state",
                    change->permitted ? soky_page_say (page, N_ ("Permitted by the signers"))
                                      : soky_page_say (page, N_ ("Not permitted by the signers")));
    if (change->page > 0)
      soky_texts_take (thing, "page",
                       g_strdup_printf (soky_page_say (page, N_ ("page %d")), change->page));
  }
}

static gboolean
has_forbidden (const Sent *sent)
{
  const GPtrArray *signatures = sent->examination->report->signatures;

  for (guint i = 0; i < signatures->len; i++) {
    const SokySignatureReport *signature = signatures->pdata[i];
    if (signature->changes == SOKY_CHANGES_FORBIDDEN || signature->verdict == SOKY_VERDICT_INVALID)
      return TRUE;
  }
  return FALSE;
}

/* The file is, byte for byte, what the server has. */
static void
tell_book (SokyPage *page, const Sent *sent, GPtrArray *signatures)
{
  const SokyBook *book = sent->book;
  gboolean present = sent->revision == book->revision_count - 1;
  gboolean good = TRUE;

  soky_page_add_book (page, book, sent->school, FALSE);
  if (present)
    good = soky_page_add_signers (page, book, signatures);
  else if (signatures != NULL)
    good = soky_page_add_signatures (page, signatures);
  if (!present)
    soky_page_set_verdict (page, SOKY_TONE_CALM, N_ ("An Earlier State of a Published Book"),
                           N_ ("The file is genuine and unchanged, but signatures or proofs were "
                               "added before or after the book was published. Ask the school for "
                               "the published file."));
  else if (good)
    soky_page_set_verdict (page, SOKY_TONE_GOOD, N_ ("Published and Unchanged"),
                           N_ ("The file is, byte for byte, the book that the school has "
                               "published, and every digital signature on it is valid."));
  else
    soky_page_set_verdict (page, SOKY_TONE_WARN, N_ ("Published and Unchanged"),
                           N_ ("The file is, byte for byte, the book that the school has "
                               "published, but a digital signature on it cannot be confirmed."));
}

static void
tell_changed (SokyPage *page, const Sent *sent, GPtrArray *signatures)
{
  soky_page_add_book (page, sent->book, sent->school, FALSE);
  add_changes (page, sent);
  soky_page_add_signatures (page, signatures);
  if (has_forbidden (sent))
    soky_page_set_verdict (page, SOKY_TONE_BAD, N_ ("A Published Book That Was Changed"),
                           N_ ("The file begins as a book that the school has published, but it "
                               "was changed afterwards. Do not rely on it."));
  else
    soky_page_set_verdict (page, SOKY_TONE_WARN, N_ ("A Published Book with Additions"),
                           N_ ("The file begins as a book that the school has published; something "
                               "was added afterwards, of which the school knows nothing."));
}

static void
tell_foreign (SokyPage *page, GPtrArray *signatures)
{
  gboolean good = soky_page_add_signatures (page, signatures);

  soky_page_set_verdict (
      page, good ? SOKY_TONE_CALM : SOKY_TONE_WARN, N_ ("Not a Published Book of This School"),
      good ? N_ ("The file is digitally signed and unchanged, but the school has not published "
                 "it.")
           : N_ ("The file is digitally signed, but the school has not published it, and not every "
                 "signature on it is valid."));
}

static void
tell_unread (SokyPage *page, const GError *problem)
{
  if (g_error_matches (problem, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_NOT_A_PDF))
    soky_page_set_verdict (
        page, SOKY_TONE_CALM, N_ ("Not a PDF"),
        N_ ("Published books are PDF files. Choose the file that you were given, "
            "not a photograph or a Word document of it."));
  else if (g_error_matches (problem, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_PDF_ENCRYPTED))
    soky_page_set_verdict (page, SOKY_TONE_CALM, N_ ("The PDF Is Protected by a Password"),
                           N_ ("No published book is. It was not published by this school in this "
                               "form."));
  else
    soky_page_set_verdict (page, SOKY_TONE_BAD, N_ ("The PDF Is Damaged"),
                           N_ ("It cannot be read, and was not published by this school in this "
                               "form. Ask for the file again."));
}

static void
tell (SokyPage *page, const SokyCall *call, const Sent *sent, const GError *problem)
{
  g_autoptr (GPtrArray) signatures =
      sent->examination ? soky_signed_list (sent->examination->report) : NULL;

  if (is_whole (sent, call))
    tell_book (page, sent, signatures);
  else if (signatures == NULL)
    tell_unread (page, problem);
  else if (sent->book != NULL)
    tell_changed (page, sent, signatures);
  else if (signatures->len > 0)
    tell_foreign (page, signatures);
  else
    soky_page_set_verdict (page, SOKY_TONE_CALM, N_ ("Not Signed"),
                           N_ ("The PDF has no digital signature, and was not published by this "
                               "school."));
  soky_texts_set (page->texts, "sha256-label",
                  soky_page_say (page, N_ ("SHA-256 of the file that you sent")));
  soky_texts_set (page->texts, "sha256", soky_upload_get_sha256 (call->upload));
  soky_texts_take (page->texts, "size",
                   g_format_size_full ((guint64) soky_upload_get_length (call->upload), 0));
}

/* What can be said of the file itself, and is no failure of the server. */
static gboolean
is_about_the_file (const GError *problem)
{
  static const SokyWireError codes[] = {
      SOKY_WIRE_ERROR_NOT_A_PDF,   SOKY_WIRE_ERROR_PDF_DAMAGED,     SOKY_WIRE_ERROR_PDF_ENCRYPTED,
      SOKY_WIRE_ERROR_PDF_REFUSED, SOKY_WIRE_ERROR_VERIFIER_FAILED,
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++) {
    if (g_error_matches (problem, SOKY_WIRE_ERROR, codes[i]))
      return TRUE;
  }
  return FALSE;
}

gboolean
soky_check_file_post (SokyService *service, SokyCall *call, SokyTransaction *no_tx,
                      SokyReply *reply, GError **error)
{
  const SokyWords *words = soky_words_choose (soky_call_get_query (call, "lang"),
                                              soky_call_get_header (call, "accept-language"));
  g_auto (Sent) sent = {0};
  g_autoptr (GError) problem = NULL;

  if (call->upload == NULL || call->form == NULL || !soky_form_data_is_complete (call->form) ||
      soky_upload_get_length (call->upload) == 0)
    return soky_wire_refuse (SOKY_WIRE_ERROR_MALFORMED, error);
  if (!soky_upload_finish (call->upload, error))
    return FALSE;
  sent.examination = soky_workers_examine_in (service->workers, soky_upload_get_path (call->upload),
                                              0, soky_words_get_language (words), &problem);
  if (sent.examination == NULL && !is_about_the_file (problem)) {
    g_propagate_error (error, g_steal_pointer (&problem));
    return FALSE;
  }
  if (!look_up (service, call, &sent, error))
    return FALSE;
  if (sent.book == NULL)
    soky_check_count_miss (service, call);
  g_autoptr (SokyPage) page = soky_page_new (service, call, sent.title);
  tell (page, call, &sent, problem);
  soky_page_send (page, 200, "file.html", reply);
  return TRUE;
}
