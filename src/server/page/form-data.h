/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A file out of a form (multipart/form-data, RFC 7578), as it comes in from outside, piece by
 * piece: the bytes of the part with the given name go on, all others are passed over. */
typedef struct _SokyFormData SokyFormData;

/* Takes bytes of the file, in order. */
typedef gboolean (*SokyFormSink) (gpointer user_data, const void *data, gsize length,
                                  GError **error);

/* @content_type: (nullable): of the request; @field: the part that is wanted.
 * Returns: (nullable): %NULL when it is no form */
SokyFormData *soky_form_data_new (const char *content_type, const char *field, SokyFormSink sink,
                                  gpointer user_data);
void soky_form_data_free (SokyFormData *self);

/* Returns: %FALSE with %SOKY_WIRE_ERROR_MALFORMED when it is no form, or the sink's error */
gboolean soky_form_data_add (SokyFormData *self, const void *data, gsize length, GError **error);
/* Whether the file has come, whole. */
gboolean soky_form_data_is_complete (const SokyFormData *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyFormData, soky_form_data_free)

G_END_DECLS
