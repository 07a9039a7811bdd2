/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/enrol.h"

#include "server/log.h"
#include "server/store/accounts.h"

gboolean
soky_enrol (SokyTransaction *tx, const SokyOrigin *origin, const SokyPerson *person,
            SokyCertificate *certificate, gboolean organisation, GError **error)
{
  const SokyCertificateRecord record = {
      .fingerprint = (char *) soky_certificate_get_fingerprint (certificate),
      .person_id = person->id,
      .holder = (char *) soky_certificate_get_holder (certificate),
      .organisation = organisation,
      .der = soky_certificate_get_der (certificate),
      .not_before_us = soky_certificate_get_not_before_us (certificate),
      .not_after_us = soky_certificate_get_not_after_us (certificate),
      .enrolled_us = origin->now_us,
  };
  g_autoptr (SokyCertificateRecord) known =
      soky_store_get_certificate (tx, record.fingerprint, person->id, NULL);

  if (known != NULL)
    return TRUE;
  if (!soky_certificate_check_usable (certificate, origin->now_us, error))
    return FALSE;
  g_autofree char *detail = soky_log_pairs ("certificate", record.fingerprint, "organisation",
                                            organisation ? "yes" : "no", NULL);
  return soky_store_add_certificate (tx, &record, error) &&
         soky_audit_add (tx, origin, "certificate-enrolled", person->id, detail, error);
}
