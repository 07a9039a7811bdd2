/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/session.h"
#include "crypto/signer.h"
#include "crypto/token/monitor.h"
#include "crypto/trust/trust.h"
#include "wire/school.h"

#include <pango/pango.h>

G_BEGIN_DECLS

/* What a computer needs to sign, one thing after the other: what is there, what is not, and what to
 * do then. */
typedef enum {
  SOKY_CHECKUP_UNKNOWN, /* not asked yet, or cannot be told */
  SOKY_CHECKUP_GOOD,
  SOKY_CHECKUP_BAD,
} SokyCheckupState;

typedef enum {
  SOKY_CHECKUP_DRIVER,
  SOKY_CHECKUP_READER,
  SOKY_CHECKUP_TOKEN,
  SOKY_CHECKUP_CERTIFICATE,
  SOKY_CHECKUP_KEY,
  SOKY_CHECKUP_SERVER,
  SOKY_CHECKUP_CLOCK,
  SOKY_CHECKUP_ANCHORS,
  SOKY_CHECKUP_FONTS,
  SOKY_CHECKUP_ITEMS,
} SokyCheckupItem;

typedef struct {
  SokyCheckupState state;
  char *words; /* what was found, or what to do; never NULL */
} SokyCheckupLine;

void soky_checkup_line_set (SokyCheckupLine *self, SokyCheckupState state, char *words);
void soky_checkup_line_clear (SokyCheckupLine *self);
/* "Driver of the token" */
const char *soky_checkup_get_title (SokyCheckupItem item);

/* The lines that need nobody to be asked; each fills in one or several of @lines. */
void soky_checkup_tokens (SokyTokenMonitor *monitor, gint64 now_us, SokyCheckupLine *lines);
/* @readers: (nullable): %NULL when no service tells of them; @tokens: how many tokens are seen */
void soky_checkup_readers (const char *const *readers, guint tokens, SokyCheckupLine *lines);
void soky_checkup_anchors (SokyTrust *trust, SokyCheckupLine *lines);
/* @context: of a widget, for its fonts */
void soky_checkup_fonts (PangoContext *context, SokyCheckupLine *lines);
/* @about: (nullable): what the server said; @error: (nullable): why it said nothing; neither: no
 * server is known */
void soky_checkup_server (const SokyAbout *about, const GError *error, gint64 now_us,
                          SokyCheckupLine *lines);
/* Whether the key signs: a sentence that is no document. Blocks. */
gboolean soky_checkup_try_key (SokySigner *signer, GCancellable *cancellable, GError **error);

/* All lines as text for whoever helps. It holds no PIN, account, holder or file name. */
char *soky_checkup_to_text (const SokyCheckupLine *lines);

G_END_DECLS
