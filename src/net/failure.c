/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/failure.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

static GError *
explain_timeout (const char *host)
{
  return g_error_new (SOKY_FETCH_ERROR, SOKY_FETCH_ERROR_TIMED_OUT,
                      _ ("“%s” did not answer in time. Try again later."), host);
}

GError *
soky_net_failure_explain (const char *url, GError *cause)
{
  if (cause->domain == SOKY_FETCH_ERROR ||
      g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return cause;

  g_autofree char *host = soky_fetch_url_dup_host (url);
  GError *error = NULL;
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    error = explain_timeout (host);
  else if (g_error_matches (cause, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    error = g_error_new (SOKY_FETCH_ERROR, SOKY_FETCH_ERROR_UNTRUSTED,
                         _ ("“%s” cannot prove who it is, so nothing was sent to it. Check the "
                            "address, or name the file of its certificate authority."),
                         host);
  else if (cause->domain == SOUP_SESSION_ERROR)
    error = g_error_new (SOKY_FETCH_ERROR, SOKY_FETCH_ERROR_REFUSED,
                         _ ("What answers at “%s” does not speak HTTP. Check the address."), host);
  else
    error = g_error_new (SOKY_FETCH_ERROR, SOKY_FETCH_ERROR_UNREACHABLE,
                         _ ("“%s” cannot be reached. Check the network and the address, then try "
                            "again."),
                         host);
  g_debug ("%s: %s", url, cause->message);
  g_error_free (cause);
  return error;
}

GError *
soky_net_failure_from_status (const SokyFetchRequest *request, guint status)
{
  g_autofree char *host = soky_fetch_url_dup_host (request->url);

  if (status == SOUP_STATUS_UNAUTHORIZED && request->user == NULL)
    return g_error_new (SOKY_FETCH_ERROR, SOKY_FETCH_ERROR_PASSWORD,
                        _ ("“%s” asks for a user name and a password."), host);
  if (status == SOUP_STATUS_UNAUTHORIZED)
    return g_error_new (SOKY_FETCH_ERROR, SOKY_FETCH_ERROR_PASSWORD,
                        _ ("“%s” does not accept the user “%s” with this password."), host,
                        request->user);
  return g_error_new (SOKY_FETCH_ERROR, SOKY_FETCH_ERROR_REFUSED,
                      _ ("“%s” does not give what was asked of it (HTTP status %u)."), host,
                      status);
}

GError *
soky_net_failure_timed_out (const SokyFetchRequest *request)
{
  g_autofree char *host = soky_fetch_url_dup_host (request->url);
  return explain_timeout (host);
}

GError *
soky_net_failure_too_large (const SokyFetchRequest *request)
{
  g_autofree char *host = soky_fetch_url_dup_host (request->url);
  g_autofree char *most = g_format_size (request->most_bytes);

  return g_error_new (SOKY_FETCH_ERROR, SOKY_FETCH_ERROR_TOO_LARGE,
                      /* TRANSLATORS: the last is a size, such as "64 kB" */
                      _ ("The answer of “%s” is larger than any honest one (%s)."), host, most);
}

GError *
soky_net_failure_bad_redirect (const SokyFetchRequest *request)
{
  g_autofree char *host = soky_fetch_url_dup_host (request->url);
  return g_error_new (SOKY_FETCH_ERROR, SOKY_FETCH_ERROR_REFUSED,
                      _ ("“%s” sends the request on to an address that is not safe."), host);
}
