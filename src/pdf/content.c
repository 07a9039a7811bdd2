/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/content.h"

#include "pdf/inflate.h"

#define MAX_FORMS 1000
#define MAX_STREAM_BYTES (16 * 1024 * 1024)

/* A form XObject that is drawn. */
typedef struct {
  const SokyValue *reference;
  gboolean hidden;
} Form;

typedef struct {
  SokyGraph *graph;
  SokyContentBudget *budget;
  SokyContentTraits *traits;
  const SokyValue *resources; /* of the stream that is looked at */
  GHashTable *seen;           /* soky_graph_key() of those forms */
  GArray *forms;              /* Form: those that were met, in order */
} Look;

/* How a stream is encoded: not at all, by FlateDecode alone, or otherwise. */
typedef enum { PLAIN, DEFLATED, OTHERWISE } Encoding;

static Encoding
get_encoding (SokyGraph *graph, const SokyValue *dict)
{
  const SokyValue *filter = soky_graph_get (graph, dict, "/Filter");

  if (filter != NULL && filter->kind == SOKY_VALUE_ARRAY) {
    if (soky_value_get_length (filter) > 1)
      return OTHERWISE;
    filter = soky_graph_resolve (graph, soky_value_get_item (filter, 0));
  }
  if (filter == NULL)
    return PLAIN;
  return soky_value_is (filter, "/FlateDecode") || soky_value_is (filter, "/Fl") ? DEFLATED
                                                                                 : OTHERWISE;
}

static GBytes *
decode (Look *self, const SokyValue *reference)
{
  const SokyValue *dict = soky_graph_resolve (self->graph, reference);
  Encoding encoding = get_encoding (self->graph, dict);

  if (encoding == OTHERWISE || self->budget->bytes == 0)
    return NULL;
  g_autoptr (GBytes) raw =
      soky_graph_read_stream (self->graph, reference->number, reference->generation);
  if (raw == NULL || encoding == PLAIN)
    return g_steal_pointer (&raw);
  gsize length = 0;
  const guint8 *data = g_bytes_get_data (raw, &length);
  return soky_inflate_up_to (data, length, MIN (self->budget->bytes, MAX_STREAM_BYTES));
}

static void
draw (const char *name, gboolean hidden, gpointer user_data)
{
  Look *self = user_data;
  const SokyValue *objects = soky_graph_get (self->graph, self->resources, "/XObject");
  const SokyValue *reference = soky_value_get (objects, name);
  const SokyValue *object = soky_graph_resolve (self->graph, reference);

  if (reference == NULL || reference->kind != SOKY_VALUE_REFERENCE)
    return;
  if (soky_value_is (soky_graph_get (self->graph, object, "/Subtype"), "/Image")) {
    self->traits->shows_image = TRUE;
  } else if (self->forms->len < MAX_FORMS &&
             g_hash_table_add (self->seen,
                               soky_graph_key (reference->number, reference->generation))) {
    const Form form = {reference, hidden};
    g_array_append_val (self->forms, form);
  }
}

static void
append_stream (Look *self, const SokyValue *reference, GByteArray *content)
{
  g_autoptr (GBytes) decoded =
      soky_graph_is_stream (self->graph, reference) ? decode (self, reference) : NULL;
  gsize length = 0;
  const guint8 *data = decoded ? g_bytes_get_data (decoded, &length) : NULL;

  self->budget->bytes -= MIN (self->budget->bytes, length);
  if (length > 0)
    g_byte_array_append (content, data, (guint) length);
  g_byte_array_append (content, (const guint8 *) "\n", 1);
}

static void
look_at_form (Look *self, const Form *form)
{
  g_autoptr (GByteArray) content = g_byte_array_new ();
  const SokyValue *own =
      soky_graph_get (self->graph, soky_graph_resolve (self->graph, form->reference), "/Resources");

  append_stream (self, form->reference, content);
  if (own != NULL)
    self->resources = own;
  soky_content_scan (content->data, content->len, form->hidden, self->traits, draw, self);
}

/* The streams of a page are one, whatever stands where they meet (ISO 32000-2 §7.8.2). */
static void
look_at_page (Look *self, const SokyValue *page)
{
  g_autoptr (GByteArray) content = g_byte_array_new ();
  const SokyValue *contents = soky_value_get (page, "/Contents");
  const SokyValue *list = soky_graph_resolve (self->graph, contents);

  if (list != NULL && list->kind == SOKY_VALUE_ARRAY) {
    for (guint i = 0; i < soky_value_get_length (list); i++)
      append_stream (self, soky_value_get_item (list, i), content);
  } else {
    append_stream (self, contents, content);
  }
  soky_content_scan (content->data, content->len, FALSE, self->traits, draw, self);
}

/* Resources may stand at a node above the page (ISO 32000-2 §7.7.3.4). */
const SokyValue *
soky_content_get_resources (SokyGraph *graph, const SokyValue *page)
{
  const guint max_levels = 64;

  for (guint level = 0; page != NULL && level < max_levels; level++) {
    const SokyValue *resources = soky_graph_get (graph, page, "/Resources");
    if (resources != NULL)
      return resources;
    page = soky_graph_get (graph, page, "/Parent");
  }
  return NULL;
}

void
soky_content_look (SokyGraph *graph, const SokyValue *page, SokyContentBudget *budget,
                   SokyContentTraits *traits)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) forms = g_array_new (FALSE, FALSE, sizeof (Form));
  const SokyValue *resources = soky_content_get_resources (graph, page);
  Look self = {graph, budget, traits, resources, seen, forms};

  *traits = (SokyContentTraits){FALSE, FALSE, FALSE};
  look_at_page (&self, page);
  for (guint i = 0; i < forms->len; i++) {
    const Form form = g_array_index (forms, Form, i);
    self.resources = resources;
    look_at_form (&self, &form);
  }
}
