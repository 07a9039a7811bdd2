/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/book.h"

#include "wire/nodes.h"

#define MAX_BOOKS 1000
#define MAX_CURSOR 500

static const char *const views[] = {"inbox", "outbox", "published", "unit"};

SokyBookPage *
soky_book_page_new (void)
{
  SokyBookPage *self = g_new0 (SokyBookPage, 1);

  self->books = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_book_unref);
  return self;
}

void
soky_book_page_free (SokyBookPage *self)
{
  g_ptr_array_unref (self->books);
  g_free (self->next_cursor);
  g_free (self);
}

char *
soky_book_page_to_json (const SokyBookPage *self)
{
  JsonObject *object = json_object_new ();
  JsonObject *counts = json_object_new ();
  const guint numbers[] = {self->inbox, self->outbox, self->published, self->unit};

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    json_object_set_int_member (counts, views[i], numbers[i]);
  soky_json_set_array (object, "books", self->books, soky_node_for_listed_book);
  soky_json_set_text (object, "next_cursor", self->next_cursor);
  json_object_set_object_member (object, "counts", counts);
  return soky_json_print (object);
}

static gboolean
read_counts (JsonNode *node, SokyBookPage *self, GError **error)
{
  SokyJson json = soky_json_read (node);
  guint *const places[] = {&self->inbox, &self->outbox, &self->published, &self->unit};

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    *places[i] = (guint) soky_json_integer (&json, views[i], 0, G_MAXINT);
  return soky_json_finish (&json, error);
}

SokyBookPage *
soky_book_page_from_json (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);

  if (node == NULL)
    return NULL;
  g_autoptr (SokyBookPage) self = soky_book_page_new ();
  SokyJson json = soky_json_read (node);
  soky_json_array (&json, "books", MAX_BOOKS, soky_node_to_book, self->books);
  self->next_cursor = soky_json_text_or_null (&json, "next_cursor", MAX_CURSOR);
  JsonNode *counts = soky_json_object (&json, "counts");
  if (!soky_json_finish (&json, error) || !read_counts (counts, self, error))
    return NULL;
  return g_steal_pointer (&self);
}
