/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Why the server could not be asked. Refusals by the server itself are SOKY_WIRE_ERROR. */
typedef enum {
  SOKY_CLIENT_ERROR_BAD_ADDRESS, /* the server's address is no https:// URL */
  SOKY_CLIENT_ERROR_UNREACHABLE, /* no network, no such host, nobody answers */
  SOKY_CLIENT_ERROR_UNTRUSTED,   /* the server's certificate is not trusted */
  SOKY_CLIENT_ERROR_TOO_LARGE,   /* the answer is longer than any honest one */
  SOKY_CLIENT_ERROR_BAD_ANSWER,  /* not a SoKy server, or a damaged answer */
  SOKY_CLIENT_ERROR_LIBRARY,     /* what is kept on this computer cannot be read or written */
  SOKY_CLIENT_ERROR_NOT_SEEN,    /* it is not kept on this computer, and there is no network */
  SOKY_CLIENT_ERROR_UNDECIDED,   /* the person has to decide about something that waits first */
  SOKY_CLIENT_ERROR_WRONG_FILE,  /* the bytes are not those that the server announced */
} SokyClientError;

#define SOKY_CLIENT_ERROR (soky_client_error_quark ())
GQuark soky_client_error_quark (void);

G_END_DECLS
