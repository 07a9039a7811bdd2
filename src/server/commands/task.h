/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/administration.h"
#include "server/commands/command.h"
#include "server/service.h"

G_BEGIN_DECLS

/* Sub-commands that do one of several things in one transaction: `soky-server unit add …`. */

typedef struct {
  SokyService *service;
  SokyTransaction *tx;
  SokyOrigin origin;
  char **arguments; /* after the name of what is to be done; NULL-terminated */
} SokyTask;

typedef struct {
  const char *name;
  int arguments; /* after it */
  gboolean (*run) (SokyTask *task, GError **error);
  gboolean reads; /* and changes nothing: others may write meanwhile */
} SokyTaskAction;

/**
 * soky_task_action_run:
 * @actions: ended by one without a name
 * @argv: with the options taken out, the command's own name in front
 * @again: what to say when it is none of them
 * @missing: what to say of the first argument when there is no such record
 *
 * Does what @argv asks for and commits it. Returns: the exit status
 */
int soky_task_action_run (const SokyTaskAction *actions, const char *state, char **argv,
                          const char *again, const char *missing);
/* Calls @visit for every school and every unit above schools. */
gboolean soky_task_visit_schools (SokyTask *task,
                                  gboolean (*visit) (SokyTask *task, const char *school_id,
                                                     GError **error),
                                  GError **error);
/* The unit @wanted, or where that is NULL the only school. Returns: (transfer full) (nullable) */
char *soky_task_find_school (SokyTask *task, const char *wanted, GError **error);
/* Sets @error for something that was typed; always FALSE. */
gboolean soky_task_refuse (const char *message, GError **error);

G_END_DECLS
