/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/tls.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define WATCH_SECONDS 2
#define PRIORITY                                                                                   \
  "NONE:+VERS-TLS1.3:+VERS-TLS1.2:+AES-256-GCM:+CHACHA20-POLY1305:+AES-128-GCM:+AEAD:"             \
  "+ECDHE-ECDSA:+ECDHE-RSA:+GROUP-X25519:+GROUP-SECP256R1:+GROUP-SECP384R1:"                       \
  "+SIGN-ECDSA-SECP256R1-SHA256:+SIGN-ECDSA-SECP384R1-SHA384:+SIGN-ECDSA-SHA256:"                  \
  "+SIGN-ECDSA-SHA384:+SIGN-RSA-PSS-RSAE-SHA256:+SIGN-RSA-PSS-RSAE-SHA384:"                        \
  "+SIGN-RSA-PSS-RSAE-SHA512:+SIGN-RSA-SHA256:+SIGN-RSA-SHA384:+SIGN-RSA-SHA512:"                  \
  "+SIGN-EDDSA-ED25519:+COMP-NULL:+CTYPE-X509:%SERVER_PRECEDENCE"

/* What tells that a file was replaced, also by a link to another. */
typedef struct {
  guint64 inode;
  gint64 changed, size;
} Stamp;

struct _SokyTlsWatch {
  char *paths[2];
  Stamp stamps[2];
  void (*changed) (gpointer data);
  gpointer data;
  guint timer;
};

void
soky_tls_prepare (void)
{
  g_setenv ("G_TLS_GNUTLS_PRIORITY", PRIORITY, FALSE);
}

GTlsCertificate *
soky_tls_load (const SokySettings *settings, GError **error)
{
  GTlsCertificate *certificate =
      g_tls_certificate_new_from_files (settings->certificate, settings->key, error);

  if (certificate == NULL)
    g_prefix_error (error, _ ("The TLS certificate %s cannot be used: "), settings->certificate);
  return certificate;
}

static Stamp
look_at (const char *path)
{
  GStatBuf info;

  if (g_stat (path, &info) != 0)
    return (Stamp){0};
  return (Stamp){info.st_ino,
                 (gint64) info.st_mtim.tv_sec * G_USEC_PER_SEC + info.st_mtim.tv_nsec / 1000,
                 info.st_size};
}

static gboolean
is_same (const Stamp *a, const Stamp *b)
{
  return a->inode == b->inode && a->changed == b->changed && a->size == b->size;
}

static gboolean
look_cb (gpointer user_data)
{
  SokyTlsWatch *self = user_data;
  gboolean changed = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (self->paths); i++) {
    Stamp now = look_at (self->paths[i]);
    changed = changed || !is_same (&now, &self->stamps[i]);
    self->stamps[i] = now;
  }
  if (changed)
    self->changed (self->data);
  return G_SOURCE_CONTINUE;
}

SokyTlsWatch *
soky_tls_watch_new (const SokySettings *settings, void (*changed) (gpointer data), gpointer data)
{
  SokyTlsWatch *self = g_new0 (SokyTlsWatch, 1);

  self->paths[0] = g_strdup (settings->certificate);
  self->paths[1] = g_strdup (settings->key);
  for (guint i = 0; i < G_N_ELEMENTS (self->paths); i++)
    self->stamps[i] = look_at (self->paths[i]);
  self->changed = changed;
  self->data = data;
  self->timer = g_timeout_add_seconds (WATCH_SECONDS, look_cb, self);
  return self;
}

void
soky_tls_watch_free (SokyTlsWatch *self)
{
  if (self == NULL)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  for (guint i = 0; i < G_N_ELEMENTS (self->paths); i++)
    g_free (self->paths[i]);
  g_free (self);
}
