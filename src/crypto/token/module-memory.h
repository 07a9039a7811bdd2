/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/token/module.h"

G_BEGIN_DECLS

/* What is remembered of drivers from one start to the next: which of them crash or hang, so that
 * nobody waits for them again. A driver that was changed (its size, the time of its change) is as
 * good as new. Thread-safe. */
typedef struct _SokyModuleMemory SokyModuleMemory;

/* @file: a key file, which may not be there; what cannot be read is not remembered */
SokyModuleMemory *soky_module_memory_new (const char *file);
SokyModuleMemory *soky_module_memory_ref (SokyModuleMemory *self);
void soky_module_memory_unref (SokyModuleMemory *self);

/* Sets the failures of @modules (element-type SokyModule) to what is remembered of them. */
void soky_module_memory_recall (SokyModuleMemory *self, GPtrArray *modules);
/* Writes down how @module, as it is on the disk, failed: SOKY_TOKEN_ERROR_DRIVER_DIED or _HUNG.
 * Blocks for a moment, like the next. */
void soky_module_memory_note (SokyModuleMemory *self, const SokyModule *module, guint failure);
/* Every driver is as good as new. */
void soky_module_memory_forget (SokyModuleMemory *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyModuleMemory, soky_module_memory_unref)

G_END_DECLS
