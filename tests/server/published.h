/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "school.h"
#include "visitor.h"

G_BEGIN_DECLS

#define PUBLISHED_URL "https://so.hoasen.edu.vn"
#define PUBLISHED_TITLE "Sổ chủ nhiệm <6A> & \"bạn\""

/* A school that serves, with a published homeroom book: signed by the teacher, then by the
 * principal, whose signature has the QR code. */
typedef struct {
  School *school;
  FixtureServer *server;
  SokyBook *book;
  GBytes *first; /* signed by the teacher alone */
  GBytes *file;  /* as it was published */
} Published;

/* @offer: whether the page gives the file away */
Published *published_new (gboolean offer);
void published_free (Published *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Published, published_free)

G_END_DECLS
