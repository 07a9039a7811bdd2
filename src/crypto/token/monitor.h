/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/token/module.h"
#include "crypto/token/token.h"

G_BEGIN_DECLS

/* A driver that is installed, and how it fares. */
typedef struct {
  SokyModule *module;
  GError *problem; /* nullable: why it was left aside, and what to do */
} SokyDriverState;

/* What is plugged in, kept up to date while somebody holds the monitor. Lives on the main loop; the
 * drivers are asked in processes of their own, so that nothing here ever blocks.
 *
 * Signal "changed": tokens, drivers or "settled" are no longer what they were. */
#define SOKY_TYPE_TOKEN_MONITOR (soky_token_monitor_get_type ())
G_DECLARE_FINAL_TYPE (SokyTokenMonitor, soky_token_monitor, SOKY, TOKEN_MONITOR, GObject)

SokyTokenMonitor *soky_token_monitor_new (SokyTokenHost *host);
/* Who logs in to the tokens. */
SokyTokenHost *soky_token_monitor_get_host (SokyTokenMonitor *self);

/* Tokens are watched from the first hold to the last release; without a hold nothing changes. */
void soky_token_monitor_hold (SokyTokenMonitor *self);
void soky_token_monitor_release (SokyTokenMonitor *self);

/* Whether every driver has answered once, or was given up. */
gboolean soky_token_monitor_is_settled (SokyTokenMonitor *self);
/* (transfer none) (element-type SokyToken): until "changed" */
GPtrArray *soky_token_monitor_get_tokens (SokyTokenMonitor *self);
/* (transfer none) (element-type SokyDriverState): until "changed" */
GPtrArray *soky_token_monitor_get_drivers (SokyTokenMonitor *self);

/* (transfer none) (nullable): a vendor whose token was plugged in, when drivers were looked for
 * last, though no driver of theirs is installed: its hint says what to do */
const SokyModule *soky_token_monitor_get_missing (SokyTokenMonitor *self);

/**
 * soky_token_monitor_find:
 * @fingerprint: of a certificate
 * @certificate: (out) (optional) (transfer none): it, on that token
 *
 * How a token is known again after it was taken out: by what it holds, not by its slot.
 *
 * Returns: (transfer none) (nullable): the first token that holds it
 */
SokyToken *soky_token_monitor_find (SokyTokenMonitor *self, const char *fingerprint,
                                    SokyTokenCertificate **certificate);

/* Looks for drivers again, and gives those that were left aside another try. */
void soky_token_monitor_retry (SokyTokenMonitor *self);

G_END_DECLS
