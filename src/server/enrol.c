/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/enrol.h"

#include "base/text.h"
#include "crypto/random.h"
#include "server/log.h"
#include "wire/error.h"

#define ID_BYTES 12
#define MOST_OF_A_PERSON 50

static SokyCertificateRecord *
record_new (const SokyEnrolmentOrder *order, gint64 now_us)
{
  SokyCertificateRecord *record = g_new0 (SokyCertificateRecord, 1);

  record->id = soky_random_hex (ID_BYTES);
  record->fingerprint = g_strdup (soky_certificate_get_fingerprint (order->certificate));
  record->person_id = g_strdup (order->person->id);
  record->holder = g_strdup (soky_certificate_get_holder (order->certificate));
  record->organisation = order->organisation;
  record->der = g_bytes_ref (soky_certificate_get_der (order->certificate));
  record->not_before_us = soky_certificate_get_not_before_us (order->certificate);
  record->not_after_us = soky_certificate_get_not_after_us (order->certificate);
  record->enrolled_us = now_us;
  record->confirmed_us = order->confirmed ? now_us : 0;
  return record;
}

/* A person's certificate is one person's; an organisation's may be with several clerks. */
static gboolean
check_others (SokyTransaction *tx, const SokyEnrolmentOrder *order, GError **error)
{
  const char *fingerprint = soky_certificate_get_fingerprint (order->certificate);
  g_autoptr (GPtrArray) holders = soky_store_list_holders (tx, fingerprint, error);
  g_autoptr (GPtrArray) own = soky_store_list_certificates (tx, order->person->id, error);

  if (holders == NULL || own == NULL)
    return FALSE;
  for (guint i = 0; i < holders->len; i++) {
    const SokyCertificateRecord *one = holders->pdata[i];
    if (one->withdrawn_us == 0 && !g_str_equal (one->person_id, order->person->id) &&
        !(one->organisation && order->organisation))
      return soky_wire_refuse (SOKY_WIRE_ERROR_CERTIFICATE_TAKEN, error);
  }
  return own->len < MOST_OF_A_PERSON || soky_wire_refuse (SOKY_WIRE_ERROR_CONFLICT, error);
}

static gboolean
check_order (const SokyEnrolmentOrder *order, gint64 now_us, GError **error)
{
  gboolean keeper = soky_person_has_role (order->person, SOKY_ROLE_CLERK);

  if (order->organisation && !keeper && !order->confirmed)
    return soky_wire_refuse (SOKY_WIRE_ERROR_FORBIDDEN, error);
  return soky_certificate_check_usable (order->certificate, now_us, error);
}

#define NONE "none"

static const char *
get_state (const SokyCertificateRecord *record)
{
  if (record->withdrawn_us != 0)
    return "revoked";
  return record->confirmed_us != 0 ? "enrolled" : "waiting";
}

static gboolean
note (SokyTransaction *tx, const SokyOrigin *origin, const SokyCertificateRecord *record,
      const char *event, const char *before, GError **error)
{
  g_autofree char *detail = soky_log_pairs (
      "certificate", record->fingerprint, "organisation", record->organisation ? "yes" : "no",
      "before", before, "after", get_state (record), "reason", record->withdrawn_reason, NULL);
  return soky_audit_add (tx, origin, event, record->person_id, detail, error);
}

/* What is there of this person and certificate: in force it stays, else it begins anew. */
static gboolean
renew (SokyTransaction *tx, const SokyOrigin *origin, const SokyEnrolmentOrder *order,
       SokyCertificateRecord *known, GError **error)
{
  if (SOKY_CERTIFICATE_IN_FORCE (known) || (known->withdrawn_us == 0 && !order->confirmed))
    return TRUE;
  const char *before = get_state (known);
  known->enrolled_us = origin->now_us;
  known->withdrawn_us = 0;
  known->confirmed_us = order->confirmed ? origin->now_us : 0;
  g_clear_pointer (&known->confirmed_by, g_free);
  g_clear_pointer (&known->withdrawn_by, g_free);
  g_clear_pointer (&known->withdrawn_reason, g_free);
  return soky_store_update_certificate (tx, known, error) &&
         note (tx, origin, known, "certificate-enrolled", before, error);
}

SokyCertificateRecord *
soky_enrol (SokyTransaction *tx, const SokyOrigin *origin, const SokyEnrolmentOrder *order,
            GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (!check_order (order, origin->now_us, error) || !check_others (tx, order, error))
    return NULL;
  g_autoptr (SokyCertificateRecord) known = soky_store_get_certificate (
      tx, soky_certificate_get_fingerprint (order->certificate), order->person->id, &problem);
  if (known != NULL)
    return renew (tx, origin, order, known, error) ? g_steal_pointer (&known) : NULL;
  if (!g_error_matches (problem, SOKY_STORE_ERROR, SOKY_STORE_ERROR_NOT_FOUND)) {
    g_propagate_error (error, g_steal_pointer (&problem));
    return NULL;
  }
  g_autoptr (SokyCertificateRecord) record = record_new (order, origin->now_us);
  if (!soky_store_add_certificate (tx, record, error) ||
      !note (tx, origin, record, "certificate-enrolled", NONE, error))
    return NULL;
  return g_steal_pointer (&record);
}

gboolean
soky_enrol_at_once (SokyTransaction *tx, const SokyOrigin *origin, const SokyPerson *person,
                    SokyCertificate *certificate, gboolean organisation, GError **error)
{
  const SokyEnrolmentOrder order = {person, certificate, organisation, TRUE};
  g_autoptr (SokyCertificateRecord) record = soky_enrol (tx, origin, &order, error);

  return record != NULL;
}

static gboolean
has_mark (SokyTransaction *tx, const SokyPerson *person, const char *kind, const char *said,
          gboolean *matches, GError **error)
{
  g_autofree char *lower = g_utf8_strdown (said, -1);
  g_autofree char *mark = soky_store_get_mark (tx, person->id, kind, error);

  if (mark == NULL)
    return FALSE;
  *matches = *matches || (*mark != '\0' && g_str_equal (mark, lower));
  return TRUE;
}

gboolean
soky_enrol_matches (SokyTransaction *tx, const SokyPerson *person, SokyCertificate *certificate,
                    gboolean *matches, GError **error)
{
  g_autofree char *number = soky_certificate_dup_id_number (certificate);

  *matches = FALSE;
  return has_mark (tx, person, "email", soky_certificate_get_email (certificate), matches, error) &&
         has_mark (tx, person, "id-number", number, matches, error);
}

gboolean
soky_enrol_confirm (SokyTransaction *tx, const SokyOrigin *origin, SokyCertificateRecord *record,
                    GError **error)
{
  if (record->withdrawn_us != 0)
    return soky_wire_refuse (SOKY_WIRE_ERROR_CONFLICT, error);
  if (record->confirmed_us != 0)
    return TRUE;
  const char *before = get_state (record);
  record->confirmed_us = origin->now_us;
  g_free (record->confirmed_by);
  record->confirmed_by = origin->person ? g_strdup (origin->person->id) : NULL;
  return soky_store_update_certificate (tx, record, error) &&
         note (tx, origin, record, "certificate-confirmed", before, error);
}

gboolean
soky_enrol_withdraw (SokyTransaction *tx, const SokyOrigin *origin, SokyCertificateRecord *record,
                     const char *reason, GError **error)
{
  if (record->withdrawn_us != 0)
    return TRUE;
  const char *before = get_state (record);
  record->withdrawn_us = origin->now_us;
  record->withdrawn_by = origin->person ? g_strdup (origin->person->id) : NULL;
  record->withdrawn_reason = reason && *reason ? g_strdup (reason) : NULL;
  return soky_store_update_certificate (tx, record, error) &&
         note (tx, origin, record, "certificate-withdrawn", before, error);
}
