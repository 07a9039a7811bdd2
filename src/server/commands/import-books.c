/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/commands/import.h"

#include "base/paths.h"
#include "base/text.h"
#include "book/file-name-guess.h"
#include "book/rules.h"
#include "server/local-client.h"
#include "server/log.h"
#include "server/store/books.h"
#include "server/store/directory.h"
#include "wire/book.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_FILES 10000
#define PAGE 200
#define PATTERNS "import/file-names.ini"

typedef struct {
  SokyService *service;
  const char *folder;
  const char *login;
  SokyFileNamePatterns *patterns;
  SokySchool *school;
  GPtrArray *types;        /* SokyBookType: those the owner may make */
  GHashTable *known;       /* "title\nperiod": the owner's books */
  SokyLocalClient *client; /* nullable: nothing is made */
  guint made, left, there;
} Importing;

static void
importing_clear (Importing *self)
{
  g_clear_pointer (&self->patterns, soky_file_name_patterns_free);
  g_clear_pointer (&self->school, soky_school_free);
  g_clear_pointer (&self->types, g_ptr_array_unref);
  g_clear_pointer (&self->known, g_hash_table_unref);
  g_clear_pointer (&self->client, soky_local_client_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Importing, importing_clear)

static SokyFileNamePatterns *
load_patterns (GError **error)
{
  g_autofree char *path = soky_paths_data_file (PATTERNS);
  g_autofree char *text = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  return soky_file_name_patterns_new (text, length, error);
}

static void
keep_allowed_types (Importing *self, GPtrArray *all, SokyPerson *person)
{
  const SokyActor actor = {person};

  self->types = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_book_type_unref);
  for (guint i = 0; i < all->len; i++) {
    SokyBookType *type = all->pdata[i];
    if (soky_book_may_create (type, &actor, NULL))
      g_ptr_array_add (self->types, soky_book_type_ref (type));
  }
}

static char *
make_key (const char *title, const char *period)
{
  return g_strconcat (title, "\n", period, NULL);
}

static gboolean
list_known (Importing *self, SokyTransaction *tx, const SokyPerson *person, GError **error)
{
  SokyBookQuestion question = {.view = SOKY_BOOK_VIEW_OUTBOX,
                               .person_id = person->id,
                               .school_id = person->school_id,
                               .limit = PAGE};
  g_autofree char *after = NULL;

  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  do {
    question.after = after;
    g_autoptr (SokyBookPage) page = soky_store_list_books (tx, &question, error);
    if (page == NULL)
      return FALSE;
    for (guint i = 0; i < page->books->len; i++) {
      const SokyBook *book = page->books->pdata[i];
      g_hash_table_add (self->known, make_key (book->fields.title, book->fields.period));
    }
    g_free (after);
    after = g_steal_pointer (&page->next_cursor);
  } while (after != NULL);
  return TRUE;
}

static gboolean
prepare (Importing *self, GError **error)
{
  g_autoptr (SokyTransaction) tx = soky_store_begin (self->service->store, SOKY_STORE_READ, error);
  g_autoptr (SokyPerson) person =
      tx != NULL ? soky_store_find_person (tx, self->login, error) : NULL;
  g_autoptr (GPtrArray) types =
      person != NULL ? soky_store_list_book_types (tx, person->unit_id, error) : NULL;

  if (types == NULL)
    return FALSE;
  keep_allowed_types (self, types, person);
  self->school = soky_store_get_school (tx, person->school_id, error);
  self->patterns = self->school != NULL ? load_patterns (error) : NULL;
  return self->patterns != NULL && list_known (self, tx, person, error);
}

/* What the name does not tell; NULL when it tells enough. */
static const char *
find_gap (const SokyFileNameGuess *guess, const SokyBookType *type)
{
  if (type == NULL)
    return _ ("the type of book");
  if (type->asks_class && guess->class_name == NULL)
    return _ ("the class");
  if (type->asks_subject && guess->subject == NULL)
    return _ ("the subject");
  return guess->period == NULL ? _ ("the period") : NULL;
}

static SokyBook *
take_book (GBytes *answer, GError **error)
{
  g_autoptr (GBytes) body = answer;
  gsize length = 0;
  const char *text = body != NULL ? g_bytes_get_data (body, &length) : NULL;

  return body != NULL ? soky_wire_book_from_json (text, (gssize) length, error) : NULL;
}

/* A draft with its PDF; a PDF that is refused leaves no draft. */
static gboolean
make_book (Importing *self, const char *path, const SokyBookType *type,
           const SokyBookFields *fields, GError **error)
{
  g_autoptr (SokyBook) draft =
      take_book (soky_local_client_send (self->client, "POST", "/api/v1/books",
                                         soky_wire_create_to_json (type->id, fields), 0, error),
                 error);

  if (draft == NULL)
    return FALSE;
  g_autofree char *book_path = g_strconcat ("/api/v1/books/", draft->id, NULL);
  g_autofree char *revisions = g_strconcat (book_path, "/revisions", NULL);
  g_autoptr (GBytes) answer =
      soky_local_client_upload (self->client, revisions, path, 0, NULL, draft->version, error);
  if (answer != NULL)
    return TRUE;
  g_autoptr (GBytes) gone =
      soky_local_client_send (self->client, "DELETE", book_path, NULL, draft->version, NULL);
  return FALSE;
}

static void
print_line (const char *what, const char *name, const SokyFileNameGuess *guess, const char *words)
{
  g_print ("%s\t%s\t%s\t%s\t%s\t%s\t%s\n", what, name,
           guess->type_code != NULL ? guess->type_code : "",
           guess->class_name != NULL ? guess->class_name : "",
           guess->subject != NULL ? guess->subject : "", guess->period != NULL ? guess->period : "",
           words);
}

static void
take_file (Importing *self, const char *name)
{
  const SokyFileNameChoices choices = {self->types, (const char *const *) self->school->classes,
                                       (const char *const *) self->school->subjects};
  g_autofree char *shown = g_filename_display_name (name);
  g_autofree char *normal = soky_text_normalize (shown);
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (SokyFileNameGuess) guess = soky_file_name_guess (self->patterns, &choices, normal);
  const SokyBookType *type = soky_file_name_guess_find_type (guess, self->types);
  const char *gap = find_gap (guess, type);
  g_autofree char *title = g_strndup (normal, (gsize) (g_strrstr (normal, ".") - normal));
  g_autofree char *key = gap == NULL ? make_key (title, guess->period) : NULL;
  const SokyBookFields fields = {title, self->school->school_year, guess->period, guess->class_name,
                                 guess->subject};
  g_autoptr (GError) error = NULL;

  if (gap != NULL) {
    g_autofree char *words = g_strdup_printf (_ ("the name does not tell %s: rename it"), gap);
    print_line ("left", shown, guess, words);
    self->left++;
  } else if (!g_hash_table_add (self->known, g_steal_pointer (&key))) {
    print_line ("same", shown, guess, "");
    self->there++;
  } else if (self->client != NULL && !make_book (self, path, type, &fields, &error)) {
    print_line ("error", shown, guess, error->message);
    self->left++;
  } else {
    print_line ("add", shown, guess, "");
    self->made++;
  }
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
list_files (const char *folder, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) files = g_dir_open (folder, 0, error);
  const char *name;

  if (files == NULL)
    return NULL;
  while ((name = g_dir_read_name (files)) != NULL && names->len < MOST_FILES) {
    const char *dot = strrchr (name, '.');
    if (dot != NULL && dot != name && g_ascii_strcasecmp (dot, ".pdf") == 0)
      g_ptr_array_add (names, g_strdup (name));
  }
  g_ptr_array_sort (names, compare_names);
  return g_steal_pointer (&names);
}

gboolean
soky_import_books (SokyService *service, const char *folder, const char *login, gboolean apply,
                   GError **error)
{
  g_auto (Importing) self = {.service = service, .folder = folder, .login = login};
  g_autoptr (GPtrArray) names = list_files (folder, error);

  if (names == NULL || !prepare (&self, error))
    return FALSE;
  soky_log_set_quiet (TRUE);
  if (apply) {
    self.client = soky_local_client_new (service, login, error);
    if (self.client == NULL)
      return FALSE;
  }
  for (guint i = 0; i < names->len; i++)
    take_file (&self, names->pdata[i]);
  g_print (_ ("%u drafts, %u there already, %u left alone\n"), self.made, self.there, self.left);
  if (!apply)
    g_print (_ ("Nothing was changed yet: add --apply.\n"));
  return TRUE;
}
