/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/last-session.h"

#define PLACE_KEY "last-place"
#define BOOK_KEY "last-book"

static const char *const names[SOKY_N_PLACES] = {
    [SOKY_PLACE_OVERVIEW] = "overview", [SOKY_PLACE_OUTBOX] = "outbox",
    [SOKY_PLACE_INBOX] = "inbox",       [SOKY_PLACE_TO_STAMP] = "to-stamp",
    [SOKY_PLACE_STAMPED] = "stamped",   [SOKY_PLACE_PUBLISHED] = "published",
    [SOKY_PLACE_UNIT] = "unit",         [SOKY_PLACE_REPORT] = "report",
    [SOKY_PLACE_CHECK_UP] = NULL,
};

void
soky_last_session_note_place (GSettings *settings, SokyPlace place)
{
  if (settings != NULL && names[place] != NULL)
    g_settings_set_string (settings, PLACE_KEY, names[place]);
}

void
soky_last_session_note_book (GSettings *settings, const char *id)
{
  if (settings != NULL)
    g_settings_set_string (settings, BOOK_KEY, id != NULL ? id : "");
}

void
soky_last_session_forget (GSettings *settings)
{
  if (settings == NULL)
    return;
  g_settings_reset (settings, PLACE_KEY);
  g_settings_reset (settings, BOOK_KEY);
}

SokyPlace
soky_last_session_get_place (GSettings *settings, const SokyPerson *person, SokyPlace otherwise)
{
  g_autofree char *name = settings != NULL ? g_settings_get_string (settings, PLACE_KEY) : NULL;

  for (SokyPlace place = 0; name != NULL && place < SOKY_N_PLACES; place++)
    if (g_strcmp0 (names[place], name) == 0 && soky_place_is_for (place, person))
      return place;
  return otherwise;
}

char *
soky_last_session_dup_book (GSettings *settings)
{
  g_autofree char *id = settings != NULL ? g_settings_get_string (settings, BOOK_KEY) : NULL;
  return id != NULL && *id != '\0' ? g_steal_pointer (&id) : NULL;
}
