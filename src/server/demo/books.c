/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/paths.h"
#include "server/demo/demo.h"
#include "server/local-client.h"
#include "server/store/books.h"
#include "server/store/directory.h"
#include "server/upload.h"
#include "sign/sign.h"
#include "wire/book.h"

#define MAX_STEPS 3
#define ENOUGH 20

/* A row of a route. */
typedef struct {
  const char *login; /* NULL in the row after the last */
  SokyRole role;
  const char *title;
  const char *anchor;
} Row;

/* Books that are under way when the demo begins. The first row is the owner's. */
static const struct {
  const char *type_id;
  const char *title;
  const char *period;
  const char *class_name;
  const char *file; /* below data/demo */
  Row rows[MAX_STEPS];
  guint signatures; /* that it has already; 0 = it is a draft */
} books[] = {
    {"group_minutes",
     "Biên bản họp tổ Toán – Tin tháng 9",
     "month-09",
     NULL,
     "bien-ban-hop-to-toan-tin-thang-9.pdf",
     {{"gv.lan", SOKY_ROLE_TEACHER, "THƯ KÝ", "Thư ký"},
      {"tt.minh", SOKY_ROLE_GROUP_HEAD, "TỔ TRƯỞNG", "Tổ trưởng chuyên môn"},
      {"ht.hanh", SOKY_ROLE_PRINCIPAL, "HIỆU TRƯỞNG", "Hiệu trưởng"}},
     2},
    {"homeroom_book",
     "Sổ chủ nhiệm lớp 6A",
     "year",
     "6A",
     "so-chu-nhiem-6a-thang-9.pdf",
     {{"gv.lan", SOKY_ROLE_HOMEROOM_TEACHER, NULL, NULL}},
     0},
};

typedef struct {
  SokyService *service;
  guint index;
  SokyLocalClient *client; /* of the owner */
  SokyPerson *people[MAX_STEPS];
  char *school_year;
  char *file;     /* as it is by now */
  SokyBook *book; /* as the last answer said */
} Making;

static void
making_clear (Making *self)
{
  g_clear_pointer (&self->client, soky_local_client_free);
  for (guint i = 0; i < MAX_STEPS; i++)
    g_clear_pointer (&self->people[i], soky_person_unref);
  g_clear_pointer (&self->school_year, g_free);
  g_clear_pointer (&self->file, g_free);
  g_clear_pointer (&self->book, soky_book_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Making, making_clear)

static gboolean
take_book (Making *self, GBytes *answer, GError **error)
{
  g_autoptr (GBytes) body = answer;
  gsize length = 0;
  const char *text = body ? g_bytes_get_data (body, &length) : NULL;

  if (body == NULL)
    return FALSE;
  g_clear_pointer (&self->book, soky_book_unref);
  self->book = soky_wire_book_from_json (text, (gssize) length, error);
  return self->book != NULL;
}

/* The owner's books, by title. */
static gboolean
has_book (GPtrArray *list, const char *title)
{
  for (guint i = 0; i < list->len; i++) {
    const SokyBook *book = list->pdata[i];
    if (g_str_equal (book->fields.title, title))
      return TRUE;
  }
  return FALSE;
}

/* Who is who, and whether the book is still to be made. */
static gboolean
look_up (Making *self, gboolean *needed, GError **error)
{
  const Row *rows = books[self->index].rows;
  g_autoptr (SokyTransaction) tx = soky_store_begin (self->service->store, SOKY_STORE_READ, error);

  for (guint i = 0; tx != NULL && i < MAX_STEPS && rows[i].login != NULL; i++) {
    self->people[i] = soky_store_find_person (tx, rows[i].login, error);
    if (self->people[i] == NULL)
      return FALSE;
  }
  if (tx == NULL)
    return FALSE;
  const SokyBookQuestion question = {.person_id = self->people[0]->id,
                                     .school_id = self->people[0]->school_id,
                                     .text = books[self->index].title,
                                     .limit = ENOUGH};
  g_autoptr (SokyBookPage) page = soky_store_list_books (tx, &question, error);
  g_autoptr (SokySchool) school =
      page ? soky_store_get_school (tx, question.school_id, error) : NULL;
  if (school == NULL)
    return FALSE;
  *needed = !has_book (page->books, books[self->index].title);
  self->school_year = g_strdup (school->school_year);
  return TRUE;
}

static gboolean
send (Making *self, const char *path, char *json, guint64 version, GError **error)
{
  return take_book (self, soky_local_client_send (self->client, "POST", path, json, version, error),
                    error);
}

static gboolean
create (Making *self, GError **error)
{
  const SokyBookFields fields = {
      .title = (char *) books[self->index].title,
      .school_year = self->school_year,
      .period = (char *) books[self->index].period,
      .class_name = (char *) books[self->index].class_name,
  };
  g_autofree char *name = g_build_filename ("demo", books[self->index].file, NULL);

  self->file = soky_paths_data_file (name);
  if (!send (self, "/api/v1/books", soky_wire_create_to_json (books[self->index].type_id, &fields),
             0, error))
    return FALSE;
  g_autofree char *path = g_strdup_printf ("/api/v1/books/%s/revisions", self->book->id);
  return take_book (self,
                    soky_local_client_upload (self->client, path, self->file, 0, NULL,
                                              self->book->version, error),
                    error);
}

static gboolean
submit (Making *self, GError **error)
{
  const Row *rows = books[self->index].rows;
  g_autoptr (SokyAction) action = soky_action_new (SOKY_ACTION_SUBMIT, self->book->version);
  g_autofree char *path = g_strdup_printf ("/api/v1/books/%s/actions", self->book->id);

  for (guint i = 0; i < MAX_STEPS && rows[i].login != NULL; i++)
    soky_action_add_step (
        action, soky_step_new (i + 1, self->people[i]->id, rows[i].role, SOKY_STEP_PERSON, TRUE));
  return send (self, path, soky_wire_action_to_json (action), self->book->version, error);
}

static gboolean
upload (Making *self, const Row *row, const char *file, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/books/%s/revisions", self->book->id);
  g_autoptr (SokyLocalClient) client = soky_local_client_new (self->service, row->login, error);

  return client != NULL &&
         take_book (self,
                    soky_local_client_upload (client, path, file, self->book->head_length,
                                              self->book->head_sha256, self->book->version, error),
                    error);
}

static gboolean
sign (Making *self, const Row *row, SokyIssued *issued, GError **error)
{
  const SokySignOptions options = {
      .placement = {.visible = TRUE, .anchor = row->anchor},
      .title = row->title,
  };
  g_autoptr (SokySigner) signer = soky_issued_create_signer (issued);
  char *file =
      g_strdup_printf ("%s%c%s.pdf", self->service->settings->uploads, G_DIR_SEPARATOR, row->login);
  gboolean good = soky_sign_file (self->file, file, &options, signer, NULL, error) &&
                  upload (self, row, file, error);

  g_free (self->file);
  self->file = file;
  return good;
}

/* Keys are only at hand when the tokens were made by this very run; without them the book waits
 * for its owner. */
static gboolean
sign_all (Making *self, GHashTable *issued, GError **error)
{
  for (guint i = 0; i < books[self->index].signatures; i++) {
    const Row *row = &books[self->index].rows[i];
    SokyIssued *one = g_hash_table_lookup (issued, row->login);
    if (one == NULL)
      return TRUE;
    if (!sign (self, row, one, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
make (SokyService *service, guint index, GHashTable *issued, GError **error)
{
  g_auto (Making) self = {.service = service, .index = index};
  gboolean needed = FALSE;

  if (!look_up (&self, &needed, error))
    return FALSE;
  if (!needed)
    return TRUE;
  self.client = soky_local_client_new (service, books[index].rows[0].login, error);
  if (self.client == NULL || !create (&self, error))
    return FALSE;
  return books[index].signatures == 0 || (submit (&self, error) && sign_all (&self, issued, error));
}

gboolean
soky_demo_add_books (SokyService *service, GHashTable *issued, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (books); i++) {
    if (!make (service, i, issued, error))
      return FALSE;
  }
  soky_upload_clean (service->settings->uploads);
  return TRUE;
}
