/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/object.h"

#include <stdlib.h>

void
soky_object_clear (SokyObject *self)
{
  if (self->qpdf != NULL)
    qpdf_oh_release (self->qpdf, self->oh);
  self->qpdf = NULL;
}

static SokyObject
wrap (qpdf_data qpdf, qpdf_oh oh)
{
  return (SokyObject){qpdf, oh};
}

SokyObject
soky_object_trailer (qpdf_data qpdf)
{
  return wrap (qpdf, qpdf_get_trailer (qpdf));
}

SokyObject
soky_object_by_number (qpdf_data qpdf, int number, int generation)
{
  return wrap (qpdf, qpdf_get_object_by_id (qpdf, number, generation));
}

static SokyObject
get_dictionary (const SokyObject *self)
{
  if (qpdf_oh_is_stream (self->qpdf, self->oh))
    return wrap (self->qpdf, qpdf_oh_get_dict (self->qpdf, self->oh));
  return wrap (self->qpdf, qpdf_oh_new_object (self->qpdf, self->oh));
}

SokyObject
soky_object_get (const SokyObject *self, const char *key)
{
  g_auto (SokyObject) dictionary = get_dictionary (self);
  return wrap (self->qpdf, qpdf_oh_get_key_if_dict (self->qpdf, dictionary.oh, key));
}

SokyObject
soky_object_item (const SokyObject *self, int index)
{
  if (index < 0 || index >= soky_object_count (self))
    return wrap (self->qpdf, qpdf_oh_new_null (self->qpdf));
  return wrap (self->qpdf, qpdf_oh_get_array_item (self->qpdf, self->oh, index));
}

int
soky_object_count (const SokyObject *self)
{
  return soky_object_is_array (self) ? qpdf_oh_get_array_n_items (self->qpdf, self->oh) : 0;
}

gboolean
soky_object_is_null (const SokyObject *self)
{
  return qpdf_oh_is_null (self->qpdf, self->oh);
}

gboolean
soky_object_is_array (const SokyObject *self)
{
  return qpdf_oh_is_array (self->qpdf, self->oh);
}

gboolean
soky_object_is_dictionary (const SokyObject *self)
{
  return qpdf_oh_is_dictionary (self->qpdf, self->oh);
}

gboolean
soky_object_is_stream (const SokyObject *self)
{
  return qpdf_oh_is_stream (self->qpdf, self->oh);
}

gboolean
soky_object_is_string (const SokyObject *self)
{
  return qpdf_oh_is_string (self->qpdf, self->oh);
}

gboolean
soky_object_is_name (const SokyObject *self, const char *name)
{
  return qpdf_oh_is_name_and_equals (self->qpdf, self->oh, name);
}

gboolean
soky_object_has (const SokyObject *self, const char *key)
{
  g_auto (SokyObject) value = soky_object_get (self, key);
  return !soky_object_is_null (&value);
}

gboolean
soky_object_get_integer (const SokyObject *self, gint64 *value)
{
  long long number = 0;
  if (!qpdf_oh_get_value_as_longlong (self->qpdf, self->oh, &number))
    return FALSE;
  *value = number;
  return TRUE;
}

gboolean
soky_object_get_number (const SokyObject *self, double *value)
{
  return qpdf_oh_get_value_as_number (self->qpdf, self->oh, value);
}

gboolean
soky_object_get_rect (const SokyObject *self, double rect[4])
{
  double corner[4] = {0};

  if (soky_object_count (self) != 4)
    return FALSE;
  for (int i = 0; i < 4; i++) {
    g_auto (SokyObject) item = soky_object_item (self, i);
    if (!soky_object_get_number (&item, &corner[i]))
      return FALSE;
  }
  rect[0] = MIN (corner[0], corner[2]);
  rect[1] = MIN (corner[1], corner[3]);
  rect[2] = MAX (corner[0], corner[2]);
  rect[3] = MAX (corner[1], corner[3]);
  return TRUE;
}

gboolean
soky_object_get_reference (const SokyObject *self, int *number, int *generation)
{
  if (!qpdf_oh_is_indirect (self->qpdf, self->oh))
    return FALSE;
  *number = qpdf_oh_get_object_id (self->qpdf, self->oh);
  *generation = qpdf_oh_get_generation (self->qpdf, self->oh);
  return TRUE;
}

char *
soky_object_dup_name (const SokyObject *self)
{
  const char *name = NULL;
  size_t length = 0;

  if (!qpdf_oh_get_value_as_name (self->qpdf, self->oh, &name, &length) || length == 0)
    return NULL;
  return g_strndup (name + 1, length - 1);
}

char *
soky_object_dup_text (const SokyObject *self)
{
  const char *text = NULL;
  size_t length = 0;

  if (!qpdf_oh_get_value_as_utf8 (self->qpdf, self->oh, &text, &length))
    return NULL;
  return g_utf8_make_valid (text, (gssize) length);
}

GBytes *
soky_object_dup_bytes (const SokyObject *self)
{
  const char *text = NULL;
  size_t length = 0;

  if (!qpdf_oh_get_value_as_string (self->qpdf, self->oh, &text, &length))
    return NULL;
  return g_bytes_new (text, length);
}

char *
soky_object_dup_source (const SokyObject *self)
{
  return g_strdup (qpdf_oh_unparse (self->qpdf, self->oh));
}

char *
soky_object_dup_resolved (const SokyObject *self)
{
  return g_strdup (qpdf_oh_unparse_resolved (self->qpdf, self->oh));
}

char **
soky_object_dup_keys (const SokyObject *self)
{
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
  g_auto (SokyObject) dictionary = get_dictionary (self);

  if (soky_object_is_dictionary (&dictionary)) {
    qpdf_oh_begin_dict_key_iter (self->qpdf, dictionary.oh);
    while (qpdf_oh_dict_more_keys (self->qpdf))
      g_strv_builder_add (keys, qpdf_oh_dict_next_key (self->qpdf));
  }
  return g_strv_builder_end (keys);
}

GBytes *
soky_object_read_raw (const SokyObject *self)
{
  unsigned char *data = NULL;
  size_t length = 0;

  if (!soky_object_is_stream (self) ||
      (qpdf_oh_get_stream_data (self->qpdf, self->oh, qpdf_dl_none, NULL, &data, &length) &
       QPDF_ERRORS) != 0)
    return NULL;
  return g_bytes_new_with_free_func (data, length, free, data);
}
