/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Unicode composed (NFC), as names are stored, compared and drawn; invalid UTF-8 is replaced. */
char *soky_text_normalize (const char *text);

/* For search: lower case, no diacritics ("đ" becomes "d"), runs of white space as one blank,
 * none at the ends. "  NGƯỜI   SOẠN" and its decomposed form both give "nguoi soan". */
char *soky_text_fold (const char *text);

G_END_DECLS
