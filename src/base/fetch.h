/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/secret.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The network, as rooms see it that must not know it: they are handed a fetcher, or none, and
 * without one nothing leaves the machine. The real one is net/http-fetcher.h. */
#define SOKY_TYPE_FETCHER (soky_fetcher_get_type ())
G_DECLARE_INTERFACE (SokyFetcher, soky_fetcher, SOKY, FETCHER, GObject)

typedef enum {
  SOKY_FETCH_ERROR_BAD_ADDRESS,
  SOKY_FETCH_ERROR_UNREACHABLE, /* no network, no such host, nobody listens, connection broken */
  SOKY_FETCH_ERROR_UNTRUSTED,   /* its TLS certificate is not accepted */
  SOKY_FETCH_ERROR_PASSWORD,    /* the user or password is missing or wrong */
  SOKY_FETCH_ERROR_REFUSED,     /* any other status than success, or a redirect that leads astray */
  SOKY_FETCH_ERROR_TIMED_OUT,
  SOKY_FETCH_ERROR_TOO_LARGE,
} SokyFetchError;

#define SOKY_FETCH_ERROR (soky_fetch_error_quark ())
GQuark soky_fetch_error_quark (void);

/* Designated initialisers. */
typedef struct {
  const char *url;          /* http or https, without a user's name in it */
  GBytes *body;             /* nullable: sent by POST; without it, GET */
  const char *content_type; /* of @body; never %NULL when there is one */
  const char *accept;       /* nullable */
  const char *user;         /* nullable: HTTP basic authentication, for this host alone */
  SokySecret *password;     /* nullable */
  gsize most_bytes;         /* of the answer; more is an error */
  guint seconds;            /* for everything together, redirects included; at least 1 */
} SokyFetchRequest;

struct _SokyFetcherInterface {
  GTypeInterface parent_interface;

  GBytes *(*fetch) (SokyFetcher *self, const SokyFetchRequest *request, GCancellable *cancellable,
                    GError **error);
};

/**
 * soky_fetcher_fetch:
 *
 * Blocks. May be called from several threads at once.
 *
 * Returns: (transfer full) (nullable): the body of a successful answer, which nothing vouches for,
 *   or %NULL with a #SokyFetchError or %G_IO_ERROR_CANCELLED
 */
GBytes *soky_fetcher_fetch (SokyFetcher *self, const SokyFetchRequest *request,
                            GCancellable *cancellable, GError **error);

/* Whether @url (nullable) is one that a fetcher takes: http or https, a host, no user's name, no
 * control characters, at most 2 KiB. */
gboolean soky_fetch_url_is_sound (const char *url);
/* Host and port of a sound @url, for messages. */
char *soky_fetch_url_dup_host (const char *url);

G_END_DECLS
