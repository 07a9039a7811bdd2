/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* ZIP archives for tests, as good or as bad as they are wanted. */
typedef struct _ZipBuilder ZipBuilder;

ZipBuilder *zip_builder_new (void);
/* Deflates @data. @name may come twice. */
void zip_builder_add (ZipBuilder *self, const char *name, const void *data, gsize length);
void zip_builder_add_text (ZipBuilder *self, const char *name, const char *text);
/* Frees @self. */
GBytes *zip_builder_end (ZipBuilder *self);

/* A workbook of one sheet; @strings: (nullable): the shared texts, as XML */
GBytes *zip_builder_make_workbook (const char *strings, const char *rows);

G_END_DECLS
