/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A PIN or password in memory that is locked, guarded and wiped when the last reference goes. */
typedef struct _SokySecret SokySecret;

#define SOKY_TYPE_SECRET (soky_secret_get_type ())
GType soky_secret_get_type (void);

/**
 * soky_secret_new:
 * @text: (array length=length): the characters; the caller wipes its own copy
 * @length: bytes in @text, or -1 when it is NUL-terminated
 *
 * Returns: (transfer full): a secret that holds a copy of @text
 */
SokySecret *soky_secret_new (const char *text, gssize length);
SokySecret *soky_secret_ref (SokySecret *self);
void soky_secret_unref (SokySecret *self);

/* The characters, NUL-terminated; valid while a reference is held. */
const char *soky_secret_peek (const SokySecret *self);
/* Length in bytes, without the NUL. */
gsize soky_secret_get_length (const SokySecret *self);
/* Compares in constant time. */
gboolean soky_secret_equal (const SokySecret *self, const SokySecret *other);

/**
 * soky_secret_read_line:
 * @fd: a file descriptor, read a byte at a time so that nothing stays in a buffer
 *
 * Reads one line (without its line end) of at most 255 bytes.
 *
 * Returns: (transfer full) (nullable): the secret, or %NULL with a #GIOError
 */
SokySecret *soky_secret_read_line (int fd, GError **error);

/* Overwrites memory in a way that no compiler removes. */
void soky_wipe (void *data, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokySecret, soky_secret_unref)

G_END_DECLS
