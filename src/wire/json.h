/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/error.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* JSON of a peer that is not trusted, and JSON for it. Private to this room. */

#define SOKY_JSON_MAX_TEXT 2000     /* characters of the longest text of ours */
#define SOKY_JSON_MAX_NAME_TEXT 500 /* of names of people, units, certificates */
#define SOKY_JSON_MAX_INTEGER 9007199254740991
#define SOKY_JSON_MAX_COUNT 100000

/* Parses an object; @length -1 = NUL-terminated. NULL with a SOKY_WIRE_ERROR. */
JsonNode *soky_json_parse (const char *text, gssize length, GError **error);

/* Reads the members of one object. The first thing that is wrong stays in @error and everything
 * read after it is neutral: texts are empty, numbers are their minimum. */
typedef struct {
  JsonObject *object;
  GError *error;
} SokyJson;

/* @node: (nullable): an object, else everything is wrong */
SokyJson soky_json_read (JsonNode *node);
/* Ends a reading: FALSE with what was wrong. */
gboolean soky_json_finish (SokyJson *self, GError **error);
/* Says that @name is wrong. */
void soky_json_reject (SokyJson *self, const char *name);
gboolean soky_json_has (const SokyJson *self, const char *name);

/* Texts, never NULL; at most @longest characters. An id is as soky_wire_is_id() says. */
char *soky_json_text (SokyJson *self, const char *name, glong longest);
char *soky_json_id (SokyJson *self, const char *name);
char *soky_json_sha256 (SokyJson *self, const char *name);
/* The same where a member may be missing or null: NULL then. */
char *soky_json_text_or_null (SokyJson *self, const char *name, glong longest);
char *soky_json_id_or_null (SokyJson *self, const char *name);
char *soky_json_sha256_or_null (SokyJson *self, const char *name);

/* An integer of the range; a missing one is @minimum where that is 0 or below, else wrong. */
gint64 soky_json_integer (SokyJson *self, const char *name, gint64 minimum, gint64 maximum);
gboolean soky_json_flag (SokyJson *self, const char *name, gboolean when_missing);
/* RFC 3339 with a fraction of up to six digits; a missing one is 0. */
gint64 soky_json_moment (SokyJson *self, const char *name);
/* A missing array is an empty one. */
char **soky_json_texts (SokyJson *self, const char *name, guint most, glong longest);
/* The member "version": 0 when it is missing, and not written then. */
guint64 soky_json_version (SokyJson *self);
void soky_json_set_version (JsonObject *object, guint64 version);
/* NULL when it is missing or null. */
JsonNode *soky_json_object (SokyJson *self, const char *name);

/* The elements of an array, none when it is missing; the container is the caller's. */
GPtrArray *soky_json_nodes (SokyJson *self, const char *name, guint most);
typedef gpointer (*SokyJsonItem) (JsonNode *node, GError **error);
/* Adds each element of an array, read by @item, to @array; a missing one adds nothing. */
void soky_json_array (SokyJson *self, const char *name, guint most, SokyJsonItem item,
                      GPtrArray *array);

/* Reads a word of an enumeration by its soky_…_from_string(). */
#define soky_json_word(self, name, from_string, place)                                             \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *word_ = soky_json_text ((self), (name), SOKY_JSON_MAX_TEXT);                  \
    if (!from_string (word_, (place)))                                                             \
      soky_json_reject ((self), (name));                                                           \
  }                                                                                                \
  G_STMT_END

/* For writing: a NULL text, array or moment 0 is left out. */
void soky_json_set_text (JsonObject *object, const char *name, const char *text);
void soky_json_set_moment (JsonObject *object, const char *name, gint64 moment_us);
void soky_json_set_texts (JsonObject *object, const char *name, char **texts);

typedef JsonObject *(*SokyJsonMake) (gconstpointer item);
void soky_json_set_array (JsonObject *object, const char *name, GPtrArray *items,
                          SokyJsonMake make);

/* @object: (transfer full) */
char *soky_json_print (JsonObject *object);

G_END_DECLS
