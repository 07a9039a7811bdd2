/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/person.h"
#include "book/unit.h"

G_BEGIN_DECLS

/* A page of people: {people: […], next_cursor}. */
typedef struct {
  GPtrArray *people; /* SokyPerson */
  char *next_cursor; /* nullable */
} SokyPeoplePage;

SokyPeoplePage *soky_people_page_new (void);
void soky_people_page_free (SokyPeoplePage *self);
char *soky_people_page_to_json (const SokyPeoplePage *self);
SokyPeoplePage *soky_people_page_from_json (const char *text, gssize length, GError **error);

char *soky_wire_person_to_json (const SokyPerson *person);
SokyPerson *soky_wire_person_from_json (const char *text, gssize length, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyPeoplePage, soky_people_page_free)

G_END_DECLS
