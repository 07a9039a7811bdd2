/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/certificate.h"

G_BEGIN_DECLS

/**
 * soky_known_certificate:
 *
 * Like soky_certificate_new_from_der(), which is slow, for a long-running process that meets the
 * same few certificates again and again: those that it has read are kept. Thread-safe.
 */
SokyCertificate *soky_known_certificate (const void *data, gsize length, GError **error);

G_END_DECLS
