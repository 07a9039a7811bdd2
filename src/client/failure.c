/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client/failure.h"

#include "client/error.h"
#include "wire/problem.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

G_DEFINE_QUARK (soky - client - error - quark, soky_client_error)

/* TLS that ends in the middle of its handshake is "not TLS". */
gboolean
soky_failure_is_broken (const GError *cause)
{
  return g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED) ||
         g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT) ||
         g_error_matches (cause, G_TLS_ERROR, G_TLS_ERROR_EOF) ||
         g_error_matches (cause, G_TLS_ERROR, G_TLS_ERROR_NOT_TLS);
}

GError *
soky_failure_bad_answer (void)
{
  return g_error_new_literal (SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_BAD_ANSWER,
                              _ ("What answers at this address is not a SoKy server. Check the "
                                 "address of the server."));
}

static gboolean
is_local (const GError *cause)
{
  return g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
         g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ||
         cause->domain == SOKY_CLIENT_ERROR || cause->domain == SOKY_WIRE_ERROR;
}

GError *
soky_failure_explain (const char *url, GError *cause)
{
  if (is_local (cause))
    return cause;

  GError *error = NULL;
  if (g_error_matches (cause, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    error =
        g_error_new (SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_UNTRUSTED,
                     _ ("The server %s cannot prove who it is, so nothing was sent to it. Check "
                        "the address, or ask the administrator for the server's certificate "
                        "authority file."),
                     url);
  else if (cause->domain == SOUP_SESSION_ERROR)
    error = soky_failure_bad_answer ();
  else
    error =
        g_error_new (SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_UNREACHABLE,
                     _ ("The server %s cannot be reached. Check its address and the network, then "
                        "try again."),
                     url);
  g_debug ("%s: %s", url, cause->message);
  g_error_free (cause);
  return error;
}

/* A gateway in front of the server answers in its place, and not in its language. */
static GError *
from_gateway (guint status)
{
  SokyWireError code = SOKY_WIRE_ERROR_UNAVAILABLE;

  switch (status) {
  case SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE:
    code = SOKY_WIRE_ERROR_TOO_LARGE;
    break;
  case SOUP_STATUS_BAD_GATEWAY:
  case SOUP_STATUS_SERVICE_UNAVAILABLE:
  case SOUP_STATUS_GATEWAY_TIMEOUT:
    break;
  default:
    return soky_failure_bad_answer ();
  }
  return g_error_new_literal (SOKY_WIRE_ERROR, (int) code, soky_wire_error_get_message (code));
}

GError *
soky_failure_from_answer (guint status, GBytes *body)
{
  gsize length = 0;
  const char *text = g_bytes_get_data (body, &length);
  g_autoptr (SokyProblem) problem =
      length > 0 ? soky_problem_from_json (text, (gssize) length) : NULL;

  return problem != NULL ? soky_problem_to_error (problem) : from_gateway (status);
}
