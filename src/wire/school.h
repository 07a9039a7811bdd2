/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/unit.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The answer of GET /about. */
typedef struct {
  char *name; /* "SoKy" */
  char *version;
  char *school; /* the name to show at sign-in */
  gint64 time_us;
  goffset max_pdf_bytes;
  char *public_url; /* nullable: where everybody reaches the check page */
} SokyAbout;

void soky_about_free (SokyAbout *self);
char *soky_about_to_json (const SokyAbout *self);
SokyAbout *soky_about_from_json (const char *text, gssize length, GError **error);

/* A week of the present school year. */
typedef struct {
  guint number;
  char *starts; /* "2026-09-07", a Monday */
  char *ends;   /* "2026-09-13" */
} SokyWeek;

/* The answer of GET /school: what a new book chooses from. */
typedef struct {
  SokyUnit *unit;      /* the school */
  char *school_year;   /* the present one */
  char **school_years; /* all, newest first */
  char **classes;
  char **subjects;
  GPtrArray *weeks; /* SokyWeek */
  guint64 version;  /* of the unit, for changes; 0 = not known */
} SokySchool;

SokyWeek *soky_week_new (guint number, const char *starts, const char *ends);
void soky_week_free (SokyWeek *self);
SokySchool *soky_school_new (SokyUnit *unit, const char *school_year);
void soky_school_free (SokySchool *self);
char *soky_school_to_json (const SokySchool *self);
SokySchool *soky_school_from_json (const char *text, gssize length, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyAbout, soky_about_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyWeek, soky_week_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokySchool, soky_school_free)

G_END_DECLS
