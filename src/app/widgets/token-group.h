/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/token/token.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* One token that is plugged in: its certificates, the state of its PIN, and what can be done.
 *
 * Signal "change-pin", signal "letter": the person wants it. */
#define SOKY_TYPE_TOKEN_GROUP (soky_token_group_get_type ())
G_DECLARE_FINAL_TYPE (SokyTokenGroup, soky_token_group, SOKY, TOKEN_GROUP, AdwPreferencesGroup)

GtkWidget *soky_token_group_new (SokyToken *token);
SokyToken *soky_token_group_get_token (SokyTokenGroup *self);

G_END_DECLS
