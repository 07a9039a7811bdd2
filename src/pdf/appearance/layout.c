/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/appearance/layout.h"

#include "base/clock.h"
#include "pdf/appearance/line.h"
#include "pdf/appearance/picture.h"

#define LINE_GAP 1.5
#define PICTURE_GAP 3.0
#define PICTURE_HEIGHT 44.0
#define NATURAL_WIDTH 176.0
#define RULE_WIDTH 36.0
#define RULE_SPACE 6.0
/* below this, breaking words is easier to read than shrinking further */
#define SMALLEST_WHOLE_WORDS 0.6

struct _SokyAppearanceLayout {
  PangoContext *context;
  PangoLayout *lines[SOKY_N_LINES]; /* NULL = left out */
  cairo_surface_t *picture;         /* nullable */
  double time_width;                /* of the whole line */
  double moment_width;              /* without its label */
};

static double
natural_line_width (PangoLayout *line)
{
  PangoRectangle logical;
  pango_layout_set_width (line, -1);
  pango_layout_get_extents (line, NULL, &logical);
  return (double) logical.width / PANGO_SCALE;
}

static void
measure_time (SokyAppearanceLayout *self)
{
  PangoLayout *line = self->lines[SOKY_LINE_TIME];
  if (line == NULL)
    return;
  self->time_width = natural_line_width (line);
  soky_line_set_apart (line, SOKY_LINE_TIME, TRUE);
  self->moment_width = natural_line_width (line);
}

static void
set_column (SokyAppearanceLayout *self, double width, PangoWrapMode wrap)
{
  double units = CLAMP (width * PANGO_SCALE, 1, G_MAXINT / 4);
  for (guint i = 0; i < SOKY_N_LINES; i++) {
    if (self->lines[i] == NULL)
      continue;
    pango_layout_set_wrap (self->lines[i], wrap);
    pango_layout_set_width (self->lines[i], (int) units);
  }
  if (self->lines[SOKY_LINE_TIME] != NULL)
    soky_line_set_apart (self->lines[SOKY_LINE_TIME], SOKY_LINE_TIME, self->time_width > width);
}

/* The widest line and the sum of heights, in the column that was set. */
static void
measure_lines (SokyAppearanceLayout *self, double *width, double *height)
{
  *width = 0;
  *height = 0;
  for (guint i = 0; i < SOKY_N_LINES; i++) {
    if (self->lines[i] == NULL)
      continue;
    PangoRectangle logical;
    pango_layout_get_extents (self->lines[i], NULL, &logical);
    *width = MAX (*width, (double) logical.width / PANGO_SCALE);
    *height += (double) logical.height / PANGO_SCALE + (*height > 0 ? LINE_GAP : 0);
  }
}

static void
picture_size (const SokyAppearanceLayout *self, double column, double *width, double *height)
{
  double pixels_wide = cairo_image_surface_get_width (self->picture);
  double pixels_high = cairo_image_surface_get_height (self->picture);
  double scale = MIN (PICTURE_HEIGHT / pixels_high, column / pixels_wide);
  *width = pixels_wide * scale;
  *height = pixels_high * scale;
}

/* The accent between the title and what is below it. */
static gboolean
has_rule (const SokyAppearanceLayout *self)
{
  if (self->lines[SOKY_LINE_TITLE] == NULL)
    return FALSE;
  for (guint i = SOKY_LINE_TITLE + 1; i < SOKY_N_LINES; i++) {
    if (self->lines[i] != NULL)
      return TRUE;
  }
  return self->picture != NULL;
}

static double
total_height (SokyAppearanceLayout *self, double column, double *widest)
{
  double height;
  measure_lines (self, widest, &height);
  if (has_rule (self))
    height += RULE_SPACE - LINE_GAP;
  if (self->picture == NULL)
    return height;

  double picture_wide;
  double picture_high;
  picture_size (self, column, &picture_wide, &picture_high);
  *widest = MAX (*widest, picture_wide);
  return height + picture_high + (height > 0 ? PICTURE_GAP : 0);
}

static gboolean
fits (SokyAppearanceLayout *self, double scale, PangoWrapMode wrap, double width, double height)
{
  double column = width / scale;
  double widest;
  if (wrap == PANGO_WRAP_WORD && column < self->moment_width)
    return FALSE; /* a moment in time reads badly in two lines */
  set_column (self, column, wrap);
  double high = total_height (self, column, &widest);
  return high * scale <= height + 1e-6 && widest <= column + 0.01;
}

static double
search_scale (SokyAppearanceLayout *self, PangoWrapMode wrap, double width, double height)
{
  if (fits (self, 1, wrap, width, height))
    return 1;
  double low = 0;
  double high = 1;
  for (guint i = 0; i < 24; i++) {
    double middle = (low + high) / 2;
    if (fits (self, middle, wrap, width, height))
      low = middle;
    else
      high = middle;
  }
  return low;
}

/* Sets the column for the largest scale, at most 1, at which all fits; 0 when nothing does. */
static double
fit_scale (SokyAppearanceLayout *self, double width, double height)
{
  double whole_words = search_scale (self, PANGO_WRAP_WORD, width, height);
  if (whole_words < SMALLEST_WHOLE_WORDS) {
    double broken = search_scale (self, PANGO_WRAP_WORD_CHAR, width, height);
    if (broken > 1.25 * whole_words) {
      set_column (self, width / broken, PANGO_WRAP_WORD_CHAR);
      return broken;
    }
  }
  if (whole_words > 0)
    set_column (self, width / whole_words, PANGO_WRAP_WORD);
  return whole_words;
}

static void
draw_picture (SokyAppearanceLayout *self, cairo_t *cr, double x, double y, double width)
{
  double scale = width / cairo_image_surface_get_width (self->picture);
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, self->picture, 0, 0);
  cairo_paint (cr);
  cairo_restore (cr);
}

static double
draw_line (PangoLayout *line, cairo_t *cr, double y)
{
  PangoRectangle logical;
  pango_layout_get_extents (line, NULL, &logical);
  cairo_move_to (cr, 0, y);
  pango_cairo_show_layout (cr, line);
  return (double) logical.height / PANGO_SCALE;
}

static void
draw_rule (cairo_t *cr, double column, double y)
{
  double half = MIN (RULE_WIDTH, column) / 2;
  cairo_save (cr);
  cairo_set_source_rgb (cr, 0.70, 0.13, 0.13);
  cairo_set_line_width (cr, 0.8);
  cairo_move_to (cr, column / 2 - half, y);
  cairo_line_to (cr, column / 2 + half, y);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw_column (SokyAppearanceLayout *self, cairo_t *cr, double column)
{
  double y = 0;
  for (guint i = 0; i < SOKY_N_LINES; i++) {
    if (i == SOKY_LINE_TITLE + 1 && self->picture != NULL) {
      double width;
      double height;
      picture_size (self, column, &width, &height);
      draw_picture (self, cr, (column - width) / 2, y, width);
      y += height + PICTURE_GAP;
    }
    if (self->lines[i] == NULL)
      continue;
    y += draw_line (self->lines[i], cr, y);
    if (i == SOKY_LINE_TITLE && has_rule (self)) {
      draw_rule (cr, column, y + RULE_SPACE / 2);
      y += RULE_SPACE;
    } else {
      y += LINE_GAP;
    }
  }
}

static void
draw_picture_alone (SokyAppearanceLayout *self, cairo_t *cr, double width, double height)
{
  double pixels_wide = cairo_image_surface_get_width (self->picture);
  double pixels_high = cairo_image_surface_get_height (self->picture);
  double scale = MIN (width / pixels_wide, height / pixels_high);
  draw_picture (self, cr, (width - pixels_wide * scale) / 2, (height - pixels_high * scale) / 2,
                pixels_wide * scale);
}

SokyAppearanceLayout *
soky_appearance_layout_new (const SokyAppearanceSpec *spec, GError **error)
{
  cairo_surface_t *picture = NULL;
  if (spec->image_path != NULL) {
    picture = soky_picture_load (spec->image_path, error);
    if (picture == NULL)
      return NULL;
  }
  g_autofree char *time = spec->time_us == 0 ? NULL : soky_clock_to_vietnam (spec->time_us);
  const char *texts[SOKY_N_LINES] = {
      [SOKY_LINE_TITLE] = spec->title,   [SOKY_LINE_NAME] = spec->name,
      [SOKY_LINE_TIME] = time,           [SOKY_LINE_ORGANISATION] = spec->organisation,
      [SOKY_LINE_REASON] = spec->reason,
  };

  SokyAppearanceLayout *self = g_new0 (SokyAppearanceLayout, 1);
  self->context = soky_line_context_new ();
  self->picture = picture;
  for (guint i = 0; i < SOKY_N_LINES; i++)
    self->lines[i] = soky_line_new (self->context, i, texts[i]);
  measure_time (self);
  return self;
}

void
soky_appearance_layout_free (SokyAppearanceLayout *self)
{
  for (guint i = 0; i < SOKY_N_LINES; i++)
    g_clear_object (&self->lines[i]);
  g_clear_pointer (&self->picture, cairo_surface_destroy);
  g_clear_object (&self->context);
  g_free (self);
}

gboolean
soky_appearance_layout_is_wordless (const SokyAppearanceLayout *self)
{
  for (guint i = 0; i < SOKY_N_LINES; i++) {
    if (self->lines[i] != NULL)
      return FALSE;
  }
  return TRUE;
}

void
soky_appearance_layout_measure (SokyAppearanceLayout *self, double *width, double *height)
{
  double natural = self->time_width;
  for (guint i = 0; i < SOKY_N_LINES; i++) {
    if (self->lines[i] != NULL && i != SOKY_LINE_TIME)
      natural = MAX (natural, natural_line_width (self->lines[i]));
  }
  double column = natural == 0 ? NATURAL_WIDTH : MIN (natural + 0.5, NATURAL_WIDTH);
  set_column (self, column, PANGO_WRAP_WORD_CHAR);
  *height = total_height (self, column, width);
  *width = MAX (*width, column == NATURAL_WIDTH ? 0 : column);
}

void
soky_appearance_layout_draw (SokyAppearanceLayout *self, cairo_t *cr, double width, double height)
{
  if (soky_appearance_layout_is_wordless (self)) {
    if (self->picture != NULL)
      draw_picture_alone (self, cr, width, height);
    return;
  }
  double scale = fit_scale (self, width, height);
  if (scale <= 0)
    return;

  double column = width / scale;
  double widest;
  double used = total_height (self, column, &widest) * scale;
  cairo_save (cr);
  cairo_translate (cr, 0, MAX (0, height - used) / 2);
  cairo_scale (cr, scale, scale);
  cairo_set_source_rgb (cr, 0, 0, 0);
  draw_column (self, cr, column);
  cairo_restore (cr);
}
