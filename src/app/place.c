/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/place.h"

#include <glib/gi18n.h>

#include "book/reach.h"

static gboolean
is_clerk (const SokyPerson *person)
{
  return soky_person_has_role (person, SOKY_ROLE_CLERK);
}

static gboolean
sees_stamps (const SokyPerson *person)
{
  return is_clerk (person) || soky_person_has_role (person, SOKY_ROLE_PRINCIPAL);
}

static gboolean
administers (const SokyPerson *person)
{
  return soky_person_has_role (person, SOKY_ROLE_SCHOOL_ADMIN);
}

static const SokyPlaceInfo places[SOKY_N_PLACES] = {
    [SOKY_PLACE_OVERVIEW] = {.label = N_ ("Overview"),
                             .icon = "soky-overview-symbolic",
                             .help = "start",
                             .page = "overview",
                             .view = -1},
    [SOKY_PLACE_OUTBOX] = {.label = N_ ("My Books"),
                           .icon = "soky-outbox-symbolic",
                           .help = "submit",
                           .page = "list",
                           .view = SOKY_BOOK_VIEW_OUTBOX},
    [SOKY_PLACE_INBOX] = {.label = N_ ("To Sign"),
                          .icon = "soky-inbox-symbolic",
                          .help = "approve",
                          .page = "list",
                          .view = SOKY_BOOK_VIEW_INBOX,
                          .urgent = TRUE},
    [SOKY_PLACE_TO_STAMP] = {.label = N_ ("To Stamp"),
                             .icon = "soky-seal-symbolic",
                             .help = "stamp",
                             .page = "list",
                             .view = SOKY_BOOK_VIEW_TO_STAMP,
                             .is_for = is_clerk,
                             .urgent = TRUE},
    [SOKY_PLACE_STAMPED] = {.label = N_ ("Stamped"),
                            .icon = "document-open-recent-symbolic",
                            .help = "stamp",
                            .page = "list",
                            .view = SOKY_BOOK_VIEW_STAMPED,
                            .is_for = sees_stamps},
    [SOKY_PLACE_PUBLISHED] = {.label = N_ ("Published Books"),
                              .icon = "soky-published-symbolic",
                              .help = "read",
                              .page = "list",
                              .view = SOKY_BOOK_VIEW_PUBLISHED},
    [SOKY_PLACE_UNIT] = {.label = N_ ("Books of My Unit"),
                         .icon = "soky-unit-symbolic",
                         .help = "reports",
                         .page = "list",
                         .view = SOKY_BOOK_VIEW_UNIT,
                         .is_for = soky_person_looks_after_books},
    [SOKY_PLACE_REPORT] = {.label = N_ ("Reports"),
                           .icon = "soky-report-symbolic",
                           .help = "reports",
                           .page = "report",
                           .view = -1,
                           .is_for = soky_person_looks_after_books},
    [SOKY_PLACE_ADMINISTRATION] = {.label = N_ ("Administration"),
                                   .icon = "emblem-system-symbolic",
                                   .help = "administer",
                                   .page = "administration",
                                   .view = -1,
                                   .is_for = administers},
    [SOKY_PLACE_CHECK_UP] = {.label = N_ ("Check This Computer"),
                             .icon = "soky-check-up-symbolic",
                             .help = "troubles",
                             .action = "win.check-up",
                             .view = -1,
                             .apart = TRUE},
};

const SokyPlaceInfo *
soky_place_get_info (SokyPlace place)
{
  g_return_val_if_fail (place < SOKY_N_PLACES, NULL);

  return &places[place];
}

gboolean
soky_place_is_for (SokyPlace place, const SokyPerson *person)
{
  g_return_val_if_fail (place < SOKY_N_PLACES, FALSE);

  return places[place].is_for == NULL || places[place].is_for (person);
}

SokyPlace
soky_place_of_view (SokyBookView view)
{
  for (SokyPlace place = 0; place < SOKY_N_PLACES; place++)
    if (places[place].view == (int) view)
      return place;
  g_return_val_if_reached (SOKY_PLACE_OUTBOX);
}
