/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/page/template.h"
#include "server/page/words.h"
#include "server/service.h"
#include "server/call.h"

G_BEGIN_DECLS

/* A page for everybody, in the caller's language. */
typedef struct {
  const SokyWords *words;
  SokyTexts *texts;
} SokyPage;

/* How something is to be seen: the classes of data/page/style.css. */
#define SOKY_TONE_GOOD "good"
#define SOKY_TONE_WARN "warn"
#define SOKY_TONE_BAD "bad"
#define SOKY_TONE_CALM "calm"

/* @title: (nullable): of the school, or whoever runs the server; NULL where it cannot be asked for
 */
SokyPage *soky_page_new (SokyService *service, const SokyCall *call, const char *title);
void soky_page_free (SokyPage *self);
/* A sentence marked with N_(), in the language of the page. */
const char *soky_page_say (const SokyPage *self, const char *english) G_GNUC_FORMAT (2);
/* What the page says first. The sentences are marked with N_(). */
void soky_page_set_verdict (SokyPage *self, const char *tone, const char *heading,
                            const char *explanation);
/* @name and @name-machine: a moment, for people (Vietnam's zone) and for programs */
void soky_page_set_moment (const SokyPage *self, SokyTexts *scope, const char *name,
                           gint64 moment_us);
/* The answer: @template with what was set. */
void soky_page_send (const SokyPage *self, guint status, const char *template, SokyReply *reply);
/* The page that says why there is no other. Needs no store. */
void soky_page_refuse (SokyService *service, const SokyCall *call, const GError *error,
                       SokyReply *reply);
/* "Week 3", in the language of the page. */
char *soky_page_format_period (const SokyPage *self, const char *period);

/* What goes with every page: nothing is loaded from anywhere, nothing runs, nobody frames it.
 * (transfer none) */
const char *soky_page_get_policy (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyPage, soky_page_free)

G_END_DECLS
