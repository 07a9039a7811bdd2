/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/proxies.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _SokyProxies {
  GPtrArray *masks; /* GInetAddressMask */
};

SokyProxies *
soky_proxies_new (const char *text, GError **error)
{
  g_auto (GStrv) words = g_strsplit_set (text ? text : "", " \t,", 0);
  g_autoptr (SokyProxies) self = g_new0 (SokyProxies, 1);

  self->masks = g_ptr_array_new_with_free_func (g_object_unref);
  for (char **word = words; *word != NULL; word++) {
    GInetAddressMask *mask =
        **word != '\0' ? g_inet_address_mask_new_from_string (*word, NULL) : NULL;
    if (mask != NULL) {
      g_ptr_array_add (self->masks, mask);
    } else if (**word != '\0') {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _ ("“%s” is no address and no network. Correct “trusted-proxies” in "
                      "server.conf."),
                   *word);
      return NULL;
    }
  }
  return g_steal_pointer (&self);
}

void
soky_proxies_free (SokyProxies *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->masks);
  g_free (self);
}

gboolean
soky_proxies_trust (const SokyProxies *self, const char *address)
{
  g_autoptr (GInetAddress) parsed = g_inet_address_new_from_string (address);

  if (g_str_equal (address, SOKY_PROXY_UNIX))
    return TRUE;
  for (guint i = 0; parsed != NULL && i < self->masks->len; i++) {
    if (g_inet_address_mask_matches (self->masks->pdata[i], parsed))
      return TRUE;
  }
  return FALSE;
}

/* "[2001:db8::1]:443" and "192.0.2.1:443" without brackets and port; NULL when it is no address. */
static char *
parse_address (char *text)
{
  g_strstrip (text);
  if (*text == '[') {
    text++;
    text[strcspn (text, "]")] = '\0';
  } else if (strchr (text, '.') != NULL) {
    text[strcspn (text, ":")] = '\0';
  }
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);
  return address ? g_inet_address_to_string (address) : NULL;
}

char *
soky_proxies_find_client (const SokyProxies *self, const char *peer, const char *forwarded)
{
  g_auto (GStrv) hops = g_strsplit (forwarded ? forwarded : "", ",", 0);
  g_autofree char *client = g_strdup (peer);

  for (guint i = g_strv_length (hops); i > 0 && soky_proxies_trust (self, client); i--) {
    char *hop = parse_address (hops[i - 1]);
    if (hop == NULL)
      break;
    g_free (client);
    client = hop;
  }
  return g_steal_pointer (&client);
}
