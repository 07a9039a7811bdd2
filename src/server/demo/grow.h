/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/person.h"
#include "crypto/authority.h"
#include "server/service.h"

G_BEGIN_DECLS

/* The demo school grown to the size of a large one: people, groups, classes, and a school year's
 * books in all states, signed by keys that are forgotten afterwards. */

#define SOKY_DEMO_MAX_SIZE 2000

typedef struct {
  SokyService *service;
  SokyAuthority *authority;
  guint size; /* people */
  guint seed; /* names, subjects and states follow from it; identifiers do not */
} SokyDemoGrowth;

/* Somebody of the grown school, with a key in memory. */
typedef struct {
  SokyPerson *person;
  SokySigner *signer; /* nullable: signs nothing */
} SokyDemoStaff;

/* The parts of a group: its head first. */
typedef struct {
  GPtrArray *staff; /* SokyDemoStaff, owned */
} SokyDemoGroup;

typedef struct {
  GPtrArray *groups;   /* SokyDemoGroup, owned */
  SokyDemoStaff *vice; /* the vice-principal who reads everything */
} SokyDemoBody;

/* Once: a school that has grown already is left alone. Prints how far it is. */
gboolean soky_demo_grow (const SokyDemoGrowth *growth, GError **error);

/* Its people, with passwords and certificates. @random: of the seed */
SokyDemoBody *soky_demo_grow_people (const SokyDemoGrowth *growth, GRand *random, GError **error);
void soky_demo_body_free (SokyDemoBody *self);
/* Their books. Returns: how many, 0 with @error set */
guint soky_demo_grow_books (const SokyDemoGrowth *growth, const SokyDemoBody *body, GRand *random,
                            GError **error);

/* The authority of all demo certificates, which the server trusts. */
SokyAuthority *soky_demo_make_authority (SokyService *service, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyDemoBody, soky_demo_body_free)

G_END_DECLS
