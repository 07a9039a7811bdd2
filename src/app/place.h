/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/book-model.h"
#include "book/person.h"

G_BEGIN_DECLS

/* Where the sidebar leads to, in its order. */
typedef enum {
  SOKY_PLACE_OVERVIEW,       /* Tổng quan */
  SOKY_PLACE_OUTBOX,         /* Sổ trình ký */
  SOKY_PLACE_INBOX,          /* Sổ ký duyệt */
  SOKY_PLACE_TO_STAMP,       /* Chờ đóng dấu */
  SOKY_PLACE_STAMPED,        /* Đã đóng dấu */
  SOKY_PLACE_PUBLISHED,      /* Sổ đã ban hành */
  SOKY_PLACE_UNIT,           /* Sổ của đơn vị */
  SOKY_PLACE_REPORT,         /* Báo cáo */
  SOKY_PLACE_ADMINISTRATION, /* Quản trị */
  SOKY_PLACE_CHECK_UP,       /* Kiểm tra máy ký */
  SOKY_N_PLACES
} SokyPlace;

/* What a place is; nothing is owned by the caller. */
typedef struct {
  const char *label;  /* to be translated */
  const char *icon;   /* name */
  const char *page;   /* nullable: the page of the window; NULL = @action is done instead */
  const char *action; /* nullable */
  const char *help;   /* the topic of the help about it */
  int view;           /* the SokyBookView that it lists; -1 = none */
  gboolean (*is_for) (const SokyPerson *person); /* nullable: everybody sees it */
  gboolean urgent;                               /* its count is of what waits for this person */
  gboolean apart;                                /* begins a new section */
} SokyPlaceInfo;

const SokyPlaceInfo *soky_place_get_info (SokyPlace place);
gboolean soky_place_is_for (SokyPlace place, const SokyPerson *person);
/* The place that lists @view. */
SokyPlace soky_place_of_view (SokyBookView view);

G_END_DECLS
