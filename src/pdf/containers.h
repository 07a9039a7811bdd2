/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <qpdf/qpdf-c.h>

#include "pdf/scan.h"

G_BEGIN_DECLS

/* Object streams (ISO 32000-2 §7.5.7), each decoded once and kept while there is room. For siblings
 * within this room. */
typedef struct _SokyContainers SokyContainers;

SokyContainers *soky_containers_new (qpdf_data qpdf);
void soky_containers_free (SokyContainers *self);

/**
 * soky_containers_find:
 * @container: number of the object stream
 * @index: which of its objects
 * @number: what that object must be numbered
 * @scan: (out): a cursor on the object, valid as long as @self
 *
 * Returns: %FALSE when there is no such object there, or no room to keep its container
 */
gboolean soky_containers_find (SokyContainers *self, guint container, guint index, guint number,
                               SokyScan *scan);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyContainers, soky_containers_free)

G_END_DECLS
