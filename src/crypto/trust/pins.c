/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/trust/pins.h"

#include <glib/gi18n-lib.h>

typedef struct {
  const char *authority;
  const char *holder; /* nullable: the name in the certificate, where it is known for certain */
  const char *fingerprint;
} Pin;

static const Pin pins[] = {
    {"VGCA Root CA (G1)", "Co quan chung thuc so chuyen dung Chinh phu (RootCA)",
     "f7bc89054cec7f12730d7b8cd3eb7955b163835087e5eb873edfb584763b3f90"},
    {"VGCA CP (G1)", "Co quan chung thuc so Chinh phu",
     "75e969c07ba35c29c72bbc1bfb880f20f3891a619b00b77eb02ca6160736a1fe"},
    {"VGCA Root CA (G2)", NULL, "f04ba4b459a7c9a1b971ad9b1cb833e695a80c79aea63b174b66a70edfe2fdb8"},
    {"VGCA CP (G2)", "CA phuc vu cac co quan Nha nuoc G2",
     "d8cab7a4aef92e6bb2509d7c61cee7b44f3731b2d21074963530277b366fae4b"},
    {"VGCA DCS (G2)", NULL, "e4b402e3cb4cacc0a20d21fa49bce76beb4eb47ba7ffb7a8f71c554dbe561a81"},
    {"Vietnam National Root CA", "Vietnam National Root CA",
     "bac8bf609ab420a8ee1780d74f4de5c7f7184959d2a7375b0a75e4c29f0908e7"},
};

static const Pin *
find (SokyCertificate *certificate, gboolean by_name)
{
  const char *wanted = by_name ? soky_certificate_get_holder (certificate)
                               : soky_certificate_get_fingerprint (certificate);

  for (gsize i = 0; i < G_N_ELEMENTS (pins); i++) {
    const char *known = by_name ? pins[i].holder : pins[i].fingerprint;
    if (known != NULL && g_ascii_strcasecmp (known, wanted) == 0)
      return &pins[i];
  }
  return NULL;
}

SokyPin
soky_pin_check (SokyCertificate *certificate, const char **authority)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (certificate), SOKY_PIN_NONE);

  const Pin *pin = find (certificate, FALSE);
  SokyPin result = pin ? SOKY_PIN_KNOWN : SOKY_PIN_CONTRARY;
  if (pin == NULL)
    pin = find (certificate, TRUE);
  if (authority != NULL)
    *authority = pin ? pin->authority : NULL;
  return pin ? result : SOKY_PIN_NONE;
}

char *
soky_pin_describe (SokyCertificate *certificate)
{
  const char *authority = NULL;

  switch (soky_pin_check (certificate, &authority)) {
  case SOKY_PIN_KNOWN:
    return g_strdup_printf (_ ("This is the known certificate of %s."), authority);
  case SOKY_PIN_CONTRARY:
    return g_strdup_printf (_ ("This bears the name of %s but is not the certificate that is known "
                               "under it. Compare its fingerprint with what the authority "
                               "publishes before you trust it."),
                            authority);
  default:
    return NULL;
  }
}
