/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "display.h"
#include "server-fixture.h"

/* Hands for the pages and dialogs of Quản trị: rows and windows are found by what they are called,
 * and waited for. */

typedef struct {
  FixtureServer *server;
  GtkWidget *window;
} Fixture;

typedef struct {
  GtkWidget *widget;
  const char *title;
} Wanted;

GtkWidget *find_row (GtkWidget *widget, const char *title);
gboolean has_no_row (gpointer data);
GtkWidget *wait_row (GtkWidget *widget, const char *title);
void open_row (GtkWidget *widget, const char *title);
void type (GtkWidget *dialog, const char *row, const char *text);
void set_switch (GtkWidget *dialog, const char *row, gboolean active);
void set_number (GtkWidget *dialog, const char *row, int value);
int get_number (GtkWidget *dialog, const char *row);
const char *get_text (GtkWidget *dialog, const char *row);
void agree (const char *button);
void save (const char *type_name);
gboolean is_in (gpointer data);
void knock (Fixture *fixture, const char *login, const char *password);
void enter (Fixture *fixture, const char *section);
void leave (Fixture *fixture);
