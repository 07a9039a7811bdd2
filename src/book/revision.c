/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/revision.h"

#include "book/names.h"

SokyRevision *
soky_revision_new (int number, const char *sha256, goffset length)
{
  SokyRevision *self = g_new0 (SokyRevision, 1);

  self->number = number;
  self->sha256 = g_strdup (sha256);
  self->length = length;
  self->author_id = g_strdup ("");
  self->author_name = g_strdup ("");
  return self;
}

SokyRevision *
soky_revision_copy (const SokyRevision *self)
{
  SokyRevision *copy = soky_revision_new (self->number, self->sha256, self->length);

  soky_revision_set_author (copy, self->author_id, self->author_name, self->created_us);
  copy->base = self->base;
  copy->round = self->round;
  return copy;
}

void
soky_revision_free (SokyRevision *self)
{
  g_free (self->sha256);
  g_free (self->author_id);
  g_free (self->author_name);
  g_free (self);
}

void
soky_revision_set_author (SokyRevision *self, const char *id, const char *name, gint64 created_us)
{
  soky_names_assign (&self->author_id, id);
  soky_names_assign (&self->author_name, name);
  self->created_us = created_us;
}
