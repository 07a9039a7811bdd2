/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/call.h"

G_BEGIN_DECLS

/* Every request and its answer as a line of JSON, to hold what is really spoken against
 * data/openapi.yaml. It holds passwords and session tokens: for tests alone. Main loop only. */
typedef struct _SokyRecording SokyRecording;

/* @path: (type filename): made anew */
SokyRecording *soky_recording_new (const char *path, GError **error);
void soky_recording_free (SokyRecording *self);

/* @route: (nullable): the pattern of the path, %NULL when there is no such path. The body of a
 * request that was refused before it was read, and that of a file, is not recorded. */
void soky_recording_add (SokyRecording *self, const SokyCall *call, const char *route,
                         const SokyReply *reply);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyRecording, soky_recording_free)

G_END_DECLS
