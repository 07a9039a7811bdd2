/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/cms/algorithm.h"
#include "crypto/cms/reader.h"
#include "crypto/openssl.h"

G_BEGIN_DECLS

/* What reading (reader.c) finds and checking (check.c) uses. */
struct _SokyCms {
  CMS_ContentInfo *message;
  CMS_SignerInfo *signer_info; /* owned by message */
  SokyHash hash;
  SokyAlgorithm algorithm;
  GPtrArray *certificates;
  SokyCertificate *signer; /* one of certificates, or NULL */
  GBytes *content;
  GBytes *timestamp;
  gint64 signing_time_us;
};

typedef enum {
  SOKY_ATTRIBUTE_ABSENT,
  SOKY_ATTRIBUTE_ONE, /* exactly one, with exactly one value of the type asked for */
  SOKY_ATTRIBUTE_WRONG,
} SokyAttribute;

/* @value: (out) (transfer none): set when there is exactly one */
SokyAttribute soky_cms_find_attribute (const SokyCms *self, int nid, int type, const void **value);
/* How the signing-certificate attributes stand to @certificate. */
SokyAttribute soky_cms_find_naming (const SokyCms *self, SokyCertificate *certificate);

G_END_DECLS
