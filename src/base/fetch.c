/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/fetch.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_URL 2048

G_DEFINE_INTERFACE (SokyFetcher, soky_fetcher, G_TYPE_OBJECT)
G_DEFINE_QUARK (soky - fetch - error - quark, soky_fetch_error)

static void
soky_fetcher_default_init (SokyFetcherInterface *iface)
{
}

static GUri *
parse (const char *url)
{
  if (url == NULL || strlen (url) > MAX_URL)
    return NULL;
  for (const char *at = url; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at) || *at == ' ')
      return NULL;
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
  if (uri == NULL)
    return NULL;

  const char *scheme = g_uri_get_scheme (uri);
  const char *host = g_uri_get_host (uri);
  gboolean is_web = g_str_equal (scheme, "http") || g_str_equal (scheme, "https");
  gboolean is_sound = is_web && host != NULL && *host != '\0' && g_uri_get_userinfo (uri) == NULL;
  return is_sound ? g_steal_pointer (&uri) : NULL;
}

gboolean
soky_fetch_url_is_sound (const char *url)
{
  g_autoptr (GUri) uri = parse (url);
  return uri != NULL;
}

char *
soky_fetch_url_dup_host (const char *url)
{
  g_autoptr (GUri) uri = parse (url);
  if (uri == NULL)
    return g_strdup ("?");

  const char *host = g_uri_get_host (uri);
  int port = g_uri_get_port (uri);
  int usual = g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80;
  if (port == -1 || port == usual)
    return g_strdup (host);
  return g_strdup_printf (strchr (host, ':') ? "[%s]:%d" : "%s:%d", host, port);
}

GBytes *
soky_fetcher_fetch (SokyFetcher *self, const SokyFetchRequest *request, GCancellable *cancellable,
                    GError **error)
{
  g_return_val_if_fail (SOKY_IS_FETCHER (self), NULL);
  g_return_val_if_fail (request != NULL && request->url != NULL, NULL);
  g_return_val_if_fail (request->most_bytes > 0 && request->seconds > 0, NULL);
  g_return_val_if_fail (request->body == NULL || request->content_type != NULL, NULL);

  if (!soky_fetch_url_is_sound (request->url)) {
    g_set_error (error, SOKY_FETCH_ERROR, SOKY_FETCH_ERROR_BAD_ADDRESS,
                 _ ("“%s” is not the address of a server. It must begin with http:// or "
                    "https:// and hold no user name."),
                 request->url);
    return NULL;
  }
  return SOKY_FETCHER_GET_IFACE (self)->fetch (self, request, cancellable, error);
}
