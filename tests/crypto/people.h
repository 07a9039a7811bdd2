/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "craft.h"
#include "crypto/cms/reader.h"

G_BEGIN_DECLS

/* What the tests of foreign messages share: two people, and a content that one of them signs. */

#define PEOPLE_CONTENT "%PDF-1.7 lesson plan"

typedef struct {
  Crafted *person;
  Crafted *other;
  GBytes *content;
  GBytes *digest;
} People;

typedef struct {
  const char *path;
  void (*run) (People *people, gconstpointer data);
} PeopleTest;

void people_add_tests (const PeopleTest *tests, gsize count);

/* Reads @message or aborts the test. */
SokyCms *people_read (GBytes *message);
/* What soky_cms_check() says of @message, with a reason unless it is valid. */
void people_assert_state (People *people, GBytes *message, SokyCmsState state);
void people_assert_malformed (GBytes *message);

G_END_DECLS
