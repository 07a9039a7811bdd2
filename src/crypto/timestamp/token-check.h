/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/certificate.h"

G_BEGIN_DECLS

/**
 * soky_timestamp_check:
 * @token: a timestamp token (RFC 3161), as an unsigned attribute of a signature carries it
 * @stamped: what it must have been made over
 * @time_us: (out) (optional): the moment that it states, when it is sound
 *
 * Whether the imprint and the token's own signature are right. Who made it, and whether that
 * authority is trusted, is another question.
 *
 * Returns: %FALSE with a #SokyCryptoError when it is proven wrong or cannot be read; a token whose
 *   signature cannot be told (its certificate is not in it, an unknown method) is let pass
 */
gboolean soky_timestamp_check (GBytes *token, GBytes *stamped, gint64 *time_us, GError **error);

G_END_DECLS
