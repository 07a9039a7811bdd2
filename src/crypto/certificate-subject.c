/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/certificate.h"

#include "crypto/openssl.h"

#include <string.h>

static char *
read_entry (const X509_NAME *name, int nid)
{
  int index = X509_NAME_get_index_by_NID (name, nid, -1);
  unsigned char *text = NULL;

  if (index < 0)
    return NULL;
  int length =
      ASN1_STRING_to_UTF8 (&text, X509_NAME_ENTRY_get_data (X509_NAME_get_entry (name, index)));
  if (length < 0) {
    ERR_clear_error ();
    return NULL;
  }
  char *copy = g_utf8_make_valid ((const char *) text, length);
  OPENSSL_free (text);
  return copy;
}

/* Vietnamese authorities write "CCCD:001099012345" or "MST:0101234567" into the UID. */
char *
soky_certificate_dup_id_number (SokyCertificate *self)
{
  const X509_NAME *subject = X509_get_subject_name (soky_certificate_peek_x509 (self));
  g_autofree char *serial = read_entry (subject, NID_serialNumber);
  g_autofree char *user = serial ? NULL : read_entry (subject, NID_userId);
  const char *found = serial ? serial : user;
  const char *colon = found ? strrchr (found, ':') : NULL;

  return g_strstrip (g_strdup (colon ? colon + 1 : found ? found : ""));
}
