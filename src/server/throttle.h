/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Slows down whoever guesses passwords: wrong tries are counted for the account and for the
 * address; beyond the free ones each further try must wait twice as long as the one before, up to a
 * limit. Unknown logins are counted like known ones. Thread-safe; memory is bounded. */
typedef struct _SokyThrottle SokyThrottle;

SokyThrottle *soky_throttle_new (guint account_tries, guint address_tries, guint longest_wait);
void soky_throttle_free (SokyThrottle *self);

/* Seconds until a try is allowed, 0 = now. */
guint soky_throttle_ask (SokyThrottle *self, const char *account, const char *address,
                         gint64 now_us);
/* Tells how a try went. A right password clears the account's count, not the address's. */
void soky_throttle_tell (SokyThrottle *self, const char *account, const char *address,
                         gboolean right, gint64 now_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyThrottle, soky_throttle_free)

G_END_DECLS
