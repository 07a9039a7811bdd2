/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* HTML from the templates of data/page. In a template stands
 *   {{name}}               a text, escaped: nothing gets into a page another way
 *   {{#name}} … {{/name}}  once for each thing in the list, or once if the text is not empty
 *   {{^name}} … {{/name}}  if there is neither
 *   {{>file}}              another template
 * A name is looked up in the thing at hand, then in what is around it. */

/* Texts and lists by name. */
typedef struct _SokyTexts SokyTexts;

SokyTexts *soky_texts_new (void);
void soky_texts_free (SokyTexts *self);
/* Texts are copied; a NULL or empty one is as if it were not set. */
void soky_texts_set (SokyTexts *self, const char *name, const char *text);
void soky_texts_take (SokyTexts *self, const char *name, char *text);
/* Another thing of the list @name. (transfer none) */
SokyTexts *soky_texts_add (SokyTexts *self, const char *name);

/* @file: of data/page, part of the program: a wrong template is a programming error */
char *soky_template_fill (const char *file, const SokyTexts *scope);

/* A text for HTML: no character of it means anything to a browser, in an element or a quoted
 * attribute. What no page may hold (control characters, those that turn the direction of text) is
 * left out. */
char *soky_template_escape (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyTexts, soky_texts_free)

G_END_DECLS
