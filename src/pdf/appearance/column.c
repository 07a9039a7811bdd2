/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/appearance/column.h"

#include "base/clock.h"
#include "pdf/appearance/line.h"

#define LINE_GAP 1.5
#define PICTURE_GAP 3.0
#define RULE_WIDTH 36.0
#define RULE_HEIGHT 6.0
/* below this, breaking words is easier to read than shrinking further */
#define SMALLEST_WHOLE_WORDS 0.6

struct _SokyColumn {
  const SokyTemplate *template_;
  PangoLayout *lines[SOKY_N_PARTS]; /* NULL = left out */
  const SokyPicture *picture;       /* nullable */
  double picture_height;            /* at natural size; more when there is room left */
  double time_width;                /* of the whole line */
  double moment_width;              /* without its label */
};

/* A part that takes room, as it is stacked. */
typedef struct {
  double width, height;
} Extent;

static double
natural_line_width (PangoLayout *line)
{
  PangoRectangle logical;
  pango_layout_set_width (line, -1);
  pango_layout_get_extents (line, NULL, &logical);
  return (double) logical.width / PANGO_SCALE;
}

static void
measure_time (SokyColumn *self)
{
  PangoLayout *line = self->lines[SOKY_PART_TIME];
  if (line == NULL)
    return;
  self->time_width = natural_line_width (line);
  soky_line_set_apart (line, &self->template_->lines[SOKY_PART_TIME], TRUE);
  self->moment_width = natural_line_width (line);
}

static void
set_column (SokyColumn *self, double width, PangoWrapMode wrap)
{
  double units = CLAMP (width * PANGO_SCALE, 1, G_MAXINT / 4);
  for (guint i = 0; i < SOKY_N_PARTS; i++) {
    if (self->lines[i] == NULL)
      continue;
    pango_layout_set_wrap (self->lines[i], wrap);
    pango_layout_set_width (self->lines[i], (int) units);
  }
  if (self->lines[SOKY_PART_TIME] != NULL)
    soky_line_set_apart (self->lines[SOKY_PART_TIME], &self->template_->lines[SOKY_PART_TIME],
                         self->time_width > width);
}

/* The size of a part in a column; nothing when it is left out. */
static Extent
part_extent (const SokyColumn *self, SokyPart part, double column)
{
  PangoRectangle logical;

  if (part == SOKY_PART_RULE)
    return (Extent){0, self->lines[SOKY_PART_TITLE] ? RULE_HEIGHT : 0};
  if (part == SOKY_PART_IMAGE && self->picture != NULL) {
    double scale = MIN (self->picture_height / self->picture->height,
                        MIN (column, G_MAXDOUBLE) / self->picture->width);
    return (Extent){self->picture->width * scale, self->picture->height * scale};
  }
  if (self->lines[part] == NULL)
    return (Extent){0, 0};
  pango_layout_get_extents (self->lines[part], NULL, &logical);
  return (Extent){(double) logical.width / PANGO_SCALE, (double) logical.height / PANGO_SCALE};
}

/* A rule brings its own space. */
static double
gap_between (SokyPart above, SokyPart below)
{
  if (above == SOKY_PART_RULE || below == SOKY_PART_RULE)
    return 0;
  return above == SOKY_PART_IMAGE || below == SOKY_PART_IMAGE ? PICTURE_GAP : LINE_GAP;
}

/* Stacks the parts: calls nothing, only sums up. */
static double
total_height (const SokyColumn *self, double column, double *widest)
{
  double height = 0;
  int above = -1;

  *widest = 0;
  for (guint i = 0; i < self->template_->n_parts; i++) {
    SokyPart part = self->template_->parts[i];
    Extent extent = part_extent (self, part, column);
    if (extent.height <= 0)
      continue;
    height += extent.height + (above >= 0 ? gap_between ((SokyPart) above, part) : 0);
    *widest = MAX (*widest, extent.width);
    above = (int) part;
  }
  return height;
}

static gboolean
fits (SokyColumn *self, double scale, PangoWrapMode wrap, double width, double height)
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
search_scale (SokyColumn *self, PangoWrapMode wrap, double width, double height)
{
  if (fits (self, 1, wrap, width, height))
    return 1;
  double low = 0;
  double high = 1;
  for (guint i = 0; i < 12; i++) {
    double middle = (low + high) / 2;
    if (fits (self, middle, wrap, width, height))
      low = middle;
    else
      high = middle;
  }
  return low;
}

double
soky_column_fit (SokyColumn *self, double width, double height)
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

/* A picture that stands with words takes the height that they leave; alone, all of it. */
static void
grow_picture (SokyColumn *self, double column, double height)
{
  double widest;
  if (self->picture == NULL)
    return;
  double used = total_height (self, column, &widest);
  if (used < height)
    self->picture_height = part_extent (self, SOKY_PART_IMAGE, column).height + height - used;
}

static void
draw_picture (const SokyColumn *self, cairo_t *cr, double x, double y, double width)
{
  cairo_save (cr);
  cairo_translate (cr, x, y);
  soky_picture_draw (self->picture, cr, width);
  cairo_restore (cr);
}

static void
draw_rule (cairo_t *cr, double x, double y, double width)
{
  cairo_save (cr);
  cairo_set_source_rgb (cr, 0.70, 0.13, 0.13);
  cairo_set_line_width (cr, 0.8);
  cairo_move_to (cr, x, y);
  cairo_rel_line_to (cr, width, 0);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw_part (const SokyColumn *self, cairo_t *cr, SokyPart part, Extent extent, double column,
           double y)
{
  gboolean left = self->template_->left;
  if (part == SOKY_PART_RULE) {
    double width = MIN (RULE_WIDTH, column);
    draw_rule (cr, left ? 0 : (column - width) / 2, y + extent.height / 2, width);
  } else if (part == SOKY_PART_IMAGE) {
    draw_picture (self, cr, left ? 0 : (column - extent.width) / 2, y, extent.width);
  } else {
    cairo_move_to (cr, 0, y);
    pango_cairo_show_layout (cr, self->lines[part]);
  }
}

static void
draw_parts (const SokyColumn *self, cairo_t *cr, double column)
{
  double y = 0;
  int above = -1;

  for (guint i = 0; i < self->template_->n_parts; i++) {
    SokyPart part = self->template_->parts[i];
    Extent extent = part_extent (self, part, column);
    if (extent.height <= 0)
      continue;
    y += above >= 0 ? gap_between ((SokyPart) above, part) : 0;
    draw_part (self, cr, part, extent, column, y);
    y += extent.height;
    above = (int) part;
  }
}

static void
add_lines (SokyColumn *self, PangoContext *context, const SokyAppearanceSpec *spec)
{
  g_autofree char *time = spec->time_us == 0 ? NULL : soky_clock_to_vietnam (spec->time_us);
  const char *texts[SOKY_N_PARTS] = {
      [SOKY_PART_TITLE] = spec->title,   [SOKY_PART_NAME] = spec->name,
      [SOKY_PART_TIME] = time,           [SOKY_PART_ORGANISATION] = spec->organisation,
      [SOKY_PART_REASON] = spec->reason, [SOKY_PART_NUMBER] = spec->number,
      [SOKY_PART_FORM] = spec->form,
  };

  for (guint i = 0; i < self->template_->n_parts; i++) {
    SokyPart part = self->template_->parts[i];
    self->lines[part] = soky_line_new (context, &self->template_->lines[part], texts[part],
                                       part == SOKY_PART_TITLE);
    if (self->lines[part] != NULL)
      pango_layout_set_alignment (self->lines[part],
                                  self->template_->left ? PANGO_ALIGN_LEFT : PANGO_ALIGN_CENTER);
  }
}

static gboolean
shows_picture (const SokyTemplate *template_)
{
  for (guint i = 0; i < template_->n_parts; i++) {
    if (template_->parts[i] == SOKY_PART_IMAGE)
      return TRUE;
  }
  return FALSE;
}

static double
natural_picture_height (const SokyTemplate *template_, const SokyPicture *picture)
{
  if (template_->real_size && picture->real)
    return picture->height;
  return picture->height *
         MIN (template_->image_width / picture->width, template_->image_height / picture->height);
}

SokyColumn *
soky_column_new (PangoContext *context, const SokyTemplate *template_,
                 const SokyAppearanceSpec *spec, const SokyPicture *picture)
{
  SokyColumn *self = g_new0 (SokyColumn, 1);

  self->template_ = template_;
  if (picture != NULL && shows_picture (template_)) {
    self->picture = picture;
    self->picture_height = natural_picture_height (template_, picture);
  }
  add_lines (self, context, spec);
  measure_time (self);
  return self;
}

void
soky_column_free (SokyColumn *self)
{
  for (guint i = 0; i < SOKY_N_PARTS; i++)
    g_clear_object (&self->lines[i]);
  g_free (self);
}

gboolean
soky_column_is_wordless (const SokyColumn *self)
{
  for (guint i = 0; i < SOKY_N_PARTS; i++) {
    if (self->lines[i] != NULL)
      return FALSE;
  }
  return TRUE;
}

gboolean
soky_column_is_empty (const SokyColumn *self)
{
  return self->picture == NULL && soky_column_is_wordless (self);
}

void
soky_column_measure (SokyColumn *self, double *width, double *height)
{
  double natural = self->time_width;
  double most = self->template_->column;

  for (guint i = 0; i < SOKY_N_PARTS; i++) {
    if (self->lines[i] != NULL && i != SOKY_PART_TIME)
      natural = MAX (natural, natural_line_width (self->lines[i]));
  }
  if (soky_column_is_wordless (self)) {
    *height = total_height (self, G_MAXDOUBLE, width);
    return;
  }
  double column = MIN (natural + 0.5, most);
  set_column (self, column, PANGO_WRAP_WORD_CHAR);
  *height = total_height (self, MAX (column, self->template_->image_width), width);
  *width = MAX (*width, column < most ? column : 0);
}

void
soky_column_draw (SokyColumn *self, cairo_t *cr, double width, double height)
{
  double scale = soky_column_fit (self, width, height);
  if (scale <= 0)
    return;

  double column = width / scale;
  double widest;
  grow_picture (self, column, height / scale);
  double used = total_height (self, column, &widest) * scale;
  cairo_save (cr);
  cairo_translate (cr, 0, MAX (0, height - used) / 2);
  cairo_scale (cr, scale, scale);
  cairo_set_source_rgb (cr, 0, 0, 0);
  draw_parts (self, cr, column);
  cairo_restore (cr);
}
