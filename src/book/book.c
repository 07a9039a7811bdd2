/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/book.h"

#include "book/names.h"

G_DEFINE_BOXED_TYPE (SokyBook, soky_book, soky_book_ref, soky_book_unref)

static void
clear_book (gpointer data)
{
  SokyBook *self = data;

  g_free (self->id);
  g_free (self->type_id);
  g_free (self->type_name);
  soky_book_fields_clear (&self->fields);
  g_free (self->check_code);
  g_free (self->owner_id);
  g_free (self->owner_name);
  g_free (self->unit_id);
  g_free (self->school_id);
  g_ptr_array_unref (self->rounds);
  g_ptr_array_unref (self->revisions);
  g_free (self->head_sha256);
  g_free (self->snippet);
}

static void
copy_scalars (const SokyBook *from, SokyBook *to)
{
  to->state = from->state;
  to->version = from->version;
  to->round = from->round;
  to->auto_publish = from->auto_publish;
  to->publish_after_stamp = from->publish_after_stamp;
  to->revision_count = from->revision_count;
  to->head_length = from->head_length;
  to->page_count = from->page_count;
  to->created_us = from->created_us;
  to->updated_us = from->updated_us;
  to->due_us = from->due_us;
  to->recall_requested_us = from->recall_requested_us;
  to->published_us = from->published_us;
}

SokyBook *
soky_book_new (void)
{
  SokyBook *self = g_atomic_rc_box_new0 (SokyBook);

  self->id = g_strdup ("");
  self->type_id = g_strdup ("");
  self->type_name = g_strdup ("");
  self->fields.title = g_strdup ("");
  self->fields.school_year = g_strdup ("");
  self->fields.period = g_strdup ("");
  self->owner_id = g_strdup ("");
  self->owner_name = g_strdup ("");
  self->unit_id = g_strdup ("");
  self->school_id = g_strdup ("");
  self->rounds = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_round_free);
  self->revisions = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_revision_free);
  return self;
}

SokyBook *
soky_book_copy (const SokyBook *self)
{
  SokyBook *copy = soky_book_new ();

  copy_scalars (self, copy);
  soky_names_assign (&copy->id, self->id);
  soky_names_assign (&copy->type_id, self->type_id);
  soky_names_assign (&copy->type_name, self->type_name);
  soky_book_fields_copy (&self->fields, &copy->fields);
  soky_names_assign (&copy->check_code, self->check_code);
  soky_names_assign (&copy->owner_id, self->owner_id);
  soky_names_assign (&copy->owner_name, self->owner_name);
  soky_names_assign (&copy->unit_id, self->unit_id);
  soky_names_assign (&copy->school_id, self->school_id);
  soky_names_assign (&copy->head_sha256, self->head_sha256);
  soky_names_assign (&copy->snippet, self->snippet);
  for (guint i = 0; i < self->rounds->len; i++)
    g_ptr_array_add (copy->rounds, soky_round_copy (g_ptr_array_index (self->rounds, i)));
  for (guint i = 0; i < self->revisions->len; i++)
    g_ptr_array_add (copy->revisions, soky_revision_copy (g_ptr_array_index (self->revisions, i)));
  return copy;
}

SokyBook *
soky_book_ref (SokyBook *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
soky_book_unref (SokyBook *self)
{
  g_atomic_rc_box_release_full (self, clear_book);
}

void
soky_book_fields_copy (const SokyBookFields *from, SokyBookFields *to)
{
  soky_names_assign (&to->title, from->title);
  soky_names_assign (&to->school_year, from->school_year);
  soky_names_assign (&to->period, from->period);
  soky_names_assign (&to->class_name, from->class_name);
  soky_names_assign (&to->subject, from->subject);
}

void
soky_book_fields_clear (SokyBookFields *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->school_year, g_free);
  g_clear_pointer (&self->period, g_free);
  g_clear_pointer (&self->class_name, g_free);
  g_clear_pointer (&self->subject, g_free);
}
