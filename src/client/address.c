/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client/address.h"

#include <libsoup/soup.h>
#include <string.h>

#define HTTPS_PORT 443
#define HTTP_PORT 80

static gboolean
address_allowed (GUri *uri)
{
  const char *host = uri ? g_uri_get_host (uri) : NULL;
  if (host == NULL || *host == '\0' || strpbrk (host, " %") != NULL)
    return FALSE;
  if (g_strcmp0 (g_uri_get_scheme (uri), "https") == 0)
    return TRUE;

  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);
  return g_strcmp0 (g_uri_get_scheme (uri), "http") == 0 && address != NULL &&
         g_inet_address_get_is_loopback (address);
}

char *
soky_address_normalise (const char *typed)
{
  g_autofree char *text = g_strstrip (g_strdup (typed));
  g_autofree char *full =
      strstr (text, "://") ? g_strdup (text) : g_strconcat ("https://", text, NULL);
  g_autoptr (GUri) uri = g_uri_parse (full, SOUP_HTTP_URI_FLAGS, NULL);

  if (!address_allowed (uri))
    return NULL;
  gboolean tls = g_str_equal (g_uri_get_scheme (uri), "https");
  int port = g_uri_get_port (uri);
  if (port == (tls ? HTTPS_PORT : HTTP_PORT))
    port = -1;
  g_autofree char *host = g_ascii_strdown (g_uri_get_host (uri), -1);
  return g_uri_join (G_URI_FLAGS_NONE, g_uri_get_scheme (uri), NULL, host, port, "", NULL, NULL);
}
