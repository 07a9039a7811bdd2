/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/service.h"

G_BEGIN_DECLS

/* Lifts published books to the level of server.conf, one after the other, in a thread of its own:
 * a process with limits appends the proof (soky-server protect), a worker verifies the whole, and
 * the bytes become a revision, with an audit record. What does not succeed is logged and tried
 * again later; the book is published all the while. */
typedef struct _SokyProtection SokyProtection;

/* The exit status of that process for a file without a signature: there is nothing to prove. */
#define SOKY_PROTECT_NOTHING 3

/* Returns: (transfer full) (nullable): %NULL when the settings ask for no more than B-B.
 * @program: (nullable): as in soky_service_open() */
SokyProtection *soky_protection_start (SokyService *service, const char *program);
/* Waits for the book that is being lifted. */
void soky_protection_stop (SokyProtection *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyProtection, soky_protection_stop)

G_END_DECLS
