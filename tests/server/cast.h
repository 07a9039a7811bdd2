/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "school.h"
#include "visitor.h"

G_BEGIN_DECLS

/* Everybody who may come to a server, and books in every state: for tests of who may do what. */

enum {
  NOBODY,   /* without a token */
  FORGER,   /* with an invented one */
  STRANGER, /* principal of another school */
  CLERK,    /* same school, not in the route */
  ADMIN,    /* school administrator */
  HEAD,     /* tt.minh: second in the route */
  CHIEF,    /* ht.hanh: principal */
  OWNER,    /* gv.lan: the teacher */
  N_VISITORS,
};

/* The state a book is brought into before the question is asked. */
typedef enum { DRAFT, WAITING, APPROVED, PUBLISHED } Stage;

typedef struct {
  School *school;
  FixtureServer *server;
  Visitor *visitors[N_VISITORS];
  GBytes *pdf;
} Cast;

Cast *cast_new (void);
void cast_free (Cast *self);
/* "nobody" for who has no login. */
const char *cast_get_login (guint who);

/* A book of the teacher's, on whose route are the teacher and the head of the group. */
SokyBook *cast_make_book (Cast *self, Stage stage);
/* POST …/actions, which must succeed. */
SokyBook *cast_act (Cast *self, guint who, const SokyBook *book, const char *text);

G_END_DECLS
