/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/token/module.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* One driver watched: the program's end of "soky-token --watch MODULE", which sends what it sees
 * when it starts and whenever that changes. Lives on the main loop and never blocks.
 *
 * Signal "changed": tokens, problem or "settled" are no longer what they were. */
#define SOKY_TYPE_TOKEN_WATCH (soky_token_watch_get_type ())
G_DECLARE_FINAL_TYPE (SokyTokenWatch, soky_token_watch, SOKY, TOKEN_WATCH, GObject)

/* @patience_ms: how long the driver may take to list what it sees */
SokyTokenWatch *soky_token_watch_new (const char *path, guint patience_ms);
const char *soky_token_watch_get_path (SokyTokenWatch *self);

/* Gives the driver up without asking it. @problem: (transfer full) */
void soky_token_watch_give_up (SokyTokenWatch *self, GError *problem);

/* Nothing happens while it runs, or after it was given up. */
void soky_token_watch_start (SokyTokenWatch *self);
void soky_token_watch_stop (SokyTokenWatch *self);

gboolean soky_token_watch_is_settled (SokyTokenWatch *self);
/* (transfer none) (element-type SokyToken) */
GPtrArray *soky_token_watch_get_tokens (SokyTokenWatch *self);
/* (transfer none) (nullable): the driver does not work; it is not asked any more */
const GError *soky_token_watch_get_problem (SokyTokenWatch *self);

G_END_DECLS
