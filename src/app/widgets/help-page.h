/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A page of the help, drawn from CommonMark: headings, paragraphs, lists, notes (quotes), code,
 * pictures.
 *
 * Signal "topic-chosen" (const char *): a link to another page ("submit.md") was followed. */
#define SOKY_TYPE_HELP_PAGE (soky_help_page_get_type ())
G_DECLARE_FINAL_TYPE (SokyHelpPage, soky_help_page, SOKY, HELP_PAGE, AdwBin)

GtkWidget *soky_help_page_new (void);

/**
 * soky_help_page_show:
 * @text: CommonMark in UTF-8
 * @folder: (type filename): where its pictures are
 */
void soky_help_page_show (SokyHelpPage *self, const char *text, const char *folder);

G_END_DECLS
