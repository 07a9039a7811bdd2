/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/page-links.h"

#define LONGEST_URI 4096 /* bytes; nobody can judge a longer one before it is opened */

static void
link_free (gpointer data)
{
  SokyPageLink *link = data;
  g_free (link->uri);
  g_free (link);
}

gboolean
soky_page_links_may_open (const char *uri)
{
  static const char *const schemes[] = {"http", "https", "mailto"};
  g_autofree char *scheme = uri != NULL ? g_uri_parse_scheme (uri) : NULL;

  if (scheme == NULL || strlen (uri) > LONGEST_URI || !g_utf8_validate (uri, -1, NULL))
    return FALSE;
  for (const char *p = uri; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strcasecmp (scheme, schemes[i]) == 0)
      return TRUE;
  return FALSE;
}

gboolean
soky_page_links_resolve (PopplerDocument *document, const PopplerDest *destination, guint *page,
                         double *top)
{
  PopplerDest *found = NULL;
  if (destination != NULL && destination->type == POPPLER_DEST_NAMED) {
    found = poppler_document_find_dest (document, destination->named_dest);
    destination = found;
  }

  gboolean known = destination != NULL && destination->page_num >= 1 &&
                   destination->page_num <= poppler_document_get_n_pages (document);
  if (known) {
    double width = 0, height = 0;
    PopplerPage *target = poppler_document_get_page (document, destination->page_num - 1);
    if (target != NULL)
      poppler_page_get_size (target, &width, &height);
    g_clear_object (&target);
    *page = (guint) destination->page_num;
    *top = destination->change_top ? CLAMP (height - destination->top, 0, MAX (height, 0)) : 0;
  }
  g_clear_pointer (&found, poppler_dest_free);
  return known;
}

static SokyPageLink *
make_link (PopplerDocument *document, const PopplerAction *action)
{
  SokyPageLink link = {0};

  if (action->type == POPPLER_ACTION_GOTO_DEST)
    soky_page_links_resolve (document, action->goto_dest.dest, &link.page, &link.top);
  else if (action->type == POPPLER_ACTION_URI && soky_page_links_may_open (action->uri.uri))
    link.uri = g_strdup (action->uri.uri);
  return link.page > 0 || link.uri != NULL ? g_memdup2 (&link, sizeof link) : NULL;
}

GPtrArray *
soky_page_links_new (PopplerDocument *document, PopplerPage *page)
{
  GPtrArray *links = g_ptr_array_new_with_free_func (link_free);
  double width = 0, height = 0;
  GList *mapping = poppler_page_get_link_mapping (page);

  poppler_page_get_size (page, &width, &height);
  for (GList *item = mapping; item != NULL && links->len < SOKY_PAGE_LINKS_LIMIT;
       item = item->next) {
    const PopplerLinkMapping *entry = item->data;
    SokyPageLink *link = entry->action != NULL ? make_link (document, entry->action) : NULL;
    if (link == NULL)
      continue;
    link->area = (SokyViewArea){
        MIN (entry->area.x1, entry->area.x2), height - MAX (entry->area.y1, entry->area.y2),
        ABS (entry->area.x2 - entry->area.x1), ABS (entry->area.y2 - entry->area.y1)};
    g_ptr_array_add (links, link);
  }
  poppler_page_free_link_mapping (mapping);
  return links;
}
