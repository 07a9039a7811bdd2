/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/looks.h"

#include "server/log.h"
#include "server/store/directory.h"
#include "wire/error.h"
#include "wire/row-look.h"

SokyBookType *
soky_looks_find_type (SokyTransaction *tx, const char *unit_id, const char *type_id, GError **error)
{
  g_autoptr (GPtrArray) types = soky_store_list_book_types (tx, unit_id, error);

  for (guint i = 0; types != NULL && i < types->len; i++) {
    SokyBookType *type = types->pdata[i];
    if (g_str_equal (type->id, type_id))
      return soky_book_type_ref (type);
  }
  if (types != NULL)
    soky_wire_refuse (SOKY_WIRE_ERROR_NOT_FOUND, error);
  return NULL;
}

SokyBookType *
soky_looks_set (SokyTransaction *tx, const SokyOrigin *origin, const char *unit_id,
                const char *type_id, GPtrArray *looks, GError **error)
{
  g_autoptr (SokyBookType) type = soky_looks_find_type (tx, unit_id, type_id, error);

  if (type == NULL || !soky_book_type_check_looks (type, looks, error))
    return NULL;
  g_autoptr (GPtrArray) present = soky_book_type_get_looks (type);
  g_autofree char *before = soky_wire_looks_to_json (present);
  g_autofree char *after = soky_wire_looks_to_json (looks);
  g_autofree char *detail =
      soky_log_pairs ("unit", unit_id, "before", before, "after", after, NULL);
  if (!soky_store_set_looks (tx, unit_id, type_id, looks, origin->now_us, error) ||
      !soky_audit_add (tx, origin, "looks-changed", type_id, detail, error))
    return NULL;
  return soky_looks_find_type (tx, unit_id, type_id, error);
}
