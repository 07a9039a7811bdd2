/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A reason in words: ready phrases, a click each, and a text.
 *
 * Signal "changed": the text did. */
#define SOKY_TYPE_REASON_EDITOR (soky_reason_editor_get_type ())
G_DECLARE_FINAL_TYPE (SokyReasonEditor, soky_reason_editor, SOKY, REASON_EDITOR, AdwBin)

/* (transfer full): trimmed; "" when there is none */
char *soky_reason_editor_get_reason (SokyReasonEditor *self);
/* It is used: becomes a ready phrase where the person wished so. */
void soky_reason_editor_keep (SokyReasonEditor *self);
void soky_reason_editor_grab (SokyReasonEditor *self);

G_END_DECLS
