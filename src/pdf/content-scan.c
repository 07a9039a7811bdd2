/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/content.h"

#include <stdlib.h>
#include <string.h>

#define MAX_SAVED 64 /* q within q */
#define MAX_NAME 128
#define MAX_OPERATOR 3
#define INVISIBLE 3 /* text render mode (ISO 32000-2 table 104) */

typedef struct {
  SokyScan scan;
  SokySpan operand; /* the last one before the operator */
  int mode;         /* of text */
  int saved[MAX_SAVED];
  guint depth;
  SokyContentTraits *traits;
  SokyContentDraw draw;
  gpointer user_data;
} Content;

static void
show_text (Content *self)
{
  if (self->mode == INVISIBLE)
    self->traits->hides_text = TRUE;
  else
    self->traits->shows_text = TRUE;
}

static void
set_mode (Content *self)
{
  SokyScan operand = {self->scan.data, self->operand.end, self->operand.start};
  guint64 mode = 0;

  if (soky_scan_unsigned (&operand, &mode) && mode <= 7)
    self->mode = (int) mode;
}

static void
draw_object (Content *self)
{
  gsize length = self->operand.end - self->operand.start;
  char name[MAX_NAME] = "";

  if (length < 2 || length >= sizeof name || self->scan.data[self->operand.start] != '/')
    return;
  memcpy (name, self->scan.data + self->operand.start, length);
  self->draw (name, self->mode == INVISIBLE, self->user_data);
}

/* An image among the operators ends at the first EI that stands alone. */
static void
skip_inline_image (Content *self)
{
  SokyScan *scan = &self->scan;

  self->traits->shows_image = TRUE;
  for (; scan->at + 2 < scan->length; scan->at++) {
    const guint8 *p = scan->data + scan->at;
    gboolean ends = scan->at + 3 == scan->length || soky_scan_is_space (p[3]);
    if (soky_scan_is_space (p[0]) && p[1] == 'E' && p[2] == 'I' && ends) {
      scan->at += 3;
      return;
    }
  }
  scan->at = scan->length;
}

static void
operate (Content *self, const char *operator)
{
  if (g_str_equal (operator, "Tj") || g_str_equal (operator, "TJ") || g_str_equal (operator, "'") ||
      g_str_equal (operator, "\""))
    show_text (self);
  else if (g_str_equal (operator, "Tr"))
    set_mode (self);
  else if (g_str_equal (operator, "Do"))
    draw_object (self);
  else if (g_str_equal (operator, "ID"))
    skip_inline_image (self);
  else if (g_str_equal (operator, "q") && self->depth < MAX_SAVED)
    self->saved[self->depth++] = self->mode;
  else if (g_str_equal (operator, "Q") && self->depth > 0)
    self->mode = self->saved[--self->depth];
}

/* A word of regular characters; longer ones than any operator are none. */
static void
take_operator (Content *self)
{
  SokyScan *scan = &self->scan;
  gsize start = scan->at;
  char operator[MAX_OPERATOR + 1] = "";

  while (scan->at < scan->length && !soky_scan_is_space (scan->data[scan->at]) &&
         !soky_scan_is_delimiter (scan->data[scan->at]))
    scan->at++;
  gsize length = scan->at - start;
  if (length == 0)
    scan->at++;
  else if (length <= MAX_OPERATOR) {
    memcpy (operator, scan->data + start, length);
    operate (self, operator);
  }
}

static gboolean
begins_operand (guint8 byte)
{
  return g_ascii_isdigit (byte) || strchr ("+-.([</", byte) != NULL;
}

void
soky_content_scan (const guint8 *data, gsize length, gboolean hidden, SokyContentTraits *traits,
                   SokyContentDraw draw, gpointer user_data)
{
  Content self = {.scan = {data, length, 0},
                  .mode = hidden ? INVISIBLE : 0,
                  .traits = traits,
                  .draw = draw,
                  .user_data = user_data};

  for (soky_scan_space (&self.scan); self.scan.at < length; soky_scan_space (&self.scan)) {
    gsize start = self.scan.at;
    guint8 byte = data[start];
    if (byte != '\0' && begins_operand (byte)) {
      SokyScan operand = self.scan;
      if (soky_scan_object (&operand, NULL, NULL)) {
        self.scan = operand;
        self.operand = (SokySpan){start, operand.at};
        continue;
      }
    }
    take_operator (&self);
  }
}
