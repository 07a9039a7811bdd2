/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "pdf/changes-private.h"

/* Certificates, revocation lists and answers, as the whole store and as one entry of /VRI name them
 * (ETSI EN 319 142-1 §5.4.2). */
static gboolean
is_evidence (const char *key)
{
  static const char *const keys[] = {"/Certs", "/CRLs", "/OCSPs", "/Cert", "/CRL", "/OCSP"};
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    if (g_str_equal (keys[i], key))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_array_of_streams (SokyGraph *graph, const SokyValue *value)
{
  const SokyValue *array = soky_graph_resolve (graph, value);
  if (array == NULL || array->kind != SOKY_VALUE_ARRAY)
    return FALSE;
  for (guint i = 0; i < soky_value_get_length (array); i++) {
    if (!soky_graph_is_stream (graph, soky_value_get_item (array, i)))
      return FALSE;
  }
  return TRUE;
}

/* An entry's name is the hash of a signature: 40 hexadecimal digits. */
static gboolean
is_hash_name (const char *key)
{
  gsize digits = 0;
  while (g_ascii_isxdigit (key[1 + digits]))
    digits++;
  return digits == 40 && key[41] == '\0';
}

static gboolean
entry_is_sound (SokyGraph *graph, const SokyValue *entry)
{
  if (entry == NULL || entry->kind != SOKY_VALUE_DICTIONARY)
    return FALSE;
  for (guint i = 0; i < soky_value_get_length (entry); i++) {
    const char *key = entry->keys->pdata[i];
    if (is_evidence (key)) {
      if (!is_array_of_streams (graph, entry->items->pdata[i]))
        return FALSE;
    } else if (g_str_equal (key, "/TS")) {
      if (!soky_graph_is_stream (graph, entry->items->pdata[i]))
        return FALSE;
    } else if (!g_str_equal (key, "/TU") && !g_str_equal (key, "/Type")) {
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
vri_is_sound (SokyGraph *graph, const SokyValue *vri)
{
  for (guint i = 0; i < soky_value_get_length (vri); i++) {
    const char *key = vri->keys->pdata[i];
    const SokyValue *entry = soky_graph_resolve (graph, vri->items->pdata[i]);
    if (!g_str_equal (key, "/Type") && (!is_hash_name (key) || !entry_is_sound (graph, entry)))
      return FALSE;
  }
  return TRUE;
}

/* Evidence speaks for itself, so a store may also be made anew; it may hold nothing else. */
static gboolean
store_is_sound (SokyGraph *graph, const SokyValue *dss)
{
  if (dss == NULL || dss->kind != SOKY_VALUE_DICTIONARY)
    return FALSE;
  for (guint i = 0; i < soky_value_get_length (dss); i++) {
    const char *key = dss->keys->pdata[i];
    const SokyValue *value = dss->items->pdata[i];
    gboolean is_sound = g_str_equal (key, "/Type");
    if (g_str_equal (key, "/VRI"))
      is_sound = vri_is_sound (graph, soky_graph_resolve (graph, value));
    else if (is_evidence (key))
      is_sound = is_array_of_streams (graph, value);
    if (!is_sound)
      return FALSE;
  }
  return TRUE;
}

void
soky_comparison_check_dss (SokyComparison *self, const SokyValue *old_dss, const SokyValue *new_dss)
{
  if (soky_value_equal (old_dss, new_dss))
    return;
  if (store_is_sound (self->new_graph, new_dss))
    soky_comparison_permit (self, SOKY_CHANGE_ARCHIVE, soky_change_at (SOKY_PDF_CHANGE_EVIDENCE),
                            _ ("evidence about certificates was added"));
  else
    soky_comparison_forbid (self, soky_change_at (SOKY_PDF_CHANGE_EVIDENCE),
                            _ ("the document: %s was changed"), "/DSS");
}
