/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/cms/evidence.h"

#include "crypto/cms/reader-private.h"

#define ARCHIVAL_OID "1.2.840.113583.1.1.8"
#define MAX_EACH 100

typedef STACK_OF (ASN1_TYPE) Pieces;

typedef struct {
  Pieces *crls;
  Pieces *ocsps;
  Pieces *others;
} Archival;

/* clang-format off */
ASN1_SEQUENCE (Archival) = {
  ASN1_EXP_SEQUENCE_OF_OPT (Archival, crls, ASN1_ANY, 0),
  ASN1_EXP_SEQUENCE_OF_OPT (Archival, ocsps, ASN1_ANY, 1),
  ASN1_EXP_SEQUENCE_OF_OPT (Archival, others, ASN1_ANY, 2),
} static_ASN1_SEQUENCE_END (Archival)
    /* clang-format on */

    /* The encoding of each piece that is a SEQUENCE, as both kinds are. */
    static void take_pieces (const Pieces *pieces, GPtrArray *list)
{
  for (int i = 0; i < sk_ASN1_TYPE_num (pieces) && list->len < MAX_EACH; i++) {
    const ASN1_TYPE *piece = sk_ASN1_TYPE_value (pieces, i);
    const ASN1_STRING *encoded = piece->type == V_ASN1_SEQUENCE ? piece->value.sequence : NULL;
    if (encoded != NULL)
      g_ptr_array_add (list, g_bytes_new (ASN1_STRING_get0_data (encoded),
                                          (gsize) ASN1_STRING_length (encoded)));
  }
}

static void
take_archival (const ASN1_STRING *value, GPtrArray *ocsps, GPtrArray *crls)
{
  Archival *archival = ASN1_item_unpack (value, ASN1_ITEM_rptr (Archival));

  if (archival == NULL)
    return;
  take_pieces (archival->crls, crls);
  take_pieces (archival->ocsps, ocsps);
  ASN1_item_free ((ASN1_VALUE *) archival, ASN1_ITEM_rptr (Archival));
}

void
soky_cms_list_evidence (SokyCms *self, GPtrArray *ocsps, GPtrArray *crls)
{
  g_return_if_fail (self != NULL && ocsps != NULL && crls != NULL);

  STACK_OF (X509_CRL) *embedded = CMS_get1_crls (self->message);
  for (int i = 0; i < sk_X509_CRL_num (embedded) && crls->len < MAX_EACH; i++)
    g_ptr_array_add (
        crls, soky_openssl_encode (ASN1_ITEM_rptr (X509_CRL), sk_X509_CRL_value (embedded, i)));
  sk_X509_CRL_pop_free (embedded, X509_CRL_free);

  g_autoptr (ASN1_OBJECT) object = OBJ_txt2obj (ARCHIVAL_OID, 1);
  const ASN1_STRING *value =
      CMS_signed_get0_data_by_OBJ (self->signer_info, object, -3, V_ASN1_SEQUENCE);
  if (value != NULL)
    take_archival (value, ocsps, crls);
  ERR_clear_error ();
}
