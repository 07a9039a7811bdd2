/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the program and its soky-token process say to each other over a pipe. A frame is a length
 * (four bytes, big endian) and that many bytes: a kind, then fields. A number is eight bytes, big
 * endian; bytes and text are a number (their length) and themselves. A PIN is never in a frame: it
 * follows it as a line, so that it goes from locked memory to locked memory. */

#define SOKY_MESSAGE_HEADER 4
#define SOKY_MESSAGE_MAX (4U * 1024 * 1024)

/* What makes soky-token watch its module instead of answering requests. */
#define SOKY_WATCH_OPTION "--watch"

typedef enum {
  SOKY_MESSAGE_PING = 1,
  SOKY_MESSAGE_LIST,
  SOKY_MESSAGE_LOGIN,
  SOKY_MESSAGE_SIGN,
  SOKY_MESSAGE_LOGOUT,
  SOKY_MESSAGE_REPLY, /* CK_RV, a detail in words for the log, then what the request asks for */
  SOKY_MESSAGE_CHANGE_PIN,
  SOKY_MESSAGE_LOOKING, /* of a watching process: something changed, the list follows */
} SokyMessageKind;

/* Starts a frame; fields are put one by one, and soky_message_finish() fills in its length. */
GByteArray *soky_message_new (SokyMessageKind kind);
void soky_message_put_number (GByteArray *message, guint64 number);
void soky_message_put_bytes (GByteArray *message, const void *data, gsize length);
void soky_message_put_gbytes (GByteArray *message, GBytes *bytes);
void soky_message_put_text (GByteArray *message, const char *text);
/* FALSE when the frame is longer than SOKY_MESSAGE_MAX. */
gboolean soky_message_finish (GByteArray *message);

/* The length of the body that a frame's header announces; 0 when no frame is that long. */
gsize soky_message_body_length (const guint8 header[SOKY_MESSAGE_HEADER]);

/* Reads fields in their order. After the first field that is not there every further one is zero
 * or empty, and soky_message_reader_ended() is FALSE. */
typedef struct {
  const guint8 *next;
  gsize left;
  gboolean bad;
} SokyMessageReader;

/* Returns: the kind of the message; @body must outlive @reader */
SokyMessageKind soky_message_reader_start (SokyMessageReader *reader, const guint8 *body,
                                           gsize length);
guint64 soky_message_get_number (SokyMessageReader *reader);
/* How many items follow: bad when there are not even @least bytes for each. */
gsize soky_message_get_count (SokyMessageReader *reader, gsize least);
/* (transfer full): empty, never NULL */
GBytes *soky_message_get_gbytes (SokyMessageReader *reader);
/* (transfer full): valid UTF-8 without control characters and outer blanks, never NULL */
char *soky_message_get_text (SokyMessageReader *reader);
/* (transfer full): the same of text that comes from elsewhere */
char *soky_message_clean_text (const guint8 *text, gsize length);
/* Whether all was there and nothing is left. */
gboolean soky_message_reader_ended (const SokyMessageReader *reader);

G_END_DECLS
