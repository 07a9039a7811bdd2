/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/embedded.h"
#include "server/resources/resources.h"
#include "server/store/directory.h"
#include "wire/school.h"

char *
soky_about_get_title (GPtrArray *units)
{
  const SokyUnit *school = NULL;
  guint schools = 0;

  for (guint i = 0; i < units->len; i++) {
    const SokyUnit *unit = units->pdata[i];
    if (unit->level == SOKY_UNIT_SCHOOL && schools++ == 0)
      school = unit;
  }
  if (schools != 1)
    school = units->len > 0 ? units->pdata[0] : NULL;
  return g_strdup (school ? school->name : "");
}

gboolean
soky_about_get (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                GError **error)
{
  g_autoptr (GPtrArray) units = soky_store_list_units (tx, error);
  if (units == NULL)
    return FALSE;

  g_autoptr (SokyAbout) about = g_new0 (SokyAbout, 1);
  about->name = g_strdup ("SoKy");
  about->version = g_strdup (SOKY_VERSION);
  about->school = soky_about_get_title (units);
  about->time_us = call->now_us;
  about->public_url = g_strdup (service->settings->public_url);
  about->max_pdf_bytes = SOKY_MAX_PDF_BYTES (service->settings);
  soky_reply_set_json (reply, 200, soky_about_to_json (about));
  return TRUE;
}

/* The description of all this. */
gboolean
soky_openapi_get (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                  GError **error)
{
  reply->status = 200;
  reply->content_type = "application/yaml";
  reply->body = soky_embedded_get ("openapi.yaml");
  return TRUE;
}
