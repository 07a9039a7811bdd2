/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Số and ngày of a stamp, as the school's register of documents has them. */
typedef struct {
  guint number;  /* from 1; 0 = none */
  char date[11]; /* "2026-11-25"; empty where there is none */
} SokyNumbering;

#define SOKY_NUMBERING_MAX 999999

/* A number within the limits, and a day that exists; no number and no day are none. */
gboolean soky_numbering_is_valid (const SokyNumbering *self);
/* As documents print it, whatever the language of the screen: "Số: 12, ngày 25/11/2026". */
char *soky_numbering_print (const SokyNumbering *self);

G_END_DECLS
