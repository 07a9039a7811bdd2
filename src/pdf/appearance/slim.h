/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Takes what a signature has no use for out of a one-page PDF that Cairo wrote: the hinting
 * programs of its fonts (three quarters of its size) and its document information. Every byte here
 * is sent and stored once for each signature. @bytes itself is returned when it holds nothing to
 * take. */
GBytes *soky_appearance_slim (GBytes *bytes);

G_END_DECLS
