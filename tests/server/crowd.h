/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "school.h"

#include "book/book.h"
#include "server/store/accounts.h"
#include "wire/challenge.h"

G_BEGIN_DECLS

/* A person of every role, in the demo school (A), in the level above it, and in another school of
 * the same level above (B); and a way to ask a server anything as any of them, without a network.
 */

enum {
  CROWD_NOBODY, /* not signed in */
  CROWD_TEACHER,
  CROWD_HEAD,
  CROWD_VICE,
  CROWD_PRINCIPAL,
  CROWD_CLERK,
  CROWD_ADMIN,
  CROWD_STAFF,
  CROWD_INSPECTOR,
  CROWD_ABOVE_INSPECTOR,
  CROWD_ABOVE_ADMIN,
  CROWD_OTHER_TEACHER, /* and the other roles of B, in the same order */
  CROWD_OTHER_ADMIN = CROWD_OTHER_TEACHER + 5,
  CROWD_N = CROWD_OTHER_TEACHER + 8,
};

#define CROWD_SCHOOL "thcs-hoa-sen"
#define CROWD_GROUP "to-toan-tin"
#define CROWD_ABOVE "phong-hoa-sen"
#define CROWD_OTHER "thcs-khac"
#define CROWD_PASSWORD "soky-demo"

typedef struct {
  School *school;
  SokyService *service;
  char *ids[CROWD_N]; /* of the people; NULL = nobody */
} Crowd;

/* What is asked. */
typedef struct {
  const char *method;
  const char *path; /* below /api/v1, with its query; "~/v/": outside */
  const char *json; /* nullable */
  guint64 version;  /* of If-Match, 0 = none */
} Question;

#define QUESTION(...) (&(const Question){__VA_ARGS__})

/* What was answered. */
typedef struct {
  guint status;
  char *code; /* of a problem document, else "" */
  char *text;
  guint64 version; /* of the ETag, 0 = none */
} Told;

/* The whole path of a question or a row. */
char *crowd_path (const char *path);

Crowd *crowd_new (void);
void crowd_free (Crowd *self);
/* Another person of A's group, whom nobody speaks for; the identifier. */
char *crowd_add_person (Crowd *self, SokyRole role, const char *unit_id);

/* @question: see above; @token: (nullable) */
Told *crowd_ask_with (Crowd *self, const char *token, const Question *question);
/* In a new session of @who, which ends with the question. */
Told *crowd_ask (Crowd *self, guint who, const Question *question);
/* Likewise; aborts the test unless the answer is that. @code: (nullable) */
Told *crowd_expect (Crowd *self, guint who, const Question *question, guint status,
                    const char *code);
/* What is answered to a sign-in by password and @proof (nullable) of a token. */
Told *crowd_enter (Crowd *self, const char *login, const char *password, const SokyProof *proof);
/* A one-time password for the person with @id, by @who. */
SokySecret *crowd_reset (Crowd *self, guint who, const char *id);
/* A session of @who; its token. */
SokySecret *crowd_sign_in (Crowd *self, guint who);
/* Aborts the test unless @told is that. */
void told_assert (const Told *told, guint status, const char *code);
void told_free (Told *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Crowd, crowd_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Told, told_free)

G_END_DECLS
