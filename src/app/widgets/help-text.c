/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/help-text.h"

static void
append_escaped (GString *markup, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text != NULL ? text : "", -1);
  g_string_append (markup, escaped);
}

/* What stands before (@entering) and after the text of an inline node. */
static void
append_tag (GString *markup, cmark_node *node, gboolean entering)
{
  switch (cmark_node_get_type (node)) {
  case CMARK_NODE_STRONG:
    g_string_append (markup, entering ? "<b>" : "</b>");
    break;
  case CMARK_NODE_EMPH:
    g_string_append (markup, entering ? "<i>" : "</i>");
    break;
  case CMARK_NODE_LINK:
    if (entering) {
      g_string_append (markup, "<a href=\"");
      append_escaped (markup, cmark_node_get_url (node));
      g_string_append (markup, "\">");
    } else {
      g_string_append (markup, "</a>");
    }
    break;
  default:
    break;
  }
}

static void
append_leaf (GString *markup, cmark_node *node)
{
  switch (cmark_node_get_type (node)) {
  case CMARK_NODE_TEXT:
    append_escaped (markup, cmark_node_get_literal (node));
    break;
  case CMARK_NODE_CODE:
    g_string_append (markup, "<tt>");
    append_escaped (markup, cmark_node_get_literal (node));
    g_string_append (markup, "</tt>");
    break;
  case CMARK_NODE_SOFTBREAK:
    g_string_append_c (markup, ' ');
    break;
  case CMARK_NODE_LINEBREAK:
    g_string_append_c (markup, '\n');
    break;
  default:
    break;
  }
}

char *
soky_help_text_to_markup (cmark_node *block)
{
  GString *markup = g_string_new (NULL);
  cmark_iter *iter = cmark_iter_new (block);

  for (cmark_event_type event = cmark_iter_next (iter); event != CMARK_EVENT_DONE;
       event = cmark_iter_next (iter)) {
    cmark_node *node = cmark_iter_get_node (iter);
    append_tag (markup, node, event == CMARK_EVENT_ENTER);
    if (event == CMARK_EVENT_ENTER)
      append_leaf (markup, node);
  }
  cmark_iter_free (iter);
  return g_string_free (markup, FALSE);
}

cmark_node *
soky_help_text_find_picture (cmark_node *block)
{
  cmark_node *child = cmark_node_first_child (block);
  gboolean alone = child != NULL && cmark_node_next (child) == NULL;

  return alone && cmark_node_get_type (child) == CMARK_NODE_IMAGE ? child : NULL;
}
