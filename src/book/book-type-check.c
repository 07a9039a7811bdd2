/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/administration.h"
#include "book/names.h"
#include "book/route-template.h"
#include "book/rules.h"

#define MOST_CHARACTERS 200
#define MOST_ROUTES 20

static gboolean
refuse (GError **error)
{
  return soky_book_refuse (SOKY_BOOK_ERROR_BAD_TYPE, error);
}

static gboolean
is_name (const char *text)
{
  return text != NULL && *text != '\0' && g_utf8_strlen (text, -1) <= MOST_CHARACTERS;
}

static gboolean
is_row_sound (const SokyBookType *type, const SokyRouteRow *row)
{
  gboolean anchored =
      row->anchor == NULL || (*row->anchor != '\0' && g_utf8_strlen (row->anchor, -1) <= 100);

  return row->order >= 1 && row->order <= SOKY_BOOK_MAX_ORDER && anchored &&
         (row->role != SOKY_ROLE_NONE || row->owner) &&
         (row->require_cert || !type->cert_mandatory);
}

/* The stamp is a clerk's, once, signed, and after everybody. */
static gboolean
check_rows (const SokyBookType *type, GPtrArray *rows, GError **error)
{
  guint last = 0, stamps = 0;

  for (guint i = 0; i < rows->len; i++) {
    const SokyRouteRow *row = g_ptr_array_index (rows, i);
    if (!is_row_sound (type, row))
      return refuse (error);
    if (row->kind != SOKY_STEP_STAMP)
      last = MAX (last, row->order);
  }
  for (guint i = 0; i < rows->len; i++) {
    const SokyRouteRow *row = g_ptr_array_index (rows, i);
    if (row->kind != SOKY_STEP_STAMP)
      continue;
    if (++stamps > 1 || row->role != SOKY_ROLE_CLERK || row->order <= last || !row->require_cert)
      return refuse (error);
  }
  return (last > 0 && rows->len <= SOKY_BOOK_MAX_STEPS) || refuse (error);
}

static gboolean
is_route_name_free (const SokyBookType *type, guint index)
{
  const SokyRouteTemplate *template = g_ptr_array_index (type->more_routes, index);

  if (g_strcmp0 (type->route_name, template->name) == 0)
    return FALSE;
  for (guint i = 0; i < index; i++) {
    const SokyRouteTemplate *other = g_ptr_array_index (type->more_routes, i);
    if (g_strcmp0 (other->name, template->name) == 0)
      return FALSE;
  }
  return TRUE;
}

static gboolean
check_routes (const SokyBookType *type, GError **error)
{
  if (!check_rows (type, type->route, error))
    return FALSE;
  if (type->more_routes->len > MOST_ROUTES ||
      (type->more_routes->len > 0 && !is_name (type->route_name)))
    return refuse (error);
  for (guint i = 0; i < type->more_routes->len; i++) {
    const SokyRouteTemplate *template = g_ptr_array_index (type->more_routes, i);
    if (!is_name (template->name) || !is_route_name_free (type, i))
      return refuse (error);
    if (!check_rows (type, template->rows, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
soky_book_type_check (const SokyBookType *type, GError **error)
{
  gboolean nobody = (type->submitters & ~SOKY_ROLE_BIT (SOKY_ROLE_NONE)) == 0;

  if (!is_name (type->name) || nobody || (type->lock_after_deadline && !type->deadline.set) ||
      (type->deadline.set && type->frequency == SOKY_FREQUENCY_CUSTOM))
    return refuse (error);
  return check_routes (type, error);
}

gboolean
soky_book_type_check_variant (const SokyBookType *inherited, const SokyBookType *variant,
                              GError **error)
{
  gboolean same = g_strcmp0 (inherited->id, variant->id) == 0 &&
                  g_strcmp0 (inherited->code, variant->code) == 0 &&
                  g_strcmp0 (inherited->name, variant->name) == 0 &&
                  inherited->scope == variant->scope && inherited->frequency == variant->frequency;
  gboolean loose = (inherited->cert_mandatory && !variant->cert_mandatory) ||
                   (inherited->locked && !variant->locked);
  gboolean shorter =
      variant->retention_years >= 0 &&
      (inherited->retention_years < 0 || variant->retention_years < inherited->retention_years);

  return (same && !loose && !shorter) || refuse (error);
}

static void
demand_signatures (GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    ((SokyRouteRow *) g_ptr_array_index (rows, i))->require_cert = TRUE;
}

SokyBookType *
soky_book_type_vary (const SokyBookType *inherited, const SokyBookType *variant)
{
  SokyBookType *type = soky_book_type_copy (variant);

  soky_names_assign (&type->code, inherited->code);
  soky_names_assign (&type->name, inherited->name);
  soky_names_assign (&type->unit_id, inherited->unit_id);
  type->approved = inherited->approved;
  type->scope = inherited->scope;
  type->frequency = inherited->frequency;
  type->locked = type->locked || inherited->locked;
  type->cert_mandatory = type->cert_mandatory || inherited->cert_mandatory;
  if (inherited->retention_years < 0)
    type->retention_years = -1;
  else if (type->retention_years >= 0)
    type->retention_years = MAX (type->retention_years, inherited->retention_years);
  if (!type->cert_mandatory)
    return type;
  demand_signatures (type->route);
  for (guint i = 0; i < type->more_routes->len; i++)
    demand_signatures (((SokyRouteTemplate *) type->more_routes->pdata[i])->rows);
  return type;
}

static gboolean
are_rows_same (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++) {
    const SokyRouteRow *one = g_ptr_array_index (a, i);
    const SokyRouteRow *other = g_ptr_array_index (b, i);
    if (one->order != other->order || one->role != other->role || one->kind != other->kind ||
        one->require_cert != other->require_cert || one->optional != other->optional ||
        one->owner != other->owner)
      return FALSE;
  }
  return TRUE;
}

static gboolean
are_routes_same (const SokyBookType *a, const SokyBookType *b)
{
  if (!are_rows_same (a->route, b->route) || a->more_routes->len != b->more_routes->len)
    return FALSE;
  for (guint i = 0; i < a->more_routes->len; i++) {
    const SokyRouteTemplate *one = g_ptr_array_index (a->more_routes, i);
    const SokyRouteTemplate *other = g_ptr_array_index (b->more_routes, i);
    if (!are_rows_same (one->rows, other->rows))
      return FALSE;
  }
  return TRUE;
}

gboolean
soky_book_type_is_other (const SokyBookType *before, const SokyBookType *after)
{
  return g_strcmp0 (before->name, after->name) != 0 || before->scope != after->scope ||
         before->frequency != after->frequency || before->submitters != after->submitters ||
         before->asks_class != after->asks_class || before->asks_subject != after->asks_subject ||
         before->asks_number != after->asks_number ||
         before->cert_mandatory != after->cert_mandatory ||
         before->offers_auto_publish != after->offers_auto_publish ||
         before->retention_years != after->retention_years || !are_routes_same (before, after);
}
